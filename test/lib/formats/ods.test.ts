import * as XLSX from 'xlsx';
import { detectFormat, type ParseOptions } from '../../../lib/formats';
import type { Cell } from '../../../lib/model';
import { archiveOf, inPieces, read } from './reading';

const NAME = 'customers.ods';
const MIME_TYPE = 'application/vnd.oasis.opendocument.spreadsheet';
const RAW: ParseOptions = { header: false, skipRows: 0, footerRows: 0 };

function table(rows: string, name = 'People', attributes = ''): string {
	return `<table:table table:name="${name}"${attributes}><table:table-column table:number-columns-repeated="16384"/>${rows}</table:table>`;
}

function row(cells: string, attributes = ''): string {
	return `<table:table-row${attributes}>${cells}</table:table-row>`;
}

function cell(type: string, text: string, attributes = ''): string {
	return `<table:table-cell office:value-type="${type}"${attributes}><text:p>${text}</text:p></table:table-cell>`;
}

async function odsOf(tables: string, parts: Record<string, string> = {}): Promise<Buffer> {
	const styles =
		'<office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>';
	const content = `<?xml version="1.0" encoding="UTF-8"?><office:document-content>${styles}<office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`;
	return await archiveOf({
		mimetype: MIME_TYPE,
		'META-INF/manifest.xml': '<manifest:manifest/>',
		'content.xml': content,
		...parts,
	});
}

async function cellsOf(rows: string, options: ParseOptions = {}) {
	return (await read(await odsOf(table(rows)), { ...RAW, ...options }, NAME)).cells;
}

describe('cells', () => {
	it.each<[string, string, Cell[]]>([
		['text', cell('string', 'R&amp;D Łódź'), ['R&D Łódź']],
		[
			'text of several lines',
			'<table:table-cell office:value-type="string"><text:p>one</text:p><text:p/><text:p>two<text:line-break/>three</text:p></table:table-cell>',
			['one\n\ntwo\nthree'],
		],
		[
			'text with blanks that are meant',
			cell('string', ' a \n b<text:s text:c="2"/>c<text:tab/>d'),
			[' a b  c\td'],
		],
		['text with a look', cell('string', '<text:span text:style-name="T1">J</text:span>an'), ['Jan']],
		['text that is not what is shown', cell('string', 'x', ' office:string-value="007"'), ['007']],
		['numbers', cell('float', '5,29', ' office:value="5.29"'), [5.29]],
		['percentages', cell('percentage', '12%', ' office:value="0.12"'), [0.12]],
		['money', cell('currency', '5 290,00 zł', ' office:currency="PLN" office:value="5290"'), [5290]],
		[
			'digits at fixed places',
			cell('float', '00950', ' office:value="950"') + cell('float', '00-950', ' office:value="950"'),
			['00950', '00-950'],
		],
		[
			'numbers with too many digits',
			cell('float', '1.23456789012346E+15', ' office:value="1234567890123456"'),
			['1234567890123456'],
		],
		['dates', cell('date', '30.09.22', ' office:date-value="2022-09-30"'), ['2022-09-30']],
		[
			'dates with a time',
			cell('date', '30.09.22', ' office:date-value="2022-09-30T10:09:00"'),
			['2022-09-30T10:09:00'],
		],
		['times', cell('time', '10:09', ' office:time-value="PT10H09M00S"'), ['10:09:00']],
		['durations', cell('time', '26:30', ' office:time-value="PT26H30M00S"'), ['26:30:00']],
		[
			'truth values',
			cell('boolean', 'PRAWDA', ' office:boolean-value="true"') +
				cell('boolean', 'FAŁSZ', ' office:boolean-value="false"'),
			[true, false],
		],
		[
			'cells that are repeated',
			cell('string', 'a', ' table:number-columns-repeated="3"') + cell('string', 'b'),
			['a', 'a', 'a', 'b'],
		],
		[
			'cells behind empty ones',
			'<table:table-cell table:number-columns-repeated="2"/>' + cell('string', 'b'),
			['', '', 'b'],
		],
		[
			'no comments and no drawings',
			`<table:table-cell office:value-type="string"><office:annotation><text:p>by Jan</text:p></office:annotation><draw:frame><draw:text-box><text:p>shape</text:p></draw:text-box></draw:frame><text:p>x</text:p></table:table-cell>`,
			['x'],
		],
	])('hold %s', async (_, cells, wanted) => {
		expect(await cellsOf(row(cells))).toEqual([wanted]);
	});

	it('come as they are displayed where that is wanted', async () => {
		const cells =
			cell('date', '30.09.22', ' office:date-value="2022-09-30"') +
			cell('currency', '5 290,00 zł', ' office:value="5290"');
		expect(await cellsOf(row(cells), { cells: 'displayed' })).toEqual([['30.09.22', '5 290,00 zł']]);
	});

	it('with errors, and formulas without a value, are noted', async () => {
		const rows = row(
			cell('string', 'x') +
				cell(
					'string',
					'#N/A',
					' table:formula="of:=NA()" office:string-value="" calcext:value-type="error"',
				) +
				'<table:table-cell table:formula="of:=1"/>',
		);
		const { cells, issues } = await read(await odsOf(table(rows)), RAW, NAME);
		expect(cells).toEqual([['x']]);
		expect(issues).toMatchObject([{ code: 'CELL_ERROR', value: '#N/A' }, { code: 'FORMULA_WITHOUT_VALUE' }]);
	});

	it('have the value of a merged area in its first cell, or in all', async () => {
		const spanned = ' table:number-columns-spanned="2" table:number-rows-spanned="2"';
		const rows =
			row(`${cell('string', 'a', spanned)}<table:covered-table-cell/>${cell('string', 'b')}`) +
			row(`<table:covered-table-cell table:number-columns-repeated="2"/>${cell('string', 'c')}`);
		expect(await cellsOf(rows)).toEqual([
			['a', '', 'b'],
			['', '', 'c'],
		]);
		expect(await cellsOf(rows, { mergedCells: 'all' })).toEqual([
			['a', 'a', 'b'],
			['a', 'a', 'c'],
		]);
	});
});

describe('rows', () => {
	it('that are repeated are as many, empty ones only count', async () => {
		const rows =
			row(cell('string', 'a'), ' table:number-rows-repeated="2"') +
			row('<table:table-cell table:number-columns-repeated="16384"/>', ' table:number-rows-repeated="7"') +
			row(cell('string', 'b')) +
			row('<table:table-cell/>', ' table:number-rows-repeated="1048566"');
		const found = (await read(await odsOf(table(rows)), RAW, NAME)).rows;
		expect(found.map(({ rowNumber }) => rowNumber)).toEqual([1, 2, 10]);
	});

	it('and cells that are repeated to fill the memory are refused', async () => {
		const wide = cell('string', 'x', ' table:number-columns-repeated="16384"');
		const bomb = await odsOf(table(row(wide, ' table:number-rows-repeated="1048576"')));
		await expect(read(bomb, RAW, NAME)).rejects.toMatchObject({ code: 'TOO_LARGE' });
	});

	it('of groups and of the header are rows', async () => {
		const rows = `<table:table-header-rows>${row(cell('string', 'a'))}</table:table-header-rows><table:table-row-group>${row(cell('string', 'b'))}</table:table-row-group>`;
		expect(await cellsOf(rows)).toEqual([['a'], ['b']]);
	});

	it('before a cut are read, and the cut is said', async () => {
		const text = (index: number) => cell('string', `customer ${index} ${((index * 7919) % 10007) ** 3}`);
		const whole = await odsOf(table(Array.from({ length: 5000 }, (_, index) => row(text(index))).join('')));
		const { rows, codes } = await read(whole.subarray(0, Math.floor(whole.length / 2)), RAW, NAME);
		expect(rows.length).toBeGreaterThan(100);
		expect(rows.length).toBeLessThan(5000);
		expect(codes).toContain('TRUNCATED_FILE');
	});
});

describe('a spreadsheet', () => {
	it('has sheets, some of them hidden', async () => {
		const tables =
			table(row(cell('string', 'secret')), 'Secret', ' table:style-name="ta2"') +
			table(row(cell('string', 'open')), 'R&amp;D');
		const { labels, dialect } = await read(await odsOf(tables), {}, NAME);
		expect(labels).toEqual(['open']);
		expect(dialect).toMatchObject({ format: 'ods', sheet: 'R&D', sheets: ['Secret', 'R&D'] });
		expect((await read(await odsOf(tables), { sheet: 'secret' }, NAME)).labels).toEqual(['secret']);
	});

	it.each([
		[
			'each part',
			{
				'META-INF/manifest.xml':
					'<!DOCTYPE m><manifest:manifest><manifest:encryption-data/></manifest:manifest>',
			},
		],
		['the whole', { 'encrypted-package': 'x' }],
	])('protected by a password, %s, is said to be', async (_, parts) => {
		const reading = read(await odsOf('', parts as Record<string, string>), {}, NAME);
		await expect(reading).rejects.toMatchObject({ code: 'PASSWORD_PROTECTED' });
	});

	it('is recognised, packed and flat', async () => {
		const flat = `<?xml version="1.0"?><office:document office:mimetype="${MIME_TYPE}"><office:body>${table(row(cell('string', 'a')))}</office:body></office:document>`;
		expect(detectFormat(await odsOf(''), NAME).name).toBe('ods');
		expect(detectFormat(Buffer.from(flat), NAME).name).toBe('ods');
		expect((await read(flat, RAW, NAME)).cells).toEqual([['a']]);
	});

	it('without a sheet is empty', async () => {
		await expect(read(await odsOf(''), {}, NAME)).rejects.toMatchObject({ code: 'EMPTY_FILE' });
	});

	it('is the same in pieces', async () => {
		const bytes = await odsOf(table(row(cell('string', 'Łódź'))));
		expect((await read(inPieces(bytes, 7, NAME), RAW)).cells).toEqual([['Łódź']]);
	});

	it('that SheetJS writes comes back', async () => {
		const rows = [
			['name', 'n', 'yes'],
			['Łódź & <x>', -5.29, true],
			['007', 0, false],
		];
		const book = XLSX.utils.book_new(XLSX.utils.aoa_to_sheet(rows), 'People');
		const bytes = Buffer.from(XLSX.write(book, { type: 'buffer', bookType: 'ods' }) as Uint8Array);
		expect((await read(bytes, RAW, NAME)).cells).toEqual(rows);
	});
});
