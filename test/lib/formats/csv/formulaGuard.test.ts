import fc from 'fast-check';
import { writeTable, type WritableTable, type WriteOptions } from '../../../../lib/formats';
import { guardFormula, takeGuardOff } from '../../../../lib/formats/csv/formulaGuard';
import type { Cell } from '../../../../lib/model';
import { collect, inPieces, read } from '../reading';

describe('the guard', () => {
	it.each([
		['+48 (22) 123-45-67', 'phone', false],
		['+48-501-228-855', 'phone', false],
		['+48 501 ext. 5', 'phone', true],
		['+48|A1', 'phone', true],
		['-12 345,67', 'number', false],
		['-5%', 'number', false],
		['-5+cmd', 'number', true],
		['+48 (22) 123-45-67', undefined, true],
		['+48 (22) 123-45-67', 'text', true],
		['-12.5', 'text', false],
	] as const)('of %j in a column of %s: %s', (text, type, guarded) => {
		expect(guardFormula(text, type)).toBe(guarded ? `'${text}` : text);
	});

	it('tells an apostrophe of its own from one that was there', () => {
		for (const text of ['=1', "'=1", "''=1", "'", "''", "'t Hooft", "'+48501228855", '+48501228855'])
			expect(takeGuardOff(guardFormula(text))).toBe(text);
	});

	it('leaves nothing that starts a formula and is more than a number, and is taken off again', () => {
		const hostile = fc
			.array(fc.constantFrom(...'=+-@＝＋－＠\t\r\n\'" ,;A1()|!5.', 'cmd'), { maxLength: 8 })
			.map((parts) => parts.join(''));
		fc.assert(
			fc.property(hostile, fc.constantFrom('text', 'phone', 'number', 'date', undefined), (text, type) => {
				const written = guardFormula(text, type);
				expect(written).not.toMatch(/^[=@\t\r\n＝＋－＠]|^[+-].*[^\d\s.,()/%'+-]/);
				expect(takeGuardOff(written)).toBe(text);
			}),
			{ numRuns: 2000 },
		);
	});
});

/** Rows of what programs run and what looks like it, without what every reader takes out or leaves out. */
const hostileCell = fc
	.array(
		fc.constantFrom(
			'=',
			'+',
			'-',
			'@',
			"'",
			'"',
			',',
			';',
			'\t',
			'\n',
			'\r',
			' ',
			'＝',
			'A1',
			'7',
			'|',
			'ł',
			'😀',
		),
		{
			maxLength: 7,
		},
	)
	.map((parts) => parts.join('').replace(/\r\n?/g, '\n'));
const hostileTable = fc.array(
	fc.tuple(
		hostileCell.map((text) => `${text}x`),
		hostileCell,
		hostileCell,
	),
	{
		minLength: 1,
		maxLength: 12,
	},
);

function tableOf(rows: readonly Cell[][]): WritableTable {
	return { labels: ['=a', "'@b", 'c'], batches: [rows.map((cells, at) => ({ rowNumber: at + 2, cells }))] };
}

async function written(rows: readonly Cell[][], options: WriteOptions): Promise<Buffer> {
	return await collect(writeTable('csv', tableOf(rows), options));
}

describe('an export that is imported', () => {
	it.each([',', ';', '\t'])('is equal cell by cell, with %j between cells', async (delimiter) => {
		await fc.assert(
			fc.asyncProperty(hostileTable, fc.constantFrom('minimal', 'text', 'all'), async (rows, quote) => {
				const bytes = await written(rows, { delimiter, quote });
				const back = await read(bytes, {
					delimiter,
					quote: '"',
					encoding: 'utf-8',
					skipRows: 0,
					footerRows: 0,
					unitsRow: false,
				});
				expect(back.labels).toEqual(['=a', "'@b", 'c']);
				expect(back.cells).toEqual(rows);
			}),
			{ numRuns: 100 },
		);
	});

	it('loses its guards wherever its text is cut, and says so once', async () => {
		const rows = [
			['=1+1', "'=2", 'plain'],
			['O’Neill', "'t Hooft", '@SUM(A1)'],
		];
		const bytes = await written(rows, {});
		for (const size of [1, 2, 3, 5, 1000]) {
			const back = await read(inPieces(bytes, size));
			expect(back.cells).toEqual(rows);
			expect(back.issues.filter(({ code }) => code === 'FORMULA_GUARD')).toMatchObject([{ rowNumber: 1 }]);
		}
	});

	it('keeps its guards where the reader is told to', async () => {
		const back = await read(await written([['=1+1', 'b', 'c']], {}), { formulaGuard: false });
		expect(back.cells).toEqual([["'=1+1", 'b', 'c']]);
		expect(back.codes).not.toContain('FORMULA_GUARD');
	});
});
