import type { DeliveredRow } from '../model';
import type { StateStore } from './store';

/** Rows asked for in one statement: far below the parameters that any of the databases takes. */
const ROWS_AT_ONCE = 500;

/** Part of the pull's name: enough to tell pulls apart, and short, because it stands in every row. */
const owned = (pull: string): string => pull.slice(0, 16);

/** The content of those of the rows that were delivered before. */
export async function remembered(
	store: StateStore,
	pull: string,
	rows: readonly string[],
): Promise<ReadonlyMap<string, string>> {
	const known = new Map<string, string>();
	for (const some of parts(rows)) {
		const found = await store.all(
			`SELECT row_hash, content FROM pull_memory WHERE pull = ? AND row_hash IN (${marks(some)})`,
			[owned(pull), ...some],
		);
		for (const row of found) known.set(String(row['row_hash']), String(row['content']));
	}
	return known;
}

/** Keeps the last content of each row. */
export async function remember(
	store: StateStore,
	pull: string,
	delivered: readonly DeliveredRow[],
): Promise<void> {
	const last = new Map(delivered.map((one) => [one.row, one]));
	await forget(store, pull, [...last.keys()]);
	if (last.size === 0) return;
	await store.insert(
		'pull_memory',
		['pull', 'row_hash', 'content', 'place'],
		[...last.values()].map(({ row, content, place }) => [owned(pull), row, content, place ?? null]),
	);
}

/** Forgets what was delivered of these rows. */
export async function forget(store: StateStore, pull: string, rows: readonly string[]): Promise<void> {
	for (const some of parts(rows)) {
		await store.run(`DELETE FROM pull_memory WHERE pull = ? AND row_hash IN (${marks(some)})`, [
			owned(pull),
			...some,
		]);
	}
}

/** Gives up what is before a place. */
export async function forgetBefore(store: StateStore, pull: string, place: number): Promise<void> {
	await store.run('DELETE FROM pull_memory WHERE pull = ? AND place < ?', [owned(pull), place]);
}

export async function forgetAll(store: StateStore, pull: string): Promise<void> {
	await store.run('DELETE FROM pull_memory WHERE pull = ?', [owned(pull)]);
}

const marks = (values: readonly string[]): string => values.map(() => '?').join(', ');

function* parts(rows: readonly string[]): Generator<readonly string[]> {
	for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
		yield rows.slice(start, start + ROWS_AT_ONCE);
	}
}
