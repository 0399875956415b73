import type { Clock } from './retry';

/**
 * Makes calls keep a distance, whatever lane they are in: each takes the next free moment before it waits
 * for it.
 * @param paceMs milliseconds from the beginning of one call to that of the next
 */
export function makePace(
	paceMs: number,
	{ sleep, elapsed }: Pick<Clock, 'sleep' | 'elapsed'>,
): () => Promise<void> {
	let next = -Infinity;
	return async () => {
		if (paceMs <= 0) return;
		const now = elapsed();
		const moment = Math.max(now, next);
		next = moment + paceMs;
		if (moment > now) await sleep(moment - now);
	};
}
