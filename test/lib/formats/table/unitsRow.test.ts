import { tableOf } from './tableOf';

const ROWS = 'Jan;120,50;PL\nAnna;80;DE\nEwa;15,25;FR';

it.each([
	['units', 'Name;Amount;Country\n(text);[EUR];(text)'],
	['what must be filled in', 'Name;Amount;Country\nrequired;optional;optional'],
	['types', 'Name;Amount;Country\nvarchar(50);number;text'],
	['Chinese explanations', '客户名称;金额;国家\n必填，请填写全称;选填;例：PL'],
	['Polish rules', 'Nazwa;Kwota;Kraj\nwymagane;max. 12 znaków;tekst'],
])('leaves out a row of %s under the header, and says so', async (_, head) => {
	const { cells, dialect, issues } = await tableOf(`${head}\n${ROWS}`);
	expect(cells).toHaveLength(3);
	expect(cells[0]).toEqual(['Jan', '120,50', 'PL']);
	expect(dialect).toMatchObject({ header: 1, unitsRow: 2 });
	expect(dialect.confidence?.unitsRow).toBeGreaterThan(0.5);
	expect(issues).toMatchObject([{ code: 'UNITS_ROW', rowNumber: 2 }]);
});

it.each([
	['like the others', 'Currency;Kind\nEUR;text\nPLN;number\nUSD;text'],
	['of which one cell could be a unit', 'Name;Currency;Country\nJan;EUR;PL\nAnna;PLN;PL'],
	['that explains one column of many', 'Name;Note;City;Zip;Land\nJan;(old);;;\nAnna;;Łódź;90-001;PL'],
])('keeps a row %s', async (_, text) => {
	const { rows, dialect } = await tableOf(text);
	expect(rows[0]?.rowNumber).toBe(2);
	expect(dialect.unitsRow).toBeUndefined();
});

it('is what the user says it is', async () => {
	const text = `Name;Amount;Country\n(text);[EUR];(text)\n${ROWS}`;
	const kept = await tableOf(text, { unitsRow: false });
	expect(kept.rows).toHaveLength(4);
	expect(kept.codes).toEqual([]);
	const dropped = await tableOf(`Name;Amount;Country\n${ROWS}`, { unitsRow: true });
	expect(dropped.cells[0]).toEqual(['Anna', '80', 'DE']);
	expect(dropped.dialect.unitsRow).toBe(2);
});
