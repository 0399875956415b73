import { answering } from './answering';
import type { ColumnOrder, SqlDialect } from './dialect';
import { checkConnection } from './explain';
import { listColumns, listTables } from './postgresCatalogue';
import { openSession } from './postgresSession';
import { openWriter } from './postgresWriter';

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

const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

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
	quoteIdentifier,
	limit: (rows) => `LIMIT ${rows}`,
	orderOf: (type) => ORDERS[type] ?? 'none',
	async connect(connection) {
		checkConnection(connection);
		return await answering(openSession(connection));
	},
	async openWriter(connection) {
		checkConnection(connection);
		return await answering(openWriter(connection));
	},
	listTables,
	listColumns: async (session, table) => await listColumns(session, table, quoteIdentifier),
};
