import type { DatabaseSync } from 'node:sqlite';

/** The number that marks what one transaction creates and changes: higher than all before it, whatever the clock says. */
export function makeChangeNumbers(database: DatabaseSync): () => number {
	const next = database.prepare('UPDATE last_change SET number = number + 1 RETURNING number');
	return () => Number(next.get()?.['number']);
}

/** The number of the last change. Writers come one after the other, so nothing with a lower one can still appear. */
export function readChangePoint(database: DatabaseSync): string {
	return String(database.prepare('SELECT number FROM last_change').get()?.['number'] ?? 0);
}
