import { types } from 'node:util';
import type { Cell, FieldValue } from '../../lib';

/**
 * Any value of an item as a cell: texts, numbers, booleans and NULL as they are, dates as ISO 8601
 * text, and lists and objects as JSON text. `undefined` stays `undefined`: the cell is not there.
 */
export function toCell(value: unknown): Cell | undefined {
	if (value === null || value === undefined) return value;
	switch (typeof value) {
		case 'string':
		case 'boolean':
			return value;
		case 'number':
			return Number.isFinite(value) ? value : String(value);
		case 'bigint':
			return value.toString();
		case 'object':
			return objectToText(value);
		default:
			return undefined;
	}
}

/** As `toCell`, but a list of cells stays a list: a field may hold several values. */
export function toFieldValue(value: unknown): FieldValue | undefined {
	if (!Array.isArray(value)) return toCell(value);
	if (value.some((part) => typeof part === 'object' && part !== null)) return objectToText(value);
	return value.map((part) => toCell(part) ?? null);
}

function objectToText(value: object): string {
	// Not `instanceof`: values can come from another realm, such as a task runner's.
	if (types.isDate(value)) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
	if ('toISO' in value && typeof value.toISO === 'function') return String(value.toISO());
	return JSON.stringify(value) ?? '';
}
