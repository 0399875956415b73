import type { Watermark } from '../model';
import type { StateRow, StateStore } from './store';

/** Where a pull stands. */
export interface PullPlace {
	readonly watermark: Watermark | undefined;
	/** How often the rows after the watermark have been offered without success. */
	readonly attempts: number;
	/** Whether the rows without a start value have been handed on. */
	readonly unplacedDone: boolean;
	/** When it was last run, in milliseconds since 1970. */
	readonly lastRun: number | undefined;
	/** The request of the panel that was carried out last. */
	readonly applied: string;
}

export async function readPlace(store: StateStore, pull: string): Promise<PullPlace> {
	const [found] = await store.all(
		'SELECT value, key, attempts, unplaced_done, last_run, applied FROM watermark WHERE pull = ?',
		[pull],
	);
	const lastRun = found?.['last_run'] ?? null;
	return {
		watermark: watermarkOf(found, 'value', 'key'),
		attempts: Number(found?.['attempts'] ?? 0),
		unplacedDone: Number(found?.['unplaced_done'] ?? 0) === 1,
		lastRun: lastRun === null ? undefined : Number(lastRun),
		applied: String(found?.['applied'] ?? ''),
	};
}

/** The watermark in two columns of a row. */
export function watermarkOf(row: StateRow | undefined, value: string, key: string): Watermark | undefined {
	const [start, second] = [row?.[value] ?? null, row?.[key] ?? null];
	if (start === null) return undefined;
	return { value: String(start), ...(second === null ? {} : { key: String(second) }) };
}
