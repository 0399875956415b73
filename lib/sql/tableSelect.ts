import { wrongSetting } from './placeColumns';
import type { SqlDialect } from './dialect';
import { tableName } from './tableRead';

/** What is read of a table. */
export interface TableChoice {
	/** The name of a table or view, after its schema and a point where it needs one. */
	readonly table: string;
	/** The columns that are wanted; all where there are none. */
	readonly columns: readonly string[];
	/** The columns by which the pull goes on and tells rows apart: they are read in any case. */
	readonly needed: readonly string[];
}

/**
 * Writes the query of a table, as a person would. Condition, order and limit are added by the pull.
 * @throws userError where no table is named
 */
export function writeSelect(dialect: SqlDialect, { table, columns, needed }: TableChoice): string {
	if (table.trim() === '') {
		throw wrongSetting("'Table' is empty", 'Choose a table from the list, or write its name.');
	}
	const wanted = columns.length === 0 ? [] : [...new Set([...columns, ...needed])];
	const names = wanted.map((name) => dialect.quoteIdentifier(name)).join(', ');
	return `SELECT ${names === '' ? '*' : names} FROM ${tableName(dialect, table)}`;
}

/** The name of a table as `writeSelect` takes it: in quotes where a part of it holds a point or a quote itself. */
export function nameOfTable({ schema, name }: { readonly schema?: string; readonly name: string }): string {
	const parts = schema === undefined || schema === '' ? [name] : [schema, name];
	return parts
		.map((part) => (/[."]|^\s|\s$/.test(part) ? `"${part.replaceAll('"', '""')}"` : part))
		.join('.');
}
