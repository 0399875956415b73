import type { ByteSource, Row } from '../../model';
import type { OpenFile, ParseOptions, TableEntry } from '../format';
import type { IssueLog } from '../issueLog';
import { openExcel4 } from '../sheetJs/excel4';
import { formatBytes, limitsOf, tooLarge } from '../limits';
import { openRandom } from '../openFile';
import type { RandomSource } from '../source';
import { makeTable, type RecordReader } from '../table';
import { numberDisplay } from '../xlsx/displayed';
import { damagedWorkbook, noSheet } from '../xlsx/openWorkbook';
import type { SheetPlace, WorkbookGlobals } from './globals';
import { mergedFill } from './mergedCells';
import { RecordCutter } from './records';
import { RowBuilder, RowCollector } from './rowBuilder';
import { SheetScanner, type SheetContext } from './sheetScanner';
import { surveySheet, type SheetSurvey } from './survey';
import { readWorkbook, type Workbook } from './workbook';

/** The columns of a sheet before Excel 2007, A to IV. */
const COLUMNS = 256;
/** The one version in which several sheets are put together in a way of its own. */
const WORKBOOK_OF_EXCEL_4 = 4;

/**
 * Opens an Excel workbook of the years 1987 to 2003. In memory are only its shared
 * strings, and of the sheet that is read some hundred kilobytes.
 * @throws userError for what is no workbook, a protected one, or one without a sheet
 */
export async function openXls(source: ByteSource, options: ParseOptions): Promise<OpenFile> {
	return await openRandom(source, async (random) => await openWorkbook(random, options));
}

async function openWorkbook(source: RandomSource, options: ParseOptions): Promise<OpenFile> {
	const name = source.name ?? 'The file';
	const { fileBytes } = limitsOf(options.limits);
	if (source.size > fileBytes) throw fileTooLarge(name, fileBytes);
	const workbook = await readWorkbook(source, options.signal);
	const { version, sheets } = workbook.globals;
	if (version === WORKBOOK_OF_EXCEL_4 && sheets.length === 0) return await openExcel4(source, options);
	if (sheets.length === 0) throw noSheet(name);
	const tables = sheets.map((sheet) => tableEntry(workbook, sheet, options, name));
	return { tables, close: async () => await source.close() };
}

function tableEntry(workbook: Workbook, sheet: SheetPlace, options: ParseOptions, name: string): TableEntry {
	const { sheets, date1904 } = workbook.globals;
	let survey: Promise<SheetSurvey> | undefined;
	const reader: RecordReader = {
		name,
		rowWord: 'Row',
		grid: true,
		dialect: { format: 'xls', sheet: sheet.name, sheets: sheets.map((one) => one.name), date1904 },
		async *records(log) {
			survey ??= surveySheet(workbook.stream.read(sheet.start), options.signal);
			yield* readRows(workbook, sheet, await survey, { options, log, name });
		},
	};
	return {
		name: sheet.name,
		hidden: sheet.hidden,
		parse: async () => await makeTable(reader, options),
	};
}

/** What a sheet is read for. */
interface Reading {
	readonly options: ParseOptions;
	readonly log: IssueLog;
	readonly name: string;
}

async function* readRows(
	{ stream, globals }: Workbook,
	sheet: SheetPlace,
	{ ordered, merged }: SheetSurvey,
	reading: Reading,
): AsyncGenerator<readonly Row[]> {
	const { mergedCells, signal } = reading.options;
	const fill = mergedCells === 'all' && merged.length > 0 ? mergedFill(merged) : undefined;
	const rows = ordered ? new RowBuilder() : new RowCollector();
	const scanner = new SheetScanner(await contextOf(globals, reading), rows.add);
	const cutter = new RecordCutter(scanner.visit);
	for await (const piece of stream.read(sheet.start)) {
		signal?.throwIfAborted();
		cutter.push(piece);
		scanner.giveNotes();
		const taken = rows.take();
		yield fill ? taken.map(fill) : taken;
		if (cutter.done) break;
	}
	if (!scanner.started) throw damagedWorkbook(`Sheet ${sheet.name} of ${reading.name}`);
	if (!scanner.ended) noteTruncated(scanner, reading);
	const last = rows.end();
	yield fill ? last.map(fill) : last;
}

async function contextOf(globals: WorkbookGlobals, { options, log, name }: Reading): Promise<SheetContext> {
	const { columns, cellLength } = limitsOf(options.limits);
	return {
		strings: globals.strings,
		styles: globals.cellStyles(),
		date1904: globals.date1904,
		display: options.cells === 'displayed' ? await numberDisplay(globals.date1904) : undefined,
		version2: globals.version === 2,
		readText: (contents, at) => globals.readText(contents, at),
		log,
		name,
		columns: Math.min(COLUMNS, columns),
		cellLength,
	};
}

function noteTruncated(scanner: SheetScanner, { log, name }: Reading): void {
	scanner.finish();
	scanner.giveNotes();
	const message = `${name} is cut or altered; only the rows before the damage could be read.`;
	log.addForFile('TRUNCATED_FILE', { message });
}

function fileTooLarge(name: string, bytes: number): Error {
	return tooLarge(`${name} is larger than ${formatBytes(bytes)}`, 'Split it into smaller files.');
}
