import { userError } from '../../errors';
import { type Cell, type CustomerRecord, emptyRecord, type FieldValue } from '../../model';
import type { SqlSession, SqlWriter } from '../../sql/dialect';
import { type Bound, bindColumns } from './bindColumns';
import { kindOf, type TableColumn } from './columns';
import type { Ask, TableEngine, TableFacts, TableName } from './engine';
import type { SqlTableOptions } from './options';
import { readValue } from './readValues';

/** A table that is known: its columns, and the fields they are. */
export interface CustomerTable {
	readonly engine: TableEngine;
	readonly name: TableName;
	readonly facts: TableFacts;
	readonly bound: readonly Bound[];
	readonly byField: ReadonlyMap<string, Bound>;
	/** What is selected of a customer: the key, the version where the database has one, and the fields' columns. */
	readonly selection: string;
	/** What is selected to know the version alone. */
	readonly marks: string;
	/** The customer of such a row. */
	recordOf(row: readonly Cell[]): CustomerRecord;
}

/**
 * Learns a table.
 * @throws userError where there is no such table, or nothing tells its rows apart
 */
export async function openTable(writer: SqlWriter, options: SqlTableOptions): Promise<CustomerTable> {
	const { engine, table, schema, keyColumn } = options;
	const { dialect } = engine;
	const quote = (name: string) => dialect.quoteIdentifier(name);
	const path = (schema === undefined ? [table] : [schema, table]).map(quote).join('.');
	const place = { name: table, ...(schema === undefined ? {} : { schema }) };
	const ask: Ask = async (query) => await writer.query(query);
	const described = await dialect.listColumns(sessionOf(ask), place);
	if (described.length === 0) throw noTable(path);
	const facts = await engine.facts(ask, place, path);
	const columns = described.flatMap((column): TableColumn[] => {
		const more = facts.columns.get(column.name);
		return more === undefined ? [] : [{ ...column, ...more, kind: kindOf(column.type) }];
	});
	const key = findKey(columns, path, keyColumn);
	return makeTable(engine, { path, key, quote }, facts, bindColumns(columns, key, options.columns));
}

/** What reads the catalogue asks a session; the connection that writes answers as well. */
function sessionOf(ask: Ask): SqlSession {
	return {
		query: ask,
		stream: () => {
			throw new Error('A catalogue is not streamed');
		},
		close: async () => undefined,
	};
}

function makeTable(
	engine: TableEngine,
	name: TableName,
	facts: TableFacts,
	bound: readonly Bound[],
): CustomerTable {
	const leading = facts.version ? [facts.version.stored] : [];
	const names = bound.map(({ column }) => name.quote(column.name));
	const first = 1 + leading.length;
	return {
		engine,
		name,
		facts,
		bound,
		byField: new Map(bound.map((one) => [one.spec.name, one])),
		selection: [name.quote(name.key.name), ...leading, ...names].join(', '),
		marks: [name.quote(name.key.name), ...(facts.version ? leading : names)].join(', '),
		recordOf(row) {
			const record = emptyRecord<FieldValue>();
			for (const [place, { spec, column }] of bound.entries()) {
				const value = readValue(spec, column, row[first + place] ?? null);
				if (value !== undefined) record[spec.name] = value;
			}
			return record;
		},
	};
}

function noTable(path: string): Error {
	return userError(
		`There is no table ${path} that this login may see`,
		'Choose the schema and the table from the lists, and check the rights of the login.',
		'SQL_TABLE',
	);
}

/** The column named, or the whole primary key, or else the first column that is never empty and never twice. */
function findKey(columns: readonly TableColumn[], path: string, named: string | undefined): TableColumn {
	const primary = columns.filter((column) => column.primary);
	const unique = columns.filter(({ nullable, uniqueAlone }) => !nullable && uniqueAlone);
	const found =
		named === undefined
			? primary.length === 1
				? primary[0]
				: unique[0]
			: columns.find(({ name }) => name === named);
	if (found && (found.uniqueAlone || found.primary)) return found;
	if (found) return refuseKey(path, `The column '${found.name}' does not tell the rows of ${path} apart`);
	if (named !== undefined) return refuseKey(path, `The table ${path} has no column '${named}'`);
	return refuseKey(path, `Nothing tells the rows of the table ${path} apart`);
}

function refuseKey(path: string, message: string): never {
	const hint = `Give ${path} a primary key of one column, or choose a column with a unique index in 'Key Column'.`;
	throw userError(message, hint, 'SQL_KEY');
}
