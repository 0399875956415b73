import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { bytesSource, parseFile, readFile, type ParseOptions } from '../../../../lib/formats';
import { archiveOf, read, workbookOf } from '../reading';

jest.setTimeout(60_000);

const NAME = 'customers.xlsx';
const text = (reference: string, value: string) =>
	`<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;
const HEADER = `<row r="1">${text('A1', 'a')}${text('B1', 'b')}${text('C1', 'c')}</row>`;
const sheetOf = (rows: string, behind = '') =>
	`<worksheet><sheetData>${HEADER}${rows}</sheetData>${behind}</worksheet>`;

async function readSheet(
	sheet: string,
	options: ParseOptions = {},
	parts: Parameters<typeof workbookOf>[0] = {},
) {
	return await read(await workbookOf({ ...parts, sheet }), options, NAME);
}

describe('merged cells', () => {
	const rows = `<row r="2">${text('A2', 'Jan')}${text('B2', 'x')}</row><row r="3"><c r="A3" s="1"/>${text('B3', 'y')}</row><row r="4">${text('B4', 'z')}</row>`;
	const merged = sheetOf(
		rows,
		'<mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="B4:C4"/></mergeCells>',
	);

	it('have their value in the first cell', async () => {
		expect((await readSheet(merged)).cells).toEqual([
			['Jan', 'x', ''],
			['', 'y', ''],
			['', 'z', ''],
		]);
	});

	it('have it in all cells where that is wanted', async () => {
		expect((await readSheet(merged, { mergedCells: 'all' })).cells).toEqual([
			['Jan', 'x', ''],
			['Jan', 'y', ''],
			['', 'z', 'z'],
		]);
	});

	it('that cover the whole sheet are refused with a word', async () => {
		const hostile = sheetOf(rows, '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>');
		await expect(readSheet(hostile, { mergedCells: 'all' })).rejects.toMatchObject({ code: 'TOO_LARGE' });
	});
});

describe('the text that a person sees', () => {
	const styles =
		'<numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="165" formatCode="#,##0.00&quot; zł&quot;"/><numFmt numFmtId="166" formatCode="00000"/></numFmts>' +
		'<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="9"/><xf numFmtId="46"/></cellXfs>';

	it.each([
		['<c r="A2" s="1"><v>44834</v></c>', '30.09.2022'],
		['<c r="A2" s="2"><v>5290</v></c>', '5,290.00 zł'],
		['<c r="A2" s="3"><v>950</v></c>', '00950'],
		['<c r="A2" s="4"><v>0.23</v></c>', '23%'],
		['<c r="A2" s="5"><v>1.1041666666666667</v></c>', '26:30:00'],
		['<c r="A2"><v>0.30000000000000004</v></c>', '0.3'],
		['<c r="A2"><v>48501228855123</v></c>', '48501228855123'],
		['<c r="A2" t="b"><v>1</v></c>', 'TRUE'],
		['<c r="A2" s="1" t="d"><v>2022-09-30</v></c>', '30.09.2022'],
		['<c r="A2" t="str"><v>x</v></c>', 'x'],
	])('%s is %s', async (xml, wanted) => {
		const { cells } = await readSheet(sheetOf(`<row r="2">${xml}</row>`), { cells: 'displayed' }, { styles });
		expect(cells).toEqual([[wanted, '', '']]);
	});

	it('is text in a workbook without styles too', async () => {
		const { cells } = await readSheet(sheetOf('<row r="2"><c r="A2"><v>7</v></c></row>'), {
			cells: 'displayed',
		});
		expect(cells).toEqual([['7', '', '']]);
	});
});

describe('numbers that lost digits', () => {
	it.each([
		['1234567890123450', ['PRECISION_LOST']],
		['9007199254740993', []],
		['1234567890123', []],
	])('%s gives %j', async (number, codes) => {
		const { issues } = await readSheet(sheetOf(`<row r="2"><c r="A2"><v>${number}</v></c></row>`));
		expect(issues.map(({ code }) => code)).toEqual(codes);
		if (codes.length > 0) expect(issues[0]?.message).toContain('cell A2 of customers.xlsx');
	});
});

describe('several sheets', () => {
	const workbook =
		'<sheets><sheet name="One" sheetId="1" r:id="rId1"/><sheet name="Two" sheetId="2" state="veryHidden" r:id="rId2"/><sheet name="Chart" sheetId="3" r:id="rId3"/></sheets>';
	const shared = (index: number) =>
		`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>${index}</v></c></row></sheetData></worksheet>`;
	const parts = {
		workbook,
		sheet: shared(1),
		strings: '<si><t>label</t></si><si><t>first</t></si><si><t>second</t></si>',
		more: { 'xl/worksheets/sheet2.xml': shared(2) },
	};

	async function readAll(options: ParseOptions) {
		const found: unknown[] = [];
		for await (const { source, table, error } of readFile(
			bytesSource(await workbookOf(parts), { name: NAME }),
			options,
		)) {
			if (error) throw error;
			for await (const batch of table.batches) found.push([source, ...batch.map(({ cells }) => cells[0])]);
		}
		return found;
	}

	it('are read one after the other, the hidden ones only where that is wanted, and charts never', async () => {
		expect(await readAll({ sheets: 'all' })).toEqual([[NAME, 'first']]);
		expect(await readAll({ sheets: 'all', hiddenSheets: true })).toEqual([
			[`${NAME} › One`, 'first'],
			[`${NAME} › Two`, 'second'],
		]);
	});

	it('a hidden one is read where it is named', async () => {
		expect(await readAll({ sheet: 'Two' })).toEqual([[NAME, 'second']]);
	});
});

describe('damage', () => {
	const rowsOf = (count: number) =>
		Array.from(
			{ length: count },
			(_, at) => `<row r="${at + 2}"><c r="A${at + 2}" t="s"><v>${at}</v></c></row>`,
		).join('');
	const strings = Array.from({ length: 50_000 }, (_, at) => `<si><t>text ${Math.sin(at)}</t></si>`).join('');

	it('of the texts ends the rows where the first of them is lost', async () => {
		const bytes = await workbookOf({ sheet: sheetOf(rowsOf(50_000)), strings });
		const { cells, issues } = await read(bytes.subarray(0, bytes.length * 0.8), {}, NAME);
		expect(cells.length).toBeGreaterThan(1000);
		expect(cells.every(([first], at) => first === `text ${Math.sin(at)}`)).toBe(true);
		expect(issues).toMatchObject([{ code: 'TRUNCATED_FILE', rowNumber: cells.length + 1 }]);
		expect(issues[0]?.message).toContain(`behind row ${cells.length + 1}`);
	});

	it('that only the checksum shows is told behind all rows', async () => {
		const bytes = await workbookOf({ sheet: sheetOf('<row r="2"><c r="A2"><v>1</v></c></row>') });
		const directory = bytes.indexOf('PK\x01\x02', 0, 'latin1');
		const entry = bytes.lastIndexOf(
			'PK\x01\x02',
			bytes.indexOf('xl/worksheets/sheet1.xml', directory),
			'latin1',
		);
		bytes.writeUInt32LE(1, entry + 16);
		const { cells, codes } = await read(bytes, {}, NAME);
		expect(cells).toEqual([[1, '', '']]);
		expect(codes).toEqual(['CHECKSUM_WRONG']);
	});

	it('that took the list of parts still leaves the sheets with their usual names', async () => {
		const bytes = await workbookOf({
			sheet: sheetOf('<row r="2"><c r="A2"><v>1</v></c></row>'),
			more: { 'xl/_rels/workbook.xml.rels': '' },
		});
		expect((await read(bytes, {}, NAME)).cells).toEqual([[1, '', '']]);
	});

	it('a sheet that ends in the middle of its XML gives the rows before and says so', async () => {
		const sheet = `<worksheet><sheetData>${HEADER}<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3">`;
		const { cells, codes } = await readSheet(sheet);
		expect(cells).toEqual([[1, '', '']]);
		expect(codes).toEqual(['TRUNCATED_FILE']);
	});
});

describe('hostile workbooks', () => {
	it('whose texts expand without bound are stopped', async () => {
		const bytes = await workbookOf({
			sheet: sheetOf('<row r="2"><c r="A2" t="s"><v>0</v></c></row>'),
			strings: `<si><t>${'x'.repeat(4_000_000)}</t></si>`,
		});
		const reading = read(bytes, { limits: { expandedBytes: 1_000_000 } }, NAME);
		await expect(reading).rejects.toMatchObject({ code: 'TOO_LARGE' });
	});

	it.each(['xl/workbook.xml', 'xl/styles.xml', 'xl/sharedStrings.xml', 'xl/worksheets/sheet1.xml'])(
		'with entities in %s are refused',
		async (path) => {
			const bytes = await workbookOf({
				sheet: sheetOf('<row r="2"><c r="A2" t="s"><v>0</v></c></row>'),
				more: {
					[path]:
						'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>',
				},
			});
			await expect(read(bytes, {}, NAME)).rejects.toMatchObject({
				code: 'DAMAGED_FILE',
				message: expect.stringContaining('document type'),
			});
		},
	);

	it('with a row that never ends are stopped', async () => {
		const sheet = `<worksheet><sheetData><row r="1">${text('A1', 'x'.repeat(70_000_000))}`;
		const bytes = await archiveOf({
			'[Content_Types].xml': '<Types/>',
			'xl/workbook.xml': '<workbook><sheets><sheet name="S" sheetId="1"/></sheets></workbook>',
			'xl/worksheets/sheet1.xml': sheet,
		});
		await expect(read(bytes, { limits: { ratio: 10_000 } }, NAME)).rejects.toMatchObject({
			code: 'TOO_LARGE',
		});
	});
});

it('reads strict workbooks, macro-enabled ones and templates alike', async () => {
	const strict = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
	const bytes = await workbookOf({
		sheet:
			'<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData><row r="1"><c r="A1" t="str"><v>day</v></c></row><row r="2"><c r="A2" t="d"><v>2022-09-30</v></c></row></sheetData></worksheet>',
		more: {
			'_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${strict}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
			'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${strict}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
			'xl/vbaProject.bin': 'macros',
		},
	});
	for (const name of ['a.xlsx', 'a.xlsm', 'a.xltx', 'a.xltm', 'a.csv', 'a']) {
		expect((await read(bytes, {}, name)).cells).toEqual([['2022-09-30']]);
	}
});

it('comes back as exceljs wrote it', async () => {
	const value = fc.oneof(
		fc.string({ unit: 'grapheme', maxLength: 8 }).map((all) => all.replace(/\p{Cc}|\uFFFD|\uFEFF|_x/gu, '')),
		fc.integer(),
		fc.boolean(),
		fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
	);
	await fc.assert(
		fc.asyncProperty(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 8 }), async (rows) => {
			const book = new ExcelJS.Workbook();
			book.addWorksheet('People').addRows([['key', 'a', 'b'], ...rows.map((row, at) => [`k${at}`, ...row])]);
			const { cells } = await read(Buffer.from(await book.xlsx.writeBuffer()), {}, NAME);
			const plain = (cell: string | number | boolean) => (Object.is(cell, -0) ? 0 : cell);
			expect(cells).toEqual(rows.map((row, at) => [`k${at}`, ...row.map(plain)]));
		}),
		{ numRuns: 40 },
	);
});

it('opens the shared strings once for all sheets', async () => {
	const bytes = await workbookOf({
		sheet: sheetOf('<row r="2"><c r="A2" t="s"><v>0</v></c></row>'),
		strings: '<si><t>x</t></si>',
	});
	const { batches } = await parseFile(bytesSource(bytes, { name: NAME }), {
		limits: { expandedBytes: 5_000 },
	});
	for await (const batch of batches) expect(batch[0]?.cells).toEqual(['x', '', '']);
});
