import { differingCells, knownDifferences, oracleBooks, outcomeOf } from './sheetOracle';
import { XLSX_DIFFERENCES, XLSX_WITHOUT_ORACLE } from './sheetOracle.xlsx.differences';

const folder = process.env.CORPORA;

jest.setTimeout(60_000);

/** The workbooks of other readers' tests, each cell beside what openpyxl reads. What differs is listed with its reason. */
(folder ? describe : describe.skip)('XLSX workbooks of other readers (needs CORPORA)', () => {
	const books = oracleBooks('.xlsx', '.xlsm', '.xltx');
	const read = books.filter(({ sheets }) => sheets !== undefined);
	const unread = books.filter(({ sheets }) => sheets === undefined);

	it.each(read.map((book) => [book.id, book] as const))('%s', async (id, book) => {
		const found = await differingCells(book);
		const known = knownDifferences(XLSX_DIFFERENCES, id);
		expect(found.filter(({ at }) => !known.includes(at))).toEqual([]);
		expect(known.filter((at) => !found.some((one) => one.at === at))).toEqual([]);
	});

	it.each(unread.map((book) => [book.id, book] as const))(
		'%s, which openpyxl cannot read',
		async (id, book) => {
			expect(await outcomeOf(book)).toBe(XLSX_WITHOUT_ORACLE[id]);
		},
	);

	it('has no known difference that is of no workbook', () => {
		const ids = new Set(books.map(({ id }) => id));
		const listed = [
			...Object.values(XLSX_DIFFERENCES).flatMap(Object.keys),
			...Object.keys(XLSX_WITHOUT_ORACLE),
		];
		expect(listed.filter((id) => !ids.has(id))).toEqual([]);
	});
});
