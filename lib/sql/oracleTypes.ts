import type { Cell } from '../model';
import type { ColumnOrder } from './dialect';

const ORDERS: Readonly<Record<string, ColumnOrder>> = {
	NUMBER: 'number',
	FLOAT: 'number',
	BINARY_FLOAT: 'number',
	BINARY_DOUBLE: 'number',
	DATE: 'dateTime',
	TIMESTAMP: 'dateTime',
	'TIMESTAMP WITH TIME ZONE': 'dateTime',
	'TIMESTAMP WITH LOCAL TIME ZONE': 'dateTime',
	VARCHAR2: 'text',
	NVARCHAR2: 'text',
	CHAR: 'text',
	NCHAR: 'text',
};

export const orderOf = (type: string): ColumnOrder => ORDERS[type] ?? 'none';

/** What a bound text is made into before it is compared, so that neither the session's formats nor its language decide. */
const CASTS: Readonly<Record<string, (parameter: string) => string>> = {
	NUMBER: (parameter) => `TO_NUMBER(${parameter})`,
	FLOAT: (parameter) => `TO_NUMBER(${parameter})`,
	DATE: (parameter) => `TO_DATE(${parameter}, 'YYYY-MM-DD HH24:MI:SS')`,
	TIMESTAMP: (parameter) => `TO_TIMESTAMP(${parameter}, 'YYYY-MM-DD HH24:MI:SS.FF')`,
	'TIMESTAMP WITH TIME ZONE': zoned,
	'TIMESTAMP WITH LOCAL TIME ZONE': zoned,
};

function zoned(parameter: string): string {
	return `TO_TIMESTAMP_TZ(${parameter}, 'YYYY-MM-DD HH24:MI:SS.FF TZH:TZM')`;
}

export const castOf = (type: string | undefined, parameter: string): string =>
	CASTS[type ?? '']?.(parameter) ?? parameter;

/** What the formats of a session are set to: how a text without a cast is read, as printed. */
export const SESSION_FORMATS =
	"ALTER SESSION SET NLS_DATE_FORMAT = 'YYYY-MM-DD HH24:MI:SS' NLS_TIMESTAMP_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF' " +
	"NLS_TIMESTAMP_TZ_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF TZH:TZM' NLS_NUMERIC_CHARACTERS = '.,' TIME_ZONE = '+00:00' " +
	// Otherwise texts would be sorted by the rules of a language, and compared by their bytes.
	'NLS_SORT = BINARY NLS_COMP = BINARY';

/** The name of a type as `ALL_TAB_COLS` has it, without its size: `TIMESTAMP(6)` is a `TIMESTAMP`. */
export const plainType = (type: string): string => type.replace(/\(\d+(?:,\s*-?\d+)?\)/g, '');

/** A column as the driver describes it. */
export interface OracleColumn {
	readonly name: string;
	readonly dbTypeName?: string | undefined;
	readonly precision?: number | undefined;
	readonly scale?: number | undefined;
}

/** How many digits JavaScript keeps exactly. */
const SAFE_DIGITS = 15;

/** A value as a cell: whole numbers of a small column as numbers, other numbers as text with all their digits. */
export function toCell(value: unknown, column: OracleColumn): Cell {
	if (value === null || value === undefined) return null;
	if (typeof value === 'boolean' || typeof value === 'number') return finite(value);
	if (Buffer.isBuffer(value)) return value.toString('hex').toUpperCase();
	if (typeof value !== 'string') return value instanceof Date ? value.toISOString() : JSON.stringify(value);
	return column.dbTypeName === 'NUMBER' ? numberOf(value, column) : value;
}

/** `Infinity` and `NaN` stay texts, because JSON has no word for them. */
const finite = (value: boolean | number): Cell =>
	typeof value === 'boolean' || Number.isFinite(value) ? value : String(value);

function numberOf(text: string, { precision = 0, scale }: OracleColumn): Cell {
	if (scale === 0 && precision > 0 && precision <= SAFE_DIGITS) return Number(text);
	return text.replace(/^(-?)\./, '$10.');
}
