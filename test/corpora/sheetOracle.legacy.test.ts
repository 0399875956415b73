import { differingCells, knownDifferences, oracleBooks, outcomeOf } from './sheetOracle';
import { LEGACY_DIFFERENCES, LEGACY_WITHOUT_ORACLE } from './sheetOracle.legacy.differences';

const folder = process.env.CORPORA;

jest.setTimeout(60_000);

/** The workbooks of other readers' tests, each cell beside what xlrd reads. What differs is listed with its reason. */
(folder ? describe : describe.skip)('Old workbooks of other readers (needs CORPORA)', () => {
	const books = oracleBooks('.xls', '.xlsb', '.ods');
	const read = books.filter(({ sheets }) => sheets !== undefined);
	const unread = books.filter(({ sheets }) => sheets === undefined);

	it.each(read.map((book) => [book.id, book] as const))('%s', async (id, book) => {
		const found = await differingCells(book);
		const known = knownDifferences(LEGACY_DIFFERENCES, id);
		expect(found.filter(({ at }) => !known.includes(at))).toEqual([]);
		expect(known.filter((at) => !found.some((one) => one.at === at))).toEqual([]);
	});

	it.each(unread.map((book) => [book.id, book] as const))('%s, which xlrd cannot read', async (id, book) => {
		expect(await outcomeOf(book)).toBe(LEGACY_WITHOUT_ORACLE[id]);
	});

	it('has no known difference that is of no workbook', () => {
		const ids = new Set(books.map(({ id }) => id));
		const listed = [
			...Object.values(LEGACY_DIFFERENCES).flatMap(Object.keys),
			...Object.keys(LEGACY_WITHOUT_ORACLE),
		];
		expect(listed.filter((id) => !ids.has(id))).toEqual([]);
	});
});
