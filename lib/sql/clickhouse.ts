import { openSession } from './clickhouseSession';
import { listColumns, listTables } from './clickhouseCatalogue';
import { orderOf, parameterFor } from './clickhouseTypes';
import type { SqlDialect, SqlSyntax } from './dialect';
import { checkConnection } from './explain';

const syntax: SqlSyntax = {
	nameQuotes: [
		['"', '"'],
		['`', '`'],
	],
	backslash: 'everywhere',
	dollarQuotes: false,
	nestedComments: false,
	hashComments: false,
};

/**
 * ClickHouse over its HTTP interface, from version 18 on. Values come as the server prints them: whole numbers of
 * 64 bits and more, decimals, dates and date-times as text, arrays, tuples and maps as text. A `DateTime` without
 * a zone is in UTC where the server can be asked for that, and else in the server's zone, which its type then names.
 */
export const clickhouse: SqlDialect = {
	name: 'clickhouse',
	title: 'ClickHouse',
	defaultPort: 8123,
	syntax,
	parameter: parameterFor,
	quoteIdentifier: (name) => (name.includes('`') ? `"${escaped(name)}"` : `\`${escaped(name)}\``),
	limit: (rows) => `LIMIT ${rows}`,
	orderOf,
	async connect(connection) {
		checkConnection(connection);
		return await openSession(connection, syntax);
	},
	listTables,
	listColumns,
};

const escaped = (name: string): string => name.replace(/[\\"]/g, '\\$&');
