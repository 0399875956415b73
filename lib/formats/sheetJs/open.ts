import type { DenseWorkSheet, ParsingOptions, Range, WorkBook } from 'xlsx';
import { isImportError } from '../../errors';
import type { Row } from '../../model';
import type { OpenFile, ParseOptions, TableEntry } from '../format';
import type { IssueLog } from '../issueLog';
import { formatBytes, limitsOf, tooLarge } from '../limits';
import { passwordProtected } from '../signature';
import type { RandomSource } from '../source';
import { numberDisplay } from '../xlsx/displayed';
import { damagedWorkbook, noSheet } from '../xlsx/openWorkbook';
import { makeTable, type RecordReader } from '../table';
import { mergedFill, type MergedArea } from '../xls/mergedCells';
import { rowsOf } from './cells';

/** SheetJS holds a workbook in memory, at some forty times its size; larger ones are refused unless the user wants them. */
const USUAL_BYTES = 64 * 1024 * 1024;

declare module 'xlsx' {
	/** Reads a workbook from the files of its archive. Exported by the package and missing in its types. */
	export function parse_zip(
		files: { FullPaths: string[]; FileIndex: Array<{ name: string; type: number; content: Buffer }> },
		options: ParsingOptions,
	): WorkBook;
}

type SheetJs = typeof import('xlsx');

/** How SheetJS reads, so that it guesses nothing, loses nothing silently and no time zone comes near a date. */
const READING: ParsingOptions = {
	dense: true,
	// What a file says about the size of its sheets is not believed.
	nodim: true,
	// A date is no instant: numbers and their formats come, and dates are made of them here.
	cellDates: false,
	cellNF: true,
	cellFormula: false,
	cellHTML: false,
	cellText: false,
	// Otherwise a sheet that cannot be read comes out empty.
	WTF: true,
};

/** What a sheet is read for. */
interface SheetReading {
	readonly options: ParseOptions;
	readonly date1904: boolean;
	readonly log: IssueLog;
	readonly name: string;
}

/** Makes a workbook of the bytes of a file. */
type ReadWorkbook = (sheetJs: SheetJs, options: ParsingOptions) => WorkBook | Promise<WorkBook>;

/**
 * Opens a workbook through SheetJS, which is loaded at the first use.
 * @param format its name, for the dialect
 * @throws userError for a workbook that is too large for the memory, damaged or protected
 */
export async function openWithSheetJs(
	source: RandomSource,
	options: ParseOptions,
	format: string,
	read: ReadWorkbook,
): Promise<OpenFile> {
	const name = source.name ?? 'The file';
	const most = options.limits?.fileBytes ?? USUAL_BYTES;
	if (source.size > most) throw tooLargeForMemory(name, most);
	const workbook = await readWorkbook(name, READING, read);
	const tables = tablesOf(workbook, options, format, name);
	if (tables.length === 0) throw noSheet(name);
	return { tables, close: async () => await source.close() };
}

async function readWorkbook(name: string, options: ParsingOptions, read: ReadWorkbook): Promise<WorkBook> {
	const sheetJs = await import('xlsx');
	try {
		return await read(sheetJs, options);
	} catch (thrown) {
		throw unreadable(thrown, name);
	}
}

/** What SheetJS throws is meant for programmers. */
function unreadable(thrown: unknown, name: string): Error {
	if (isImportError(thrown)) return thrown;
	return /password|encrypt/i.test(String(thrown)) ? passwordProtected(name) : damagedWorkbook(name, thrown);
}

function tablesOf(workbook: WorkBook, options: ParseOptions, format: string, name: string): TableEntry[] {
	const date1904 = workbook.Workbook?.WBProps?.date1904 === true;
	const sheets = workbook.SheetNames.filter((sheet) => !isChart(workbook, sheet));
	return sheets.map((sheet) => {
		const reader: RecordReader = {
			name,
			rowWord: 'Row',
			grid: true,
			dialect: { format, sheet, sheets, date1904 },
			records: (log) => readRows(denseSheet(workbook, sheet), { options, date1904, log, name }),
		};
		const hidden = Boolean(workbook.Workbook?.Sheets?.find((one) => one.name === sheet)?.Hidden);
		return { name: sheet, hidden, parse: async () => await makeTable(reader, options) };
	});
}

async function* readRows(
	sheet: DenseWorkSheet,
	{ options, date1904, log, name }: SheetReading,
): AsyncGenerator<readonly Row[]> {
	const { columns, cellLength } = limitsOf(options.limits);
	const fill = options.mergedCells === 'all' ? mergedFill(mergedAreas(sheet)) : undefined;
	const display = options.cells === 'displayed' ? await numberDisplay(date1904) : undefined;
	for (const rows of rowsOf(sheet, { date1904, log, name, columns, cellLength, display })) {
		yield fill ? rows.map(fill) : rows;
	}
}

function denseSheet(workbook: WorkBook, name: string): DenseWorkSheet {
	const sheet = workbook.Sheets[name];
	const data = sheet?.['!data'];
	return Array.isArray(data) ? { ...sheet, '!data': data } : { '!data': [] };
}

function mergedAreas(sheet: DenseWorkSheet): MergedArea[] {
	const merges: readonly Range[] = sheet['!merges'] ?? [];
	return merges.map(({ s, e }) => ({
		firstRow: s.r + 1,
		lastRow: e.r + 1,
		firstColumn: s.c + 1,
		lastColumn: e.c + 1,
	}));
}

function isChart(workbook: WorkBook, sheet: string): boolean {
	const type = workbook.Sheets[sheet]?.['!type'];
	return type !== undefined && type !== 'sheet';
}

function tooLargeForMemory(name: string, bytes: number): Error {
	const what = `${name} is larger than ${formatBytes(bytes)}, and a file of this kind is read in memory as a whole`;
	return tooLarge(
		what,
		'Save it as XLSX, which is read piece by piece, or raise the limit of the file size.',
	);
}
