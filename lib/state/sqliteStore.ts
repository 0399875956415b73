import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { BUSY_TIMEOUT_MS, inTransaction, migrate, openDatabase } from './database';
import { makeInOrder } from './inOrder';
import { explainSqliteError } from './sqliteErrors';
import { makeStatements, type Statements } from './sqliteStatements';
import type { StateRow, StateStore, StateValue } from './store';
import { whenFree } from './whenFree';

export interface SqliteStoreOptions {
	/** The file; made with its folder where it is missing. `:memory:` for a state that is gone when closed. */
	readonly path: string;
	/** How long to wait for another process that is writing, in milliseconds; 15 s when left out. */
	readonly busyTimeoutMs?: number;
}

/**
 * The state in an SQLite file: one connection, which several processes may have at once.
 * @throws userError when the file cannot be opened
 */
export function openSqliteStore({ path, busyTimeoutMs = BUSY_TIMEOUT_MS }: SqliteStoreOptions): StateStore {
	const database = openDatabase(path, { busyTimeoutMs });
	// From here on the waiting is for a timer; see `whenFree`.
	database.exec('PRAGMA busy_timeout = 0');
	const inOrder = makeInOrder();
	const inside = makeInside(database, makeStatements(database));

	async function use<T>(work: () => T): Promise<T> {
		try {
			return await inOrder(async () => await whenFree(work, busyTimeoutMs));
		} catch (error) {
			throw explainSqliteError(error, path);
		}
	}

	async function transaction<T>(work: (store: StateStore) => Promise<T>): Promise<T> {
		await whenFree(() => database.exec('BEGIN IMMEDIATE'), busyTimeoutMs);
		try {
			const result = await work(inside.store(0));
			database.exec('COMMIT');
			return result;
		} finally {
			if (database.isTransaction) database.exec('ROLLBACK');
		}
	}

	return {
		run: async (sql, values) => await use(() => inside.run(sql, values)),
		all: async (sql, values) => await use(() => inside.all(sql, values)),
		insert: async (table, columns, rows) =>
			await use(() => inTransaction(database, () => inside.insert(table, columns, rows))),
		async inTransaction(work) {
			try {
				return await inOrder(async () => await transaction(work));
			} catch (error) {
				throw explainSqliteError(error, path);
			}
		},
		migrate: async (part, steps) => await use(() => migrate(database, part, steps)),
		close: async () => await inOrder(() => (database.isOpen ? database.close() : undefined)),
	};
}

/** The statements within a transaction, which wait for nobody. */
interface Inside {
	run(sql: string, values?: readonly StateValue[]): number;
	all(sql: string, values?: readonly StateValue[]): StateRow[];
	insert(table: string, columns: readonly string[], rows: ReadonlyArray<readonly StateValue[]>): void;
	/** @param depth how many transactions are around it */
	store(depth: number): StateStore;
}

function makeInside(database: DatabaseSync, statements: Statements): Inside {
	const inside: Inside = {
		run: (sql, values = []) => Number(statements.get(sql).run(...values).changes),
		all: (sql, values = []) =>
			statements
				.get(sql)
				.all(...values)
				.map(stateRow),
		insert(table, columns, rows) {
			const marks = columns.map(() => '?').join(', ');
			const statement = statements.get(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`);
			for (const row of rows) statement.run(...row);
		},
		store: (depth) => ({
			run: async (sql, values) => inside.run(sql, values),
			all: async (sql, values) => inside.all(sql, values),
			insert: async (table, columns, rows) => inside.insert(table, columns, rows),
			inTransaction: async (work) =>
				await withSavepoint(database, depth, () => work(inside.store(depth + 1))),
			migrate: async (part, steps) => migrate(database, part, steps),
			close: async () => undefined,
		}),
	};
	return inside;
}

async function withSavepoint<T>(database: DatabaseSync, depth: number, work: () => Promise<T>): Promise<T> {
	database.exec(`SAVEPOINT inside_${depth}`);
	let done = false;
	try {
		const result = await work();
		done = true;
		return result;
	} finally {
		// A full disk has taken back everything already.
		if (!done && database.isTransaction) database.exec(`ROLLBACK TO inside_${depth}`);
		if (database.isTransaction) database.exec(`RELEASE inside_${depth}`);
	}
}

/** Whole numbers come as numbers: those that a number cannot hold make SQLite refuse, and there are no bytes. */
function stateRow(row: Readonly<Record<string, SQLOutputValue>>): StateRow {
	const values: Record<string, StateValue> = Object.create(null);
	for (const name in row) values[name] = stateValue(row[name]);
	return values;
}

function stateValue(value: SQLOutputValue | undefined): StateValue {
	return typeof value === 'string' || typeof value === 'number' ? value : null;
}
