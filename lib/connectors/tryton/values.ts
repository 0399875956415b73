import type { FieldType, FieldValue } from '../../model';
import { type Binding, mainValue, plainValue } from '../crm/bindings';
import { read } from '../http/body';

type Forms = Required<Pick<Binding, 'read' | 'write'>>;

/** What kinds of fields hold a value of their own, and what they are here. */
export const TYPES: Readonly<Record<string, FieldType>> = {
	char: 'text',
	text: 'text',
	integer: 'number',
	biginteger: 'number',
	float: 'number',
	numeric: 'number',
	boolean: 'boolean',
	date: 'date',
	datetime: 'dateTime',
	timestamp: 'dateTime',
	selection: 'option',
};

/**
 * How values are read and written by the kind of field. Tryton marks what JSON does not know:
 * `{ "__class__": "date", "year": 2026, "month": 11, "day": 22 }`.
 */
export function formsOf(type: string): Forms {
	return {
		read: type === 'boolean' ? readBoolean : readValue,
		write: (value) => writeValue(type, mainValue(value)),
	};
}

/** SQLite has none of its own: Tryton then says 1 and 0. */
function readBoolean(value: unknown): boolean | undefined {
	return value === null || value === undefined ? undefined : Boolean(value);
}

function readValue(value: unknown): FieldValue | undefined {
	switch (read.text(value, '__class__')) {
		case 'date':
			return dateOf(value);
		case 'datetime':
			return `${dateOf(value)}T${timeOf(value)}Z`;
		case 'Decimal':
			return numberOf(read.text(value, 'decimal') ?? '');
		default:
			return plainValue(value);
	}
}

function writeValue(type: string, value: FieldValue): unknown {
	const text = String(value);
	switch (type) {
		case 'char':
		case 'text':
		case 'selection':
			return text;
		case 'integer':
		case 'biginteger':
		case 'float':
			return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
		case 'numeric':
			return { __class__: 'Decimal', decimal: text };
		case 'date':
			return marked('date', text, DATE);
		case 'datetime':
		case 'timestamp':
			return timeMark(text);
		default:
			return value;
	}
}

const DATE = ['year', 'month', 'day'] as const;
const TIME = ['hour', 'minute', 'second'] as const;

/** Tryton keeps times in UTC and does not say so. */
export function timeMark(text: string): unknown {
	const time = new Date(text);
	if (Number.isNaN(time.getTime())) return text;
	const mark = marked('datetime', time.toISOString().slice(0, 19), [...DATE, ...TIME]);
	return { ...read.object(mark), microsecond: time.getUTCMilliseconds() * 1_000 };
}

/** What is no date goes as it is, and Tryton says what is wrong with it. */
function marked(name: string, text: string, parts: readonly string[]): unknown {
	const numbers = text.split(/[-T:]/).map(Number);
	if (numbers.length < parts.length || numbers.some(Number.isNaN)) return text;
	return { __class__: name, ...Object.fromEntries(parts.map((part, place) => [part, numbers[place]])) };
}

function dateOf(value: unknown): string {
	return `${pad(value, 'year', 4)}-${pad(value, 'month')}-${pad(value, 'day')}`;
}

function timeOf(value: unknown): string {
	return `${pad(value, 'hour')}:${pad(value, 'minute')}:${pad(value, 'second')}`;
}

function pad(value: unknown, part: string, digits = 2): string {
	return (read.text(value, part) ?? '0').padStart(digits, '0');
}

/** A number where it says the same, and the text where it would lose digits. */
function numberOf(text: string): FieldValue {
	const number = Number(text);
	return Number.isFinite(number) && sameDigits(String(number), text) ? number : text;
}

function sameDigits(one: string, other: string): boolean {
	const plain = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
	return plain(one) === plain(other);
}

/** The exact moment of a mark, to the microsecond, as text that can be compared. */
export function momentOf(mark: unknown): string {
	const micro = pad(mark, 'microsecond', 6);
	return read.text(mark, '__class__') === 'datetime' ? `${dateOf(mark)}T${timeOf(mark)}.${micro}Z` : '';
}
