import { checkBoundValues } from './boundValues';
import { openClientSession } from './clientSession';
import { openClientWriter } from './clientWriter';
import type { BoundQuery, SqlConnection, SqlDialect, SqlSession, SqlSyntax, SqlWriter } from './dialect';
import { checkConnection } from './explain';
import { listColumns, listTables } from './mysqlCatalogue';
import type { MysqlClient } from './mysqlClient';
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
		const session = openSession(connection);
		await session.query({ text: 'SELECT 1', values: [] });
		return session;
	},
	async openWriter(connection) {
		checkConnection(connection);
		const writer = openWriter(connection);
		await writer.query({ text: 'SELECT 1', values: [] });
		return writer;
	},
	listTables,
	listColumns,
};

function openSession(connection: SqlConnection): SqlSession {
	return openClientSession(
		{
			async connect(lost) {
				const client = await connectClient(connection, lost);
				await client.command(ONLY_READ);
				return guarded(client);
			},
			explain: (error) => explain(error, connection),
		},
		async function* (query, pageRows) {
			check(query);
			yield* streamQuery(connection, query, pageRows);
		},
	);
}

const guarded = (client: MysqlClient): MysqlClient => ({
	...client,
	run: async (query) => {
		check(query);
		return await client.run(query);
	},
});

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
