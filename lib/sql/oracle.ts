import { userError } from '../errors';
import { answering } from './answering';
import type { ClientKind } from './client';
import { openClientSession } from './clientSession';
import { openClientWriter } from './clientWriter';
import type { BoundQuery, QueryResult, SqlConnection, SqlDialect, SqlSession } from './dialect';
import { checkConnection } from './explain';
import { guardedSession } from './guardedSession';
import { listColumns, listTables } from './oracleCatalogue';
import type { OracleClient } from './oracleClient';
import { connectClient, isConnectString } from './oracleClient';
import { explain, explainWrite } from './oracleErrors';
import { checkReads, SYNTAX } from './oracleGuard';
import { castOf, orderOf } from './oracleTypes';

const QUESTION = 'SELECT 1 AS one FROM dual';

/**
 * Oracle Database from version 12.2 on, without software of Oracle. Values come as text with all their digits:
 * numbers, dates and timestamps to the nanosecond, those with a zone in UTC; bytes in hexadecimal. An empty text
 * is NULL, as everywhere with Oracle. Names in quotes are as they were created: mostly in upper case.
 */
export const oracle: SqlDialect = {
	name: 'oracle',
	title: 'Oracle Database',
	defaultPort: 1521,
	syntax: SYNTAX,
	parameter: (n, type) => castOf(type, `:${n}`),
	quoteIdentifier: (name) => `"${name.replaceAll('"', '')}"`,
	limit: (rows) => `FETCH FIRST ${rows} ROWS ONLY`,
	orderOf,
	async connect(connection) {
		check(connection);
		return await answering(openSession(connection), QUESTION);
	},
	async openWriter(connection) {
		check(connection);
		return await answering(openClientWriter(kindOf(connection, explainWrite)), QUESTION);
	},
	listTables,
	listColumns,
};

const kindOf = (connection: SqlConnection, meaning: typeof explain): ClientKind => ({
	connect: async () => await connectClient(connection),
	explain: (error) => meaning(error, connection),
});

function openSession(connection: SqlConnection): SqlSession {
	const session = openClientSession(kindOf(connection, explain), (query, pageRows) =>
		streamQuery(connection, query, pageRows),
	);
	return guardedSession(session, ({ text }) => checkReads(text));
}

/** A read-only transaction of Oracle shows one moment, and so do all pages in it. */
async function* streamQuery(
	connection: SqlConnection,
	query: BoundQuery,
	pageRows: number,
): AsyncGenerator<QueryResult> {
	let client: OracleClient | undefined;
	try {
		client = await connectClient(connection);
		await client.begin('READ ONLY');
		yield* client.pages(query, pageRows);
	} catch (error) {
		throw explain(error, connection);
	} finally {
		await client?.end();
	}
}

/** A whole connect string names the host itself. */
function check(connection: SqlConnection): void {
	if (!isConnectString(connection.database)) return checkConnection(connection);
	checkConnection(connection, ['user', 'database']);
	if (connection.ssh === undefined) return;
	throw userError(
		'A whole connect string cannot go through an SSH tunnel',
		"Fill in 'Host' and 'Port', and only the service name in 'Database'.",
		'SQL_SETTING',
	);
}
