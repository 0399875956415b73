import type { Candidate } from './context';

/**
 * Sorts rows into waves in which no two share an identifier, so that a row about a customer whom an earlier
 * row writes is looked up only after that row was written. Rows that share an identifier keep their order.
 */
export function wavesOf<T extends Candidate>(tasks: readonly T[]): T[][] {
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
