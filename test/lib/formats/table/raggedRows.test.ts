import { mapRows } from '../../../../lib/mapping';
import { readAll, readerOf, tableOf } from './tableOf';

it('leaves missing cells absent and not empty', async () => {
	const { cells, codes } = await tableOf('name;email;city\nJan;jan@example.com\nAnna;;Łódź');
	expect(cells[0]).toEqual(['Jan', 'jan@example.com']);
	expect(cells[0]?.[2]).toBeUndefined();
	expect(cells[1]).toEqual(['Anna', '', 'Łódź']);
	expect(codes).toEqual(['SHORT_ROW']);
});

it('fills the missing cells of a grid, where nothing written means empty', async () => {
	const reader = readerOf([['name', 'city'], ['Jan']], 7, { grid: true, rowWord: 'Row' });
	expect((await readAll(reader)).cells).toEqual([['Jan', '']]);
});

it('keeps what a long row has more, behind the last label, and flags the row', async () => {
	const { cells, issues } = await tableOf('name;city\nJan;Łódź;extra;more\nAnna;Gdynia');
	expect(cells[0]).toEqual(['Jan', 'Łódź', 'extra', 'more']);
	expect(issues).toMatchObject([
		{ code: 'LONG_ROW', rowNumber: 2, message: 'Line 2 of customers.csv has 4 cells; the header has 2.' },
	]);
});

it('counts empty rows and leaves them out', async () => {
	const { rows, issues } = await tableOf('name;city\n;\nJan;Łódź\n\n;\nAnna;Gdynia\n;');
	expect(rows.map(({ rowNumber }) => rowNumber)).toEqual([3, 6]);
	expect(issues).toMatchObject([{ code: 'EMPTY_ROWS', rowNumber: 2, message: /^4 empty rows/ }]);
});

it('drops the empty last column that a delimiter at the end of every line makes', async () => {
	const { labels, cells } = await tableOf('name;city;\nJan;Łódź;\nAnna;Gdynia;');
	expect(labels).toEqual(['name', 'city']);
	expect(cells[0]).toEqual(['Jan', 'Łódź']);
});

it('keeps the cells of a column called __proto__ apart from every prototype', async () => {
	const { labels, rows } = await tableOf('__proto__;constructor;email\nx;y;jan@example.com');
	expect(labels).toEqual(['__proto__', 'constructor', 'email']);
	const batches = (async function* () {
		yield await Promise.resolve(rows);
	})();
	const mapped = await mapRows(
		{ labels, batches },
		{ mode: 'automatic', unmapped: 'customField', minimum: { rule: 'any', identifiers: [] } },
	);
	for await (const [customer] of mapped.batches) {
		expect(Object.keys(customer?.record ?? {})).toContain('__proto__');
		expect(Object.getPrototypeOf(customer?.record)).toBeNull();
	}
	expect(({} as Record<string, unknown>).x).toBeUndefined();
});
