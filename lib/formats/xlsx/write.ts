import { userError } from '../../errors';
import type { WritableTable, WriteOptions } from '../format';
import { RowFeed } from '../write/rowFeed';
import { writeArchive, type WritableEntry } from '../zip/write';
import { choicesTable, listRules } from './choices';
import { columnWidths } from './columnWidths';
import { notesDrawing, notesPart, type HeaderNote } from './notes';
import * as parts from './parts';
import { SheetRows } from './rowWriter';
import { cellArea, sheetEnd, sheetStart, type SheetLook } from './sheetMarkup';
import { makeSheetNames } from './sheetName';
import { styleSheet } from './styleSheet';

/** Rows of a sheet besides the header; Excel allows 1,048,576 in all. */
export const SHEET_ROWS = 1_048_575;
const SHEET_COLUMNS = 16_384;
/** Rows by which the widths of columns are judged. */
const WIDTH_ROWS = 200;
/** XML that is compressed at once, in the thread pool, while the next is being built. */
const BLOCK_BYTES = 512 * 1024;
/** Of zlib: of the fast levels the one with the best file for its time, and the usual one. */
const LEVELS = { fast: 3, small: 6 } as const;

/** How a column of a sheet is shown, and what may be entered into it. */
export interface ColumnLook {
	/** In characters; by the first rows when left out. */
	readonly width?: number;
	/** The only texts that new rows may hold. */
	readonly choices?: readonly string[];
	/** A note on the label. */
	readonly note?: string;
}

export interface WritableSheet {
	/** Made fit for Excel, and unique. */
	readonly name: string;
	readonly table: WritableTable;
	/** By position. */
	readonly columns?: ReadonlyArray<ColumnLook | undefined>;
	/** Whether the labels stay in sight. True when left out. */
	readonly frozen?: boolean;
	/** Whether the labels have filter buttons. True when left out. */
	readonly filter?: boolean;
	/** Whether long text goes on in a second line of its cell. */
	readonly wrap?: boolean;
	readonly hidden?: boolean;
}

/** The state of a workbook that is being written. */
interface Book {
	readonly options: WriteOptions;
	readonly sheetRows: number;
	readonly names: (wished: string) => string;
	readonly written: parts.WrittenSheet[];
	/** The lists of texts that columns choose from, and the sheet they will be on. */
	readonly lists: Array<readonly string[]>;
	readonly listSheet: string;
}

/**
 * Writes a table as a workbook of one sheet, and of further ones for the rows beyond what a sheet holds.
 * @param sheetRows rows of a sheet besides the header
 * @throws userError as `writeWorkbook`
 */
export function writeXlsx(
	table: WritableTable,
	options: WriteOptions,
	sheetRows = SHEET_ROWS,
): AsyncGenerator<Uint8Array> {
	return writeWorkbook([{ name: options.sheet ?? '', table }], options, sheetRows);
}

/**
 * Writes a workbook as a stream: a bold, frozen header with filters, cells typed as
 * `table.types` says and text everywhere else, so that phones and ids stay as they
 * are and nothing is ever a formula.
 * @param sheetRows rows of a sheet besides the header
 * @throws userError `TOO_LONG` for a text longer than a cell holds, which is not cut, because an import of
 * the file would overwrite the whole text by the cut one; `TOO_LARGE` for more columns than a sheet has; `BAD_SETTING` for a format of dates or numbers
 */
export async function* writeWorkbook(
	sheets: readonly WritableSheet[],
	options: WriteOptions,
	sheetRows = SHEET_ROWS,
): AsyncGenerator<Uint8Array> {
	const feeds = sheets.map(({ table }) => new RowFeed(table.batches, options.signal));
	try {
		for (const sheet of sheets) checkColumns(sheet);
		const level = LEVELS[options.compression ?? 'fast'];
		yield* writeArchive(makeEntries(sheets, feeds, options, sheetRows), level);
	} finally {
		for (const feed of feeds) await feed.close();
	}
}

function checkColumns({ table: { labels } }: WritableSheet): void {
	if (labels.length <= SHEET_COLUMNS) return;
	const what = `The table has ${labels.length} columns; an XLSX sheet holds ${SHEET_COLUMNS}`;
	throw userError(what, 'Write CSV, or leave columns out.', 'TOO_LARGE');
}

/** The parts of a workbook. The first two are where programs that know files by their first bytes look. */
async function* makeEntries(
	sheets: readonly WritableSheet[],
	feeds: readonly RowFeed[],
	options: WriteOptions,
	sheetRows: number,
): AsyncGenerator<WritableEntry> {
	yield entry(parts.RELATIONS_PATH, parts.RELATIONS);
	yield entry(parts.STYLES_PATH, styleSheet(options));
	const names = makeSheetNames(sheets.map(({ name }) => name));
	const book: Book = { options, sheetRows, names, written: [], lists: [], listSheet: names('Choices') };
	for (const [index, feed] of feeds.entries()) {
		const sheet = sheets[index];
		if (sheet) yield* sheetEntries(book, sheet, feed);
	}
	if (book.lists.length > 0) yield* listEntries(book);
	yield entry(parts.WORKBOOK_PATH, parts.workbook(book.written));
	yield entry(parts.WORKBOOK_RELATIONS_PATH, parts.workbookRelations(book.written.length));
	yield entry(parts.CONTENT_TYPES_PATH, parts.contentTypes(book.written));
}

/** A sheet, and the further ones where it gets full. */
async function* sheetEntries(book: Book, sheet: WritableSheet, feed: RowFeed): AsyncGenerator<WritableEntry> {
	const notes = headerNotes(sheet);
	const rules = listRules(sheet.columns ?? [], book.lists, book.listSheet);
	do {
		const number = book.written.length + 1;
		const widths = await widthsOf(sheet, feed);
		const header = book.options.header !== false;
		const look: SheetLook = {
			widths,
			rules,
			frozen: header && (sheet.frozen ?? true),
			filter: header && (sheet.filter ?? true),
			...(notes.length > 0 ? { drawing: parts.DRAWING_RELATION } : {}),
		};
		const rows = new SheetRows(sheet.table, BLOCK_BYTES, sheet.wrap);
		if (header) rows.header(sheet.table.labels);
		yield { name: parts.sheetPath(number), content: sheetContent(look, rows, feed, book.sheetRows) };
		book.written.push({
			name: book.names(sheet.name),
			hidden: sheet.hidden ?? false,
			notes: notes.length > 0,
			...(look.filter ? filterOf(widths.length, rows.rows) : {}),
		});
		yield* noteEntries(notes, number);
	} while (await feed.hasMore());
}

async function* sheetContent(
	look: SheetLook,
	rows: SheetRows,
	feed: RowFeed,
	sheetRows: number,
): AsyncGenerator<string | Uint8Array> {
	yield sheetStart(look);
	for await (const piece of feed.take(sheetRows)) {
		for (const { cells } of piece) rows.row(cells);
		if (rows.length >= BLOCK_BYTES) yield rows.take();
	}
	yield rows.take();
	yield sheetEnd(look, rows.rows);
}

async function widthsOf({ table, columns }: WritableSheet, feed: RowFeed): Promise<number[]> {
	const first = (await feed.hasMore()) ? feed.peek(WIDTH_ROWS) : [];
	return columnWidths(table.labels, first).map((width, index) => columns?.[index]?.width ?? width);
}

function filterOf(columns: number, rows: number): { filter?: string } {
	const filter = cellArea(columns, rows, '$');
	return filter === '' ? {} : { filter };
}

function headerNotes({ columns = [] }: WritableSheet): HeaderNote[] {
	return columns.flatMap((look, column) => (look?.note ? [{ column, text: look.note }] : []));
}

function* noteEntries(notes: readonly HeaderNote[], number: number): Generator<WritableEntry> {
	if (notes.length === 0) return;
	yield entry(parts.sheetRelationsPath(number), parts.sheetRelations(number));
	yield entry(parts.notesPath(number), notesPart(notes));
	yield entry(parts.drawingPath(number), notesDrawing(notes));
}

/** The hidden sheet with the lists that columns choose from. */
async function* listEntries(book: Book): AsyncGenerator<WritableEntry> {
	const number = book.written.length + 1;
	const table = choicesTable(book.lists);
	const feed = new RowFeed(table.batches, book.options.signal);
	const look: SheetLook = { widths: columnWidths(table.labels, []), rules: [], frozen: false, filter: false };
	const rows = new SheetRows(table, BLOCK_BYTES);
	yield { name: parts.sheetPath(number), content: sheetContent(look, rows, feed, book.sheetRows) };
	book.written.push({ name: book.listSheet, hidden: true, notes: false });
}

function entry(name: string, content: string): WritableEntry {
	return { name, content: [content] };
}
