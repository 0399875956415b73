import type { ByteSource, Row } from '../../model';
import type { Damage } from '../damage';
import type { OpenFile, ParseOptions, TableEntry } from '../format';
import type { IssueLog } from '../issueLog';
import { limitsOf } from '../limits';
import { scanAll, scanRows } from '../markup/scanRows';
import { openRandom } from '../openFile';
import type { RandomSource } from '../source';
import { makeTable, type RecordReader } from '../table';
import { damagedWorkbook, noSheet, noteDamage } from '../xlsx/openWorkbook';
import { openContent, type OdsContent } from './content';
import { OdsContents, type OdsSheet } from './contents';
import { SheetRows } from './sheet';

interface OpenSpreadsheet {
	readonly content: OdsContent;
	readonly sheets: readonly OdsSheet[];
	readonly name: string;
	readonly options: ParseOptions;
}

/**
 * Opens an OpenDocument spreadsheet, of LibreOffice and others. In memory is the part of the sheet that
 * is being read.
 * @throws userError for a protected one, or one without a sheet
 */
export async function openOds(source: ByteSource, options: ParseOptions): Promise<OpenFile> {
	return await openRandom(source, async (random) => await openWorkbook(random, options));
}

async function openWorkbook(source: RandomSource, options: ParseOptions): Promise<OpenFile> {
	const name = source.name ?? 'The file';
	const content = await openContent(source, options);
	const contents = new OdsContents();
	const damage: Damage = {};
	await scanAll(content.pieces(damage), contents, options.signal);
	const { sheets } = contents;
	if (sheets.length === 0) throw damage.found ? damagedWorkbook(name) : noSheet(name);
	const spreadsheet = { content, sheets, name, options };
	return {
		tables: sheets.map((sheet, index) => tableEntry(spreadsheet, sheet, index)),
		close: async () => await source.close(),
	};
}

function tableEntry(spreadsheet: OpenSpreadsheet, sheet: OdsSheet, index: number): TableEntry {
	const { sheets, name, options } = spreadsheet;
	const reader: RecordReader = {
		name,
		rowWord: 'Row',
		grid: true,
		dialect: { format: 'ods', sheet: sheet.name, sheets: sheets.map((one) => one.name) },
		records: (log) => readRows(spreadsheet, index, log),
	};
	return { ...sheet, parse: async () => await makeTable(reader, options) };
}

async function* readRows(
	{ content, name, options }: OpenSpreadsheet,
	index: number,
	log: IssueLog,
): AsyncGenerator<readonly Row[]> {
	const { columns, cellLength } = limitsOf(options.limits);
	const displayed = options.cells === 'displayed';
	const all = options.mergedCells === 'all';
	const context = { log, name, columns, cellLength, displayed, all, date1904: false };
	const damage: Damage = {};
	let last = 0;
	for await (const rows of scanRows(content.pieces(damage), new SheetRows(context, index), options.signal)) {
		last = rows.at(-1)?.rowNumber ?? last;
		yield rows;
	}
	if (damage.found) noteDamage(damage.found, name, last, log);
}
