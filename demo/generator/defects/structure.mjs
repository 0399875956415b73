import { freshRow, setCell } from './recipe.mjs';

/** @type {import('./recipe.mjs').Recipe[]} */
export const structureDefects = [
	{
		name: 'short-row',
		what: 'The row ends after the phone: what is missing is not known, which is not the same as empty',
		count: 5,
		make: (kitchen) => {
			const row = freshRow(kitchen);
			const { crmId, firstName, lastName, email, phone } = row.expected;
			return {
				...row,
				expected: { crmId, firstName, lastName, email, phone },
				endsAfter: 'phone',
				issues: ['SHORT_ROW'],
			};
		},
	},
	{
		name: 'long-row',
		what: 'More cells than the header has, from a semicolon that nobody quoted',
		count: 4,
		make: (kitchen, n) => ({
			...freshRow(kitchen),
			extraCells: ['x', 'y', '12', ''].slice(n % 3),
			issues: ['LONG_ROW'],
		}),
	},
	{
		name: 'quote-before-text',
		what: 'A cell that begins with a quoted word, without being quoted as a whole: the quotes belong to the text',
		count: 3,
		make: (kitchen, n) => {
			const text = `"Alfa ${n + 1}" Sp. z o.o.`;
			return {
				...setCell(freshRow(kitchen), 'company', text, { value: text }),
				unquoted: true,
				issues: ['BAD_QUOTE'],
			};
		},
	},
	{
		name: 'everything-quoted',
		what: 'All cells of the row in quotes',
		count: 6,
		make: (kitchen) => ({ ...freshRow(kitchen), quoted: true }),
	},
	{
		name: 'unix-line-end',
		what: 'The line ends with LF in a file whose lines end with CRLF',
		count: 40,
		make: (kitchen) => ({ ...freshRow(kitchen), lineEnd: '\n' }),
	},
	{
		name: 'old-mac-line-end',
		what: 'The line ends with CR alone',
		count: 3,
		make: (kitchen) => ({ ...freshRow(kitchen), lineEnd: '\r' }),
	},
	{
		name: 'empty-line',
		what: 'A line with nothing on it: no row at all',
		count: 4,
		make: () => ({ blank: '' }),
	},
	{
		name: 'line-of-delimiters',
		what: 'A line of semicolons, which is what a spreadsheet makes of an empty row',
		count: 5,
		make: () => ({ blank: ';' }),
	},
];

/** The last line of many a sheet. */
export const totalRow = {
	name: 'total-row',
	what: 'The last row is a total and nobody; it is reported and is no row',
	count: 1,
	make: (kitchen) => {
		const row = freshRow(kitchen);
		for (const key of Object.keys(row.cells)) row.cells[key] = '';
		row.cells.firstName = 'Razem';
		row.cells.orderValue = '1 234 567 890';
		return { cells: row.cells, total: true };
	},
};
