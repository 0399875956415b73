import { randomUUID } from 'node:crypto';
import { writeValues } from './clickhouseBinding';
import { explain, NO_ANSWER, numberOf, withCode } from './clickhouseErrors';
import type { ClickhouseHttp } from './clickhouseHttp';
import { openHttp } from './clickhouseHttp';
import { FORMAT, readRows } from './clickhouseRows';
import { withZone } from './clickhouseTypes';
import type { BoundQuery, QueryResult, SqlConnection, SqlSession, SqlSyntax } from './dialect';

const STATEMENT_TIMEOUT_MS = 120_000;
/** How long after its own timeout the server may take to say so, before the connection counts as dead. */
const ANSWER_TIMEOUT_MS = 15_000;
/** How long the server waits for a reader that takes its time between two pages. */
const PATIENCE_S = '86400';

type Settings = Readonly<Record<string, string>>;

/** The settings that we would make, where the server has them and lets us. */
const WANTED = [
	'readonly',
	'max_execution_time',
	'extremes',
	'cancel_http_readonly_queries_on_client_close',
	'http_send_timeout',
	'session_timezone',
] as const;

/** What is known of a server. */
interface Server {
	readonly http: ClickhouseHttp;
	readonly settings: Settings;
	/** The zone in which a DateTime without one is printed. */
	readonly zone: string;
}

/** Opens a session that only reads; the server itself refuses everything else. */
export async function openSession(connection: SqlConnection, syntax: SqlSyntax): Promise<SqlSession> {
	let server: Server;
	try {
		server = await meet(connection);
	} catch (error) {
		throw explain(error, connection);
	}
	return {
		async query(query) {
			try {
				return await ask(server, query, syntax, timeLimit(connection));
			} catch (error) {
				throw explain(error, connection);
			}
		},
		async *stream(query, pageRows) {
			yield* streamQuery(server, connection, writeValues(query, syntax, 'NULL'), pageRows);
		},
		close: async () => await server.http.close(),
	};
}

const timeLimit = (connection: SqlConnection): number =>
	connection.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS;

async function meet(connection: SqlConnection): Promise<Server> {
	const http = await openHttp(connection);
	let met = false;
	try {
		const server = await inquire(http, connection);
		met = true;
		return server;
	} finally {
		if (!met) await http.close();
	}
}

async function inquire(http: ClickhouseHttp, connection: SqlConnection): Promise<Server> {
	const bare = { http, settings: {}, zone: 'UTC' };
	const names = WANTED.map((name) => `'${name}'`).join(', ');
	const found = await fetchAll(
		bare,
		`SELECT name, value FROM system.settings WHERE name IN (${names})`,
		timeLimit(connection),
	);
	const known = new Map(found.rows.map(([name, value]) => [String(name), String(value)]));
	const settings = chooseSettings(known, timeLimit(connection));
	const { rows } = await fetchAll({ ...bare, settings }, 'SELECT timezone()', timeLimit(connection));
	return { http, settings, zone: settings['session_timezone'] ?? String(rows[0]?.[0] ?? 'UTC') };
}

/** A login that may not change settings reads in any case: that is what its `readonly = 1` means. */
function chooseSettings(known: ReadonlyMap<string, string>, timeoutMs: number): Settings {
	const current = known.get('readonly');
	if (current === '1') return {};
	const wanted: Record<(typeof WANTED)[number], string> = {
		// Reads, and takes the other settings.
		readonly: '2',
		max_execution_time: String(Math.max(1, Math.ceil(timeoutMs / 1000))),
		extremes: '0',
		cancel_http_readonly_queries_on_client_close: '1',
		http_send_timeout: PATIENCE_S,
		session_timezone: 'UTC',
	};
	const usable = WANTED.filter((name) => known.has(name) && known.get(name) !== wanted[name]);
	return Object.fromEntries(usable.map((name) => [name, wanted[name]]));
}

/** What may stand for a NULL of an unknown type; version 18 compares NULL with no column of a primary key. */
const UNKNOWN = [
	'NULL',
	'0',
	"'1970-01-02 00:00:00'",
	"'1970-01-02'",
	"'00000000-0000-0000-0000-000000000000'",
];
const CANNOT_COMPARE: readonly (number | undefined)[] = [6, 38, 41, 43, 53, 169, 376, 386];

async function ask(
	server: Server,
	query: BoundQuery,
	syntax: SqlSyntax,
	timeoutMs: number,
): Promise<QueryResult> {
	const isUnknown = query.values.some((value, index) => value === null && query.types?.[index] === undefined);
	let failure: unknown;
	for (const unknown of isUnknown ? UNKNOWN : UNKNOWN.slice(0, 1)) {
		try {
			return await fetchAll(server, writeValues(query, syntax, unknown), timeoutMs);
		} catch (error) {
			const isOther = !CANNOT_COMPARE.includes(numberOf(error));
			failure = isOther ? error : (failure ?? error);
			if (isOther) break;
		}
	}
	throw failure;
}

/** Held back by the server until it is complete, so that the status tells whether it is. */
async function fetchAll(server: Server, statement: string, timeoutMs: number): Promise<QueryResult> {
	const settings = { ...server.settings, wait_end_of_query: '1' };
	const answer = await server.http.send(withFormat(statement), settings, timeoutMs + ANSWER_TIMEOUT_MS);
	for await (const page of readRows(answer, Infinity, (type) => withZone(type, server.zone))) return page;
	throw new Error('The answer has no page');
}

/** On a line of its own: the statement may end in a comment. */
const withFormat = (statement: string): string => `${statement}\nFORMAT ${FORMAT}`;

/** One statement, which sees the table as it is when it begins; what is not read yet waits in the server. */
async function* streamQuery(
	server: Server,
	connection: SqlConnection,
	statement: string,
	pageRows: number,
): AsyncGenerator<QueryResult> {
	const id = randomUUID();
	// The time limit is ours: the server's would count the time that the reader takes.
	const settings = {
		...server.settings,
		...('max_execution_time' in server.settings ? { max_execution_time: '0' } : {}),
	};
	let done = false;
	try {
		const answer = await server.http.send(
			withFormat(statement),
			{ ...settings, query_id: id },
			timeLimit(connection),
		);
		yield* timed(
			readRows(answer, pageRows, (type) => withZone(type, server.zone)),
			timeLimit(connection),
		);
		done = true;
	} catch (error) {
		throw explain(error, connection);
	} finally {
		if (!done) await stopWork(server.http, id);
	}
}

/** Gives up where a page takes longer than a statement may. */
async function* timed<T>(pages: AsyncGenerator<T>, timeoutMs: number): AsyncGenerator<T> {
	try {
		for (;;) {
			const { value, done } = await within(timeoutMs, pages.next());
			if (done === true) return;
			yield value;
		}
	} finally {
		// Not waited for: it may be the one that does not come.
		pages.return(undefined).catch(() => {});
	}
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(
			() => reject(withCode(`no row within ${timeoutMs / 1000} seconds`, NO_ANSWER)),
			timeoutMs,
		);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}

/** A server notices that nobody listens only when it has something to say; until then it would work on. */
async function stopWork(http: ClickhouseHttp, id: string): Promise<void> {
	try {
		(await http.send(`KILL QUERY WHERE query_id = '${id}' ASYNC`, {}, ANSWER_TIMEOUT_MS)).resume();
	} catch {
		// It has ended, or it ends when it has something to say.
	}
}
