import { userError } from '../errors';
import type { ColumnOrder, SqlDialect } from './dialect';

/** A column by which a pull goes on. */
export interface PlaceColumn {
	readonly index: number;
	readonly label: string;
	readonly type: string;
	readonly order: ColumnOrder;
}

/** The columns of a query's result. */
export interface ResultColumns {
	readonly labels: readonly string[];
	readonly types: readonly string[];
}

/**
 * A column by which a pull can go on.
 * @param setting the setting that names it, for the error
 * @throws userError when there is none, or its values do not grow
 */
export function findPlaceColumn(
	name: string,
	setting: string,
	columns: ResultColumns,
	dialect: SqlDialect,
): PlaceColumn {
	const { label, index } = findColumn(name, setting, columns);
	const type = columns.types[index] ?? '';
	return { index, label, type, order: followed(dialect.orderOf(type), name, type) };
}

/** The column of that name; where there is none, the one that differs from it only in case. */
export function findColumn(
	name: string,
	setting: string,
	{ labels }: ResultColumns,
): { readonly label: string; readonly index: number } {
	const exact = labels.filter((label) => label === name);
	const matching = exact.length > 0 ? exact : labels.filter((label) => isSameName(label, name));
	const [label] = matching;
	if (label === undefined) {
		throw wrongSetting(
			`The query gives no column '${name}'`,
			`Set '${setting}' to one of ${labels.join(', ')}, or add the column to the query.`,
		);
	}
	if (matching.length > 1) {
		throw wrongSetting(
			`The query gives ${matching.length} columns '${name}'`,
			'Give them different names with AS, so that it is clear which one is meant.',
		);
	}
	return { label, index: labels.indexOf(label) };
}

/** Names are the same whatever their case. */
export const isSameName = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

function followed(order: ColumnOrder, name: string, type: string): ColumnOrder {
	if (order !== 'none') return order;
	throw wrongSetting(
		`The values of '${name}' have the type ${type}, which does not grow from row to row`,
		'Choose a column with numbers, dates or texts that grow.',
	);
}

/** Appends `_2`, `_3` … to a label that another column has already. */
export function uniqueLabels(labels: readonly string[]): string[] {
	const taken = new Set<string>();
	return labels.map((label) => {
		let unique = label;
		for (let n = 2; taken.has(unique) || (n > 2 && labels.includes(unique)); n++) unique = `${label}_${n}`;
		taken.add(unique);
		return unique;
	});
}

/** A setting that has to be changed. */
export function wrongSetting(message: string, hint: string): Error {
	return userError(message, hint, 'SQL_SETTING');
}
