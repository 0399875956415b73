import { tableOf } from './tableOf';

const PEOPLE =
	'Jan;jan@example.com;Łódź\nAnna;anna@example.com;Gdynia\nEwa;ewa@example.com;Toruń\nIda;ida@example.com;Sopot';

it('is sure of a header of words above values, and less of one above words', async () => {
	expect((await tableOf(`Name;Email;City\n${PEOPLE}`)).dialect.confidence?.header).toBe(0.95);
	expect((await tableOf('Name;City\nJan;Łódź\nAnna;Gdynia')).dialect.confidence?.header).toBe(0.7);
});

it('reads a file without a header as one, where the first row is beyond doubt a customer', async () => {
	const { labels, cells, dialect, issues } = await tableOf(PEOPLE);
	expect(labels).toEqual(['column_1', 'column_2', 'column_3']);
	expect(cells).toHaveLength(4);
	expect(dialect.header).toBe(false);
	expect(issues).toMatchObject([
		{
			code: 'HEADER_DOUBTFUL',
			rowNumber: 1,
			message:
				'Line 1 of customers.csv holds a customer like the rows below, so the file is read as one without a header.',
		},
	]);
});

it('takes the first row for the header all the same when the user says that there is one', async () => {
	const { labels, codes } = await tableOf(PEOPLE, { header: true });
	expect(labels).toEqual(['Jan', 'jan@example.com', 'Łódź']);
	expect(codes).toEqual(['HEADER_DOUBTFUL']);
});

it.each([
	['a single value that looks like data', 'name;2025-01-01\nJan;5\nAnna;7\nEwa;1\nIda;3'],
	['years above amounts', 'name;2023;2024;2025\nJan;5;6;7\nAnna;7;1;3\nEwa;1;2;3\nIda;3;4;5'],
	['an address of which the rows below have none', 'name;help@example.com\nJan;x\nAnna;y\nEwa;z\nIda;a'],
])('keeps a header with %s the header, in doubt', async (_, text) => {
	const { dialect, codes } = await tableOf(text);
	expect(dialect.header).toBe(1);
	expect(dialect.confidence?.header).toBe(0.4);
	expect(codes).toEqual(['HEADER_DOUBTFUL']);
});
