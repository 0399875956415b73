import fc from 'fast-check';
import * as XLSX from 'xlsx';
import { bytesSource, detectFormat, parseFile, readFile } from '../../../lib/formats';
import { isImportError } from '../../../lib/errors';
import type { Cell } from '../../../lib/model';
import { inPieces, read } from './reading';
import {
	container,
	double,
	formula,
	label,
	longs,
	number,
	record,
	shared,
	text,
	words,
	workbookStream,
	xlsOf,
} from './xls/biff';

const NAME = 'customers.xls';
const HEADER = ['a', 'b', 'c'].map((name, column) => label(0, column, name));

/** A date and a format of digits at fixed places. */
const STYLES = [
	record(0x41e, words(164), text('dd\\.mm\\.yyyy hh:mm')),
	record(0x41e, words(165), text('00000')),
	...[0, 14, 164, 165, 46].map((format) => record(0xe0, words(0, format), Buffer.alloc(16))),
];

async function readCells(records: readonly Buffer[], globals: readonly Buffer[] = STYLES) {
	return await read(xlsOf({ sheets: [[...HEADER, ...records]], globals }), {}, NAME);
}

describe('cells', () => {
	it.each<[string, Buffer[], Cell[]]>([
		['a number', [number(1, 0, 5.29)], [5.29, '', '']],
		['a short integer', [record(0x27e, words(1, 0, 0), longs((48 << 2) | 2))], [48, '', '']],
		['a negative short integer', [record(0x27e, words(1, 0, 0), longs((-7 << 2) | 2))], [-7, '', '']],
		['a short hundredth', [record(0x27e, words(1, 0, 0), longs((529 << 2) | 3))], [5.29, '', '']],
		['a short double', [record(0x27e, words(1, 0, 0), double(1.5).subarray(4))], [1.5, '', '']],
		[
			'short numbers beside each other',
			[record(0xbd, words(1, 0, 0), longs((1 << 2) | 2), words(3), longs((950 << 2) | 2), words(1))],
			[1, '00950', ''],
		],
		[
			'truth values',
			[record(0x205, words(1, 0, 0), Buffer.of(1, 0)), record(0x205, words(1, 1, 0), Buffer.of(0, 0))],
			[true, false, ''],
		],
		['a text in the cell', [label(1, 1, 'Łódź')], ['', 'Łódź', '']],
		[
			'a rich text in the cell',
			[record(0xd6, words(1, 0, 0), text('Jan'), words(1), Buffer.alloc(4))],
			['Jan', '', ''],
		],
		['a formula with a number', [formula(1, 0, double(5290))], [5290, '', '']],
		[
			'a formula with a truth value',
			[formula(1, 0, Buffer.of(1, 0, 1, 0, 0, 0, 0xff, 0xff))],
			[true, '', ''],
		],
		[
			'a formula with a short text',
			[formula(1, 0, Buffer.of(0, 0, 0, 0, 0, 0, 0xff, 0xff)), record(0x207, text('ab'))],
			['ab', '', ''],
		],
		['a date', [number(1, 0, 44834, 1)], ['2022-09-30', '', '']],
		['a date with a time', [number(1, 0, 44834.422916666663, 2)], ['2022-09-30T10:09:00', '', '']],
		['a duration', [number(1, 0, 1.1041666666666667, 4)], ['26:30:00', '', '']],
		['digits at fixed places', [number(1, 0, 950, 3)], ['00950', '', '']],
		['more digits than a number keeps', [number(1, 0, 1234567890123450)], ['1234567890123450', '', '']],
		['an empty cell with a look', [record(0x201, words(1, 0, 1)), number(1, 2, 1)], ['', '', 1]],
	])('%s', async (_, records, wanted) => {
		const { cells, rows } = await readCells(records);
		expect(cells).toEqual([wanted]);
		expect(rows[0]?.rowNumber).toBe(2);
	});

	it('with an error are empty, and a word is said about them', async () => {
		const { cells, issues } = await readCells([
			record(0x205, words(1, 0, 0), Buffer.of(0x2a, 1)),
			formula(1, 2, Buffer.of(2, 0, 7, 0, 0, 0, 0xff, 0xff)),
			number(1, 1, 1),
		]);
		expect(cells).toEqual([['', 1, '']]);
		expect(issues).toMatchObject([
			{ code: 'CELL_ERROR', rowNumber: 2, value: '#N/A', message: 'Cell A2 of customers.xls holds #N/A.' },
			{ code: 'CELL_ERROR', rowNumber: 2, value: '#DIV/0!' },
		]);
	});

	it('with a formula whose text is not in the file are noted', async () => {
		const { codes } = await readCells([
			formula(1, 0, Buffer.of(0, 0, 0, 0, 0, 0, 0xff, 0xff)),
			number(1, 1, 1),
		]);
		expect(codes).toEqual(['FORMULA_WITHOUT_VALUE']);
	});

	it('with a text that is not in the file are noted', async () => {
		const { cells, codes } = await readCells([shared(1, 0, 7), number(1, 1, 1)]);
		expect(cells).toEqual([['', 1, '']]);
		expect(codes).toEqual(['CELL_ERROR']);
	});

	it('lose their control characters', async () => {
		const { cells, issues } = await readCells([label(1, 0, 'a\0b')]);
		expect(cells).toEqual([['ab', '', '']]);
		expect(issues).toMatchObject([{ code: 'CONTROL_CHARACTER', rowNumber: 2 }]);
	});

	it('come as they are displayed where that is wanted', async () => {
		const bytes = xlsOf({
			sheets: [[...HEADER, number(1, 0, 44834, 2), number(1, 1, 950, 3)]],
			globals: STYLES,
		});
		expect((await read(bytes, { cells: 'displayed' }, NAME)).cells).toEqual([
			['30.09.2022 00:00', '00950', ''],
		]);
	});

	it('of a workbook that counts from 1904 are dates of then', async () => {
		const { cells, dialect } = await readCells([number(1, 0, 43372, 1)], [...STYLES, record(0x22, words(1))]);
		expect(cells).toEqual([['2022-09-30', '', '']]);
		expect(dialect).toMatchObject({ format: 'xls', date1904: true });
	});
});

describe('rows', () => {
	it('that are written in any order come in theirs', async () => {
		const bytes = xlsOf({ sheets: [[number(2, 0, 2), number(1, 1, 1), ...HEADER, number(2, 1, 3)]] });
		const { rows } = await read(bytes, {}, NAME);
		expect(rows).toEqual([
			{ rowNumber: 2, cells: ['', 1, ''] },
			{ rowNumber: 3, cells: [2, 3, ''] },
		]);
	});

	it('do not end where a chart stands inside the sheet', async () => {
		const chart = [record(0x809, words(0x600, 0x20, 0, 0), Buffer.alloc(8)), number(9, 9, 9), record(0x0a)];
		const { cells } = await readCells([...chart, number(1, 0, 1)]);
		expect(cells).toEqual([[1, '', '']]);
	});

	it('have the value of a merged area in its first cell, or in all', async () => {
		const merged = record(0xe5, words(1, 1, 2, 0, 1));
		const bytes = xlsOf({ sheets: [[...HEADER, label(1, 0, 'x'), number(2, 2, 1), merged]] });
		expect((await read(bytes, {}, NAME)).cells).toEqual([
			['x', '', ''],
			['', '', 1],
		]);
		const all = await read(bytes, { mergedCells: 'all' }, NAME);
		expect(all.cells).toEqual([
			['x', 'x', ''],
			['x', 'x', 1],
		]);
	});

	it('before a cut are read, and the cut is said', async () => {
		const bytes = xlsOf({ sheets: [[...HEADER, number(1, 0, 1)]], endless: true });
		const { cells, codes } = await read(bytes, {}, NAME);
		expect(cells).toEqual([[1, '', '']]);
		expect(codes).toEqual(['TRUNCATED_FILE']);
	});
});

describe('sheets', () => {
	it('are those with rows, hidden ones among them', async () => {
		const sheet = (name: string) => [label(0, 0, name)];
		const bytes = xlsOf({
			sheets: [sheet('one'), sheet('chart'), sheet('secret'), sheet('four')],
			kinds: [
				[0, 0],
				[0, 2],
				[1, 0],
				[0, 0],
			],
		});
		const names: string[] = [];
		for await (const { source } of readFile(bytesSource(bytes, { name: NAME }), { sheets: 'all' }))
			names.push(source);
		expect(names).toEqual(['customers.xls › Sheet1', 'customers.xls › Sheet4']);
		expect((await read(bytes, { sheet: 'Sheet3' }, NAME)).labels).toEqual(['secret']);
	});

	it('that are damaged do not keep the others from being read', async () => {
		const whole = workbookStream({ sheets: [[label(0, 0, 'one')], [label(0, 0, 'two')]] });
		// The first record of the second sheet is the last of its kind.
		whole.writeUInt16LE(0x1111, whole.lastIndexOf(record(0x809, words(0x600, 0x10, 0, 0), Buffer.alloc(8))));
		const parts: string[] = [];
		const source = bytesSource(container({ Workbook: whole }), { name: NAME });
		for await (const { error } of readFile(source, { sheets: 'all' })) parts.push(error?.code ?? 'read');
		expect(parts).toEqual(['read', 'DAMAGED_FILE']);
	});
});

describe('a workbook', () => {
	const bytes = xlsOf({ sheets: [[...HEADER, label(1, 0, 'Łódź')]] });

	it('is recognised, in a container and without', async () => {
		const bare = workbookStream({ sheets: [[...HEADER, label(1, 0, 'x')]] });
		expect(detectFormat(bytes).name).toBe('xls');
		expect(detectFormat(bare).name).toBe('xls');
		expect((await read(bare, {}, NAME)).cells).toEqual([['x', '', '']]);
	});

	it('protected by a password is said to be', async () => {
		const secret = xlsOf({ sheets: [HEADER], globals: [record(0x2f, words(1, 0))] });
		await expect(read(secret, {}, NAME)).rejects.toMatchObject({ code: 'PASSWORD_PROTECTED' });
	});

	it.each([
		['EncryptedPackage', 'PASSWORD_PROTECTED'],
		['WordDocument', 'UNSUPPORTED_FORMAT'],
		['Contents', 'UNSUPPORTED_FORMAT'],
	])('is not what a container with %s holds', async (stream, code) => {
		const other = inPieces(container({ [stream]: Buffer.alloc(5000) }), 4096, NAME);
		await expect(parseFile(other)).rejects.toMatchObject({ code });
	});

	it('may write the name of its stream in capitals', async () => {
		const capital = container({ WORKBOOK: workbookStream({ sheets: [[...HEADER, number(1, 0, 1)]] }) });
		expect((await read(capital, {}, NAME)).cells).toEqual([[1, '', '']]);
	});

	it.each([7, 512, 100_000])('is the same in pieces of %i bytes', async (size) => {
		expect((await read(inPieces(bytes, size, NAME))).cells).toEqual([['Łódź', '', '']]);
	});

	it('larger than the limit is refused', async () => {
		const reading = read(bytes, { limits: { fileBytes: 100 } }, NAME);
		await expect(reading).rejects.toMatchObject({ code: 'TOO_LARGE' });
	});
});

describe('workbooks of older versions', () => {
	const rows = [
		['name', 'n', 'id'],
		['Jan', 5.29, 7],
		['Ann', -12, 950],
	];
	const sheet = XLSX.utils.aoa_to_sheet(rows);
	const workbook = XLSX.utils.book_new(sheet, 'People');

	it.each(['biff2', 'biff5', 'biff8'] as const)('of %s are read', async (bookType) => {
		const bytes = Buffer.from(XLSX.write(workbook, { type: 'buffer', bookType }) as Uint8Array);
		const { labels, cells, dialect } = await read(bytes, {}, NAME);
		expect([labels, ...cells]).toEqual(rows);
		expect(dialect.format).toBe('xls');
	});

	it.each([
		[1250, 'b3f3dfe6', 'łóßć'],
		[1251, 'c8e2e0ed', 'Иван'],
		[936, 'd6d0b9fa', '中国'],
		[932, '93fa967b', '日本'],
	])('have their texts in code page %i', async (page, hex, wanted) => {
		const narrow = Buffer.from(hex, 'hex');
		const cell = record(0x204, words(0, 0, 0), words(narrow.length), narrow);
		const stream = workbookStream({ version: 0x500, globals: [record(0x42, words(page))], sheets: [[cell]] });
		expect((await read(container({ Book: stream }), {}, NAME)).labels).toEqual([wanted]);
	});
});

describe('a lone sheet', () => {
	it('that a program wrote without a version is read', async () => {
		const start = Buffer.concat([words(0x809, 8, 0, 0x10, 0, 0)]);
		const narrow = (row: number, column: number, value: string) =>
			record(0x204, words(row, column, 0, value.length), Buffer.from(value, 'latin1'));
		const cells = [narrow(0, 0, 'name'), narrow(0, 1, 'id'), narrow(1, 0, 'Zo\xeb'), number(1, 1, 7)];
		const { labels, cells: found } = await read(Buffer.concat([start, ...cells, record(0x0a)]), {}, NAME);
		expect([labels, ...found]).toEqual([
			['name', 'id'],
			['Zoë', 7],
		]);
	});

	it('of Excel 2 has its dates by the format in the cell', async () => {
		const look = (format: number) => Buffer.of(0, format, 0);
		const stream = Buffer.concat([
			record(0x09, words(2, 0x10)),
			...['General', 'dd/mm/yyyy'].map((code) => record(0x1e, Buffer.of(code.length), Buffer.from(code))),
			record(0x04, words(0, 0), look(0), Buffer.of(3), Buffer.from('day')),
			record(0x02, words(1, 0), look(1), words(44834)),
			record(0x03, words(2, 0), look(1), double(44834.5)),
			record(0x05, words(3, 0), look(0), Buffer.of(1, 0)),
			record(0x0a),
		]);
		const { labels, cells } = await read(stream, {}, NAME);
		expect([labels, ...cells]).toEqual([['day'], ['2022-09-30'], ['2022-09-30T12:00:00'], [true]]);
	});
});

describe('any table', () => {
	const cell = fc.oneof(
		fc.string({ unit: 'grapheme', maxLength: 20 }).filter((value) => !/\p{C}|^$/u.test(value)),
		fc
			.double({ noNaN: true, noDefaultInfinity: true, min: -1e14, max: 1e14 }) // SheetJS writes numbers next to zero wrongly.
			.filter((value) => (value === 0 ? !Object.is(value, -0) : Math.abs(value) > 1e-200)),
		fc.boolean(),
	);
	const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 });

	it('that SheetJS writes comes back', async () => {
		await fc.assert(
			fc.asyncProperty(table, async (rows) => {
				const workbook = XLSX.utils.book_new(XLSX.utils.aoa_to_sheet(rows), 'x');
				const bytes = Buffer.from(XLSX.write(workbook, { type: 'buffer', bookType: 'biff8' }) as Uint8Array);
				const { cells } = await read(bytes, { header: false, skipRows: 0, footerRows: 0 }, NAME);
				expect(cells).toEqual(rows);
			}),
			{ numRuns: 60 },
		);
	});
});

describe('damage', () => {
	const strings = Array.from({ length: 300 }, (_, index) => `customer number ${index} of Łódź`);
	const sst = record(0xfc, longs(300, 300), ...strings.slice(0, 150).map((value) => text(value)));
	const more = record(0x3c, ...strings.slice(150).map((value) => text(value)));
	const whole = xlsOf({
		globals: [...STYLES, sst, more],
		sheets: [[...HEADER, ...strings.flatMap((_, row) => [shared(row + 1, 0, row), number(row + 1, 1, row)])]],
	});

	/** What comes of a file: its rows, or the code of its error. Anything else thrown fails the test. */
	async function outcome(bytes: Uint8Array): Promise<number | string> {
		return await read(bytes, { format: 'xls' }, NAME).then(
			({ rows }) => rows.length,
			(error: unknown) => {
				expect(isImportError(error)).toBe(true);
				return isImportError(error) ? error.code : '';
			},
		);
	}

	it('of a cut at every sector leaves the rows before it, or a word', async () => {
		const outcomes: Array<number | string> = [];
		for (let end = 512; end <= whole.length; end += 512) outcomes.push(await outcome(whole.subarray(0, end)));
		expect(outcomes.at(-1)).toBe(300);
		expect(outcomes.filter((one) => typeof one === 'string')).not.toContain('USER_ERROR');
	});

	it('of single bytes ends in rows or a word', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.nat(whole.length - 9), fc.nat(255)), { minLength: 1, maxLength: 8 }),
				async (flips) => {
					const bytes = Buffer.from(whole);
					for (const [at, value] of flips) bytes[at + 8] = value;
					await outcome(bytes);
				},
			),
			{ numRuns: 150 },
		);
	});

	it('of a chain that comes back to itself ends', async () => {
		const bytes = Buffer.from(whole);
		const table = (bytes.readUInt32LE(76) + 1) * 512;
		for (let sector = 10; sector < 100; sector += 20) bytes.writeUInt32LE(sector - 5, table + sector * 4);
		expect(['number', 'string']).toContain(typeof (await outcome(bytes)));
	});
});
