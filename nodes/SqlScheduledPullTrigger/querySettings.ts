import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import type { PullSettings, SqlDialect } from '../../lib';
import { writeSelect } from '../../lib';

/** Gives the value of a parameter of the panel. */
export type ParameterReader = (name: string) => unknown;

/**
 * The query, as it was written or as it is written for the user, and the columns by which it goes on.
 * @param rowKey columns that are read in any case
 * @throws userError when no table is chosen
 */
export function readQuery(
	read: ParameterReader,
	dialect: SqlDialect,
	rowKey: readonly string[],
): Pick<PullSettings, 'query' | 'startColumn' | 'keyColumn'> {
	const startColumn = valueOf(read('startColumn'));
	const keyColumn = valueOf(read('keyColumn'));
	const needed = [startColumn, keyColumn, ...rowKey].filter((name) => name !== '');
	const query =
		valueOf(read('queryMode')) === 'table'
			? writeSelect(dialect, { table: valueOf(read('table')), columns: textsOf(read('columns')), needed })
			: valueOf(read('query'));
	return { query, startColumn, ...(keyColumn === '' ? {} : { keyColumn }) };
}

/** The text of a value, also where n8n gives how it was chosen along with it. */
export function valueOf(value: unknown): string {
	if (typeof value === 'object' && value !== null && 'value' in value) return valueOf(value.value);
	return value === undefined || value === null ? '' : String(value).trim();
}

export function textOf(context: ITriggerFunctions, name: string): string {
	return valueOf(context.getNodeParameter(name, ''));
}

export function textsOf(value: unknown): string[] {
	return Array.isArray(value) ? value.map(valueOf).filter((text) => text !== '') : [];
}

export function asObject(value: unknown): IDataObject {
	return typeof value === 'object' && value !== null ? { ...value } : {};
}
