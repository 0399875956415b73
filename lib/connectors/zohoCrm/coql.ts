import type { FieldType } from '../../model';

/** Columns in a query (https://www.zoho.com/crm/developer/docs/api/v8/COQL-Limitations.html). */
export const MOST_COLUMNS = 50;

/** Values in one `in`. */
export const MOST_VALUES = 50;

/** A value in a query; a quote in it is written twice. `undefined` where no record can have it. */
export function coqlValue(type: FieldType, value: string): string | undefined {
	if (type === 'number' || type === 'money') return /^-?\d+(\.\d+)?$/.test(value) ? value : undefined;
	return `'${value.replace(/'/g, "''")}'`;
}

/** Conditions of a query, which want to stand in pairs: `((a or b) or c)`. */
export function paired(operator: 'and' | 'or', conditions: readonly string[]): string {
	return conditions.reduce((left, right) => `(${left} ${operator} ${right})`);
}

export function anyOf(property: string, values: readonly string[]): string {
	return `${property} in (${values.join(',')})`;
}
