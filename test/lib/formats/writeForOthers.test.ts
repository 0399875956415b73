import {
	excelPreset,
	writeTable,
	writeWorkbook,
	type ColumnType,
	type WriteOptions,
} from '../../../lib/formats';
import type { Cell } from '../../../lib/model';
import { readWithOpenpyxl, saveWithLibreOffice, type OpenpyxlValue } from '../../../tools/spreadsheets.mjs';
import { collect } from './reading';

/** Programs of others open what we write: openpyxl and LibreOffice, installed from the distribution where they are missing. */
jest.setTimeout(600_000);

const labels = ['id', 'phone', 'name', 'value', 'born', 'seen', 'agreed'];
const types: ColumnType[] = ['text', 'phone', 'text', 'number', 'date', 'dateTime', 'boolean'];

/** What programs run, and what they make something else of. */
const HOSTILE = [
	'=1+1',
	'=HYPERLINK("http://example.com","x")',
	"=cmd|'/C calc'!A0",
	'+1+1',
	'-1+1',
	'@SUM(A1)',
	'\t=1+1',
	'＝1+1',
	"'=1+1",
	'a;=1+1',
	'a,=1+1',
	'x\n=1+1',
	'"=1+1"',
	'{=1+1}',
];
const PEOPLE: Cell[][] = [
	['007', '+48501228855', ' Zażółć "gęślą" jaźń ', 5290.5, '1980-02-29', '2022-09-30T10:09:30', true],
	[
		'9007199254740993',
		'+48 22 123 45 67',
		'王秀英\nsecond line 😀',
		-5,
		'2022-09-30',
		'1999-12-31T23:59:00',
		false,
	],
	['3-4', '00486012', '<b>&amp;_x000D_]]>', 0, '', '', ''],
];
const ROWS: Cell[][] = [
	...PEOPLE,
	...HOSTILE.map((text, at): Cell[] => [`H${at}`, text, text, 1, '', '', '']),
];

async function fileOf(format: string, options: WriteOptions = {}): Promise<Buffer> {
	const batches = [ROWS.map((cells, at) => ({ rowNumber: at + 2, cells }))];
	return await collect(writeTable(format, { labels, types, batches }, options));
}

/** A cell as a spreadsheet program has it. */
function expected(cell: Cell | undefined, column: number): OpenpyxlValue {
	if (cell === '' || cell === undefined) return null;
	if (types[column] === 'date') return { date: `${String(cell)}T00:00:00` };
	return types[column] === 'dateTime' ? { date: String(cell) } : cell;
}

/** LibreOffice saves a boolean as a formula. */
function savedBoolean(value: OpenpyxlValue): OpenpyxlValue {
	const formula =
		typeof value === 'object' && value !== null && 'formula' in value ? value.formula : undefined;
	return formula === '=TRUE()' ? true : formula === '=FALSE()' ? false : value;
}

const EXPECTED = [labels, ...ROWS.map((row) => row.map(expected))];
const formulasOf = (rows: OpenpyxlValue[][]) =>
	rows.flat().filter((value) => typeof value === 'object' && value !== null && 'formula' in value);

describe('a workbook', () => {
	it('has the same values in openpyxl, and no formula', async () => {
		const [sheet] = await readWithOpenpyxl(await fileOf('xlsx'));
		expect(sheet).toMatchObject({ name: 'Customers', frozenAt: 'A2', filter: `A1:G${ROWS.length + 1}` });
		// It leaves Excel's escapes in inline text as they are.
		const rows = sheet?.rows.map((row) =>
			row.map((cell) => (typeof cell === 'string' ? cell.replace('_x005F_', '_') : cell)),
		);
		expect(rows).toEqual(EXPECTED);
	});

	it('has the same values in LibreOffice, and no formula', async () => {
		const { 'own.xlsx': saved } = await saveWithLibreOffice({
			'own.xlsx': await fileOf('xlsx', { dateFormat: 'DD.MM.YYYY' }),
		});
		const [sheet] = await readWithOpenpyxl(saved ?? Buffer.alloc(0));
		// Frozen rows are lost whenever LibreOffice saves without a window.
		expect(sheet?.filter).toBe(`A1:G${ROWS.length + 1}`);
		expect(sheet?.rows.map((row) => row.map(savedBoolean))).toEqual(EXPECTED);
	});

	it('of several sheets with notes and lists is opened by both', async () => {
		const table = { labels: ['name', 'level'], batches: [[{ rowNumber: 2, cells: ['Jan', 'VIP'] }]] };
		const bytes = await collect(
			writeWorkbook(
				[
					{
						name: 'Customers',
						table,
						columns: [{ note: 'As in the passport' }, { choices: ['VIP', 'a, b'] }],
					},
					{ name: "Rules' & more", table: { labels: ['rule'], batches: [] }, wrap: true },
				],
				{},
			),
		);
		const { 'own.xlsx': saved } = await saveWithLibreOffice({ 'own.xlsx': bytes });
		for (const file of [bytes, saved ?? bytes]) {
			const sheets = await readWithOpenpyxl(file);
			expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
				['Customers', false],
				["Rules' & more", false],
				['Choices', true],
			]);
			expect(sheets[0]?.notes).toEqual({ A1: expect.stringContaining('As in the passport') });
			expect(sheets[2]?.rows).toEqual([['VIP'], ['a, b']]);
		}
	});
});

/** Separator, quote, UTF-8, first line, column formats, language, quoted is text, special numbers, …, formulas are run. */
const LIBREOFFICE_CSV = (delimiter: string) =>
	`CSV:${delimiter.charCodeAt(0)},34,76,1,,0,false,true,false,false,false,0,true`;
/** As the dialog has it that a person sees: cut at every usual separator. */
const ANY_SEPARATOR = 'CSV:44/59/9,34,76,1,,0,false,true,false,false,false,0,true';

describe('a CSV file', () => {
	it('runs no formula in LibreOffice, whatever it is cut at, and would without the guard', async () => {
		const bare = await fileOf('csv', { formulaGuard: false });
		const guarded = { 'minimal.csv': await fileOf('csv'), 'all.csv': await fileOf('csv', { quote: 'all' }) };
		const opened = await saveWithLibreOffice({ ...guarded, 'bare.csv': bare }, ANY_SEPARATOR);
		const formulas: Record<string, number> = {};
		for (const [name, bytes] of Object.entries(opened)) {
			const [sheet] = await readWithOpenpyxl(bytes);
			formulas[name] = formulasOf(sheet?.rows ?? []).length;
		}
		expect(formulas).toEqual({ 'minimal.csv': 0, 'all.csv': 0, 'bare.csv': expect.any(Number) });
		expect(formulas['bare.csv']).toBeGreaterThan(3);
	});

	it('has its text and its columns in LibreOffice', async () => {
		const options = { ...excelPreset('PL'), formulaGuard: false };
		const batches = [[{ rowNumber: 2, cells: ['Zażółć "gęślą"; jaźń', '王秀英\nsecond line 😀', 'x'] }]];
		const bytes = await collect(writeTable('csv', { labels: ['a', 'b', 'c'], batches }, options));
		const opened = await saveWithLibreOffice({ 'pl.csv': bytes }, LIBREOFFICE_CSV(';'));
		const [sheet] = await readWithOpenpyxl(opened['pl.csv'] ?? Buffer.alloc(0));
		expect(sheet?.rows).toEqual([
			['a', 'b', 'c'],
			['Zażółć "gęślą"; jaźń', '王秀英\nsecond line 😀', 'x'],
		]);
	});
});
