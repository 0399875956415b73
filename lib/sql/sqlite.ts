import { answering } from './answering';
import { openClientSession } from './clientSession';
import { openClientWriter } from './clientWriter';
import type { BoundQuery, QueryResult, SqlConnection, SqlDialect, SqlSession, SqlWriter } from './dialect';
import { checkConnection } from './explain';
import { listColumns, listTables } from './sqliteCatalogue';
import type { SqliteClient } from './sqliteClient';
import { openFile, SYNTAX } from './sqliteClient';
import { explain, explainWrite } from './sqliteErrors';
import { orderOf } from './sqliteTypes';

/**
 * A file of SQLite, for trying out: `host` is its path, and the other fields mean nothing. Values come by what was
 * stored, whatever the column was declared as. A query runs within n8n's own process, and can be broken off
 * between two of its rows only.
 */
export const sqlite: SqlDialect = {
	name: 'sqlite',
	title: 'SQLite File',
	defaultPort: 0,
	syntax: SYNTAX,
	parameter: () => '?',
	quoteIdentifier: (name) => `"${name.replaceAll('"', '""')}"`,
	limit: (rows) => `LIMIT ${rows}`,
	orderOf,
	async connect(connection) {
		return await answering(openSession(checked(connection)));
	},
	async openWriter(connection) {
		return await answering(openWriter(checked(connection)));
	},
	listTables,
	listColumns,
};

/** Files have no port; nobody should have to invent one. */
function checked(connection: SqlConnection): SqlConnection {
	checkConnection({ ...connection, port: 1 }, ['host']);
	return connection;
}

function openSession(connection: SqlConnection): SqlSession {
	return openClientSession(
		{
			connect: async () => await openFile(connection, true),
			explain: (error) => explain(error, connection),
		},
		(query, pageRows) => streamQuery(connection, query, pageRows),
	);
}

function openWriter(connection: SqlConnection): SqlWriter {
	return openClientWriter({
		connect: async () => await openFile(connection, false),
		explain: (error) => explainWrite(error, connection),
	});
}

async function* streamQuery(
	connection: SqlConnection,
	query: BoundQuery,
	pageRows: number,
): AsyncGenerator<QueryResult> {
	let client: SqliteClient | undefined;
	try {
		client = await openFile(connection, true);
		yield* client.pages(query, pageRows);
	} catch (error) {
		throw explain(error, connection);
	} finally {
		await client?.end();
	}
}
