import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { Cell } from '../model';
import type { ColumnOrder } from './dialect';

/** What an expression is called: a value of any type can come of it. */
export const ANY = 'any';

/** The name of a declared type without its size, in lower case. */
export const typeNameOf = (declared: string | null): string =>
	declared?.replace(/\(.*/s, '').trim().toLowerCase() || ANY;

/** By the words of the declared type, as SQLite itself looks at them (https://sqlite.org/datatype3.html#determination_of_column_affinity). */
const ORDERS: ReadonlyArray<readonly [RegExp, ColumnOrder]> = [
	[/int/, 'number'],
	[/char|clob|text|uuid/, 'text'],
	[/real|floa|doub|dec|num/, 'number'],
	[/date|time/, 'dateTime'],
	[/^any$/, 'text'],
];

/** How values of a type follow one another. */
export const orderOf = (type: string): ColumnOrder =>
	ORDERS.find(([pattern]) => pattern.test(type))?.[1] ?? 'none';

const INT64 = 2n ** 63n;

/**
 * A value to bind. Nothing is converted where it is compared with an expression, so a number has to be bound as one.
 * @param type of the column that it is compared with, where that is known
 */
export function toBind(value: string | number | null, type: string | undefined): SQLInputValue {
	if (typeof value !== 'string') return Number.isInteger(value) ? BigInt(value ?? 0) : value;
	const isNumber = type !== undefined && (orderOf(type) === 'number' || (type === ANY && isCanonical(value)));
	if (!isNumber) return value;
	if (!/^[+-]?\d+$/.test(value.trim())) return Number(value);
	const whole = BigInt(value.trim().replace('+', ''));
	return whole >= -INT64 && whole < INT64 ? whole : Number(value);
}

/** Whether a number is printed like this: not `007`, which was a text. */
const isCanonical = (text: string): boolean =>
	/^-?(0|[1-9]\d*)$/.test(text) ||
	(text !== '' && String(Number(text)) === text && Number.isFinite(Number(text)));

/** A value as a cell: whole numbers beyond 2^53 as text, bytes as SQLite writes them. */
export function toCell(value: SQLOutputValue | undefined): Cell {
	if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
	if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
	if (value instanceof Uint8Array) return `X'${Buffer.from(value).toString('hex').toUpperCase()}'`;
	return value ?? null;
}
