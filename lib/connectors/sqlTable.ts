import { userError } from '../errors';
import type { BoundQuery, SqlWriter } from '../sql/dialect';
import type { Connector, ConnectorCapabilities, ReadQuery } from './connector';
import { countStored, readStored } from './crm/reading';
import type { ConnectorEntry } from './entry';
import { makeInOrder } from '../state/inOrder';
import { askAll, getCustomers, hitsAmong, lookupQueries } from './sqlTable/lookup';
import { type CustomerTable, openTable } from './sqlTable/openTable';
import { readOptions, type SqlTableOptions } from './sqlTable/options';
import { countTable, type ReadPlan, readTable } from './sqlTable/read';
import { removeCustomers } from './sqlTable/remove';
import { isKeptUnique, requireUniqueIndexes } from './sqlTable/uniqueness';
import { prepareRows, writeRows } from './sqlTable/write';
import type { TableColumn } from './sqlTable/columns';

export type { SqlTableOptions } from './sqlTable/options';

/** Of a table in which every identifier has a unique index. */
const CAPABILITIES: ConnectorCapabilities = {
	batchSize: 1_000,
	lookupSize: 5_000,
	// One under way, and one that is prepared meanwhile.
	lanes: 2,
	identifiers: ['crmId', 'guid', 'email', 'phone'],
	unique: true,
	current: true,
	conditional: true,
	customFields: false,
	remove: true,
	suppressTriggers: false,
};

/** A table of PostgreSQL, MySQL, MariaDB, SQL Server or an SQLite file. */
export const sqlTableEntry: ConnectorEntry = {
	title: 'SQL Table',
	capabilities: CAPABILITIES,
	tested: ['server'],
	notes: [
		'PostgreSQL, MariaDB and SQLite were tested on real servers and files; MySQL takes the way of MariaDB but for the keys of new rows, and SQL Server was tested by the text of its statements alone.',
		'Columns are found by their names; other columns are custom fields. One column tells the rows apart: the primary key, or one with a unique index.',
		'What customers are recognised by should have a unique index, for e-mails one that ignores case. Where there is none, imports wait for one another, and other programs can still make doubles.',
		'E-mails are found whatever their case; phones as digits, or after + or 00, and not written with spaces. A field of several values is kept as texts separated by semicolons, as a JSON list, or in PostgreSQL as an array; e-mails and phones of several values only as an array, which no index keeps unique.',
		'An import can be undone as a whole; new rows that other tables refer to by then are kept, and said. Triggers of the table run in any case.',
	],
	open: async (settings) => await sqlTable(readOptions(settings)),
};

/**
 * A table as a destination. Its columns are read when it is opened.
 * @throws userError where there is no such table or the settings do not fit it; transientError where the server cannot be reached
 */
export async function sqlTable(options: SqlTableOptions): Promise<Connector> {
	const { dialect } = options.engine;
	if (!dialect.openWriter) throw new Error(`${dialect.title} cannot be written to`);
	const writer = await dialect.openWriter(options.connection);
	let opened = false;
	try {
		const table = await openTable(writer, options);
		const connector = connectorOf(writer, table, options);
		opened = true;
		return connector;
	} finally {
		if (!opened) await writer.close();
	}
}

function connectorOf(writer: SqlWriter, table: CustomerTable, options: SqlTableOptions): Connector {
	const inOrder = makeInOrder();
	const ask = async (query: Parameters<SqlWriter['query']>[0]) =>
		await inOrder(async () => await writer.query(query));
	const fields = table.bound.map(({ spec }) => spec);
	const changed = changedColumnOf(table, options);
	const planOf = (query: ReadQuery): ReadPlan => ({ table, query, ...changed });
	return {
		name: 'sqlTable',
		title: `SQL Table (${options.engine.dialect.title})`,
		target: targetOf(options),
		capabilities: capabilitiesOf(table),
		check: async () => {
			if (options.requireUniqueIndex) requireUniqueIndexes(table, options.identifiers);
			await ask({ text: `SELECT ${table.marks} FROM ${table.name.path} WHERE 1 = 0`, values: [] });
		},
		discoverFields: async () => fields,
		async lookup(identifiers) {
			const queries = lookupQueries(table, identifiers);
			const rows = await inOrder(async () => await lookUp(writer, table, queries));
			return hitsAmong(table, identifiers, rows);
		},
		async write(rows) {
			const prepared = prepareRows(table, rows);
			return await inOrder(async () => await writeRows(writer, table, prepared));
		},
		get: async (ids) => await getCustomers(ask, table, ids),
		read: (query) => readStored(readTable(ask, planOf(query)), async () => fields, query),
		count: async (query) =>
			(await countTable(ask, planOf(query))) ??
			(await countStored(readTable(ask, planOf(query)), async () => fields, query)),
		remove: async (ids) => await inOrder(async () => await removeCustomers(writer, table, ids)),
		close: async () => await inOrder(async () => await writer.close()),
	};
}

/** All of a look-up at one moment. */
async function lookUp(
	writer: SqlWriter,
	{ engine: { byIndexes } }: CustomerTable,
	queries: readonly BoundQuery[],
): ReturnType<typeof askAll> {
	if (queries.length === 0) return [];
	return await writer.inTransaction(async () => {
		if (byIndexes !== undefined) await writer.query({ text: byIndexes, values: [] });
		return await askAll(async (query) => await writer.query(query), queries);
	});
}

/** Server, database and table, and never who logs in. */
function targetOf({ engine, connection, schema, table }: SqlTableOptions): string {
	const { host, port, database } = connection;
	const server = port === 0 ? host : `${host}:${port}/${database}`;
	return `${engine.dialect.name}://${server}/${schema === undefined ? '' : `${schema}.`}${table}`;
}

function capabilitiesOf({ engine, bound }: CustomerTable): ConnectorCapabilities {
	const findable = bound.filter(({ spec }) => spec.identifier === true);
	return {
		...CAPABILITIES,
		batchSize: engine.batchSize,
		lookupSize: engine.lookupSize,
		identifiers: findable.map(({ spec }) => spec.name),
		unique: findable.length > 0 && findable.every(isKeptUnique),
	};
}

function changedColumnOf(
	{ bound }: CustomerTable,
	{ changedColumn }: SqlTableOptions,
): { readonly changedColumn?: TableColumn } {
	if (changedColumn === undefined) return {};
	const found = bound.find(({ column }) => column.name === changedColumn)?.column;
	if (found && ['date', 'dateTime', 'zonedDateTime'].includes(found.kind)) return { changedColumn: found };
	throw userError(
		found ? `The column '${changedColumn}' holds no times` : `The table has no column '${changedColumn}'`,
		"Choose a column of times in 'Changed Column', or leave it empty.",
		'SQL_COLUMN',
	);
}
