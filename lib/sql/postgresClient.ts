import type { Client, ClientConfig, QueryArrayConfig, QueryArrayResult } from 'pg';
import { userError } from '../errors';
import type { Cell } from '../model';
import type { RunResult, SqlClient } from './client';
import type { BoundQuery, SqlConnection } from './dialect';
import type { Route } from './route';
import { openRoute } from './route';
import { tlsOptions } from './tls';

const CONNECT_TIMEOUT_MS = 15_000;
const STATEMENT_TIMEOUT_MS = 120_000;
/** How long after its own timeout the server may take to say so, before the connection counts as dead. */
const ANSWER_TIMEOUT_MS = 15_000;
/** The protocol counts parameters in 16 bits, and the driver does not check. */
const MAX_PARAMETERS = 65_535;

/**
 * Connects.
 * @param lost is called when the connection has ended, also while nobody uses it
 */
export async function connectClient(connection: SqlConnection, lost: () => void): Promise<SqlClient> {
	const { Client } = await import('pg');
	const tls = tlsOptions(connection);
	const route = await openRoute(connection);
	const client = new Client({ ...clientConfig(connection, route), ssl: tls ?? false });
	// Without a listener, a connection that breaks while idle would end the process.
	client.on('error', lost);
	client.on('end', lost);
	const end = async () => await endAll(client, route);
	await client.connect().catch(async (error: unknown) => {
		await end();
		throw error;
	});
	return { ...runner(client, connection), end };
}

function runner(client: Client, connection: SqlConnection): Omit<SqlClient, 'end'> {
	const typeNames = new Map<number, string>();
	let usable = true;
	const watch = async <T>(work: Promise<T>): Promise<T> =>
		await work.catch((error: unknown) => {
			usable &&= isAnswer(error);
			throw error;
		});
	return {
		begin: async (mode) => void (await watch(client.query(beginning(mode, connection)))),
		commit: async () => checkCommitted((await watch(client.query('COMMIT'))).command),
		rollback: async () => void (await watch(client.query('ROLLBACK'))),
		run: async (query) => await watch(runNamed(client, query, typeNames)),
		isUsable: () => usable,
	};
}

/** After a statement that failed, COMMIT takes everything back and says so only in the name of what it did. */
function checkCommitted(command: string): void {
	if (command !== 'ROLLBACK') return;
	throw userError(
		'The server took the changes back, because one of the statements had failed',
		'Look at the first error; nothing of the batch was written.',
		'SQL_FAILED',
	);
}

/** Whether the server said it, and not the network or the driver. */
const isAnswer = (error: unknown): boolean =>
	error instanceof Error && 'severity' in error && error.severity !== 'FATAL';

function clientConfig(connection: SqlConnection, { host, port }: Route): ClientConfig {
	const { database, user, password } = connection;
	return {
		host,
		port,
		database,
		user,
		// As a function, because an empty text would be replaced by PGPASSWORD of n8n's own environment.
		password: () => password,
		application_name: 'n8n-nodes-customer-import',
		connectionTimeoutMillis: connection.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
		query_timeout: statementTimeout(connection) + ANSWER_TIMEOUT_MS,
		keepAlive: true,
		types: { getTypeParser: (oid: number) => PARSERS.get(oid) ?? asPrinted },
	};
}

const statementTimeout = (connection: SqlConnection): number =>
	Math.trunc(connection.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS);

async function endAll(client: Client, route: Route): Promise<void> {
	try {
		await client.end();
	} catch {
		// It is gone either way.
	}
	await route.close();
}

/** All settings are of the transaction, so that a connection pooler in between changes nothing. */
const beginning = (mode: 'READ ONLY' | 'READ WRITE', connection: SqlConnection): string =>
	[
		`BEGIN TRANSACTION ${mode}`,
		`SET LOCAL statement_timeout = ${statementTimeout(connection)}`,
		"SET LOCAL datestyle = 'ISO, YMD'",
		"SET LOCAL timezone = 'UTC'",
		"SET LOCAL intervalstyle = 'iso_8601'",
		"SET LOCAL bytea_output = 'hex'",
		// All digits of floats, also from servers before version 12.
		'SET LOCAL extra_float_digits = 3',
		'SET LOCAL standard_conforming_strings = on',
	].join('; ');

async function runNamed(
	client: Client,
	query: BoundQuery,
	typeNames: Map<number, string>,
): Promise<RunResult> {
	const result = await runQuery(client, query);
	await learnTypes(client, result, typeNames);
	return {
		labels: result.fields.map(({ name }) => name),
		types: result.fields.map(({ dataTypeID }) => typeNames.get(dataTypeID) ?? String(dataTypeID)),
		rows: result.rows,
		changed: result.rowCount ?? 0,
	};
}

function runQuery(client: Client, { text, values }: BoundQuery): Promise<QueryArrayResult<Cell[]>> {
	if (values.length > MAX_PARAMETERS) throw new Error(`${values.length} parameters in one statement`);
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
