import { answering } from './answering';
import { checkBoundValues } from './boundValues';
import { openClientSession } from './clientSession';
import { openClientWriter } from './clientWriter';
import type { BoundQuery, SqlConnection, SqlDialect, SqlSession, SqlSyntax, SqlWriter } from './dialect';
import { checkConnection } from './explain';
import { guardedSession } from './guardedSession';
import { listColumns, listTables } from './mysqlCatalogue';
import { connectClient, ONLY_READ } from './mysqlClient';
import { explain, explainWrite } from './mysqlErrors';
import { refuseTricks } from './mysqlGuard';
import { streamQuery } from './mysqlStream';
import { orderOf, parameterFor } from './mysqlTypes';

const syntax: SqlSyntax = {
	nameQuotes: [['`', '`']],
	backslash: 'everywhere',
	dollarQuotes: false,
	nestedComments: false,
	hashComments: true,
};

/** Written, a value that does not fit is refused, where the server's own setting might cut it. */
const STRICT = "SET SESSION sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'";

/**
 * MySQL and MariaDB. Values come as the server prints them: whole numbers of 64 bits, decimals and date-times as
 * text, `timestamp` in UTC, bytes and identifiers kept as bytes in hexadecimal (`0x…`), bits as the number they
 * make, JSON as text, points as `POINT(x y)`. SQL is read as MySQL does by default: `"…"` is a text.
 */
export const mysql: SqlDialect = {
	name: 'mysql',
	title: 'MySQL / MariaDB',
	defaultPort: 3306,
	syntax,
	parameter: (_n, type) => parameterFor(type),
	quoteIdentifier: (name) => `\`${name.replaceAll('`', '``')}\``,
	limit: (rows) => `LIMIT ${rows}`,
	orderOf,
	async connect(connection) {
		checkConnection(connection);
		return await answering(openSession(connection));
	},
	async openWriter(connection) {
		checkConnection(connection);
		return await answering(openWriter(connection));
	},
	listTables,
	listColumns,
};

function openSession(connection: SqlConnection): SqlSession {
	const session = openClientSession(
		{
			async connect(lost) {
				const client = await connectClient(connection, lost);
				await client.command(ONLY_READ);
				return client;
			},
			explain: (error) => explain(error, connection),
		},
		(query, pageRows) => streamQuery(connection, query, pageRows),
	);
	return guardedSession(session, check);
}

function check(query: BoundQuery): void {
	refuseTricks(query.text, syntax);
	checkBoundValues(query, orderOf);
}

function openWriter(connection: SqlConnection): SqlWriter {
	return openClientWriter({
		async connect(lost) {
			const client = await connectClient(connection, lost);
			await client.command(STRICT);
			return client;
		},
		explain: (error) => explainWrite(error, connection),
	});
}
