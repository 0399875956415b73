import type { ByteSource, Cell, Table, Row } from '../model';

/** What a person may set about a file. Everything left out is detected. */
export interface ParseOptions {
	/** `csv`, `xlsx` …; detected from the content when left out. */
	readonly format?: string;
	/** A label of the WHATWG encoding standard, such as `windows-1250`. */
	readonly encoding?: string;
	/** One character, or `\t`. */
	readonly delimiter?: string;
	/** One character, or `''` for a file without quoting. */
	readonly quote?: string;
	/** Whether the first row holds labels (default), or `false`: every record is a row and labels are `column_1` … */
	readonly header?: boolean;
	/** Whether rows without any text are left out and counted (default), or `false`: they are rows like any other. */
	readonly skipEmptyLines?: boolean;
	/** The name of a sheet, or its number from 1. The first visible one when left out. */
	readonly sheet?: string | number;
	/** Rows in a batch. */
	readonly batchSize?: number;
	/** Stops the work when aborted. */
	readonly signal?: AbortSignal;
	readonly limits?: Partial<ParseLimits>;
}

/** Bounds that keep a hostile or broken file from taking the process down. */
export interface ParseLimits {
	/** Bytes of the file as it comes. */
	readonly fileBytes: number;
	/** Bytes after decompression, counted and not believed. */
	readonly expandedBytes: number;
	readonly columns: number;
	/** Characters of one cell. */
	readonly cellLength: number;
	readonly rows: number;
}

/** What is written: labels, and rows in batches. */
export interface WritableTable {
	readonly labels: readonly string[];
	readonly batches: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;
	/** Per column, how its cells are typed in formats that have types; text when left out. */
	readonly types?: ReadonlyArray<'text' | 'number' | 'date' | 'dateTime' | 'boolean'>;
}

export interface WriteOptions {
	readonly delimiter?: string;
	readonly lineEnd?: '\n' | '\r\n';
	/** Writes a byte order mark, so that Excel opens the file as UTF-8. */
	readonly bom?: boolean;
	readonly sheet?: string;
	/** Guards text that a spreadsheet program would run as a formula. On when left out. */
	readonly formulaGuard?: boolean;
	readonly signal?: AbortSignal;
}

/** One file format: how to recognise, read and write it. A new one is one file and one line in `index.ts`. */
export interface Format {
	readonly name: string;
	/** What a person reads. */
	readonly title: string;
	/** File name endings without the dot; the first is used for writing. */
	readonly extensions: readonly string[];
	readonly mimeType: string;
	/** Whether the first bytes of a file (4 KB or all) are of this format. */
	sniff(head: Uint8Array): boolean;
	/** Reads labels and prepares the rows. Throws `userError` for a file that cannot be read at all. */
	parse(input: ByteSource, options: ParseOptions): Promise<Table>;
	write?(table: WritableTable, options: WriteOptions): AsyncIterable<Uint8Array>;
}

export type { Cell };
