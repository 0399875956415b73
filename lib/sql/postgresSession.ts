import type { SqlClient } from './client';
import { openClientSession } from './clientSession';
import type { BoundQuery, QueryResult, SqlConnection, SqlSession } from './dialect';
import { connectClient } from './postgresClient';
import { explain } from './postgresErrors';

/** A session that only reads. */
export const openSession = (connection: SqlConnection): SqlSession =>
	openClientSession(
		{
			connect: async (lost) => await connectClient(connection, lost),
			explain: (error) => explain(error, connection),
		},
		(query, pageRows) => streamQuery(connection, query, pageRows),
	);

/** A cursor within a read-only transaction: the server keeps the place, and all pages show the same moment. */
async function* streamQuery(
	connection: SqlConnection,
	{ text, values }: BoundQuery,
	pageRows: number,
): AsyncGenerator<QueryResult> {
	let client: SqlClient | undefined;
	try {
		client = await connectClient(connection, () => {});
		await client.begin('READ ONLY');
		await client.run({ text: `DECLARE all_rows NO SCROLL CURSOR FOR ${text}`, values });
		for (let more = true; more;) {
			const { labels, types, rows } = await client.run({
				text: `FETCH ${pageRows} FROM all_rows`,
				values: [],
			});
			more = rows.length === pageRows;
			yield { labels, types, rows };
		}
	} catch (error) {
		throw explain(error, connection);
	} finally {
		await client?.end();
	}
}
