import type { Cell } from '../model';
import { tooNew } from './database';
import { makeInOrder } from './inOrder';
import type { StateRow, StateStore, StateValue } from './store';

/** A connection to PostgreSQL that may write: what the state needs of the one in `lib/sql`. */
export interface StateWriter {
	query(query: { readonly text: string; readonly values: ReadonlyArray<string | number | null> }): Promise<{
		readonly labels: readonly string[];
		readonly types: readonly string[];
		readonly rows: ReadonlyArray<readonly Cell[]>;
		readonly changed: number;
	}>;
	inTransaction<T>(work: () => Promise<T>): Promise<T>;
	close(): Promise<void>;
}

export interface PostgresStoreOptions {
	/** Where the tables are; made where it is missing and the login may. `customer_import` when left out. */
	readonly schema?: string;
}

const SCHEMA = 'customer_import';
/** The protocol counts parameters in 16 bits (https://www.postgresql.org/docs/current/protocol-message-formats.html). */
const MAX_PARAMETERS = 65_535;
/** The number of the lock that whoever makes tables holds; any that nobody else uses. */
const MIGRATION_LOCK = 1_667_458_409;

/** The state in a schema of a PostgreSQL server, which any number of processes on any machines may share. */
export function makePostgresStore(
	writer: StateWriter,
	{ schema = SCHEMA }: PostgresStoreOptions = {},
): StateStore {
	const inOrder = makeInOrder();
	const inside = makeInside(writer);

	/** The path is set in each transaction, so that a connection pooler in between changes nothing. */
	async function transaction<T>(work: (store: Inside) => Promise<T>): Promise<T> {
		return await inOrder(
			async () =>
				await writer.inTransaction(async () => {
					await inside.run(`SET LOCAL search_path TO ${quoted(schema)}`);
					return await work(inside);
				}),
		);
	}

	return {
		run: async (sql, values) => await transaction(async (store) => await store.run(sql, values)),
		all: async (sql, values) => await transaction(async (store) => await store.all(sql, values)),
		insert: async (table, columns, rows) =>
			await transaction(async (store) => await store.insert(table, columns, rows)),
		inTransaction: async (work) => await transaction(async (store) => await work(store.nested(0))),
		async migrate(part, steps) {
			if ((await transaction(async (store) => await doneSteps(store, schema, part))) === steps.length) return;
			await transaction(async (store) => await takeSteps(store, schema, part, steps));
		},
		close: async () => await inOrder(async () => await writer.close()),
	};
}

/** The statements within a transaction. */
interface Inside extends Pick<StateStore, 'run' | 'all' | 'insert'> {
	/** @param depth how many transactions are around it */
	nested(depth: number): StateStore;
}

function makeInside(writer: StateWriter): Inside {
	const query = async (sql: string, values: readonly StateValue[] = []) =>
		await writer.query({ text: numbered(sql), values });
	const inside: Inside = {
		run: async (sql, values) => (await query(sql, values)).changed,
		async all(sql, values) {
			const { labels, types, rows } = await query(sql, values);
			return rows.map((row) => stateRow(labels, types, row));
		},
		async insert(table, columns, rows) {
			const together = Math.floor(MAX_PARAMETERS / columns.length);
			for (let start = 0; start < rows.length; start += together) {
				const some = rows.slice(start, start + together);
				const marks = `(${columns.map(() => '?').join(', ')})`;
				const tuples = some.map(() => marks).join(', ');
				await query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ${tuples}`, some.flat());
			}
		},
		nested: (depth) => ({
			run: inside.run,
			all: inside.all,
			insert: inside.insert,
			inTransaction: async (work) => await withSavepoint(inside, depth, () => work(inside.nested(depth + 1))),
			migrate: () => Promise.reject(new Error('Tables are made outside of transactions')),
			close: async () => undefined,
		}),
	};
	return inside;
}

async function withSavepoint<T>(store: Inside, depth: number, work: () => Promise<T>): Promise<T> {
	await store.run(`SAVEPOINT inside_${depth}`);
	let done = false;
	try {
		const result = await work();
		done = true;
		return result;
	} finally {
		const end = done ? 'RELEASE' : 'ROLLBACK TO';
		// Where the connection broke, the whole transaction is gone already, and the next statement says so.
		await store.run(`${end} SAVEPOINT inside_${depth}`).catch(() => undefined);
	}
}

/** How many steps of a part were taken; asks the catalogue first, because a login may not be allowed to make the table. */
async function doneSteps(store: Inside, schema: string, part: string): Promise<number> {
	const table = await store.all(
		'SELECT 1 AS found FROM pg_catalog.pg_tables WHERE schemaname = ? AND tablename = ?',
		[schema, 'schema_version'],
	);
	if (table.length === 0) return 0;
	const [row] = await store.all('SELECT version FROM schema_version WHERE part = ?', [part]);
	return Number(row?.['version'] ?? 0);
}

async function takeSteps(
	store: Inside,
	schema: string,
	part: string,
	steps: readonly string[],
): Promise<void> {
	await store.all('SELECT pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
	const [known] = await store.all('SELECT 1 AS found FROM pg_catalog.pg_namespace WHERE nspname = ?', [
		schema,
	]);
	// `IF NOT EXISTS` alone asks for the right to make one even where it is there.
	if (!known) await store.run(`CREATE SCHEMA IF NOT EXISTS ${quoted(schema)}`);
	const done = await doneSteps(store, schema, part);
	if (done > steps.length) throw tooNew(part, done, steps.length);
	await store.run(
		'CREATE TABLE IF NOT EXISTS schema_version (part TEXT PRIMARY KEY, version BIGINT NOT NULL)',
	);
	for (const step of steps.slice(done))
		for (const statement of statementsOf(step)) await store.run(statement);
	await store.run(
		'INSERT INTO schema_version VALUES (?, ?) ON CONFLICT (part) DO UPDATE SET version = excluded.version',
		[part, steps.length],
	);
}

/** The protocol takes one statement at a time. */
function statementsOf(step: string): string[] {
	return step.split(/;[ \t]*(?:\r?\n|$)/).filter((statement) => statement.trim() !== '');
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Parameters as PostgreSQL numbers them; a question mark within quotes is none. */
function numbered(sql: string): string {
	let count = 0;
	return sql.replace(/'(?:[^']|'')*'|"[^"]*"|\?/g, (found) => (found === '?' ? `$${++count}` : found));
}

const NUMBERS: ReadonlySet<string> = new Set(['int8', 'numeric', 'bool']);

function stateRow(labels: readonly string[], types: readonly string[], row: readonly Cell[]): StateRow {
	const values: Record<string, StateValue> = Object.create(null);
	labels.forEach((label, place) => {
		values[label] = stateValue(row[place] ?? null, types[place] ?? '');
	});
	return values;
}

/** A value as SQLite would give it. */
function stateValue(value: Cell, type: string): StateValue {
	if (value === null) return null;
	return NUMBERS.has(type) || typeof value === 'boolean' ? Number(value) : value;
}
