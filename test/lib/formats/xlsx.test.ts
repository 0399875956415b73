import ExcelJS from 'exceljs';
import * as XLSX from 'xlsx';
import { parseFile, bytesSource } from '../../../lib/formats';
import { archiveOf, inPieces, read, workbookOf } from './reading';

const NAME = 'customers.xlsx';
const cell = (reference: string, text: string) =>
	`<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;
const HEADER = `<row r="1">${cell('A1', 'a')}${cell('B1', 'b')}${cell('C1', 'c')}</row>`;

async function readRows(rows: string, parts: Omit<Parameters<typeof workbookOf>[0], 'rows'> = {}) {
	return await read(await workbookOf({ ...parts, rows: HEADER + rows }), {}, NAME);
}

describe('texts', () => {
	it.each([
		['a shared string', '<c r="A2" t="s"><v>0</v></c>', '<si><t>Łódź</t></si>', 'Łódź'],
		[
			'runs of rich text',
			'<c r="A2" t="s"><v>0</v></c>',
			'<si><r><rPr><b/></rPr><t>Jan </t></r><r><t>K</t></r></si>',
			'Jan K',
		],
		[
			'a text without its phonetic runs',
			'<c r="A2" t="s"><v>0</v></c>',
			'<si><t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh><phoneticPr fontId="1"/></si>',
			'東京',
		],
		['an empty shared string before another', '<c r="A2" t="s"><v>1</v></c>', '<si/><si><t>x</t></si>', 'x'],
		['an inline string', '<c r="A2" t="inlineStr"><is><t xml:space="preserve"> x </t></is></c>', '', ' x '],
		['inline rich text', '<c r="A2" t="inlineStr"><is><r><t>x</t></r><r><t>y</t></r></is></c>', '', 'xy'],
		['the text of a formula', '<c r="A2" t="str"><f>A1&amp;"x"</f><v>ax</v></c>', '', 'ax'],
		['escapes', '<c r="A2" t="str"><v>a_x000D_b_x005F_x000D_</v></c>', '', 'a\rb_x000D_'],
		['references', '<c r="A2" t="str"><v>&lt;&amp;&gt;&quot;&apos;&#65;&#x1F600;</v></c>', '', '<&>"\'A😀'],
		['unknown entities as they are', '<c r="A2" t="str"><v>&bomb;</v></c>', '', '&bomb;'],
		['CDATA', '<c r="A2" t="str"><v><![CDATA[a<b]]>&amp;c</v></c>', '', 'a<b&c'],
		['line breaks', '<c r="A2" t="str"><v>a\r\nb</v></c>', '', 'a\nb'],
	])('reads %s', async (_, xml, strings, wanted) => {
		const { cells } = await readRows(`<row r="2">${xml}</row>`, { strings });
		expect(cells).toEqual([[wanted, '', '']]);
	});

	it('notes a shared string that is not there', async () => {
		const { cells, issues } = await readRows(
			'<row r="2"><c r="A2" t="s"><v>7</v></c><c r="B2"><v>1</v></c></row>',
		);
		expect(cells).toEqual([['', 1, '']]);
		expect(issues).toMatchObject([{ code: 'CELL_ERROR', rowNumber: 2 }]);
	});

	it('takes out control characters and says where', async () => {
		const { cells, issues } = await readRows('<row r="2"><c r="A2" t="str"><v>a_x0000_b</v></c></row>');
		expect(cells).toEqual([['ab', '', '']]);
		expect(issues).toMatchObject([{ code: 'CONTROL_CHARACTER', rowNumber: 2 }]);
	});
});

describe('numbers', () => {
	const styles =
		'<numFmts count="3"><numFmt numFmtId="170" formatCode="00000"/><numFmt numFmtId="171" formatCode="00\\-000"/><numFmt numFmtId="172" formatCode="#,##0.00&quot; zł&quot;"/></numFmts>' +
		'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
		'<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/></cellXfs>';

	it.each([
		['48501228855', 0, 48501228855],
		['5.29', 0, 5.29],
		['-12.5', 0, -12.5],
		['4.8501228855E+10', 0, 48501228855],
		['5.2900000000000001', 0, 5.29],
		['123456789012345', 0, 123456789012345],
		['1234567890123456', 0, '1234567890123456'],
		['9007199254740993', 0, '9007199254740993'],
		['1.2345678901234567E+19', 0, '1.2345678901234567E+19'],
		['950', 1, '00950'],
		['1234567', 1, '1234567'],
		['950', 2, '00-950'],
		['5290', 3, 5290],
	])('reads %s in style %i', async (text, style, wanted) => {
		const { cells } = await readRows(`<row r="2"><c r="A2" s="${style}"><v>${text}</v></c></row>`, {
			styles,
		});
		expect(cells).toEqual([[wanted, '', '']]);
	});

	it('reads truth values and leaves errors out with a word', async () => {
		const { cells, issues } = await readRows(
			'<row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2" t="b"><v>0</v></c><c r="C2" t="e"><v>#N/A</v></c></row>',
		);
		expect(cells).toEqual([[true, false, '']]);
		expect(issues).toMatchObject([
			{ code: 'CELL_ERROR', rowNumber: 2, value: '#N/A', message: 'Cell C2 of customers.xlsx holds #N/A.' },
		]);
	});

	it('notes a formula without a stored value, and takes the stored one otherwise', async () => {
		const { cells, issues } = await readRows(
			'<row r="2"><c r="A2"><f>1+1</f></c><c r="B2"><f>1+1</f><v>2</v></c><c r="C2"><f t="shared" si="0"/><v>3</v></c></row>',
		);
		expect(cells).toEqual([['', 2, 3]]);
		expect(issues).toMatchObject([{ code: 'FORMULA_WITHOUT_VALUE', rowNumber: 2 }]);
	});
});

describe('dates', () => {
	const styles =
		'<numFmts count="4"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy hh:mm"/><numFmt numFmtId="165" formatCode="[h]:mm:ss"/><numFmt numFmtId="166" formatCode="[$-409]h:mm AM/PM"/><numFmt numFmtId="167" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>' +
		'<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/></cellXfs>';

	it.each([
		['44834', 1, '2022-09-30'],
		['44834.422916666663', 2, '2022-09-30T10:09:00'],
		['44834.422916666663', 1, '2022-09-30T10:09:00'],
		['44834', 2, '2022-09-30T00:00:00'],
		['1.1041666666666667', 3, '26:30:00'],
		['0.5', 4, '12:00:00'],
		['45200', 5, '2023-10-01'],
		['1', 1, '1900-01-01'],
		['59', 1, '1900-02-28'],
		['61', 1, '1900-03-01'],
		['-5', 1, -5],
		['99999999', 1, 99999999],
	])('reads the serial %s in style %i', async (serial, style, wanted) => {
		const { cells } = await readRows(`<row r="2"><c r="A2" s="${style}"><v>${serial}</v></c></row>`, {
			styles,
		});
		expect(cells).toEqual([[wanted, '', '']]);
	});

	it('counts from 1904 where the workbook does', async () => {
		const workbook =
			'<workbookPr date1904="1"/><sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets>';
		const { cells, dialect } = await readRows('<row r="2"><c r="A2" s="1"><v>43372</v></c></row>', {
			styles,
			workbook,
		});
		expect(cells).toEqual([['2022-09-30', '', '']]);
		expect(dialect.date1904).toBe(true);
	});

	it('reads cells with a date type', async () => {
		const { cells } = await readRows(
			'<row r="2"><c r="A2" t="d"><v>2022-09-30T10:09:00.000Z</v></c><c r="B2" t="d"><v>2022-09-30</v></c></row>',
		);
		expect(cells).toEqual([['2022-09-30T10:09:00', '2022-09-30', '']]);
	});
});

describe('the grid', () => {
	it('fills what is not written with empty cells, and numbers rows as the sheet does', async () => {
		const { rows } = await readRows(
			'<row r="5"><c r="B5"><v>1</v></c></row><row r="9"/><row r="10"><c r="C10"><v>2</v></c></row>',
		);
		expect(rows).toEqual([
			{ rowNumber: 5, cells: ['', 1, ''] },
			{ rowNumber: 10, cells: ['', '', 2] },
		]);
	});

	it('places rows and cells without a reference behind the last ones', async () => {
		const sheet =
			'<worksheet><sheetData><row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row><row><c><v>1</v></c><c><v>2</v></c></row></sheetData></worksheet>';
		const { labels, rows } = await read(await workbookOf({ sheet }), {}, NAME);
		expect(labels).toEqual(['a', 'b']);
		expect(rows).toEqual([{ rowNumber: 2, cells: [1, 2] }]);
	});

	it('does not believe the dimension', async () => {
		const sheet = `<worksheet><dimension ref="A1:A1"/><sheetData>${HEADER}<row r="2"><c r="C2"><v>3</v></c></row></sheetData></worksheet>`;
		expect((await read(await workbookOf({ sheet }), {}, NAME)).cells).toEqual([['', '', 3]]);
	});

	it('reads tags with a namespace prefix', async () => {
		const sheet =
			'<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>';
		const { labels, cells } = await read(await workbookOf({ sheet }), {}, NAME);
		expect(labels).toEqual(['a']);
		expect(cells).toEqual([[5]]);
	});

	it('takes the prefix of the root element, and not one that an extension behind the rows has', async () => {
		const sheet = `<worksheet><sheetData>${HEADER}<row r="2"><c r="A2"><v>1</v></c></row></sheetData><extLst><mx:PLV/></extLst></worksheet>`;
		expect((await read(await workbookOf({ sheet }), {}, NAME)).cells).toEqual([[1, '', '']]);
	});

	it('steps over comments and what comes after the rows', async () => {
		const sheet = `<worksheet><sheetData><!-- <row r="9"><c><v>9</v></c></row> -->${HEADER}<row r="2"><c r="A2"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>`;
		expect((await read(await workbookOf({ sheet }), {}, NAME)).cells).toEqual([[1, '', '']]);
	});

	it('notes cells beyond the header and keeps them', async () => {
		const { cells, issues } = await readRows('<row r="2"><c r="E2"><v>5</v></c></row>');
		expect(cells).toEqual([['', '', '', '', 5]]);
		expect(issues).toMatchObject([
			{ code: 'LONG_ROW', message: 'Row 2 of customers.xlsx has 5 cells; the header has 3.' },
		]);
	});
});

describe('sheets', () => {
	const sheets = (states: readonly string[]) =>
		`<sheets>${states.map((state, index) => `<sheet name="S${index + 1}" sheetId="${index + 1}" ${state} r:id="rId${index + 1}"/>`).join('')}</sheets>`;
	const second =
		'<worksheet><sheetData><row r="1"><c t="str"><v>second</v></c></row><row r="2"><c><v>2</v></c></row></sheetData></worksheet>';
	const two = async (workbook: string) =>
		await workbookOf({ workbook, rows: HEADER, more: { 'xl/worksheets/sheet2.xml': second } });

	it('takes the first visible one and names all', async () => {
		const { labels, dialect } = await read(await two(sheets(['state="hidden"', ''])), {}, NAME);
		expect(labels).toEqual(['second']);
		expect(dialect).toMatchObject({ sheet: 'S2', sheets: ['S1', 'S2'] });
	});

	it.each([['S2'], ['s2 '], [2], ['2']])('takes the one called %j', async (sheet) => {
		expect((await read(await two(sheets(['', ''])), { sheet }, NAME)).labels).toEqual(['second']);
	});

	it('says which there are when it is not there', async () => {
		const reading = read(await two(sheets(['', ''])), { sheet: 'Leads' }, NAME);
		await expect(reading).rejects.toMatchObject({
			code: 'NO_SHEET',
			message: 'customers.xlsx has no sheet "Leads"',
			hint: 'Its sheets are "S1", "S2".',
		});
	});

	it('says when the sheet is empty', async () => {
		await expect(read(await workbookOf({ rows: '' }), {}, NAME)).rejects.toMatchObject({
			code: 'EMPTY_FILE',
		});
	});
});

describe('files of other programs', () => {
	it('reads what SheetJS writes', async () => {
		const sheet = XLSX.utils.aoa_to_sheet(
			[
				['name', 'n', 'ok', 'day'],
				['Łukasz 王伟', 1.5, true, new Date(Date.UTC(2022, 8, 30))],
				['😀', -7, false, null],
			],
			{ UTC: true },
		);
		const book = XLSX.utils.book_new();
		XLSX.utils.book_append_sheet(book, sheet, 'People');
		const bytes = new Uint8Array(XLSX.write(book, { type: 'buffer', bookSST: true, compression: true }));
		const { cells } = await read(bytes, {}, NAME);
		expect(cells).toEqual([
			['Łukasz 王伟', 1.5, true, '2022-09-30'],
			['😀', -7, false, ''],
		]);
	});

	it('reads what exceljs writes', async () => {
		const book = new ExcelJS.Workbook();
		const sheet = book.addWorksheet('People');
		sheet.addRow(['name', 'zip']);
		sheet
			.addRow([{ richText: [{ text: 'Jan ' }, { text: 'K', font: { bold: true } }] }, 950])
			.getCell(2).numFmt = '00000';
		const { cells } = await read(Buffer.from(await book.xlsx.writeBuffer()), {}, NAME);
		expect(cells).toEqual([['Jan K', '00950']]);
	});
});

describe('damage', () => {
	it('gives the rows before it and says so', async () => {
		const rows = Array.from(
			{ length: 20_000 },
			(_, at) => `<row r="${at + 2}">${cell(`A${at + 2}`, `x${Math.sin(at)}`)}</row>`,
		);
		const bytes = await workbookOf({ rows: HEADER + rows.join('') });
		const { cells, codes } = await read(bytes.subarray(0, bytes.length * 0.7), {}, NAME);
		expect(cells.length).toBeGreaterThan(1000);
		expect(cells.length).toBeLessThan(20_000);
		expect(cells[0]).toEqual(['x0', '', '']);
		expect(codes).toEqual(['TRUNCATED_FILE']);
	});

	it('of a workbook whose texts are lost is an error, and not a table of empty cells', async () => {
		const shared = Array.from(
			{ length: 20_000 },
			(_, at) => `<row r="${at + 2}"><c r="A${at + 2}" t="s"><v>${at % 7}</v></c></row>`,
		);
		const bytes = await workbookOf({
			rows: HEADER + shared.join(''),
			strings: '<si><t>x</t></si>'.repeat(7),
		});
		const reading = read(bytes.subarray(0, bytes.length * 0.7), {}, NAME);
		await expect(reading).rejects.toMatchObject({ code: 'DAMAGED_FILE' });
	});

	it('is said when nothing can be read', async () => {
		const bytes = await workbookOf({ rows: HEADER });
		await expect(read(bytes.subarray(0, 120), {}, NAME)).rejects.toMatchObject({
			kind: 'user',
			code: 'DAMAGED_FILE',
		});
	});

	it('is said when the sheet is missing', async () => {
		const bytes = await workbookOf({ more: { 'xl/worksheets/sheet1.xml': '' } });
		await expect(read(bytes, {}, NAME)).rejects.toMatchObject({ code: 'DAMAGED_FILE' });
	});

	it('does not let a workbook expand beyond the limit', async () => {
		const rows = `<row r="2">${cell('A2', 'x'.repeat(2_000_000))}</row>`;
		const bytes = await workbookOf({ rows: HEADER + rows });
		await expect(read(bytes, { limits: { expandedBytes: 100_000 } }, NAME)).rejects.toMatchObject({
			code: 'TOO_LARGE',
		});
	});

	it('names a Word document that is called a workbook', async () => {
		const relations =
			'<Relationships><Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/></Relationships>';
		const bytes = await archiveOf({
			'[Content_Types].xml': '',
			'_rels/.rels': relations,
			pad: 'x'.repeat(9000),
			'word/document.xml': '<document/>',
		});
		await expect(read(bytes, {}, NAME)).rejects.toMatchObject({
			code: 'UNSUPPORTED_FORMAT',
			message: expect.stringContaining('Word'),
		});
	});
});

it('reads a workbook that comes as a stream, whatever its pieces', async () => {
	const bytes = await workbookOf({ rows: `${HEADER}<row r="2"><c r="A2"><v>1</v></c></row>` });
	expect((await read(inPieces(bytes, 7, NAME))).cells).toEqual([[1, '', '']]);
});

it('puts rows into batches of the size wished', async () => {
	const rows = Array.from(
		{ length: 5 },
		(_, at) => `<row r="${at + 2}"><c r="A${at + 2}"><v>${at}</v></c></row>`,
	);
	const { batches } = await parseFile(bytesSource(await workbookOf({ rows: HEADER + rows.join('') })), {
		batchSize: 2,
	});
	const sizes: number[] = [];
	for await (const batch of batches) sizes.push(batch.length);
	expect(sizes).toEqual([2, 2, 1]);
});
