import type { ByteSource, Row } from '../../model';
import type { OpenFile, ParseOptions, TableEntry } from '../format';
import { makeIssueLog, type IssueLog } from '../issueLog';
import { limitsOf } from '../limits';
import { scanAll, scanRows } from '../markup/scanRows';
import { makeTable, type RecordReader } from '../table';
import { numberDisplay } from '../xlsx/displayed';
import { noSheet } from '../xlsx/openWorkbook';
import { openText, type TextSource } from '../text/textSource';
import { SheetRows } from './sheet';
import { WorkbookEntries } from './workbook';

const ENCODING = /<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)/i;

interface OpenWorkbook {
	readonly text: TextSource;
	readonly entries: WorkbookEntries;
	readonly name: string;
	readonly options: ParseOptions;
}

/**
 * Opens a workbook that Excel 2002 or 2003, or a program after their manner, has saved as XML.
 * In memory is the row that is being read.
 * @throws userError for one without a sheet
 */
export async function openSpreadsheetMl(source: ByteSource, options: ParseOptions): Promise<OpenFile> {
	const name = source.name ?? 'The file';
	const text = await openText(source, options, makeIssueLog(), (start) => ENCODING.exec(start)?.[1]);
	const entries = new WorkbookEntries();
	await scanAll(text.pieces(), entries, options.signal);
	if (entries.sheets.length === 0) throw noSheet(name);
	const workbook = { text, entries, name, options };
	return {
		tables: entries.sheets.map((_, index) => tableEntry(workbook, index)),
		close: async () => {},
	};
}

function tableEntry(workbook: OpenWorkbook, index: number): TableEntry {
	const { entries, text, name, options } = workbook;
	const sheet = entries.sheets[index] ?? { name: '', hidden: false };
	const reader: RecordReader = {
		name,
		rowWord: 'Row',
		grid: true,
		dialect: {
			format: 'spreadsheetml',
			encoding: text.encoding,
			sheet: sheet.name,
			sheets: entries.sheets.map((one) => one.name),
			date1904: entries.date1904,
		},
		records: (log) => readRows(workbook, index, log),
	};
	return { name: sheet.name, hidden: sheet.hidden, parse: async () => await makeTable(reader, options) };
}

async function* readRows(
	{ text, entries, name, options }: OpenWorkbook,
	index: number,
	log: IssueLog,
): AsyncGenerator<readonly Row[]> {
	const { columns, cellLength } = limitsOf(options.limits);
	const { styles, date1904 } = entries;
	const all = options.mergedCells === 'all';
	const display = options.cells === 'displayed' ? await numberDisplay(date1904) : undefined;
	const sheet = new SheetRows({ styles, date1904, display, all, log, name, columns, cellLength }, index);
	yield* scanRows(text.pieces(), sheet, options.signal);
	if (sheet.done) return;
	const message = `${name} is cut; only the rows before the cut could be read.`;
	log.addForFile('TRUNCATED_FILE', { message });
}
