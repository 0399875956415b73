import ExcelJS from 'exceljs';
import fc from 'fast-check';
import JSZip from 'jszip';
import * as XLSX from 'xlsx';
import {
	writeTable,
	writeWorkbook,
	type WritableSheet,
	type WritableTable,
	type WriteOptions,
} from '../../../../lib/formats';
import type { Cell } from '../../../../lib/model';
import { collect } from '../reading';

jest.setTimeout(60_000);

function tableOf(labels: string[], rows: Cell[][], types?: WritableTable['types']): WritableTable {
	const batches = [rows.map((cells, at) => ({ rowNumber: at + 2, cells }))];
	return types ? { labels, batches, types } : { labels, batches };
}

async function bytesOf(table: WritableTable, options: WriteOptions = {}): Promise<Buffer> {
	return await collect(writeTable('xlsx', table, options));
}

async function book(bytes: Buffer): Promise<ExcelJS.Workbook> {
	const workbook = new ExcelJS.Workbook();
	await workbook.xlsx.load(new Uint8Array(bytes).buffer);
	return workbook;
}

async function sheetXml(bytes: Buffer): Promise<string> {
	const zip = await JSZip.loadAsync(bytes);
	return (await zip.file('xl/worksheets/sheet1.xml')?.async('string')) ?? '';
}

describe('a sheet', () => {
	const labels = ['id', '姓名', 'note', 'born'];
	const rows = [['1', '王秀英欧阳', 'x'.repeat(500), '2022-09-30']];

	it('has a header that stays in sight, with filters, and columns as wide as they need', async () => {
		const sheet = (await book(await bytesOf(tableOf(labels, rows)))).worksheets[0];
		expect(sheet?.views).toMatchObject([{ state: 'frozen', ySplit: 1 }]);
		expect(sheet?.autoFilter).toBe('A1:D2');
		expect(sheet?.getCell('A1')).toMatchObject({
			font: { bold: true },
			fill: { type: 'pattern', pattern: 'solid' },
		});
		expect(labels.map((_, index) => sheet?.getColumn(index + 1).width)).toEqual([8, 12, 60, 12]);
	});

	it('may have no header, and then neither is there', async () => {
		const sheet = (await book(await bytesOf(tableOf(labels, rows), { header: false }))).worksheets[0];
		expect(sheet?.getCell('A1').value).toBe('1');
		expect(sheet?.autoFilter ?? undefined).toBeUndefined();
		expect(sheet?.views).not.toMatchObject([{ state: 'frozen' }]);
	});

	it('shows dates and numbers as the user wants them, and holds them as what they are', async () => {
		const table = tableOf(
			['d', 't', 'n'],
			[['2022-09-30', '2022-09-30T10:09:30.5', 5290.5]],
			['date', 'dateTime', 'number'],
		);
		const options = {
			dateFormat: 'DD.MM.YYYY',
			dateTimeFormat: 'D.M.YY hh:mm',
			numberFormat: '#,##0.00 "zł"',
		};
		const sheet = (await book(await bytesOf(table, options))).worksheets[0];
		const cells = ['A2', 'B2', 'C2'].map((at) => sheet?.getCell(at));
		expect(cells.map((cell) => cell?.numFmt)).toEqual(['dd.mm.yyyy', 'd.m.yy hh:mm', '#,##0.00 "zł"']);
		expect(cells.map((cell) => cell?.value)).toEqual([
			new Date('2022-09-30T00:00:00Z'),
			new Date('2022-09-30T10:09:30.500Z'),
			5290.5,
		]);
		const shown = XLSX.utils.sheet_to_json(XLSX.read(await bytesOf(table, options)).Sheets.Customers ?? {}, {
			raw: false,
		});
		expect(shown).toEqual([{ d: '30.09.2022', t: '30.9.22 10:09', n: '5,290.50 zł' }]);
	});

	it.each([
		{ dateFormat: 'MMM' },
		{ numberFormat: 'money' },
		{ numberFormat: '0.00"' },
		{ numberFormat: `0${'0'.repeat(300)}` },
	])('is not written with %j', async (options) => {
		await expect(bytesOf(tableOf(['a'], []), options)).rejects.toMatchObject({ code: 'BAD_SETTING' });
	});

	it('keeps what is not of the type of its column as text', async () => {
		const types = ['number', 'number', 'number', 'date', 'dateTime', 'boolean'] as const;
		const hostile: Cell[] = ['007', '9007199254740993', '=1+1', '2022-02-29', '2022-09-30T25:00:00', 'yes'];
		const sheet = (await book(await bytesOf(tableOf(['a', 'b', 'c', 'd', 'e', 'f'], [hostile], types))))
			.worksheets[0];
		expect(hostile.map((_, index) => sheet?.getRow(2).getCell(index + 1).value)).toEqual(hostile);
	});

	it('has no more columns than Excel', async () => {
		const writing = bytesOf(tableOf(Array.from({ length: 16_385 }, String), []));
		await expect(writing).rejects.toMatchObject({ code: 'TOO_LARGE' });
	});

	it('holds no formula, whatever is in it', async () => {
		const xml = await sheetXml(
			await bytesOf(tableOf(['=A1'], [["=cmd|'/C calc'!A0"], ['<f>1+1</f>'], [']]><f>1</f>']])),
		);
		expect(xml).not.toMatch(/<f[ >]/);
	});

	it('has the same text in the eyes of other programs', async () => {
		const cell = fc
			.array(
				fc.oneof(
					fc.constantFrom(
						'=',
						'+',
						'@',
						"'",
						'"',
						'<',
						'&',
						'&amp;',
						' ',
						'\n',
						'\t',
						'_x000D_',
						'_x',
						'_',
						']]>',
						'😀',
						'ż',
					),
					fc.string({ unit: 'grapheme', maxLength: 3 }),
				),
				{ maxLength: 6 },
			)
			.map((parts) => parts.join('').replace(/(?!\n|\t)\p{Cc}|[\uFEFF\uFFFE\uFFFF]/gu, ''));
		await fc.assert(
			fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
				const bytes = await bytesOf(tableOf(['a', 'b'], rows));
				const sheetJs = XLSX.utils.sheet_to_json<string[]>(XLSX.read(bytes).Sheets.Customers ?? {}, {
					header: 1,
					defval: '',
					blankrows: true,
				});
				expect(sheetJs.slice(1, rows.length + 1)).toEqual(rows.slice(0, sheetJs.length - 1));
			}),
			{ numRuns: 80 },
		);
	});

	it('is smaller where time does not matter', async () => {
		const table = () =>
			tableOf(
				['a', 'b'],
				Array.from({ length: 3000 }, (_, at) => [`street ${at * 7919}`, `city ${at % 17}`]),
			);
		const [small, fast] = [await bytesOf(table(), { compression: 'small' }), await bytesOf(table())];
		expect(small.length).toBeLessThan(fast.length);
		expect(await sheetXml(small)).toBe(await sheetXml(fast));
	});
});

describe('a workbook', () => {
	const sheets: WritableSheet[] = [
		{
			name: 'Customers',
			table: tableOf(['name', 'country', 'level'], [['Jan', 'PL', 'VIP']]),
			columns: [
				{ note: 'As in the passport & <exact>' },
				{ choices: ['PL', 'Bosnia, Herzegovina'], width: 33 },
				{ choices: ['VIP'] },
			],
		},
		{
			name: 'customers',
			table: tableOf(['rule'], [['long text\nin two lines']]),
			frozen: false,
			filter: false,
			wrap: true,
		},
		{ name: 'history', table: tableOf(['x'], []), hidden: true, columns: [{ choices: ['VIP'] }] },
	];

	it('has the sheets it was given, and a hidden one for the lists', async () => {
		const workbook = await book(await collect(writeWorkbook(sheets, {})));
		expect(workbook.worksheets.map(({ name, state }) => [name, state])).toEqual([
			['Customers', 'visible'],
			['customers 2', 'visible'],
			['Customers 3', 'hidden'],
			['Choices', 'hidden'],
		]);
		expect(workbook.worksheets[1]?.views).not.toMatchObject([{ state: 'frozen' }]);
		expect(workbook.worksheets[1]?.getCell('A2').alignment).toMatchObject({ wrapText: true });
	});

	it('has notes on labels, lists for columns, and widths', async () => {
		const [first, , , lists] = (await book(await collect(writeWorkbook(sheets, {})))).worksheets;
		expect(first?.getCell('A1').note).toBe('As in the passport & <exact>');
		expect(first?.getCell('B2').dataValidation).toMatchObject({
			type: 'list',
			formulae: ["'Choices'!$A$1:$A$2"],
		});
		expect(first?.getCell('C1000').dataValidation).toMatchObject({ formulae: ["'Choices'!$B$1:$B$1"] });
		expect(first?.getColumn(2).width).toBe(33);
		expect(lists?.getSheetValues()).toEqual([
			undefined,
			[undefined, 'PL', 'VIP'],
			[undefined, 'Bosnia, Herzegovina'],
		]);
	});
});
