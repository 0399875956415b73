import { statSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { userError } from '../errors';
import type { Cell } from '../model';
import { checkBoundValues } from './boundValues';
import type { RunResult, SqlClient } from './client';
import type { BoundQuery, QueryResult, SqlConnection, SqlSyntax } from './dialect';
import { TOO_SLOW } from './sqliteErrors';
import { orderOf, toBind, toCell, typeNameOf } from './sqliteTypes';
import { tokenize } from './tokens';

const STATEMENT_TIMEOUT_MS = 120_000;
/** How long SQLite itself waits for another process; n8n stands still meanwhile. */
const BUSY_TIMEOUT_MS = 2000;
/** Rows between two looks at the clock. */
const LOOK_ROWS = 256;

export const SYNTAX: SqlSyntax = {
	nameQuotes: [
		['"', '"'],
		['`', '`'],
		['[', ']'],
	],
	backslash: 'nowhere',
	dollarQuotes: false,
	nestedComments: false,
	hashComments: false,
};

/** An open file, with what a stream needs besides. */
export interface SqliteClient extends SqlClient {
	/** The rows of one statement, some at a time; at least one page. */
	pages(query: BoundQuery, pageRows: number): Generator<QueryResult>;
}

/** Opens a file that is there. */
export async function openFile(connection: SqlConnection, readOnly: boolean): Promise<SqliteClient> {
	const { DatabaseSync } = await import('node:sqlite');
	const path = connection.host.trim();
	if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) throw missing(path);
	const database = new DatabaseSync(path, { readOnly, timeout: BUSY_TIMEOUT_MS });
	let opened = false;
	try {
		// Only now the file is looked into.
		database.exec(`PRAGMA query_only = ${readOnly ? 'ON' : 'OFF'}; SELECT 1 FROM sqlite_schema LIMIT 1`);
		opened = true;
		return makeClient(database, connection.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS);
	} finally {
		if (!opened) database.close();
	}
}

function missing(path: string): Error {
	return userError(
		`There is no database file at ${path}`,
		"Check the path in 'Host', as the machine that n8n runs on sees it.",
		'SQL_DATABASE',
	);
}

function makeClient(database: DatabaseSync, timeoutMs: number): SqliteClient {
	return {
		begin: async (mode) => database.exec(mode === 'READ ONLY' ? 'BEGIN' : 'BEGIN IMMEDIATE'),
		commit: async () => database.exec('COMMIT'),
		async rollback() {
			if (database.isTransaction) database.exec('ROLLBACK');
		},
		run: async (query) => runQuery(database, query, timeoutMs),
		pages: (query, pageRows) => readPages(prepare(database, query), query, pageRows, timeoutMs),
		isUsable: () => database.isOpen,
		async end() {
			if (database.isOpen) database.close();
		},
	};
}

function runQuery(database: DatabaseSync, query: BoundQuery, timeoutMs: number): RunResult {
	const statement = prepare(database, query);
	if (statement.columns().length === 0) {
		const { changes } = statement.run(...bound(query));
		return { labels: [], types: [], rows: [], changed: Number(changes) };
	}
	const [page] = [...readPages(statement, query, Infinity, timeoutMs)];
	if (page === undefined) throw new Error('The statement gave no page');
	return { ...page, changed: page.rows.length };
}

/** SQLite prepares the first of several statements and forgets the rest; we do not. */
function prepare(database: DatabaseSync, query: BoundQuery): StatementSync {
	checkBoundValues(query, (type) => (orderOf(type) === 'number' ? 'number' : 'none'));
	const statement = database.prepare(query.text);
	const rest = tokenize(query.text.slice(statement.sourceSQL.length), SYNTAX);
	if (rest.some(({ kind }) => kind !== 'space' && kind !== 'comment')) {
		throw userError('The query holds more than one statement', 'Keep one SELECT.', 'SQL_STATEMENT');
	}
	statement.setReadBigInts(true);
	statement.setReturnArrays(true);
	return statement;
}

const bound = ({ values, types }: BoundQuery) => values.map((value, index) => toBind(value, types?.[index]));

function* readPages(
	statement: StatementSync,
	query: BoundQuery,
	pageRows: number,
	timeoutMs: number,
): Generator<QueryResult> {
	const described = statement.columns();
	const columns = {
		labels: described.map(({ name }) => name),
		types: described.map(({ type }) => typeNameOf(type)),
	};
	let rows: Cell[][] = [];
	let pages = 0;
	let count = 0;
	let deadline = performance.now() + timeoutMs;
	for (const row of statement.iterate(...bound(query))) {
		rows.push(Object.values(row).map(toCell));
		if (++count % LOOK_ROWS === 0 && performance.now() > deadline) throw tooSlow(timeoutMs);
		if (rows.length < pageRows) continue;
		pages += 1;
		yield { ...columns, rows };
		rows = [];
		deadline = performance.now() + timeoutMs;
	}
	if (rows.length > 0 || pages === 0) yield { ...columns, rows };
}

const tooSlow = (timeoutMs: number): Error =>
	Object.assign(new Error(`more than ${timeoutMs / 1000} seconds`), { code: TOO_SLOW });
