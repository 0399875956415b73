import type { Connection, ConnectionAttributes, ExecuteOptions, FetchTypeResponse } from 'oracledb';
import { userError } from '../errors';
import type { RunResult, SqlClient } from './client';
import type { BoundQuery, QueryResult, SqlConnection } from './dialect';
import type { OracleDriver } from './oracleDriver';
import { loadDriver } from './oracleDriver';
import type { OracleColumn } from './oracleTypes';
import { plainType, SESSION_FORMATS, toCell } from './oracleTypes';
import type { Route } from './route';
import { openRoute } from './route';
import { readSecrets } from './tls';

const CONNECT_TIMEOUT_MS = 15_000;
const STATEMENT_TIMEOUT_MS = 120_000;

/** An open connection that can also give rows a page at a time. */
export interface OracleClient extends SqlClient {
	pages(query: BoundQuery, pageRows: number): AsyncIterable<QueryResult>;
}

/** Connects. There is no word from the driver when a connection breaks while nobody uses it. */
export async function connectClient(connection: SqlConnection): Promise<OracleClient> {
	const driver = await loadDriver();
	const wallet = walletOf(connection);
	const route = await openRoute(connection);
	const open = await establish(driver, { ...attributesOf(connection, route), ...wallet }, connection).catch(
		async (error: unknown) => {
			await route.close();
			throw error;
		},
	);
	return {
		...clientOf(driver, open),
		async end() {
			await open.close().catch(() => {});
			await route.close();
		},
	};
}

async function establish(
	driver: OracleDriver,
	attributes: ConnectionAttributes,
	{ statementTimeoutMs }: SqlConnection,
): Promise<Connection> {
	const open = await driver.getConnection(attributes);
	open.callTimeout = Math.trunc(statementTimeoutMs ?? STATEMENT_TIMEOUT_MS);
	await open.execute(SESSION_FORMATS);
	return open;
}

/** What the driver connects with, without certificates. */
export function attributesOf(
	connection: SqlConnection,
	route: Pick<Route, 'host' | 'port'>,
): ConnectionAttributes {
	const { user, password, connectTimeoutMs } = connection;
	const seconds = Math.ceil((connectTimeoutMs ?? CONNECT_TIMEOUT_MS) / 1000);
	return {
		user,
		password,
		connectString: connectString(connection, route),
		connectTimeout: seconds,
		transportConnectTimeout: seconds,
		sslServerDNMatch: connection.tls === 'on',
	};
}

/** A service's name, or a connect string as people have it: `host:port/service`, or one in parentheses. */
function connectString(
	{ database, tls }: SqlConnection,
	{ host, port }: Pick<Route, 'host' | 'port'>,
): string {
	if (isConnectString(database)) return database;
	const protocol = tls === 'off' ? 'tcp' : 'tcps';
	return `(DESCRIPTION=(ADDRESS=(PROTOCOL=${protocol})(HOST=${host})(PORT=${port}))(CONNECT_DATA=(SERVICE_NAME=${database})))`;
}

export const isConnectString = (database: string): boolean => /[(/:=]/.test(database);

/**
 * The driver takes authority, certificate and key as one text, and none of them without the others.
 * @throws userError (`SQL_CERTIFICATE`, `SQL_SETTING`)
 */
export function walletOf(connection: SqlConnection): Pick<ConnectionAttributes, 'walletContent'> {
	if (connection.tls === 'off') return {};
	if (connection.tls === 'on' && connection.ssh !== undefined) {
		throw userError(
			'Through an SSH tunnel, the driver of Oracle cannot check the host name of the certificate',
			"Set 'TLS' to 'On, Without Verification': the authority of the certificate is checked still.",
			'SQL_SETTING',
		);
	}
	const { ca, cert, key } = readSecrets(connection);
	const parts = [key, cert, ca].filter((part) => part !== undefined).map(String);
	if (parts.length === 0) return {};
	if (key !== undefined) return { walletContent: parts.join('\n') };
	throw userError(
		'The driver of Oracle takes an authority only together with a client certificate and its key',
		"Fill in 'Client Certificate' and 'Client Key' too, or start n8n with NODE_EXTRA_CA_CERTS set to the authority's file.",
		'SQL_CERTIFICATE',
	);
}

function clientOf(driver: OracleDriver, open: Connection): Omit<OracleClient, 'end'> {
	const options: ExecuteOptions = {
		outFormat: driver.OUT_FORMAT_ARRAY,
		autoCommit: false,
		fetchTypeHandler: (column) => fetchType(driver, column),
	};
	return {
		async begin(mode) {
			// Writing needs no word to begin with.
			if (mode === 'READ ONLY') await open.execute('SET TRANSACTION READ ONLY');
		},
		commit: async () => await open.commit(),
		rollback: async () => await open.rollback(),
		async run({ text, values }) {
			const result = await open.execute<unknown[]>(text, [...values], options);
			const head = result.metaData ?? [];
			return { ...pageOf(head, result.rows ?? []), changed: result.rowsAffected ?? result.rows?.length ?? 0 };
		},
		async *pages({ text, values }, pageRows) {
			const result = await open.execute<unknown[]>(text, [...values], { ...options, resultSet: true });
			const { resultSet, metaData = [] } = result;
			for (let more = resultSet !== undefined; more && resultSet !== undefined;) {
				const rows = await resultSet.getRows(pageRows);
				more = rows.length === pageRows;
				yield pageOf(metaData, rows);
			}
			await resultSet?.close();
		},
		isUsable: () => open.isHealthy(),
	};
}

/** Numbers and moments as text with all their digits, long texts and bytes as a whole instead of a handle. */
function fetchType(
	driver: OracleDriver,
	{ dbType }: { readonly dbType?: unknown },
): FetchTypeResponse | undefined {
	const texts = [
		driver.DB_TYPE_NUMBER,
		driver.DB_TYPE_DATE,
		driver.DB_TYPE_TIMESTAMP,
		driver.DB_TYPE_TIMESTAMP_TZ,
		driver.DB_TYPE_TIMESTAMP_LTZ,
		driver.DB_TYPE_CLOB,
		driver.DB_TYPE_NCLOB,
	];
	if (texts.some((type) => type === dbType)) return { type: driver.STRING };
	return dbType === driver.DB_TYPE_BLOB ? { type: driver.BUFFER } : undefined;
}

function pageOf(
	columns: readonly OracleColumn[],
	rows: ReadonlyArray<readonly unknown[]>,
): Omit<RunResult, 'changed'> {
	return {
		labels: columns.map(({ name }) => name),
		types: columns.map(({ dbTypeName }) => plainType(dbTypeName ?? '')),
		rows: rows.map((row) => columns.map((column, index) => toCell(row[index], column))),
	};
}
