import type { ByteSource } from '../../model';
import type { OpenFile, ParseOptions, TableEntry } from '../format';
import { limitsOf } from '../limits';
import { randomSource } from '../source';
import { makeTable, type RecordReader } from '../table';
import { openWorkbook, type OpenWorkbook } from './openWorkbook';
import { readSheetRows } from './sheetRows';
import type { SheetPart } from './workbook';

/**
 * Opens an Excel workbook. In memory are only its shared strings, and of the
 * sheet that is read a megabyte.
 * @throws userError for what is no workbook, or one without a sheet
 */
export async function openXlsx(source: ByteSource, options: ParseOptions): Promise<OpenFile> {
	const random = await randomSource(source);
	let open: OpenWorkbook | undefined;
	try {
		open = await openWorkbook(random, limitsOf(options.limits));
		return { tables: tablesOf(open, options), close: async () => await random.close() };
	} finally {
		if (!open) await random.close();
	}
}

function tablesOf(open: OpenWorkbook, options: ParseOptions): TableEntry[] {
	return open.workbook.sheets.map((sheet) => ({
		name: sheet.name,
		hidden: sheet.hidden,
		parse: async () => await makeTable(sheetReader(open, sheet, options), options),
	}));
}

function sheetReader(open: OpenWorkbook, sheet: SheetPart, options: ParseOptions): RecordReader {
	const { sheets, date1904 } = open.workbook;
	return {
		name: open.name,
		rowWord: 'Row',
		grid: true,
		dialect: { format: 'xlsx', sheet: sheet.name, sheets: sheets.map(({ name }) => name), date1904 },
		records: (log) => readSheetRows(open, sheet, options, log),
	};
}
