import { setImmediate } from 'node:timers/promises';

/**
 * Gives a list a slice at a time and lets n8n's event loop turn in between, because it stands still while
 * SQLite works.
 */
export async function* slicesOf<T>(list: readonly T[], size: number): AsyncGenerator<readonly T[]> {
	for (let start = 0; start < list.length; start += size) {
		if (start > 0) await setImmediate();
		yield list.slice(start, start + size);
	}
}
