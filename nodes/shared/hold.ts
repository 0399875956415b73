import type { Logger } from 'n8n-workflow';
import type { PullHold } from '../../lib';
import { HOLD_MS } from '../../lib';
import { settle } from './execution';

/** Keeps the right to move a watermark while the work lasts, however long that is, and gives it up afterwards. */
export async function whileHeld<T>(
	hold: PullHold,
	logger: Pick<Logger, 'warn'>,
	work: () => Promise<T>,
): Promise<T> {
	const renewing = setInterval(() => {
		// A failure here shows when the watermark is moved: then somebody else may have taken over.
		void settle(() => hold.renew()).then((renewed) => {
			if ('error' in renewed) logger.warn('The hold on the watermark could not be renewed');
		});
	}, HOLD_MS / 3);
	renewing.unref();
	const result = await settle(work);
	clearInterval(renewing);
	// Where it cannot be given up, it lapses.
	await settle(() => hold.release());
	if ('value' in result) return result.value;
	throw result.error;
}
