import type { ByteSource, Cell, Row, RowIssue, Table } from '../model';

/** What a person may set about a file. Everything left out is detected. */
export interface ParseOptions {
	/** `csv`, `xlsx` …; detected from the content when left out. */
	readonly format?: string;
	/** A label of the WHATWG encoding standard, such as `windows-1250`. */
	readonly encoding?: string;
	/** One character or up to eight, or `\t`. */
	readonly delimiter?: string;
	/** One character, or `''` for a file without quoting. */
	readonly quote?: string;
	/** The character before a quote inside a quoted cell: the quote itself (doubled, the default of RFC 4180) or such as `\\`. */
	readonly escape?: string;
	/** Whether a quote in the middle of a cell that is not quoted, such as `5" tube`, is reported. It is text (default) or text and an issue. */
	readonly strictQuotes?: boolean;
	/** What a line starts with that is a remark and no row; `''` where there are none. */
	readonly comment?: string;
	/** Lines or rows above the header that are no part of the table. Setting it (also to 0) turns their detection off. */
	readonly skipRows?: number;
	/** Whether the first row holds labels (default), or `false`: every record is a row and labels are `column_1` … */
	readonly header?: boolean;
	/** Whether the row under the header holds units or descriptions and no customer. Detected when left out. */
	readonly unitsRow?: boolean;
	/** Rows at the end (totals, remarks) that are no part of the table. Setting it (also to 0) turns their detection off. */
	readonly footerRows?: number;
	/** Whether rows without any text are left out and counted (default), or `false`: they are rows like any other. */
	readonly skipEmptyLines?: boolean;
	/** The name of a sheet, or its number from 1. The first visible one when left out. */
	readonly sheet?: string | number;
	/** Several sheets, or `all` that are visible, one after the other; wins over `sheet`. */
	readonly sheets?: 'all' | ReadonlyArray<string | number>;
	/** Whether `all` sheets are also the hidden ones. */
	readonly hiddenSheets?: boolean;
	/** Which cells of a merged area have its value: only its `first` (default), or all of them. */
	readonly mergedCells?: 'first' | 'all';
	/** What a spreadsheet's cell is: its `value` as it is stored (default; text where its format holds digits that the number has not), or the text that a person sees. */
	readonly cells?: 'value' | 'displayed';
	/** Which files of an archive are read: names with `*` and `?`, several separated by commas. All that hold rows when left out. */
	readonly files?: string;
	/** Where the records are in JSON (`data.customers`) or XML (the name or path of the element). Found when left out. */
	readonly recordPath?: string;
	/** Whether the apostrophe by which exports guard `=1+1` (`'=1+1`) is taken off again (default) or kept as text. */
	readonly formulaGuard?: boolean;
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
	/** Files of an archive, and parts of a workbook. */
	readonly entries: number;
	/** How many times larger a file of an archive may become, once there is much of it. */
	readonly ratio: number;
	/** Levels of JSON and XML inside each other. */
	readonly depth: number;
	readonly columns: number;
	/** Characters of one cell. */
	readonly cellLength: number;
	readonly rows: number;
}

/** How the cells of a column are typed in formats that have types. A phone is text that may start with a plus. */
export type ColumnType = 'text' | 'phone' | 'number' | 'date' | 'dateTime' | 'boolean';

/** What is written: labels, and rows in batches. */
export interface WritableTable {
	readonly labels: readonly string[];
	readonly batches: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;
	/** Per column; text when left out. */
	readonly types?: readonly ColumnType[];
}

/** What a person may set about a file that is written. A format leaves alone what it has no use for. */
export interface WriteOptions {
	/** CSV: one character, or `\t`. A comma when left out. */
	readonly delimiter?: string;
	/** CSV: which cells are quoted: those that must be (`minimal`, default), all that are `text`, or `all`. */
	readonly quote?: 'minimal' | 'text' | 'all';
	/** CRLF when left out. */
	readonly lineEnd?: '\n' | '\r\n';
	/** CSV: a label of the WHATWG encoding standard, such as `windows-1250`. UTF-8 when left out. */
	readonly encoding?: string;
	/** CSV: writes a byte order mark, so that Excel opens the file as Unicode. */
	readonly bom?: boolean;
	/** CSV: writes a first line `sep=;`, by which Excel knows the delimiter. It then overlooks the byte order mark. */
	readonly delimiterLine?: boolean;
	/** CSV and XLSX: whether the labels are written (default). */
	readonly header?: boolean;
	/** CSV: what stands for an explicit NULL; nothing when left out. */
	readonly nullText?: string;
	/** CSV: guards text that a spreadsheet program would run as a formula. On when left out. */
	readonly formulaGuard?: boolean;
	/** CSV: what stands before the decimals in columns of numbers; a point when left out. */
	readonly decimalSeparator?: '.' | ',';
	/** How dates are written, such as `DD.MM.YYYY`: in CSV the text, in XLSX what is shown. ISO 8601 when left out. */
	readonly dateFormat?: string;
	/** How dates with a time are written, such as `DD.MM.YYYY hh:mm`. */
	readonly dateTimeFormat?: string;
	/** XLSX: how numbers are shown, as Excel's number formats are written: `#,##0.00`. */
	readonly numberFormat?: string;
	/** XLSX: the name of the sheet. */
	readonly sheet?: string;
	/** XLSX: the `small` file (a fifth smaller) or the `fast` one (default). */
	readonly compression?: 'fast' | 'small';
	/** Is told what a person should know about the file, such as characters that its encoding does not have. */
	readonly onIssue?: (issue: RowIssue) => void;
	readonly signal?: AbortSignal;
}

/** A table of an open file: a sheet, or the only one there is. */
export interface TableEntry {
	/** The name of the sheet. Left out where a file of this format holds one table. */
	readonly name?: string;
	readonly hidden?: boolean;
	/**
	 * Reads labels and prepares the rows.
	 * @throws userError for a table that cannot be read at all
	 */
	parse(): Promise<Table>;
}

/** A file whose tables are known. They are read one after the other. */
export interface OpenFile {
	/** In the order of the file. */
	readonly tables: readonly TableEntry[];
	/** Gives up what was kept open. Called after the last table was read. */
	close(): Promise<void>;
}

/** One file format: how to recognise, read and write it. A new one is one file and one line in `index.ts`. */
export interface Format {
	readonly name: string;
	/** What a person reads. */
	readonly title: string;
	/** File name endings without the dot; the first is used for writing. */
	readonly extensions: readonly string[];
	readonly mimeType: string;
	/** What it writes is compressed, and gains nothing from being compressed once more. */
	readonly compressed?: boolean;
	/** Whether the first bytes of a file (4 KB or all) are of this format. */
	sniff(head: Uint8Array): boolean;
	/**
	 * Opens a file and says which tables are in it. Reads no rows yet.
	 * @throws userError for a file that cannot be read at all
	 */
	open(input: ByteSource, options: ParseOptions): Promise<OpenFile>;
	write?(table: WritableTable, options: WriteOptions): AsyncIterable<Uint8Array>;
}

export type { Cell };
