import type { SqlColumn } from '../../sql/dialect';

/** How the values of a column are written and read, whatever the database calls its type. */
export type ColumnKind =
	| 'integer'
	| 'decimal'
	| 'float'
	| 'boolean'
	| 'date'
	| 'dateTime'
	| 'zonedDateTime'
	| 'uuid'
	| 'json'
	| 'list'
	| 'bytes'
	| 'text'
	| 'other';

/** What the catalogue of a database tells of a column besides `SqlColumn`. */
export interface ColumnFacts {
	/** A row that does not name it gets some value all the same. */
	readonly hasDefault: boolean;
	/** Its type as a cast takes it, without a length. */
	readonly castType: string;
	/** It compares texts without case. */
	readonly caseless: boolean;
	/** A unique index forbids texts that differ by case alone. */
	readonly uniqueWithoutCase: boolean;
	/** A unique index holds it alone. */
	readonly uniqueAlone: boolean;
	/** For MySQL: how its texts are kept and compared. */
	readonly charset?: string;
	readonly collation?: string;
}

/** A column of the table that customers are written to. */
export type TableColumn = SqlColumn & ColumnFacts & { readonly kind: ColumnKind };

/** By the names that databases give their types, after `SqlColumn.type`; the first that fits. */
const KINDS: ReadonlyArray<readonly [RegExp, ColumnKind]> = [
	[/^_/, 'list'],
	[/^(int[248]?|(tiny|small|medium|big)?int( unsigned)?|integer|year|oid)$/, 'integer'],
	[/^(numeric|decimal|money|smallmoney)$/, 'decimal'],
	[/^(float[48]?|double( precision)?|real)$/, 'float'],
	[/^(bool|boolean|bit)$/, 'boolean'],
	[/^date$/, 'date'],
	[/^(timestamptz|datetimeoffset)$/, 'zonedDateTime'],
	[/^(timestamp|datetime2?|smalldatetime)$/, 'dateTime'],
	[/^(uuid|uniqueidentifier)$/, 'uuid'],
	[/^jsonb?$/, 'json'],
	[/^(bytea|(var)?binary|blob|image|geometry|geography)$/, 'bytes'],
	[/^(text|n?(var)?char|bpchar|citext|name|ntext|clob|enum|any|sysname)$/, 'text'],
];

/** How values of a type are written and read. */
export function kindOf(type: string): ColumnKind {
	return KINDS.find(([pattern]) => pattern.test(type))?.[1] ?? 'other';
}

const INT64_DIGITS = /^-?(?:0|[1-9]\d{0,17})$/;
const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Whether a column can hold this very text, so that it may be asked for: `007` is no number's text. */
export function canHold({ kind }: Pick<TableColumn, 'kind'>, text: string): boolean {
	switch (kind) {
		case 'integer':
			return INT64_DIGITS.test(text);
		case 'decimal':
		case 'float':
			return DECIMAL.test(text);
		case 'uuid':
			return UUID.test(text);
		default:
			return !text.includes('\0');
	}
}
