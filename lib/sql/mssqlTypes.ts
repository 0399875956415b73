import type { ColumnMetadata } from 'tedious/lib/token/colmetadata-token-parser';
import type { Cell } from '../model';
import type { ColumnOrder } from './dialect';

/**
 * `uniqueidentifier` is not followed: the server sorts it by its last bytes first, unlike its text, and mostly
 * it is random.
 */
const ORDERS: Readonly<Record<string, ColumnOrder>> = {
	tinyint: 'number',
	smallint: 'number',
	int: 'number',
	bigint: 'number',
	decimal: 'number',
	numeric: 'number',
	money: 'number',
	smallmoney: 'number',
	float: 'number',
	real: 'number',
	date: 'dateTime',
	time: 'dateTime',
	datetime: 'dateTime',
	smalldatetime: 'dateTime',
	datetime2: 'dateTime',
	datetimeoffset: 'dateTime',
	// A row version, in hexadecimal digits of a fixed number: its text sorts as it does.
	timestamp: 'uuid',
	char: 'text',
	varchar: 'text',
	nchar: 'text',
	nvarchar: 'text',
};

export const orderOf = (type: string): ColumnOrder => ORDERS[type] ?? 'none';

/**
 * What a bound text is made into before it is compared. Most types need nothing: the server makes a text
 * into the type of the column. A column of one-byte texts it would make into `nvarchar` instead, and read all of it.
 */
export function castOf(type: string | undefined, parameter: string): string {
	switch (type) {
		case 'char':
		case 'varchar':
			return `CAST(${parameter} AS varchar(8000))`;
		case 'timestamp':
			return `CONVERT(binary(8), ${parameter}, 1)`;
		default:
			return parameter;
	}
}

/** Nullable columns are sent as types of a variable length. */
const BY_LENGTH: Readonly<Record<string, Readonly<Record<number, string>>>> = {
	IntN: { 1: 'tinyint', 2: 'smallint', 4: 'int', 8: 'bigint' },
	FloatN: { 4: 'real', 8: 'float' },
	MoneyN: { 4: 'smallmoney', 8: 'money' },
	DateTimeN: { 4: 'smalldatetime', 8: 'datetime' },
};

const RENAMED: Readonly<Record<string, string>> = {
	BitN: 'bit',
	DecimalN: 'decimal',
	NumericN: 'numeric',
	Variant: 'sql_variant',
};

/** Of a row version in [MS-TDS] 2.2.5.4.1; it is sent as `binary(8)`. */
const USER_TYPE_TIMESTAMP = 80;

/** The type of a column as the server names it. */
export function typeName({ type, dataLength, userType, udtInfo }: ColumnMetadata): string {
	if (userType === USER_TYPE_TIMESTAMP) return 'timestamp';
	if (udtInfo !== undefined) return udtInfo.typeName;
	const { name } = type;
	return BY_LENGTH[name]?.[dataLength ?? 0] ?? RENAMED[name] ?? name.toLowerCase();
}

/** A value of the driver as a cell. */
export function toCell(value: unknown, metadata: ColumnMetadata): Cell {
	if (value === null || value === undefined) return null;
	if (typeof value === 'number') return typeName(metadata) === 'real' ? shortest(value) : value;
	if (typeof value === 'string' || typeof value === 'boolean') return value;
	if (Buffer.isBuffer(value)) return `0x${value.toString('hex').toUpperCase()}`;
	return value instanceof Date ? value.toISOString() : String(value);
}

/** The shortest number that is the same in four bytes. */
function shortest(value: number): number {
	for (let digits = 6; digits < 9; digits++) {
		const rounded = Number(value.toPrecision(digits));
		if (Math.fround(rounded) === value) return rounded;
	}
	return value;
}
