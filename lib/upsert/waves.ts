import type { Candidate } from './context';

/**
 * Sorts rows into waves in which no two share an identifier, so that a row about a customer whom an earlier
 * row writes is looked up only after that row was written. Rows that share an identifier keep their order.
 */
export function wavesOf<T extends Candidate>(tasks: readonly T[]): T[][] {
	if (tasks.length > 0 && !repeatsKeys(tasks)) return [[...tasks]];
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

/** Whether any two rows share an identifier; most groups of rows have none such, and this is the quicker look. */
function repeatsKeys(tasks: readonly Candidate[]): boolean {
	const known = new Set<string>();
	let keys = 0;
	for (const task of tasks) {
		for (const key of task.keys) known.add(key);
		keys += task.keys.length;
	}
	return known.size < keys;
}
