import type { FieldPacket } from 'mysql2';
import type { BoundQuery, QueryResult, SqlConnection } from './dialect';
import type { MysqlClient } from './mysqlClient';
import { connectClient, ONLY_READ, pageOf, setTimeLimit, statementTimeout } from './mysqlClient';
import { explain } from './mysqlErrors';
import { isTooSlow, within } from './mysqlTimeout';
import type { DriverValue } from './mysqlTypes';

/** How long the server waits for a reader that takes its time between two pages: a day instead of a minute. */
const PATIENCE_S = 86_400;

/**
 * The rows of one statement as they come, in a read-only transaction that shows one moment. The socket is not read
 * while a page is being worked on, so that memory is bounded by a page. The time limit is ours: the server's would
 * count the time that the reader takes.
 */
export async function* streamQuery(
	connection: SqlConnection,
	query: BoundQuery,
	pageRows: number,
): AsyncGenerator<QueryResult> {
	let client: MysqlClient | undefined;
	let done = false;
	try {
		client = await connectClient(connection, () => {});
		await setTimeLimit(client, 0);
		await client.command(ONLY_READ);
		await client.command(`SET SESSION net_write_timeout = ${PATIENCE_S}`);
		await client.command('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
		await client.command('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
		yield* pagesOf(client, query, pageRows, statementTimeout(connection));
		done = true;
	} catch (error) {
		if (isTooSlow(error) && client !== undefined) await stopWork(client, connection);
		throw explain(error, connection);
	} finally {
		await (done ? client?.end() : client?.destroy());
	}
}

async function* pagesOf(
	client: MysqlClient,
	query: BoundQuery,
	pageRows: number,
	timeoutMs: number,
): AsyncGenerator<QueryResult> {
	const arrivals = listen(client, query, pageRows);
	for (let first = true; ; first = false) {
		const { rows, fields, isLast } = await arrivals.next(timeoutMs);
		if (first || rows.length > 0) yield pageOf(fields)(rows);
		if (isLast) return;
	}
}

interface Arrived {
	readonly rows: readonly DriverValue[][];
	readonly fields: readonly FieldPacket[];
	readonly isLast: boolean;
}

/** Gathers what the driver tells by events, and stops it whenever a page is full. */
function listen(
	client: MysqlClient,
	query: BoundQuery,
	pageRows: number,
): { next(timeoutMs: number): Promise<Arrived> } {
	let rows: DriverValue[][] = [];
	let fields: readonly FieldPacket[] = [];
	let ended = false;
	let failure: { readonly error: unknown } | undefined;
	let wake = () => {};
	const isReady = () => rows.length >= pageRows || ended || failure !== undefined;

	const { driver } = client;
	const fail = (error: unknown) => {
		failure ??= { error };
		wake();
	};
	driver.on('error', fail);
	const command = client.start(query);
	command.on('error', fail);
	command.on('fields', (found: readonly FieldPacket[]) => (fields = found));
	command.on('result', (row: DriverValue[]) => {
		if (rows.push(row) < pageRows) return;
		driver.pause();
		wake();
	});
	command.on('end', () => {
		ended = true;
		wake();
	});

	return {
		async next(timeoutMs) {
			driver.resume();
			if (!isReady()) await within(timeoutMs, new Promise<void>((resolve) => (wake = resolve)));
			if (failure !== undefined) throw failure.error;
			const page = rows;
			rows = [];
			return { rows: page, fields, isLast: ended };
		},
	};
}

/** A server notices that nobody listens only when it has something to say; until then it would work on. */
async function stopWork({ driver }: MysqlClient, connection: SqlConnection): Promise<void> {
	try {
		const other = await connectClient(connection, () => {});
		await other.command(`KILL QUERY ${driver.threadId}`);
		await other.end();
	} catch {
		// It has ended, or it ends when it has something to say.
	}
}
