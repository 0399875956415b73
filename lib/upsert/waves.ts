import type { Candidate } from './context';

/**
 * Sorts rows into waves in which no two share an identifier, so that a row about a customer whom an earlier
 * row writes is looked up only after that row was written. Rows that share an identifier keep their order.
 * @param keys the identifiers of the rows, where they are collected already
 */
export function wavesOf<T extends Candidate>(tasks: readonly T[], keys = keysOf(tasks)): T[][] {
	// Most groups of rows have no identifier twice, and this is the quicker look.
	if (tasks.length > 0 && keys.size === countKeys(tasks)) return [[...tasks]];
	const lastWave = new Map<string, number>();
	const waves: T[][] = [];
	for (const task of tasks) {
		let number = 0;
		for (const key of task.keys) number = Math.max(number, (lastWave.get(key) ?? -1) + 1);
		for (const key of task.keys) lastWave.set(key, number);
		(waves[number] ??= []).push(task);
	}
	return waves;
}

/** The identifiers of all rows, as texts. */
export function keysOf(tasks: readonly Candidate[]): ReadonlySet<string> {
	const known = new Set<string>();
	for (const task of tasks) for (const key of task.keys) known.add(key);
	return known;
}

function countKeys(tasks: readonly Candidate[]): number {
	return tasks.reduce((count, { keys }) => count + keys.length, 0);
}
