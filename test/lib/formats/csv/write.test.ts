import { writeTable, type WritableTable, type WriteOptions } from '../../../../lib/formats';
import type { Cell, RowIssue } from '../../../../lib/model';
import { collect, read } from '../reading';

function tableOf(rows: Cell[][], types?: WritableTable['types'], labels = ['a', 'b', 'c']): WritableTable {
	const batches = [rows.map((cells, at) => ({ rowNumber: at + 2, cells }))];
	return types ? { labels, batches, types } : { labels, batches };
}

async function bytesOf(table: WritableTable, options: WriteOptions = {}): Promise<Buffer> {
	return await collect(writeTable('csv', table, options));
}

async function lines(
	rows: Cell[][],
	options: WriteOptions,
	types?: WritableTable['types'],
): Promise<string[]> {
	return (await bytesOf(tableOf(rows, types), { ...options, header: false }))
		.toString()
		.split('\r\n')
		.slice(0, -1);
}

describe('cells', () => {
	it('are quoted by the policy', async () => {
		const rows = [
			['x', 5, '7'],
			['', null, true],
		];
		const types = ['text', 'number', 'number'] as const;
		expect(await lines(rows, {}, types)).toEqual(['x,5,7', ',,true']);
		expect(await lines(rows, { quote: 'text' }, types)).toEqual(['"x",5,7', '"",,true']);
		expect(await lines(rows, { quote: 'all' }, types)).toEqual(['"x","5","7"', '"","","true"']);
	});

	it('with blanks at their edges are quoted, because readers trim', async () => {
		const blanks = [' x', 'x\t', '\u00A0x', 'x\u3000', '\uFEFFx', 'x\u2003'];
		for (const cell of blanks)
			expect(await lines([[cell, 'y']], { formulaGuard: false })).toEqual([`"${cell}",y,`]);
		expect(await lines([['Łódź', '中山路']], {})).toEqual(['Łódź,中山路,']);
	});

	it('that are a NULL are told from empty ones by a text of their own', async () => {
		expect(await lines([[null, '', 'NULL']], { nullText: 'NULL' })).toEqual(['NULL,,"NULL"']);
	});

	it('of numbers and dates are in the form of the country', async () => {
		const options: WriteOptions = {
			delimiter: ';',
			decimalSeparator: ',',
			dateFormat: 'DD.MM.YYYY',
			dateTimeFormat: 'DD.MM.YYYY hh:mm',
		};
		const rows = [
			['2022-09-30', '2022-09-30T10:09:00', '5290.5'],
			['soon', '2022-09-30T10:09:00Z', '1.2.3'],
			['', '', -5.25],
		];
		expect(await lines(rows, options, ['date', 'dateTime', 'number'])).toEqual([
			'30.09.2022;30.09.2022 10:09;5290,5',
			'soon;2022-09-30T10:09:00Z;1.2.3',
			';;-5,25',
		]);
		expect(await lines([[5.5, '5.5', 'x']], { decimalSeparator: ',' }, ['number', 'text', 'text'])).toEqual([
			'"5,5",5.5,x',
		]);
	});

	it('that hide a formula behind another delimiter are quoted', async () => {
		expect(await lines([['a;=1+1', 'b\t@x', 'c, d; e']], { delimiter: '|' })).toEqual([
			'"a;=1+1"|"b\t@x"|"c, d; e"',
		]);
	});

	it('of any length and any character come back', async () => {
		const rows = [
			['x'.repeat(200_000), '😀'.repeat(40_000), 'ż"'.repeat(30_000)],
			['\uD800half', 'b', 'c'],
		];
		const { cells } = await read(await bytesOf(tableOf(rows)), { delimiter: ',', quote: '"' });
		expect(cells).toEqual([rows[0], ['\uFFFDhalf', 'b', 'c']]);
	});
});

describe('the file', () => {
	it('may have no header, and a line that names the delimiter', async () => {
		const bytes = await bytesOf(tableOf([['x', 'y', 'z']]), {
			delimiter: ';',
			delimiterLine: true,
			header: false,
		});
		expect(bytes.toString()).toBe('sep=;\r\nx;y;z\r\n');
		const named = await bytesOf(tableOf([['x', 'y', 'z']]), { delimiter: '^', delimiterLine: true });
		expect((await read(named)).cells).toEqual([['x', 'y', 'z']]);
	});

	it.each([
		['windows-1250', 'Zażółć gęślą jaźń'],
		['gb18030', '中山路 😀 Łódź'],
		['UTF-16LE', '中山路 😀 Łódź'],
		['utf-8', '中山路 😀 Łódź'],
		['big5', '中山路'],
		['windows-1251', 'Привет'],
	])('is read back from %s', async (encoding, text) => {
		const issues: RowIssue[] = [];
		const bytes = await bytesOf(tableOf([[text, 'b', 'c']]), {
			encoding,
			onIssue: (issue) => issues.push(issue),
		});
		expect((await read(bytes, { encoding, delimiter: ',' })).cells).toEqual([[text, 'b', 'c']]);
		expect(issues).toEqual([]);
	});

	it('has a mark only in Unicode', async () => {
		const start = async (encoding: string) =>
			(await bytesOf(tableOf([]), { encoding, bom: true })).subarray(0, 3).toString('hex');
		expect(await start('utf-8')).toBe('efbbbf');
		expect(await start('utf-16le')).toBe('fffe61');
		expect(await start('windows-1250')).toBe('612c62');
	});

	it('says which characters its encoding does not have', async () => {
		const issues: RowIssue[] = [];
		const bytes = await bytesOf(tableOf([['中', 'Łódź', '中国']]), {
			encoding: 'windows-1250',
			onIssue: (issue) => issues.push(issue),
		});
		expect(bytes.toString('latin1')).toContain('?,\xA3\xF3d\x9F,??');
		expect(issues).toMatchObject([
			{ code: 'NOT_IN_ENCODING', message: expect.stringMatching(/^3 characters .*windows-1250.*: 中 国$/) },
		]);
	});

	it.each([
		{ delimiter: '' },
		{ delimiter: ';;' },
		{ delimiter: '"' },
		{ delimiter: '\n' },
		{ delimiter: '，' },
		{ dateFormat: 'never' },
	])('is not written with %j', async (options) => {
		await expect(bytesOf(tableOf([]), options)).rejects.toMatchObject({ code: 'BAD_SETTING' });
	});

	it('is not written in an encoding that does not exist', async () => {
		await expect(bytesOf(tableOf([]), { encoding: 'windows-99' })).rejects.toMatchObject({ kind: 'user' });
	});
});
