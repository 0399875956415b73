/**
 * The types that flow through an import. Nothing here does anything; every
 * layer of the library speaks these words and no others.
 */

/**
 * One value of a row as it was read. Dates are ISO 8601 text. Three things that
 * spreadsheets and databases keep apart stay apart here: `''` is an empty cell,
 * `null` is an explicit NULL, and a cell that is not there at all (a short row)
 * is `undefined` at its position.
 */
export type Cell = string | number | boolean | null;

/** One row of a source, by position. */
export interface Row {
	/** The number a person sees beside the row: the physical line (text files) or sheet row where the record starts, from 1. */
	readonly rowNumber: number;
	/** The file, sheet or table it came from, where there is more than one. */
	readonly source?: string;
	/** The cells in the order of the labels. A missing cell is `undefined`; a row may be shorter or longer than the labels. */
	readonly cells: ReadonlyArray<Cell | undefined>;
}

/** Rows travel in batches, so that memory is bounded by a batch and not by the file. */
export type RowBatch = readonly Row[];

/** What was found out about a file, and what the user had set. */
export interface FileDialect {
	readonly format: string;
	/** What the table was packed in, from the outside in, such as `gzip` and `tar`. Left out where it was not packed. */
	readonly container?: readonly string[];
	readonly encoding?: string;
	readonly delimiter?: string;
	readonly quote?: string;
	readonly escape?: string;
	readonly comment?: string;
	readonly lineEnd?: '\n' | '\r\n' | '\r' | 'mixed';
	readonly sheet?: string;
	readonly sheets?: readonly string[];
	/** The row number of the header, or `false` where there is none. */
	readonly header?: number | false;
	/** The row numbers of what stands above the header and is no part of the table, such as a title. */
	readonly titleRows?: readonly number[];
	/** The row number of units or descriptions under the header. */
	readonly unitsRow?: number;
	/** Where the records are in JSON or XML. */
	readonly recordPath?: string;
	readonly date1904?: boolean;
	/** Per detected property, how sure the detection is, from 0 to 1; a value the user set has no entry. */
	readonly confidence?: Readonly<Record<string, number>>;
}

/** A source as the rest of the library sees it. */
export interface Table {
	/** The header's texts, made unique; `column_3` for an empty one. */
	readonly labels: readonly string[];
	/** The data rows. May be iterated once. */
	readonly batches: AsyncIterable<RowBatch>;
	readonly dialect: FileDialect;
	/** What was noticed on the way. Grows while `batches` is being read. */
	readonly issues: RowIssue[];
}

export type Severity = 'error' | 'warning';

/** Something a person should know about a row, a cell or a file. Returned, never thrown. */
export interface RowIssue {
	readonly severity: Severity;
	/** A stable code of `lib/errors.ts`. */
	readonly code: IssueCode;
	/** What and where, in a sentence. */
	readonly message: string;
	/** What to do about it. */
	readonly hint?: string;
	readonly rowNumber?: number;
	readonly source?: string;
	/** The column's label in the source. */
	readonly label?: string;
	/** Our name for the field. */
	readonly field?: string;
	readonly value?: Cell;
}

/** The stable codes of issues, each with its wording in `lib/errors.ts`. */
export type IssueCode =
	| 'BAD_QUOTE'
	| 'BAD_ENCODING'
	| 'BAD_SYNTAX'
	| 'CANCELLED'
	| 'CANNOT_REMOVE'
	| 'CELL_ERROR'
	| 'CHANGED_MEANWHILE'
	| 'CHANGED_SINCE'
	| 'CHECKSUM_WRONG'
	| 'CONSENT_KEPT'
	| 'CLOCK_CHANGE'
	| 'CURRENCY_LEFT_OUT'
	| 'COMMENT_LINES'
	| 'CONTROL_CHARACTER'
	| 'DUPLICATE_IN_FILE'
	| 'DUPLICATE_LABEL'
	| 'EMPTY_LABEL'
	| 'EMPTY_ROWS'
	| 'EXCEL_SCIENTIFIC'
	| 'EXISTING_CUSTOMER'
	| 'EXTENSION_LEFT_OUT'
	| 'EXTRA_VALUES'
	| 'FILES_LEFT_OUT'
	| 'FOOTER_ROWS'
	| 'FORMULA_GUARD'
	| 'FORMULA_IN_TEXT'
	| 'FORMULA_WITHOUT_VALUE'
	| 'GONE_SINCE'
	| 'HEADER_DOUBTFUL'
	| 'HEADER_ONLY'
	| 'IDENTIFIERS_DISAGREE'
	| 'IDENTIFIER_TAKEN'
	| 'INVALID_DATE'
	| 'INVALID_EMAIL'
	| 'INVALID_NUMBER'
	| 'INVALID_OPTION'
	| 'INVALID_PHONE'
	| 'INVALID_CONSENT'
	| 'INVALID_SUBSCRIPTION'
	| 'LATE_LABEL'
	| 'LONG_ROW'
	| 'LOOKALIKE_DOMAIN'
	| 'MAY_EXIST'
	| 'MIXED_DATE_FORMAT'
	| 'MIXED_DATE_ORDER'
	| 'AMBIGUOUS_DATE_ORDER'
	| 'AMBIGUOUS_DECIMAL'
	| 'MOJIBAKE'
	| 'NO_COUNTRY_PREFIX'
	| 'NO_IDENTIFIER'
	| 'NOT_FOUND'
	| 'NOT_IN_ENCODING'
	| 'NOT_MAPPED'
	| 'NOT_REACHED'
	| 'NOT_UNIQUE'
	| 'NO_KEY'
	| 'NO_SUCH_FIELD'
	| 'PLACEHOLDER'
	| 'PLAN_CHANGED_CUSTOMER'
	| 'POSSIBLE_DUPLICATE'
	| 'PRECISION_LOST'
	| 'PREFIX_ASSUMED'
	| 'REMOVAL_REFUSED'
	| 'REQUIRED_EMPTY'
	| 'SHARED_VALUE'
	| 'SHORT_ROW'
	| 'SPECIAL_CHARACTER'
	| 'SETTING_CONTRADICTS_FILE'
	| 'SEVERAL_CUSTOMERS'
	| 'STOPPED_BY_LIMIT'
	| 'TITLE_ROWS'
	| 'TOO_LONG'
	| 'TRUNCATED_FILE'
	| 'UNITS_ROW'
	| 'UNKNOWN_OUTCOME'
	| 'WRITE_FAILED';

/** What kind of value a field holds. */
export const FIELD_TYPES = [
	'text',
	'email',
	'phone',
	'name',
	'company',
	'number',
	'money',
	'date',
	'dateTime',
	'boolean',
	'consent',
	'option',
	'country',
	'language',
	'subscription',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** A field of a customer, as data. */
export interface FieldSpec {
	/** Our name for it: camelCase for the standard ones, as the user wrote it for custom ones. */
	readonly name: string;
	/** What a person reads. */
	readonly title: string;
	readonly type: FieldType;
	/** Several values are kept, the first is the main one. */
	readonly multiple?: boolean;
	readonly required?: boolean;
	/** A customer can be recognised by it. */
	readonly identifier?: boolean;
	readonly custom?: boolean;
	/** Its values keep the kind they came with, text, number or yes-or-no, whatever the type: nobody has said what they are. */
	readonly anyKind?: boolean;
	readonly readOnly?: boolean;
	/** Header texts that mean this field, in any language; compared without case, accents and spacing. */
	readonly aliases?: readonly string[];
	/** The allowed values of an `option` field. */
	readonly options?: readonly string[];
	/** The most characters a value may have. */
	readonly maxLength?: number;
	/** A date of which the destination keeps the month and the day, such as `--04-13`: only these are compared. */
	readonly yearless?: boolean;
}

/** A value of a customer. ISO 8601 text for dates; a decimal string for money. */
export type FieldValue = Cell | readonly Cell[];

/**
 * A customer by field name. A field that is not there was not mapped or had no
 * cell and is left alone; `''` is an empty cell; `null` an explicit NULL.
 * Made without a prototype, so that no label can reach one.
 */
export type CustomerRecord = Readonly<Record<string, FieldValue>>;

/**
 * A record without fields and without a prototype. An ordinary object that loses its prototype, because V8
 * keeps those of `Object.create(null)` as hash tables, which are three to seven times as slow (measured).
 */
export function emptyRecord<Value = FieldValue>(): Record<string, Value> {
	return Object.setPrototypeOf({}, null);
}

/** A cell that is stored otherwise than it was read, and why. */
export interface ExplainedChange {
	readonly field: string;
	readonly label: string;
	readonly before: Cell;
	/** `undefined` where nothing is stored. */
	readonly after: FieldValue | undefined;
	/** The title of the rule that did it. */
	readonly rule: string;
	readonly reason: string;
}

/** A row after mapping and normalization. Without a record it was rejected, and the issues say why. */
export interface CustomerRow {
	readonly rowNumber: number;
	readonly source?: string;
	readonly record?: CustomerRecord;
	readonly issues: readonly RowIssue[];
	/** What normalization changed, where it was asked to explain itself. */
	readonly explained?: readonly ExplainedChange[];
	/** What the row held, by label. Always there on a rejected row, so that it can be corrected and imported again. */
	readonly raw?: Readonly<Record<string, Cell>>;
}

export type CustomerBatch = readonly CustomerRow[];

export type Outcome =
	| 'created'
	| 'updated'
	| 'unchanged'
	| 'skipped'
	| 'duplicate'
	| 'ambiguous'
	| 'rejected'
	| 'failed'
	| 'unknown';

/** The outcomes after which the destination holds the customer as the row says. */
export const SAVED_OUTCOMES: readonly Outcome[] = ['created', 'updated', 'unchanged'];

/** The codes of rows that a run did not get to, and that it can go on with: nothing of them was written. */
export const NOT_REACHED_CODES: readonly IssueCode[] = ['CANCELLED', 'NOT_REACHED', 'STOPPED_BY_LIMIT'];

/** Every outcome once, with nothing counted: where counting begins. */
export const NO_OUTCOMES: Readonly<Record<Outcome, number>> = {
	created: 0,
	updated: 0,
	unchanged: 0,
	skipped: 0,
	duplicate: 0,
	ambiguous: 0,
	rejected: 0,
	failed: 0,
	unknown: 0,
};

export const OUTCOMES: readonly Outcome[] = [
	'created',
	'updated',
	'unchanged',
	'skipped',
	'duplicate',
	'ambiguous',
	'rejected',
	'failed',
	'unknown',
];

export interface FieldChange {
	readonly field: string;
	readonly before: FieldValue | undefined;
	readonly after: FieldValue | undefined;
}

/** What a row changes of one customer. */
export interface CustomerChange {
	readonly id: string;
	readonly changes: readonly FieldChange[];
	/** The customer's version that the change was planned on. */
	readonly version?: string;
}

/** What became of a row. Every row of a source gets exactly one. */
export interface RowOutcome {
	readonly rowNumber: number;
	readonly source?: string;
	readonly outcome: Outcome;
	/** The customer's id in the destination. */
	readonly id?: string;
	readonly changes?: readonly FieldChange[];
	/** Further customers that the row changes, where all whom it fits are updated. */
	readonly also?: readonly CustomerChange[];
	readonly issues: readonly RowIssue[];
	/** The customer as it was sent, for rows that can be corrected. */
	readonly record?: CustomerRecord;
	readonly raw?: Readonly<Record<string, Cell>>;
}

/** What a customer is recognised by. */
export interface Identifier {
	readonly field: string;
	/** Normalized for comparison; see `matchKey` in `lib/normalize`. */
	readonly value: string;
}

/** What a condition asks of a field's value. `given` and `refused` are about a consent or a yes-or-no field. */
export type ConditionOperator =
	| 'equals'
	| 'notEquals'
	| 'in'
	| 'notIn'
	| 'contains'
	| 'notContains'
	| 'startsWith'
	| 'endsWith'
	| 'empty'
	| 'notEmpty'
	| 'before'
	| 'after'
	| 'notBefore'
	| 'notAfter'
	| 'given'
	| 'refused';

/** One condition that a customer fits or not. */
export interface Condition {
	readonly field: string;
	readonly operator: ConditionOperator;
	readonly value?: string;
	/** For `in` and `notIn`. */
	readonly values?: readonly string[];
}

/** One condition, or several of which all or any must hold. */
export type Filter = Condition | { readonly combine: 'and' | 'or'; readonly filters: readonly Filter[] };

export interface SortKey {
	readonly field: string;
	readonly descending?: boolean;
}

/** Which new and existing customers an import may touch. */
export type ImportType = 'addAndModify' | 'addOnly' | 'modifyOnly';

/**
 * What happens to rows of one file that are the same customer: the first goes on, values of later rows
 * replace those of earlier ones, the last value that is not empty stays in each field, or all of them go on
 * with a warning.
 */
export type DuplicatePolicy = 'ignore' | 'overwrite' | 'fill' | 'report';

/**
 * What rows of one customer have in common: the main identifier (where a row lacks it, its next one), any
 * of the identifiers (over any number of rows: the e-mail of one, the phone of the other), or all of them.
 */
export type SameCustomer = 'mainIdentifier' | 'anyIdentifier' | 'allIdentifiers';

/** The account of one import. The counts of outcomes add up to `rows`. */
export interface ImportReport {
	readonly importId: string;
	readonly destination: string;
	readonly startedAt: string;
	readonly finishedAt: string;
	readonly rows: number;
	readonly outcomes: Readonly<Record<Outcome, number>>;
	/** How often each issue was met, most frequent first. */
	readonly issues: ReadonlyArray<{
		readonly code: IssueCode;
		readonly severity: Severity;
		readonly count: number;
		readonly message: string;
		readonly hint?: string;
	}>;
	/** The first issues in full, and the first of each kind. */
	readonly examples: readonly RowIssue[];
	/** Which fields of existing customers were changed, the most often changed first, with the first changes of each. */
	readonly changes?: ReadonlyArray<{
		readonly field: string;
		readonly count: number;
		readonly examples: readonly FieldChange[];
	}>;
	/** Set when the run stopped before the last row; says what stopped it. */
	readonly stopped?: { readonly message: string; readonly hint?: string };
}

/** The place a pull has reached: values exactly as the database printed them, never rounded through a number or a Date. */
export interface Watermark {
	readonly value: string;
	/** The second key, where equal values of the first are possible. */
	readonly key?: string;
}

/** What is remembered of a row that was delivered, as short texts that cannot be turned back into data. */
export interface DeliveredRow {
	/** Which row it is: a hash of its key, or of all of it where it has none. */
	readonly row: string;
	/** A hash of what counts as its content. */
	readonly content: string;
	/** Where it stands, for memory that may be given up behind a place; left out for memory that is kept. */
	readonly place?: number;
}

/** A stretch of a pull: the rows after `after`, the last one at `to` included; without `to` the rows without a start value. */
export interface PullRange {
	readonly after?: Watermark;
	readonly to?: Watermark;
}

/** A chunk that failed too often and was left behind, to be read again. */
export interface ParkedChunk extends PullRange {
	readonly id: string;
	readonly parkedAt: string;
	readonly rows: number;
	/** How often it has been tried. */
	readonly attempts: number;
}

/** A step of a pull that is kept as one: all of it, or nothing. */
export interface DeliveryStep {
	readonly from: Watermark | undefined;
	readonly to: Watermark | undefined;
	/** The rows that were delivered by it. */
	readonly delivered?: readonly DeliveredRow[];
	/** Memory of rows before this place is given up. */
	readonly forgetBefore?: number | undefined;
	/** The stretch that was not accepted, and is left behind. */
	readonly park?: (PullRange & { readonly rows: number; readonly attempts: number }) | undefined;
	/** The rows without a start value have been handed on. */
	readonly unplacedDone?: boolean;
}

/** What came of a run of a pull. `running` where the process may have ended without a word. */
export type PullResult = 'running' | 'success' | 'nothing' | 'failed' | 'error' | 'interrupted';

/** A run of a pull as its account has it. */
export interface PullRun {
	readonly runId: string;
	readonly workflowId: string;
	readonly nodeId: string;
	readonly nodeName?: string;
	/** ISO 8601. */
	readonly startedAt: string;
	readonly finishedAt?: string;
	readonly result: PullResult;
	/** Rows and chunks that were accepted. */
	readonly rows: number;
	readonly chunks: number;
	/** Rows that were read and left out, because they had been delivered as they are. */
	readonly unchanged: number;
	/** Chunks that were parked in this run. */
	readonly parked: number;
	/** Rows without a start value, where they were counted. */
	readonly unplaced?: number;
	readonly from?: Watermark;
	readonly to?: Watermark;
	/** Why it ended, where it did not succeed. */
	readonly message?: string;
}

/**
 * Where bytes come from. `open` may be called more than once and starts at the
 * first byte each time; `read` is there where the source can be read at any place.
 */
export interface ByteSource {
	readonly name?: string;
	readonly mimeType?: string;
	readonly size?: number;
	open(): AsyncIterable<Uint8Array>;
	read?(offset: number, length: number): Promise<Uint8Array>;
}
