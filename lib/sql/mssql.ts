import { userError } from '../errors';
import { answering } from './answering';
import { openClientWriter } from './clientWriter';
import type { SqlConnection, SqlDialect } from './dialect';
import { checkConnection } from './explain';
import { listColumns, listTables } from './mssqlCatalogue';
import { connectClient } from './mssqlClient';
import { derive } from './mssqlDerived';
import { explainWrite } from './mssqlErrors';
import { SYNTAX } from './mssqlGuard';
import { openSession } from './mssqlSession';
import { castOf, orderOf } from './mssqlTypes';

const QUESTION = 'SELECT 1 AS one';

const quoteIdentifier = (name: string): string => `[${name.replaceAll(']', ']]')}]`;

/**
 * Microsoft SQL Server and Azure SQL. Values come as the server prints them: whole numbers of 64 bits, decimals,
 * money and date-times as text with all their digits, `datetimeoffset` in UTC, binary in hexadecimal.
 */
export const mssql: SqlDialect = {
	name: 'mssql',
	title: 'Microsoft SQL Server',
	defaultPort: 1433,
	syntax: SYNTAX,
	parameter: (n, type) => castOf(type, `@p${n}`),
	quoteIdentifier,
	limit: (rows) => `OFFSET 0 ROWS FETCH NEXT ${rows} ROWS ONLY`,
	derive,
	orderOf,
	async connect(connection) {
		check(connection);
		return await answering(openSession(connection), QUESTION);
	},
	async openWriter(connection) {
		check(connection);
		const writer = openClientWriter({
			connect: async (lost) => await connectClient(connection, lost, 'write'),
			explain: (error) => explainWrite(error, connection),
		});
		return await answering(writer, QUESTION);
	},
	listTables,
	listColumns: async (session, table) => await listColumns(session, table, quoteIdentifier),
};

/** An empty database is the login's own. */
function check(connection: SqlConnection): void {
	checkConnection(connection, ['host', 'user']);
	if (connection.ssh === undefined || !connection.host.includes('\\')) return;
	throw userError(
		'An instance cannot be found by its name through an SSH tunnel',
		"Leave 'Instance' empty and set 'Port' to the port of the instance.",
		'SQL_SETTING',
	);
}
