import { tableOf } from './tableOf';

const PEOPLE = `
	Jan Kowalski;jan@example.com;Warszawa;12
	Anna Nowak;anna@example.com;Łódź;7
	Piotr Zając;piotr@example.com;Kraków;3
`.trim();

it('leaves out the title, the parameters and the empty line above a header, and says so', async () => {
	const { labels, rows, dialect, issues } = await tableOf(
		`Customer export 2026-11-01\nPeriod:;2026-10\n\nName;Email;City;Orders\n${PEOPLE}`,
	);
	expect(labels).toEqual(['Name', 'Email', 'City', 'Orders']);
	expect(rows.map(({ rowNumber }) => rowNumber)).toEqual([5, 6, 7]);
	expect(dialect).toMatchObject({ header: 4, titleRows: [1, 2] });
	expect(dialect.confidence?.titleRows).toBeGreaterThan(0.9);
	expect(issues.filter(({ code }) => code === 'TITLE_ROWS')).toMatchObject([
		{ rowNumber: 1, value: 'Customer export 2026-11-01' },
		{
			rowNumber: 2,
			message: 'Line 2 of customers.csv stands above the header and was left out: Period: | 2026-10',
		},
	]);
});

it('finds a title that a delimiter in its date cuts into two cells', async () => {
	const { labels, dialect } = await tableOf(
		`Customer Contact List\nAs of October 1; 2026\n\nName;Email;City;Orders\n${PEOPLE}`,
	);
	expect(labels).toEqual(['Name', 'Email', 'City', 'Orders']);
	expect(dialect.titleRows).toEqual([1, 2]);
});

it('finds a title that has a delimiter for each column', async () => {
	const { labels, dialect } = await tableOf(`Klienci;;;\n;;;\nNazwa;E-mail;Miasto;Zamówienia\n${PEOPLE}`);
	expect(labels).toEqual(['Nazwa', 'E-mail', 'Miasto', 'Zamówienia']);
	expect(dialect.titleRows).toEqual([1]);
});

it('finds a title above columns of words only, by the empty line', async () => {
	const { labels, dialect } = await tableOf('Kunden\n\nName;Ort;Land\nJan;Köln;DE\nAnna;Bonn;DE\nUwe;Ulm;DE');
	expect(labels).toEqual(['Name', 'Ort', 'Land']);
	expect(dialect.confidence?.titleRows).toBeLessThan(0.8);
});

describe('no customer is taken for a title or a header', () => {
	it('where the first row is a header with one label only', async () => {
		const { labels, rows } = await tableOf('id;;\nJan;Warszawa;PL\nAnna;Łódź;PL\nPiotr;Kraków;PL');
		expect(labels).toEqual(['id', 'column_2', 'column_3']);
		expect(rows).toHaveLength(3);
	});

	it('where the row below a short first row holds values', async () => {
		const { rows, dialect } = await tableOf(`customers\n${PEOPLE}`);
		expect(dialect.header).toBe(1);
		expect(rows).toHaveLength(3);
	});

	it('where the table has one column', async () => {
		const { labels, cells } = await tableOf('Customer name\nJan Kowalski\nAnna Nowak');
		expect(labels).toEqual(['Customer name']);
		expect(cells).toEqual([['Jan Kowalski'], ['Anna Nowak']]);
	});

	it('where most rows are short', async () => {
		const { labels, rows } = await tableOf('name;email;city;phone\nJan\nAnna\nPiotr;p@example.com\nEwa');
		expect(labels).toEqual(['name', 'email', 'city', 'phone']);
		expect(rows).toHaveLength(4);
	});
});

it('does not look for titles where the user says how many rows to leave out', async () => {
	const text = `Title of the report\n\nName;Email;City;Orders\n${PEOPLE}`;
	const none = await tableOf(text, { skipRows: 0 });
	expect(none.labels[0]).toBe('Title of the report');
	expect(none.codes).not.toContain('TITLE_ROWS');
	const two = await tableOf(text, { skipRows: 2 });
	expect(two.labels).toEqual(['Name', 'Email', 'City', 'Orders']);
	expect(two.rows).toHaveLength(3);
	expect(two.codes).toEqual([]);
	expect((await tableOf(text, { skipRows: 3, header: false })).rows).toHaveLength(3);
});

it('keeps a first customer of words only below a header that has a label too few', async () => {
	const { rows, labels } = await tableOf(
		'name;;city;phone\nJan;boss;Łódź;none\nAnna;;Gdynia;501228855\nEwa;;Sopot;501228856\nIda;;Łódź;501228857',
	);
	expect(labels).toEqual(['name', 'column_2', 'city', 'phone']);
	expect(rows).toHaveLength(4);
});

describe('a header of two rows', () => {
	it('is the lower one, and the upper one names groups of columns', async () => {
		const { labels, rows, dialect } = await tableOf(`Person;;Place;Sales\nName;Email;City;Orders\n${PEOPLE}`);
		expect(labels).toEqual(['Name', 'Email', 'City', 'Orders']);
		expect(dialect).toMatchObject({ header: 2, titleRows: [1] });
		expect(rows).toHaveLength(3);
	});

	it('has the label in the upper row where the two are merged', async () => {
		const { labels } = await tableOf(
			'ID;Contact;Contact;Address;Address\n;Email;Phone;City;Street\n1;jan@example.com;501228855;Łódź;Polna\n2;anna@example.com;501228856;Gdynia;Leśna',
		);
		expect(labels).toEqual(['ID', 'Email', 'Phone', 'City', 'Street']);
	});
});
