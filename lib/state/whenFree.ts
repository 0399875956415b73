import { setTimeout } from 'node:timers/promises';
import { isBusy } from './sqliteErrors';

/** The first and the longest wait between two tries, in milliseconds. */
const FIRST_WAIT_MS = 2;
const LONGEST_WAIT_MS = 50;

/**
 * Runs a statement of SQLite, again while another connection is writing. SQLite's own waiting would stop the
 * event loop, and with it the other writer where that one is in this process; so the wait is for a timer.
 * @param timeoutMs how long to wait for the other writer; what SQLite threw last is thrown then
 */
export async function whenFree<T>(work: () => T, timeoutMs: number): Promise<T> {
	let wait = FIRST_WAIT_MS;
	for (let waited = 0; ; waited += wait) {
		try {
			return work();
		} catch (error) {
			if (!isBusy(error) || waited >= timeoutMs) return await Promise.reject(error);
		}
		wait = Math.min(wait * 2, LONGEST_WAIT_MS);
		await setTimeout(wait);
	}
}
