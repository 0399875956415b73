import type { ImportError } from '../../errors';
import type { ContentEntry, ParseOptions } from '../../formats';
import type { DateOrder } from '../../normalize';
import type { MapOptions } from '../../mapping';
import type { Cell, CustomerRow, Row, RowIssue } from '../../model';

export interface InspectOptions extends ParseOptions {
	/** Rows of each table that are looked at closely; `SAMPLE_ROWS` when left out. */
	readonly sampleRows?: number;
	/** Up to this size, in bytes, a table is read to its end so that its rows are counted; 32 MB when left out. */
	readonly countedBytes?: number;
	/** Tables (sheets, files of an archive) that are inspected; the others are only listed. 20 when left out. */
	readonly mostTables?: number;
	/** How the first rows are mapped; as an import does where nothing is set. */
	readonly map?: Partial<MapOptions>;
}

/** Everything that can be said about a file before it is imported. Plain data. */
export interface FileInspection {
	readonly file: { readonly name: string; readonly bytes?: number };
	/** What the file is packed in, from the outside in; empty for a file that is not packed. */
	readonly container: readonly string[];
	/** The files of the archive; the file itself where it is not packed. */
	readonly entries: readonly ContentEntry[];
	readonly tables: readonly TableInspection[];
	/** Parts that cannot be read, with the reason. */
	readonly unreadable: readonly UnreadablePart[];
	/** Tables that would be read but were not inspected, because there are too many. */
	readonly tablesLeftOut: number;
	/** What was noticed about the container. What concerns a table is with the table. */
	readonly issues: readonly RowIssue[];
}

export interface UnreadablePart {
	readonly source: string;
	readonly error: ImportError;
}

/** A sheet, a file of an archive, or the one table of a file. */
export interface TableInspection {
	/** The file, and the sheet or the file inside. */
	readonly source: string;
	readonly rows: RowCount;
	/** How many rows were looked at closely: the first ones. */
	readonly sampledRows: number;
	readonly stages: readonly Finding[];
	readonly columns: readonly ColumnInspection[];
	/** Columns beyond those that are described. */
	readonly columnsLeftOut: number;
	readonly labels: readonly string[];
	/** The first ten rows as they are. */
	readonly firstRows: readonly Row[];
	/** The first ten rows as they will be after import, or why they will not. */
	readonly firstCustomers: readonly CustomerRow[];
	/** What was noticed in the rows that were read, and about the columns. */
	readonly issues: readonly RowIssue[];
}

/** How many rows a table has. */
export interface RowCount {
	readonly count: number;
	/** `exact` when the table was read to its end; `atLeast` where nothing tells how much follows. */
	readonly certainty: 'exact' | 'estimated' | 'atLeast';
	/** In a sentence, what the count rests on. */
	readonly basis: string;
}

/** The stages of detection, in their order. */
export const STAGES = ['container', 'encoding', 'dialect', 'structure', 'columnTypes'] as const;

/** One thing that was found out about a file, or set by the user. */
export interface Finding {
	/** From 1. */
	readonly stage: number;
	readonly name: (typeof STAGES)[number];
	/** As in `ParseOptions` or `FileDialect`; for column types, the label. */
	readonly property: string;
	readonly value: Cell | readonly Cell[];
	/** From 0 to 1; left out where the user has set it, or nothing was to be decided. */
	readonly confidence?: number;
	readonly setByUser: boolean;
}

/** What the values of a column are. */
export type InferredType = 'boolean' | 'date' | 'dateTime' | 'email' | 'empty' | 'number' | 'phone' | 'text';

/** What was inferred from the values of a column. */
export interface TypeReading {
	readonly type: InferredType;
	/** The share of the values that are of the type, from 0 to 1. */
	readonly confidence: number;
	/** Where the values prove it. */
	readonly dateOrder?: DateOrder;
	readonly decimal?: '.' | ',';
	/** What the values do not decide: the order of day and month, or what a separator means. */
	readonly ambiguities: readonly RowIssue[];
}

export interface ColumnInspection extends TypeReading {
	readonly label: string;
	/** From 0. */
	readonly index: number;
	/** The first different values; long ones are cut. */
	readonly samples: readonly Cell[];
	/** The share of the sampled rows that hold a value, from 0 to 1. */
	readonly fillRate: number;
	/** How many different values the sampled rows hold. */
	readonly distinct: number;
	/** Whether `distinct` was counted, or estimated to some percent. */
	readonly distinctIsExact: boolean;
	/** The field that the column would be; left out where it would be none. */
	readonly field?: string;
	readonly fieldConfidence: number;
	readonly fieldReason: string;
}
