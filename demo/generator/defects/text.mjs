import { english, german, polish } from '../names.mjs';
import { cellRecipe, freshRow, setCell } from './recipe.mjs';

const keptAsItIs = (text) => ({ value: text });

function note(name, what, texts) {
	return cellRecipe(name, what, 'notes', texts, keptAsItIs);
}

/** @type {import('./recipe.mjs').Recipe[]} */
export const textDefects = [
	note('line-break-in-cell', 'A note over two or three lines, in quotes', [
		'dzwonić rano\nlub po 18',
		'Anruf\r\nnach 18 Uhr',
		'first\n\nthird',
		'第一行\n第二行',
	]),
	note('doubled-quotes', 'Quotes inside a quoted cell', [
		'mówi "nie dzwonić"',
		'"VIP"',
		'rura 5"',
		'他说"好"',
	]),
	note('delimiter-in-cell', 'A semicolon inside quotes', ['tani; szybki; dobry', 'a;b', ';']),
	{
		name: 'quote-in-the-middle',
		what: 'A quote inside a cell that is not quoted: it belongs to the text',
		count: 4,
		make: (kitchen, n) => {
			const text = `rura ${n + 3}" czarna`;
			return { ...setCell(freshRow(kitchen), 'notes', text, { value: text }), unquoted: true };
		},
	},
	note(
		'formula-text',
		'Text that a spreadsheet would run as a formula: kept as text, guarded when it is exported',
		['=1+1', '=HYPERLINK("http://example.com","kliknij")', '+48 to nie numer', '-2+3', '@SUM(A1:A9)'],
	),
	note('prototype-text', 'Words that mean something inside JavaScript', [
		'__proto__',
		'constructor',
		'toString',
		'null',
		'undefined',
	]),
	cellRecipe(
		'decoded-twice',
		'Text that was decoded wrongly before: kept and pointed out, never repaired by guessing',
		'city',
		['KrakÃ³w', 'MÃ¼nchen', 'ZÃ¼rich'],
		(text) => ({ value: text, issues: ['MOJIBAKE'] }),
	),
	{
		name: 'letters-taken-apart',
		what: 'Accents as characters of their own (Unicode NFD, as macOS writes them): put together',
		count: 5,
		make: (kitchen) => {
			const row = freshRow(kitchen, polish);
			for (const key of ['firstName', 'lastName', 'city']) row.cells[key] = row.cells[key].normalize('NFD');
			return row;
		},
	},
	{
		name: 'odd-spaces-in-name',
		what: 'Spaces around a name, a no-break space before it, zero-width characters in it: taken away',
		count: 4,
		make: (kitchen, n) => {
			const row = freshRow(kitchen, english);
			const { firstName } = row.person;
			const spellings = [
				`  ${firstName} `,
				`\u00a0${firstName}`,
				`\u200b${firstName}\ufeff`,
				`${firstName}\u200d`,
			];
			return setCell(row, 'firstName', spellings[n], { value: firstName });
		},
	},
	{
		name: 'control-character',
		what: 'A bell inside a name: taken away and pointed out',
		count: 2,
		make: (kitchen) => {
			const row = freshRow(kitchen, german);
			const { lastName } = row.person;
			return setCell(row, 'lastName', `${lastName}\u0007`, {
				value: lastName,
				issues: ['CONTROL_CHARACTER'],
			});
		},
	},
	cellRecipe(
		'spreadsheet-error',
		'A spreadsheet error where a city should be: left out',
		'city',
		['#N/A', '#REF!', '#VALUE!', '#DIV/0!'],
		() => ({ issues: ['CELL_ERROR'] }),
	),
];
