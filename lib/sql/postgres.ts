import type { Client, ClientConfig, QueryArrayConfig, QueryArrayResult } from 'pg';
import { isImportError } from '../errors';
import type { Cell } from '../model';
import type { BoundQuery, ColumnOrder, QueryResult, SqlConnection, SqlDialect, SqlSession } from './dialect';
import { CONNECTION_LOST, checkConnection, explain } from './postgresErrors';

const CONNECT_TIMEOUT_MS = 15_000;
const STATEMENT_TIMEOUT_MS = 120_000;
/** How long after its own timeout the server may take to say so, before the connection counts as dead. */
const ANSWER_TIMEOUT_MS = 15_000;

const ORDERS: Readonly<Record<string, ColumnOrder>> = {
	int2: 'number',
	int4: 'number',
	int8: 'number',
	oid: 'number',
	numeric: 'number',
	float4: 'number',
	float8: 'number',
	date: 'dateTime',
	timestamp: 'dateTime',
	timestamptz: 'dateTime',
	time: 'dateTime',
	uuid: 'uuid',
	text: 'text',
	varchar: 'text',
	bpchar: 'text',
	name: 'text',
	citext: 'text',
};

/**
 * PostgreSQL. Values come as the server prints them: whole numbers of 64 bits, decimals and date-times as
 * text, `timestamptz` in UTC, JSON and arrays as text, `bytea` in hexadecimal.
 */
export const postgres: SqlDialect = {
	name: 'postgres',
	title: 'PostgreSQL',
	defaultPort: 5432,
	syntax: {
		nameQuotes: [['"', '"']],
		backslash: 'prefixed',
		dollarQuotes: true,
		nestedComments: true,
		hashComments: false,
	},
	// The server finds out the type from what the parameter is compared with.
	parameter: (n) => `$${n}`,
	quoteIdentifier: (name) => `"${name.replaceAll('"', '""')}"`,
	limit: (rows) => `LIMIT ${rows}`,
	orderOf: (type) => ORDERS[type] ?? 'none',
	async connect(connection) {
		checkConnection(connection);
		const session = openSession(connection);
		await session.query({ text: 'SELECT 1', values: [] });
		return session;
	},
};

/** A session that connects when it is needed: between two chunks, a connection may have been idle for hours and be gone. */
function openSession(connection: SqlConnection): SqlSession {
	let open: Client | undefined;
	const typeNames = new Map<number, string>();

	async function use<T>(work: (client: Client) => Promise<T>): Promise<T> {
		const wasOpen = open !== undefined;
		try {
			return await readOnly(open ?? (await connect()), connection, work);
		} catch (error) {
			await close();
			const explained = explain(error, connection);
			// It broke while nobody used it. What only reads can be done again.
			if (wasOpen && isImportError(explained) && explained.code === CONNECTION_LOST) return await use(work);
			throw explained;
		}
	}

	async function connect(): Promise<Client> {
		const client = await makeClient(connection, () => (open = undefined));
		open = client;
		await client.connect();
		return client;
	}

	async function close(): Promise<void> {
		const last = open;
		open = undefined;
		await end(last);
	}

	return {
		async query(query) {
			return await use(async (client) => {
				const result = await runQuery(client, query);
				await learnTypes(client, result, typeNames);
				return toResult(result, typeNames);
			});
		},
		stream: (query, pageRows) => streamQuery(connection, query, pageRows),
		close,
	};
}

/** A cursor within a read-only transaction: the server keeps the place, and all pages show the same moment. */
async function* streamQuery(
	connection: SqlConnection,
	{ text, values }: BoundQuery,
	pageRows: number,
): AsyncGenerator<QueryResult> {
	const client = await makeClient(connection, () => {});
	const typeNames = new Map<number, string>();
	try {
		await client.connect();
		await begin(client, connection);
		await runQuery(client, { text: `DECLARE all_rows NO SCROLL CURSOR FOR ${text}`, values });
		for (let more = true; more;) {
			const page = await runQuery(client, { text: `FETCH ${pageRows} FROM all_rows`, values: [] });
			await learnTypes(client, page, typeNames);
			more = page.rows.length === pageRows;
			yield toResult(page, typeNames);
		}
	} catch (error) {
		throw explain(error, connection);
	} finally {
		await end(client);
	}
}

async function makeClient(connection: SqlConnection, lost: () => void): Promise<Client> {
	const { Client } = await import('pg');
	const client = new Client(clientConfig(connection));
	// Without a listener, a connection that breaks while idle would end the process.
	client.on('error', lost);
	client.on('end', lost);
	return client;
}

function clientConfig(connection: SqlConnection): ClientConfig {
	const { host, port, database, user, password } = connection;
	return {
		host,
		port,
		database,
		user,
		// As a function, because an empty text would be replaced by PGPASSWORD of n8n's own environment.
		password: () => password,
		ssl: tlsOptions(connection),
		application_name: 'n8n-nodes-customer-import',
		connectionTimeoutMillis: connection.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
		query_timeout: statementTimeout(connection) + ANSWER_TIMEOUT_MS,
		keepAlive: true,
		types: { getTypeParser: (oid: number) => PARSERS.get(oid) ?? asPrinted },
	};
}

function tlsOptions({ tls, ca }: SqlConnection): ClientConfig['ssl'] {
	if (tls === 'off') return false;
	const authority = ca === undefined || ca.trim() === '' ? {} : { ca };
	return { ...authority, rejectUnauthorized: tls === 'on' };
}

const statementTimeout = (connection: SqlConnection): number =>
	Math.trunc(connection.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS);

/**
 * Each query is a read-only transaction of its own with its settings in it, so that no transaction is open
 * while rows are being worked on, and a connection pooler in between changes nothing.
 */
async function readOnly<T>(
	client: Client,
	connection: SqlConnection,
	work: (client: Client) => Promise<T>,
): Promise<T> {
	await begin(client, connection);
	const result = await work(client);
	await client.query('ROLLBACK');
	return result;
}

async function begin(client: Client, connection: SqlConnection): Promise<void> {
	await client.query(
		[
			'BEGIN TRANSACTION READ ONLY',
			`SET LOCAL statement_timeout = ${statementTimeout(connection)}`,
			"SET LOCAL datestyle = 'ISO, YMD'",
			"SET LOCAL timezone = 'UTC'",
			"SET LOCAL intervalstyle = 'iso_8601'",
			"SET LOCAL bytea_output = 'hex'",
			// All digits of floats, also from servers before version 12.
			'SET LOCAL extra_float_digits = 3',
			'SET LOCAL standard_conforming_strings = on',
		].join('; '),
	);
}

function runQuery(client: Client, { text, values }: BoundQuery): Promise<QueryArrayResult<Cell[]>> {
	const config: QueryArrayConfig<BoundQuery['values'][number][]> & { queryMode: 'extended' } = {
		text,
		values: [...values],
		rowMode: 'array',
		// The protocol that takes one statement only, also when there are no values.
		queryMode: 'extended',
	};
	return client.query<Cell[]>(config);
}

/** Asks for the names of the types that have not been met yet. */
async function learnTypes(
	client: Client,
	{ fields }: QueryArrayResult<Cell[]>,
	known: Map<number, string>,
): Promise<void> {
	const unknown = [...new Set(fields.map(({ dataTypeID }) => dataTypeID))].filter((oid) => !known.has(oid));
	if (unknown.length === 0) return;
	const { rows } = await client.query<{ oid: number; typname: string }>(
		'SELECT oid, typname FROM pg_catalog.pg_type WHERE oid = ANY ($1)',
		[unknown],
	);
	for (const { oid, typname } of rows) known.set(oid, typname);
}

function toResult(result: QueryArrayResult<Cell[]>, typeNames: ReadonlyMap<number, string>): QueryResult {
	return {
		labels: result.fields.map(({ name }) => name),
		types: result.fields.map(({ dataTypeID }) => typeNames.get(dataTypeID) ?? String(dataTypeID)),
		rows: result.rows,
	};
}

/** Ends a connection, and does not mind when it has ended already. */
async function end(client: Client | undefined): Promise<void> {
	try {
		await client?.end();
	} catch {
		// It is gone either way.
	}
}

const asPrinted = (text: string): Cell => text;
const asBoolean = (text: string): Cell => text === 't';

/** A number that JavaScript keeps exactly; `NaN` and `Infinity` stay texts, because JSON has no word for them. */
function asNumber(text: string): Cell {
	const number = Number(text);
	return Number.isFinite(number) ? number : text;
}

/** By the type's number in the server's catalogue, which never changes (src/include/catalog/pg_type.dat). */
const PARSERS: ReadonlyMap<number, (text: string) => Cell> = new Map([
	[16, asBoolean],
	[21, asNumber],
	[23, asNumber],
	[26, asNumber],
	[700, asNumber],
	[701, asNumber],
]);
