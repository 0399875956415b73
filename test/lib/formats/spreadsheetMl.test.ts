import * as XLSX from 'xlsx';
import { bytesSource, detectFormat, readFile, type ParseOptions } from '../../../lib/formats';
import type { Cell } from '../../../lib/model';
import { read } from './reading';

const NAME = 'customers.xls';
const RAW: ParseOptions = { header: false, skipRows: 0, footerRows: 0 };
const STYLES = [
	['date', 'Short Date'],
	['stamp', 'yyyy\\-mm\\-dd\\ hh:mm'],
	['clock', 'Short Time'],
	['hours', '[h]:mm:ss'],
	['id', '00000'],
]
	.map(([id, format]) => `<Style ss:ID="${id}"><NumberFormat ss:Format="${format}"/></Style>`)
	.join('');

function workbook(sheets: string, more = ''): string {
	return `<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">${more}<Styles>${STYLES}</Styles>${sheets}</Workbook>`;
}

function sheet(rows: string, name = 'People', options = ''): string {
	return `<Worksheet ss:Name="${name}"><Table ss:ExpandedColumnCount="1" ss:ExpandedRowCount="1">${rows}</Table>${options}</Worksheet>`;
}

function cell(type: string, text: string, attributes = ''): string {
	return `<Cell${attributes}><Data ss:Type="${type}">${text}</Data></Cell>`;
}

describe('cells', () => {
	it.each<[string, string, Cell[]]>([
		['text', cell('String', ' R&amp;D &lt;Łódź&gt;&#10;x '), [' R&D <Łódź>\nx ']],
		['text with a look', '<Cell><ss:Data ss:Type="String"><B>J</B>an</ss:Data></Cell>', ['Jan']],
		['digits that are text', cell('String', '007'), ['007']],
		['numbers', cell('Number', '5.29') + cell('Number', '4.8501228855E+10'), [5.29, 48501228855]],
		['numbers with too many digits', cell('Number', '1234567890123456'), ['1234567890123456']],
		['digits at fixed places', cell('Number', '950', ' ss:StyleID="id"'), ['00950']],
		['truth values', cell('Boolean', '1') + cell('Boolean', '0'), [true, false]],
		['dates', cell('DateTime', '2022-09-30T00:00:00.000', ' ss:StyleID="date"'), ['2022-09-30']],
		[
			'dates with a time',
			cell('DateTime', '2022-09-30T10:09:00.000', ' ss:StyleID="stamp"'),
			['2022-09-30T10:09:00'],
		],
		['midnight', cell('DateTime', '2022-09-30T00:00:00.000', ' ss:StyleID="stamp"'), ['2022-09-30T00:00:00']],
		['times', cell('DateTime', '1899-12-31T10:09:00.000', ' ss:StyleID="clock"'), ['10:09:00']],
		['durations', cell('DateTime', '1900-01-01T02:30:00.000', ' ss:StyleID="hours"'), ['26:30:00']],
		['serials with a format of dates', cell('Number', '44834', ' ss:StyleID="date"'), ['2022-09-30']],
		['cells at their index', cell('String', 'a', ' ss:Index="3"') + cell('String', 'b'), ['', '', 'a', 'b']],
		[
			'cells behind merged ones',
			cell('String', 'a', ' ss:MergeAcross="1"') + cell('String', 'b'),
			['a', '', 'b'],
		],
		['no comments', `<Cell><Comment><Data>by Jan</Data></Comment></Cell>${cell('String', 'b')}`, ['', 'b']],
	])('hold %s', async (_, cells, wanted) => {
		const { cells: found } = await read(workbook(sheet(`<Row>${cells}</Row>`)), RAW, NAME);
		expect(found).toEqual([wanted]);
	});

	it('with errors, and formulas without a value, are noted', async () => {
		const rows = `<Row>${cell('String', 'x')}${cell('Error', '#N/A')}<Cell ss:Formula="=RC[-1]"/></Row>`;
		const { issues, cells } = await read(workbook(sheet(rows)), RAW, NAME);
		expect(cells).toEqual([['x']]);
		expect(issues).toMatchObject([{ code: 'CELL_ERROR', value: '#N/A' }, { code: 'FORMULA_WITHOUT_VALUE' }]);
	});

	it('come as they are displayed where that is wanted', async () => {
		const row =
			cell('DateTime', '2022-09-30T10:09:00.000', ' ss:StyleID="stamp"') +
			cell('Number', '7', ' ss:StyleID="id"');
		const { cells } = await read(workbook(sheet(`<Row>${row}</Row>`)), { ...RAW, cells: 'displayed' }, NAME);
		expect(cells).toEqual([['2022-09-30 10:09', '00007']]);
	});

	it('have the value of a merged area in all of it where that is wanted', async () => {
		const rows = `<Row>${cell('String', 'a', ' ss:MergeAcross="1" ss:MergeDown="1"')}</Row><Row>${cell('String', 'c', ' ss:Index="3"')}</Row>`;
		const { cells } = await read(workbook(sheet(rows)), { ...RAW, mergedCells: 'all' }, NAME);
		expect(cells).toEqual([
			['a', 'a', ''],
			['a', 'a', 'c'],
		]);
	});
});

describe('rows', () => {
	it('stand at their index, behind those that an empty one stands for', async () => {
		const rows = `<Row ss:Index="3">${cell('String', 'a')}</Row><Row ss:Span="4"/><Row>${cell('String', 'b')}</Row>`;
		const found = (await read(workbook(sheet(rows)), RAW, NAME)).rows;
		expect(found.map(({ rowNumber }) => rowNumber)).toEqual([3, 9]);
	});

	it('before a cut are read, and the cut is said', async () => {
		const whole = workbook(sheet(`<Row>${cell('String', 'a')}</Row><Row>${cell('String', 'b')}</Row>`));
		const { cells, codes } = await read(whole.slice(0, whole.lastIndexOf('</Row>')), RAW, NAME);
		expect([cells, codes]).toEqual([[['a']], ['TRUNCATED_FILE']]);
	});
});

describe('a workbook', () => {
	const hidden =
		'<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>';
	const two = workbook(
		sheet(`<Row>${cell('String', 'secret')}</Row>`, 'Secret', hidden) +
			sheet(`<Row>${cell('String', 'open')}</Row>`, 'R&amp;D'),
	);

	it('is recognised', () => {
		expect(detectFormat(Buffer.from(two), NAME).name).toBe('spreadsheetml');
	});

	it('has sheets, some of them hidden', async () => {
		const { labels, dialect } = await read(two, {}, NAME);
		expect([labels, dialect.sheets]).toEqual([['open'], ['Secret', 'R&D']]);
		const sources: string[] = [];
		const all: ParseOptions = { sheets: 'all', hiddenSheets: true };
		for await (const { source } of readFile(bytesSource(Buffer.from(two), { name: NAME }), all))
			sources.push(source);
		expect(sources).toEqual(['customers.xls › Secret', 'customers.xls › R&D']);
	});

	it('may be in UTF-16 or in what it says', async () => {
		const page = workbook(sheet(`<Row>${cell('String', 'Łódź')}</Row>`));
		expect((await read(Buffer.from(`\uFEFF${page}`, 'utf16le'), RAW, NAME)).cells).toEqual([['Łódź']]);
		const narrow = Buffer.from(
			page.replace('"1.0"', '"1.0" encoding="windows-1250"').replace('Łódź', '\xa3\xf3d\x9f'),
			'latin1',
		);
		expect((await read(narrow, RAW, NAME)).cells).toEqual([['Łódź']]);
	});

	it('defines no entities, however many it declares', async () => {
		const bomb = workbook(sheet(`<Row>${cell('String', '&bomb;')}</Row>`)).replace(
			'<Workbook',
			'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY bomb "&a;&a;">]><Workbook',
		);
		expect((await read(bomb, { ...RAW, format: 'spreadsheetml' }, NAME)).cells).toEqual([['&bomb;']]);
	});

	it('that SheetJS writes comes back', async () => {
		const rows = [
			['name', 'n', 'yes'],
			['Łódź & <x>', -5.29, true],
			['007', 0, false],
		];
		const book = XLSX.utils.book_new(XLSX.utils.aoa_to_sheet(rows), 'People');
		const bytes = Buffer.from(XLSX.write(book, { type: 'buffer', bookType: 'xlml' }) as Uint8Array);
		expect((await read(bytes, RAW, NAME)).cells).toEqual(rows);
	});
});
