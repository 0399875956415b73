import type { FieldPacket } from 'mysql2';
import type { Cell } from '../model';
import type { ColumnOrder } from './dialect';

/** A value as the driver gives it. */
export type DriverValue = Cell | Buffer | object | undefined;

/** Column types and flags of the protocol (https://dev.mysql.com/doc/dev/mysql-server/latest/field__types_8h.html). */
const NAMES: Readonly<Record<number, string>> = {
	0: 'decimal',
	1: 'tinyint',
	2: 'smallint',
	3: 'int',
	4: 'float',
	5: 'double',
	6: 'null',
	7: 'timestamp',
	8: 'bigint',
	9: 'mediumint',
	10: 'date',
	11: 'time',
	12: 'datetime',
	13: 'year',
	14: 'date',
	16: 'bit',
	242: 'vector',
	245: 'json',
	246: 'decimal',
	255: 'geometry',
};
const STRINGS: Readonly<Record<number, readonly [text: string, binary: string]>> = {
	15: ['varchar', 'varbinary'],
	249: ['text', 'blob'],
	250: ['text', 'blob'],
	251: ['text', 'blob'],
	252: ['text', 'blob'],
	253: ['varchar', 'varbinary'],
	254: ['char', 'binary'],
};
const BINARY_CHARSET = 63;
const UNSIGNED = 0x20;
const ENUM = 0x100;
const SET = 0x800;

const NUMBERS = /^(tinyint|smallint|mediumint|int|bigint|decimal|year)( unsigned)?$|^double$/;
const INTEGERS = /^(tinyint|smallint|mediumint|int|bigint|year)$/;
const MOMENTS: readonly string[] = ['date', 'datetime', 'timestamp', 'time'];
const TEXTS: readonly string[] = ['char', 'varchar', 'text', 'uuid', 'inet4', 'inet6'];
const BYTES: readonly string[] = ['binary', 'varbinary'];

/** The type of a result's column, in the words of information_schema; whole numbers without a sign say so. */
export function typeNameOf(field: FieldPacket): string {
	const code = field.columnType ?? field.type ?? 0;
	const flags = flagsOf(field);
	if (flags & ENUM) return 'enum';
	if (flags & SET) return 'set';
	if (field.extendedFormat === 'json') return 'json';
	const strings = STRINGS[code];
	if (strings === undefined) return withSign(NAMES[code] ?? String(code), (flags & UNSIGNED) !== 0);
	// MariaDB's own types look like texts, and say what they are beside.
	return field.extendedTypeName ?? strings[field.characterSet === BINARY_CHARSET ? 1 : 0];
}

const flagsOf = ({ flags }: FieldPacket): number => (typeof flags === 'number' ? flags : 0);

/** The name of a type of whole numbers, with its sign where it has none. */
export const withSign = (name: string, unsigned: boolean): string =>
	unsigned && INTEGERS.test(name) && name !== 'year' ? `${name} unsigned` : name;

/**
 * How values of a type follow one another. Not for float: what is printed of it is not what is compared with; nor
 * for enumerations, which sort by their place in the list.
 */
export function orderOf(type: string): ColumnOrder {
	if (NUMBERS.test(type)) return 'number';
	if (MOMENTS.includes(type)) return 'dateTime';
	if (TEXTS.includes(type)) return 'text';
	return BYTES.includes(type) ? 'uuid' : 'none';
}

/**
 * A parameter that is compared with a column of this type. A number compared with a text would be compared as a
 * floating point number, which has not all its digits
 * (https://dev.mysql.com/doc/refman/8.4/en/type-conversion.html).
 */
export function parameterFor(type = ''): string {
	if (type === 'double') return '(? + 0e0)';
	if (type === 'decimal') return 'CAST(? AS DECIMAL(65,30))';
	if (NUMBERS.test(type)) return `CAST(? AS ${type.endsWith('unsigned') ? 'UNSIGNED' : 'SIGNED'})`;
	if (type === 'date') return 'CAST(? AS DATE)';
	if (type === 'time') return 'CAST(? AS TIME(6))';
	if (MOMENTS.includes(type)) return 'CAST(? AS DATETIME(6))';
	return BYTES.includes(type) ? 'UNHEX(SUBSTRING(?, 3))' : '?';
}

type Converter = (value: NonNullable<DriverValue>) => Cell;

/** What makes a cell of the driver's value; `undefined` where it is one already. */
export function converterOf(field: FieldPacket): Converter | undefined {
	const type = typeNameOf(field);
	if (type === 'float') return (value) => shortest(Number(value));
	if (type === 'bit') return (value) => bits(value, (field.columnLength ?? 64) > 32);
	if (type === 'datetime' || type === 'timestamp' || type === 'time') return fractionOf(field.decimals);
	return CELLS.test(type) ? undefined : printed;
}

/** The types whose values the driver gives as numbers and texts; of the others, bytes and objects can come. */
const CELLS =
	/^(?:tinyint|smallint|mediumint|int|bigint|year)|^(?:decimal|double|date|char|varchar|text|json|enum|set|null|uuid)$/;

/** The fewest digits that mean the same number of 32 bits, as the server prints it. */
function shortest(value: number): number {
	for (let digits = 6; digits < 9; digits++) {
		const short = Number(value.toPrecision(digits));
		if (Math.fround(short) === value) return short;
	}
	return value;
}

/** Bits as the number they make, as text where it can be larger than a JavaScript number keeps. */
function bits(value: NonNullable<DriverValue>, large: boolean): Cell {
	if (!Buffer.isBuffer(value)) return printed(value);
	const number = BigInt(`0x${value.toString('hex') || '0'}`);
	return large ? String(number) : Number(number);
}

/** The protocol leaves out a fraction of zeros, which the server prints. */
function fractionOf(decimals: number): Converter | undefined {
	if (decimals < 1 || decimals > 6) return undefined;
	return (value) => {
		const [whole = '', fraction = ''] = String(value).split('.');
		return `${whole}.${fraction.padEnd(decimals, '0')}`;
	};
}

/** Bytes in hexadecimal, as MySQL writes them; a point as well-known text, other shapes as their coordinates. */
function printed(value: NonNullable<DriverValue>): Cell {
	if (typeof value !== 'object') return value;
	if (Buffer.isBuffer(value)) return `0x${value.toString('hex')}`;
	return 'x' in value && 'y' in value ? `POINT(${value.x} ${value.y})` : JSON.stringify(coordinates(value));
}

/** `[{ x, y }]` as `[[x, y]]`, at any depth. */
function coordinates(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(coordinates);
	if (typeof value === 'object' && value !== null && 'x' in value && 'y' in value) return [value.x, value.y];
	return value;
}
