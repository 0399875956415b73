import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import type { Socket } from 'node:net';
import type { Connection, ConnectionOptions, FieldPacket, Query, ResultSetHeader } from 'mysql2';
import { userError } from '../errors';
import type { Cell } from '../model';
import type { RunResult, SqlClient } from './client';
import type { BoundQuery, QueryResult, SqlConnection } from './dialect';
import { within } from './mysqlTimeout';
import type { DriverValue } from './mysqlTypes';
import { converterOf, typeNameOf } from './mysqlTypes';
import type { Route } from './route';
import { openRoute } from './route';
import { tlsOptions } from './tls';

const CONNECT_TIMEOUT_MS = 15_000;
const STATEMENT_TIMEOUT_MS = 120_000;
/** How long after its own timeout the server may take to say so, before the connection counts as dead. */
const ANSWER_TIMEOUT_MS = 15_000;
const END_TIMEOUT_MS = 2000;
/** Statements that the server keeps for us; each costs it memory. */
const PREPARED_STATEMENTS = 20;

/** For the whole session: data definition ends a transaction, and begins one of the session's kind. */
export const ONLY_READ = 'SET SESSION TRANSACTION READ ONLY';

/** An open connection with what a stream needs besides. */
export interface MysqlClient extends SqlClient {
	readonly driver: Connection;
	readonly isMariadb: boolean;
	/** Sends a statement whose rows come as events. */
	start(query: BoundQuery): Query;
	/** Runs our own statement. */
	command(text: string): Promise<void>;
	/** Breaks it off without a word. */
	destroy(): Promise<void>;
}

/**
 * Connects, and makes the session the same whatever the server is set to: the time zone is UTC, texts are utf8mb4,
 * and SQL is read as MySQL does by default.
 * @param lost is called when the connection has ended, also while nobody uses it
 */
export async function connectClient(connection: SqlConnection, lost: () => void): Promise<MysqlClient> {
	const { createConnection } = await import('mysql2');
	const tls = tlsOptions(connection);
	const route = await openRoute(connection);
	const driver = createConnection(driverOptions(connection, route, tls));
	// Without a listener, a connection that breaks while idle would end the process.
	driver.on('error', lost);
	driver.on('end', lost);
	let opened = false;
	try {
		await once(driver, 'connect');
		const client = makeClient(driver, route, connection, await isMariadb(driver));
		await setUp(client, connection);
		opened = true;
		return client;
	} finally {
		if (!opened) await end(driver, route, false);
	}
}

function driverOptions(
	connection: SqlConnection,
	route: Route,
	tls: ReturnType<typeof tlsOptions>,
): ConnectionOptions {
	const { host, user, password, database } = connection;
	return {
		// The name in the certificate; where the socket goes is another thing.
		host,
		user,
		password,
		database,
		stream: () => openSocket(route, host),
		connectTimeout: connection.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
		...(tls === undefined ? {} : { ssl: driverTls(connection, tls) }),
		charset: 'utf8mb4',
		timezone: 'Z',
		rowsAsArray: true,
		dateStrings: true,
		supportBigNumbers: true,
		bigNumberStrings: true,
		jsonStrings: true,
		disableEval: true,
		multipleStatements: false,
		maxPreparedStatements: PREPARED_STATEMENTS,
		trace: false,
		// A server may not ask for files of this machine.
		flags: ['-LOCAL_FILES'],
	};
}

/**
 * A socket of our own, so that the certificate is compared with the host of the credential also where that is an
 * address or the connection goes through a tunnel: the driver leaves it to Node, which takes the name from `_host`
 * where it has none, and 'localhost' where that is missing (node:tls, `connect`).
 */
function openSocket(route: Route, host: string): Socket {
	const socket = connectSocket(route.port, route.host);
	socket.setNoDelay(true);
	socket.setKeepAlive(true);
	return Object.assign(socket, { _host: host });
}

function driverTls(connection: SqlConnection, { ca, cert, key }: NonNullable<ReturnType<typeof tlsOptions>>) {
	const verified = connection.tls === 'on';
	const secrets = Object.entries({ ca, cert, key }).filter(([, text]) => typeof text === 'string');
	return { ...Object.fromEntries(secrets), rejectUnauthorized: verified, verifyIdentity: verified };
}

async function isMariadb(driver: Connection): Promise<boolean> {
	const { rows } = await simple(driver, 'SELECT VERSION()');
	return /mariadb/i.test(String(rows[0]?.[0]));
}

function makeClient(
	driver: Connection,
	route: Route,
	connection: SqlConnection,
	mariadb: boolean,
): MysqlClient {
	let usable = true;
	const watch = async <T>(work: Promise<T>): Promise<T> => {
		work.catch((error: unknown) => (usable &&= isAnswer(error)));
		return await work;
	};
	const timeout = statementTimeout(connection) + ANSWER_TIMEOUT_MS;
	const command = async (text: string) => void (await watch(within(timeout, simple(driver, text))));
	return {
		driver,
		isMariadb: mariadb,
		command,
		begin: async (mode) => await command(`START TRANSACTION ${mode}`),
		commit: async () => await command('COMMIT'),
		rollback: async () => await command('ROLLBACK'),
		run: async (query) => await watch(within(timeout, execute(driver, query))),
		start: ({ text, values }) => driver.execute({ sql: text, values: [...values] }),
		isUsable: () => usable,
		end: async () => await end(driver, route, usable),
		destroy: async () => await end(driver, route, false),
	};
}

export const statementTimeout = (connection: SqlConnection): number =>
	Math.trunc(connection.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS);

/** Whether the server said it, and not the network or the driver. */
const isAnswer = (error: unknown): boolean =>
	error instanceof Error &&
	'errno' in error &&
	Number(error.errno) >= 1000 &&
	!('fatal' in error && error.fatal === true);

async function setUp(client: MysqlClient, connection: SqlConnection): Promise<void> {
	await client.command("SET SESSION time_zone = '+00:00', sql_mode = ''");
	await setTimeLimit(client, statementTimeout(connection));
}

/**
 * How long the server works on one statement.
 * @param milliseconds 0 for no limit
 */
export async function setTimeLimit(client: MysqlClient, milliseconds: number): Promise<void> {
	// MariaDB counts seconds (https://mariadb.com/kb/en/aborting-statements/), MySQL milliseconds of SELECT alone.
	await client.command(
		client.isMariadb
			? `SET SESSION max_statement_time = ${milliseconds / 1000}`
			: `SET SESSION max_execution_time = ${milliseconds}`,
	);
}

/** What the driver hands over: a list of rows, or what a statement has done. */
type Answer = readonly DriverValue[][] | ResultSetHeader;

function simple(driver: Connection, text: string): Promise<RunResult> {
	return new Promise((resolve, reject) => {
		driver.query<never>({ sql: text }, (error, answer: Answer, fields) =>
			error === null ? resolve(toResult(answer, fields)) : reject(error),
		);
	});
}

/** A statement prepared by the server: it is one, and the values go apart from it. */
function execute(driver: Connection, { text, values }: BoundQuery): Promise<RunResult> {
	return new Promise((resolve, reject) => {
		driver.execute<never>({ sql: text, values: [...values] }, (error, answer: Answer, fields) => {
			if (error !== null) reject(error);
			else if (Array.isArray(fields?.[0])) reject(severalResults());
			else resolve(toResult(answer, fields));
		});
	});
}

function severalResults(): Error {
	return userError(
		'The statement gives several results',
		'Write one SELECT instead of calling a procedure.',
		'SQL_STATEMENT',
	);
}

function toResult(answer: Answer, fields: readonly FieldPacket[] | undefined): RunResult {
	if ('affectedRows' in answer) return { labels: [], types: [], rows: [], changed: answer.affectedRows };
	return { ...pageOf(fields ?? [])(answer), changed: answer.length };
}

/** What makes a result of some rows of the driver. */
export function pageOf(fields: readonly FieldPacket[]): (rows: readonly DriverValue[][]) => QueryResult {
	const labels = fields.map(({ name }) => name);
	const types = fields.map(typeNameOf);
	const converters = [...fields.entries()].flatMap(([index, field]) => {
		const convert = converterOf(field);
		return convert === undefined ? [] : [{ index, convert }];
	});
	return (rows) => {
		for (const { index, convert } of converters) {
			for (const row of rows) {
				const value = row[index];
				if (value !== null && value !== undefined) row[index] = convert(value);
			}
		}
		return { labels, types, rows: rows.filter(isCells) };
	};
}

/** Every value that is no cell has been converted. */
const isCells = (row: readonly DriverValue[]): row is Cell[] => row.length >= 0;

/** Says goodbye where the server listens; without it, the server would count an aborted connection. */
async function end(driver: Connection, route: Route, usable: boolean): Promise<void> {
	if (usable) {
		await new Promise<void>((resolve) => {
			const patience = setTimeout(resolve, END_TIMEOUT_MS);
			driver.end(() => {
				clearTimeout(patience);
				resolve();
			});
		});
	}
	driver.destroy();
	await route.close();
}
