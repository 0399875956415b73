import { userError } from '../errors';
import type { SortKey } from '../model';
import type { BoundQuery, SqlDialect } from './dialect';
import { checkQuery } from './query';

/** What is read: a table, or what a SELECT gives. */
export interface TableRead {
	/** The name of a table or view, after its schema and a point where it needs one. */
	readonly table?: string;
	/** One SELECT, used when there is no table. */
	readonly query?: string;
	/** The order of a table's rows; as the database likes when left out. */
	readonly sort?: readonly SortKey[];
}

/**
 * The query that reads all rows of a table.
 * @throws userError where neither a table nor a SELECT is given, or more than one statement
 */
export function tableQuery(dialect: SqlDialect, { table, query, sort = [] }: TableRead): BoundQuery {
	const name = table?.trim() ?? '';
	if (name === '') return { text: selectOf(query ?? '', dialect), values: [] };
	const keys = sort.map(
		({ field, descending }) => `${dialect.quoteIdentifier(field)}${descending ? ' DESC' : ''}`,
	);
	const order = keys.length === 0 ? '' : ` ORDER BY ${keys.join(', ')}`;
	return { text: `SELECT * FROM ${tableName(dialect, name)}${order}`, values: [] };
}

/** Every part of the name quoted. Names that hold a point themselves are written in double quotes. */
export function tableName(dialect: SqlDialect, name: string): string {
	const parts = [...name.matchAll(/"((?:[^"]|"")+)"|[^."]+/g)].map(
		([part, quoted]) => quoted?.replaceAll('""', '"') ?? part,
	);
	return parts.map((part) => dialect.quoteIdentifier(part.trim())).join('.');
}

function selectOf(text: string, dialect: SqlDialect): string {
	const parsed = checkQuery(text, dialect.syntax);
	if (parsed.uses.size === 0) return parsed.text;
	throw userError(
		`The query uses {${[...parsed.uses].join('}, {')}}, which only a scheduled pull has`,
		'Write the value itself.',
		'SQL_QUERY',
	);
}
