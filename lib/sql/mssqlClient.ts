import { once } from 'node:events';
import type { Connection, ConnectionConfiguration, Request } from 'tedious';
import type { ColumnMetadata } from 'tedious/lib/token/colmetadata-token-parser';
import { userError } from '../errors';
import type { Cell } from '../model';
import type { RunResult, SqlClient } from './client';
import type { BoundQuery, SqlConnection } from './dialect';
import { loadDriver } from './mssqlDriver';
import { toCell, typeName } from './mssqlTypes';
import type { Route } from './route';
import { openRoute } from './route';
import { readSecrets } from './tls';

const CONNECT_TIMEOUT_MS = 15_000;
const STATEMENT_TIMEOUT_MS = 120_000;

type Driver = Awaited<ReturnType<typeof loadDriver>>;

/** An open connection with what the driver gives beyond a client, for reading row by row. */
export interface MssqlClient extends SqlClient {
	/** Sends a statement; its rows come as events. */
	send(query: BoundQuery, done: (error: Error | undefined, changed: number) => void): Request;
	/** Begins a transaction that sees the data of one moment, where the database allows it. */
	beginSnapshot(): Promise<void>;
}

/**
 * Connects.
 * @param lost is called when the connection has ended, also while nobody uses it
 * @param intent tells an availability group where to send us
 */
export async function connectClient(
	connection: SqlConnection,
	lost: () => void,
	intent: 'read' | 'write',
): Promise<MssqlClient> {
	const driver = await loadDriver();
	const secrets = readSecrets(connection);
	const route = await openRoute(connection);
	const config = configOf(connection, route, intent);
	const open = new driver.Connection({
		...config,
		options: { ...config.options, cryptoCredentialsDetails: secrets },
	});
	// Without a listener, a connection that breaks while idle would end the process.
	open.on('error', lost);
	open.on('end', lost);
	const end = async () => await endAll(open, route);
	await established(open).catch(async (error: unknown) => {
		await end();
		throw error;
	});
	return { ...clientOf(driver, open), end };
}

/** `server\instance` is the instance of a server, and `DOMAIN\user` a login of Windows, as everywhere with SQL Server. */
function configOf(
	connection: SqlConnection,
	route: Route,
	intent: 'read' | 'write',
): ConnectionConfiguration {
	const { tls, database, connectTimeoutMs, statementTimeoutMs } = connection;
	const [host = '', instance] = connection.host.split('\\');
	return {
		server: instance === undefined ? route.host : host,
		authentication: loginOf(connection),
		options: {
			...(instance === undefined ? { port: route.port } : { instanceName: instance }),
			...(database === '' ? {} : { database }),
			serverName: host,
			encrypt: tls !== 'off',
			trustServerCertificate: tls === 'onWithoutVerification',
			readOnlyIntent: intent === 'read',
			appName: 'n8n-nodes-customer-import',
			connectTimeout: connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
			requestTimeout: Math.trunc(statementTimeoutMs ?? STATEMENT_TIMEOUT_MS),
			maxRetriesOnTransientErrors: 0,
			useUTC: true,
		},
	};
}

function loginOf({ user, password }: SqlConnection): NonNullable<ConnectionConfiguration['authentication']> {
	const [domain, name] = user.split('\\');
	return name === undefined
		? { type: 'default', options: { userName: user, password } }
		: { type: 'ntlm', options: { domain, userName: name, password } };
}

/** @throws the driver's error, with the number of the server's where it refused the login */
async function established(open: Connection): Promise<void> {
	let number: number | undefined;
	open.on('errorMessage', (token: { number: number }) => (number ??= token.number));
	open.connect();
	const [error]: unknown[] = await once(open, 'connect');
	if (!(error instanceof Error)) return;
	throw number === undefined ? error : Object.assign(error, { number });
}

async function endAll(open: Connection, route: Route): Promise<void> {
	if (!open.closed) {
		open.close();
		await once(open, 'end');
	}
	await route.close();
}

type Callback = (error?: Error | null) => void;

const settled = (start: (callback: Callback) => void): Promise<void> =>
	new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())));

function clientOf(driver: Driver, open: Connection): Omit<MssqlClient, 'end'> {
	const { READ_COMMITTED, SNAPSHOT } = driver.ISOLATION_LEVEL;
	const begin = (level: number | undefined) =>
		settled((callback) => open.beginTransaction(callback, '', level));
	const send: MssqlClient['send'] = (query, done) => {
		const request = new driver.Request(query.text, (error, changed) =>
			done(error ?? undefined, changed ?? 0),
		);
		bind(driver, request, query.values);
		open.execSql(request);
		return request;
	};
	return {
		begin: async () => await begin(READ_COMMITTED),
		beginSnapshot: async () => await begin(SNAPSHOT),
		async commit() {
			checkTransaction(open);
			await settled((callback) => open.commitTransaction(callback));
		},
		async rollback() {
			// Some errors make the server take everything back by itself.
			if (open.inTransaction) await settled((callback) => open.rollbackTransaction(callback));
		},
		async run(query) {
			checkTransaction(open);
			return await collect((done) => send(query, done));
		},
		send,
		isUsable: () => !open.closed,
	};
}

/** Without this, what follows an error that ended the transaction would be written for good, each for itself. */
function checkTransaction(open: Connection): void {
	if (open.inTransaction) return;
	throw userError(
		'The server took the changes back, because one of the statements had failed',
		'Look at the first error; nothing of the batch was written.',
		'SQL_FAILED',
	);
}

const INT = 2 ** 31;

/** Texts are bound as texts, which the server makes into the type of the column; whole numbers as such, for FETCH NEXT. */
function bind(driver: Driver, request: Request, values: BoundQuery['values']): void {
	const { BigInt: Long, Float, Int, NVarChar } = driver.TYPES;
	values.forEach((value, index) => {
		const name = `p${index + 1}`;
		if (typeof value !== 'number') request.addParameter(name, NVarChar, value);
		else if (!Number.isSafeInteger(value)) request.addParameter(name, Float, value);
		else request.addParameter(name, value >= -INT && value < INT ? Int : Long, value);
	});
}

type Column = { readonly value: unknown; readonly metadata: ColumnMetadata };

export const cellsOf = (columns: readonly Column[]): Cell[] =>
	columns.map(({ value, metadata }) => toCell(value, metadata));

function collect(
	start: (done: (error: Error | undefined, changed: number) => void) => Request,
): Promise<RunResult> {
	return new Promise((resolve, reject) => {
		const rows: Cell[][] = [];
		let described: readonly ColumnMetadata[] | undefined;
		const request = start((error, changed) => {
			if (error === undefined) resolve({ ...headOf(described ?? []), rows, changed });
			else reject(error);
		});
		request.on('columnMetadata', (columns) => {
			described ??= listed(columns);
		});
		request.on('row', (columns: readonly Column[]) => rows.push(cellsOf(columns)));
	});
}

/** The driver gives a list, unless it is told to go by names. */
export const listed = (columns: ColumnMetadata[] | { [key: string]: ColumnMetadata }): ColumnMetadata[] =>
	Array.isArray(columns) ? columns : Object.values(columns);

export const headOf = (columns: readonly ColumnMetadata[]): Pick<RunResult, 'labels' | 'types'> => ({
	labels: columns.map(({ colName }) => colName),
	types: columns.map(typeName),
});
