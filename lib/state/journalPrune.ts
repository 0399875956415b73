import type { StateStore } from './store';

/** The last imports and plans, which age alone does not forget: a clock that is wrong by years makes everything old. */
const ALWAYS_KEPT = 10;

const ROW_TABLES = ['import_intents', 'import_results', 'import_done', 'import_unsaved'];

/** What is forgotten. */
export interface PruneLimits {
	/** Imports that ended before, and plans that were made before. */
	readonly endedBefore: Date;
	/** Imports whose last sign of life was before are taken for dead. */
	readonly silentSince: Date;
	/** Whether the last ones are kept however old they are. */
	readonly keepLast: boolean;
}

/** Forgets the rows of old imports, and old plans. How many of both. */
export async function prune(store: StateStore, limits: PruneLimits): Promise<number> {
	const { endedBefore, silentSince } = limits;
	const old = await store.all(
		`SELECT number FROM import_entries
		WHERE forgotten = 0 AND coalesce(finished_at, alive_at) < ? AND (status <> 'running' OR alive_at < ?)
			AND number <= ? AND NOT EXISTS (
				SELECT 1 FROM import_entries AS undo
				WHERE undo.id = import_entries.undone_by AND undo.status = 'running'
			)
		ORDER BY number`,
		[endedBefore.toISOString(), silentSince.toISOString(), await lastNumber(store, 'imports', limits)],
	);
	let forgotten = 0;
	for (const { number } of old) forgotten += await forgetImport(store, Number(number));
	return forgotten + (await forgetPlans(store, limits));
}

/** The number of the last import or plan that may be forgotten. */
async function lastNumber(
	store: StateStore,
	name: 'imports' | 'plans',
	{ keepLast }: PruneLimits,
): Promise<number> {
	const [row] = await store.all('SELECT last FROM journal_numbers WHERE name = ?', [name]);
	return Number(row?.['last'] ?? 0) - (keepLast ? ALWAYS_KEPT : 0);
}

async function forgetImport(store: StateStore, number: number): Promise<number> {
	return await store.inTransaction(async (inside) => {
		const forgotten = await inside.run(
			'UPDATE import_entries SET forgotten = 1 WHERE number = ? AND forgotten = 0',
			[number],
		);
		if (forgotten === 0) return 0;
		for (const table of ROW_TABLES) {
			await inside.run(`DELETE FROM ${table} WHERE import_number = ?`, [number]);
		}
		return 1;
	});
}

async function forgetPlans(store: StateStore, limits: PruneLimits): Promise<number> {
	const old = await store.all('SELECT number FROM plans WHERE made_at < ? AND number <= ?', [
		limits.endedBefore.toISOString(),
		await lastNumber(store, 'plans', limits),
	]);
	for (const { number = 0 } of old) {
		await store.inTransaction(async (inside) => {
			await inside.run('DELETE FROM plan_rows WHERE plan_number = ?', [number]);
			await inside.run('DELETE FROM plans WHERE number = ?', [number]);
		});
	}
	return old.length;
}
