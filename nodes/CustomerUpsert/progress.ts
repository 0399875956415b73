import type { IExecuteFunctions } from 'n8n-workflow';
import type { Progress } from '../../lib';
import { OUTCOMES } from '../../lib';
import { countOf, formatCount } from '../shared/execution';

/** Milliseconds between two messages to the editor. */
const EVERY_MS = 2000;

/**
 * Says how far an import has come while it runs: to the editor that has started it, in the console of the
 * browser, which is what n8n shows of a node before it is done; and to n8n's log. The history of imports has the
 * running counts too, for everybody. Counts only, nothing of a customer.
 */
export function progressTeller(context: IExecuteFunctions): (progress: Progress) => void {
	let told = 0;
	return (progress) => {
		if (progress.elapsedMs - told < EVERY_MS) return;
		told = progress.elapsedMs;
		const message = progressText(progress);
		if (context.getMode() === 'manual') context.sendMessageToUI(message);
		context.logger.debug(`${context.getNode().name}: ${message}`);
	};
}

/** `12,000 rows in 8 s (1,500 a second): 11,000 created, 1,000 unchanged`. */
export function progressText({ rows, outcomes, elapsedMs }: Progress): string {
	const counts = OUTCOMES.filter((outcome) => outcomes[outcome] > 0);
	const list = counts.map((outcome) => `${formatCount(outcomes[outcome])} ${outcome}`).join(', ');
	const seconds = elapsedMs / 1000;
	const pace = formatCount(Math.round(rows / Math.max(seconds, 0.001)));
	return `${countOf(rows, 'row')} in ${formatCount(Math.round(seconds))} s (${pace} a second): ${list || 'none'}`;
}
