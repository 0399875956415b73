import { isImportError } from '../../errors';
import type { WriteResult } from '../connector';
import type { CrmCreation } from './driver';
import { slices } from './finding';
import { afterTheFirst } from './singly';

/**
 * Writes a batch in slices, for a CRM whose calls take fewer than the batch has. Nothing may be thrown once the
 * first of them was sent: a slice that is refused is halved until the row that is wrong stands alone.
 */
export async function writeSlices<Row extends CrmCreation>(
	rows: readonly Row[],
	size: number,
	send: (slice: readonly Row[]) => Promise<readonly WriteResult[]>,
): Promise<readonly WriteResult[]> {
	const [first = [], ...rest] = slices(rows, size);
	const results = [...(await send(first))];
	for (const slice of rest) results.push(...(await sendLater(slice, send)));
	return results;
}

async function sendLater<Row extends CrmCreation>(
	slice: readonly Row[],
	send: (slice: readonly Row[]) => Promise<readonly WriteResult[]>,
): Promise<readonly WriteResult[]> {
	try {
		return await send(slice);
	} catch (error) {
		const isRefused = isImportError(error) && error.code === 'BATCH_REFUSED';
		if (!isRefused || slice.length === 1) return slice.map(() => afterTheFirst(error));
		const half = Math.ceil(slice.length / 2);
		return [...(await sendLater(slice.slice(0, half), send)), ...(await sendLater(slice.slice(half), send))];
	}
}
