import type { Cell, FieldSpec, FieldValue } from '../../model';
import { phoneDigits } from '../crm/valueForms';
import type { TableColumn } from './columns';
import { readArray } from './pgArray';

/** What stands between the values of a field of several in a column of texts. */
export const SEPARATOR = '; ';

/** What a column holds, as a customer has it; `undefined` where it says nothing. */
export function readValue(spec: FieldSpec, column: TableColumn, cell: Cell): FieldValue | undefined {
	if (cell === null || cell === '') return undefined;
	if (spec.multiple)
		return oneOrSeveral(partsOf(column, String(cell)).map((part) => readOne(spec, column, part)));
	return readOne(spec, column, cell);
}

function oneOrSeveral(values: readonly (Cell | undefined)[]): FieldValue | undefined {
	const cells = values.filter((value): value is Cell => value !== undefined && value !== '');
	return cells.length < 2 ? cells[0] : cells;
}

function partsOf({ kind }: TableColumn, text: string): readonly string[] {
	if (kind === 'list') return readArray(text);
	if (kind === 'json') return jsonParts(text);
	return text.split(/\s*;\s*/);
}

/** A JSON column that somebody else fills may hold anything: what is no list of values is one text. */
function jsonParts(text: string): readonly string[] {
	try {
		const value: unknown = JSON.parse(text);
		const isPlain = (one: unknown) => typeof one === 'string' || typeof one === 'number';
		return Array.isArray(value) && value.every(isPlain) ? value.map(String) : [text];
	} catch {
		return [text];
	}
}

function readOne({ type }: FieldSpec, { kind }: TableColumn, cell: Cell): Cell | undefined {
	switch (kind) {
		case 'boolean':
			return readBoolean(cell);
		case 'integer':
		case 'float':
		case 'decimal':
			return readNumber(type, cell);
		case 'date':
			return /^0000/.test(String(cell)) ? undefined : String(cell).slice(0, 10);
		case 'dateTime':
		case 'zonedDateTime':
			return readMoment(String(cell));
		default:
			return readText(type, cell);
	}
}

/** Texts are texts, also where the database gives a number. */
function readText(type: FieldSpec['type'], cell: Cell): Cell | undefined {
	if (type === 'phone') return phoneDigits(String(cell));
	return type === 'consent' || type === 'boolean' ? readBoolean(cell) : String(cell);
}

function readBoolean(cell: Cell): Cell {
	const text = String(cell).toLowerCase();
	if (['true', '1', 't', 'yes'].includes(text)) return true;
	return ['false', '0', 'f', 'no'].includes(text) ? false : cell;
}

/** A number where it says the same, else the text with all its digits; zeros behind the point say nothing. */
function readNumber(type: FieldSpec['type'], cell: Cell): Cell {
	if (type === 'boolean' || type === 'consent') return readBoolean(cell);
	const text = String(cell);
	const short = /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text;
	if (type !== 'number') return short;
	return String(Number(short)) === short ? Number(short) : short;
}

/** A moment as ISO 8601 writes it, in UTC: `2026-04-03T10:00:00Z`, with milliseconds only where there are any. */
function readMoment(text: string): string | undefined {
	const [, date = '', time = '', fraction = ''] =
		/^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d+))?(?:Z|\+00(?::?00)?)?$/.exec(text) ?? [];
	if (date === '') return text;
	if (date.startsWith('0000')) return undefined;
	const digits = fraction.replace(/0+$/, '');
	return `${date}T${time}${digits === '' ? '' : `.${digits.padEnd(3, '0')}`}Z`;
}
