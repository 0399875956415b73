import { openClientSession } from './clientSession';
import type { BoundQuery, QueryResult, SqlConnection, SqlSession } from './dialect';
import { guardedSession } from './guardedSession';
import type { MssqlClient } from './mssqlClient';
import { cellsOf, connectClient, headOf, listed } from './mssqlClient';
import { explain } from './mssqlErrors';
import { checkReads } from './mssqlGuard';
import type { Cell } from '../model';

/** A session that only reads: what is more than a SELECT is refused, and whatever it did is taken back. */
export function openSession(connection: SqlConnection): SqlSession {
	const session = openClientSession(
		{
			connect: async (lost) => await connectClient(connection, lost, 'read'),
			explain: (error) => explain(error, connection),
		},
		(query, pageRows) => streamQuery(connection, query, pageRows),
	);
	return guardedSession(session, ({ text }) => checkReads(text));
}

async function* streamQuery(
	connection: SqlConnection,
	query: BoundQuery,
	pageRows: number,
): AsyncGenerator<QueryResult> {
	let client: MssqlClient | undefined;
	try {
		client = await connectClient(connection, () => {}, 'read');
		await ((await allowsSnapshots(client)) ? client.beginSnapshot() : client.begin('READ ONLY'));
		yield* pagesOf(client, query, pageRows);
	} catch (error) {
		throw explain(error, connection);
	} finally {
		await client?.end();
	}
}

/** Whether the database keeps old versions of rows, so that a long read sees one moment (ALLOW_SNAPSHOT_ISOLATION). */
async function allowsSnapshots(client: MssqlClient): Promise<boolean> {
	await client.begin('READ ONLY');
	const { rows } = await client.run({
		text: 'SELECT snapshot_isolation_state FROM sys.databases WHERE database_id = DB_ID()',
		values: [],
	});
	await client.rollback();
	return rows[0]?.[0] === 1;
}

/** The server sends rows as fast as it can; it is held back while a page is worked on. */
async function* pagesOf(
	client: MssqlClient,
	query: BoundQuery,
	pageRows: number,
): AsyncGenerator<QueryResult> {
	const rows: Cell[][] = [];
	let head: Pick<QueryResult, 'labels' | 'types'> = { labels: [], types: [] };
	let finished = false;
	let failure: Error | undefined;
	let wake = () => {};
	const request = client.send(query, (error) => {
		finished = true;
		failure = error;
		wake();
	});
	request.on('columnMetadata', (columns) => (head = headOf(listed(columns))));
	request.on('row', (columns) => {
		rows.push(cellsOf(columns));
		if (rows.length < pageRows) return;
		request.pause();
		wake();
	});
	for (let first = true; ; first = false) {
		while (!finished && rows.length < pageRows) {
			const filled = new Promise<void>((resolve) => (wake = resolve));
			request.resume();
			await filled;
		}
		if (failure !== undefined) throw failure;
		// A few rows more may have been on their way when it was held back.
		const page = rows.splice(0, pageRows);
		if (page.length > 0 || first) yield { ...head, rows: page };
		if (finished && rows.length === 0) return;
	}
}
