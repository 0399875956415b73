import { german } from '../names.mjs';
import { cellRecipe, freshRow, refusedRecipe, setCell } from './recipe.mjs';

const DAY_MS = 86_400_000;

/** The day number of a spreadsheet in the 1900 system: 44834 is 2022-09-30. */
function serialDay(iso) {
	return (Date.parse(iso) - Date.UTC(1899, 11, 30)) / DAY_MS;
}

/** Other ways to write the birthday that the row is about. */
const birthdays = {
	iso: (iso) => iso,
	slashes: (iso) => iso.replaceAll('-', '/'),
	chinese: (iso) => `${Number(iso.slice(0, 4))}年${Number(iso.slice(5, 7))}月${Number(iso.slice(8))}日`,
	compact: (iso) => iso.replaceAll('-', ''),
	withTime: (iso) => `${iso} 00:00:00`,
	shortParts: (iso) => `${Number(iso.slice(8))}.${Number(iso.slice(5, 7))}.${iso.slice(0, 4)}`,
	serial: (iso) => String(serialDay(iso)),
};

/** Amounts with what they are worth, written against the rule of the column. */
const AMOUNTS = [
	['1234567,89', 1234567.89],
	['5.290,00', 5290],
	['5,290.50', 5290.5],
	["5'290", 5290],
	['1 234,50 zł', 1234.5],
	['12 zł', 12],
	['(1 234,50)', -1234.5],
	['-5', -5],
	['\u22125', -5],
];

/** @type {import('./recipe.mjs').Recipe[]} */
export const valueDefects = [
	{
		name: 'other-date-notations',
		what: 'Birthdays as ISO dates, with slashes, in Chinese, without separators, with a time, without zeros, as a spreadsheet number',
		count: Object.keys(birthdays).length,
		make: (kitchen, n) => {
			const row = freshRow(kitchen, german);
			const { birthDate } = row.person;
			return setCell(row, 'birthDate', Object.values(birthdays)[n](birthDate), { value: birthDate });
		},
	},
	refusedRecipe(
		'invalid-date',
		'A day that no calendar has, or no date at all',
		'birthDate',
		['31.02.1985', '30.02.1990', '45.13.1970', 'w maju', '12.1990', '1985-13-01'],
		'INVALID_DATE',
	),
	cellRecipe(
		'placeholder-date',
		'What programs write where no date is known: left out',
		'birthDate',
		['0000-00-00', '00.00.0000', '01.01.1900', '9999-12-31', '-', 'brak'],
		() => ({ issues: ['PLACEHOLDER'] }),
	),
	refusedRecipe(
		'invalid-date-time',
		'An hour that no clock shows',
		'lastPurchase',
		['30.09.2022 25:09', '30.09.2022 10:61'],
		'INVALID_DATE',
	),
	{
		name: 'amount-notations',
		what: 'Amounts with other separators, a currency, brackets or a Unicode minus',
		count: AMOUNTS.length,
		make: (kitchen, n) => setCell(freshRow(kitchen), 'orderValue', AMOUNTS[n][0], { value: AMOUNTS[n][1] }),
	},
	refusedRecipe('invalid-amount', 'Not a number', 'orderValue', ['dużo', '12x4', '1,2,3'], 'INVALID_NUMBER'),
	refusedRecipe(
		'unknown-consent',
		'A consent that is neither yes nor no: never taken for a no, and never for a yes',
		'newsletterConsent',
		['może', 'kiedyś', '2', 'yes and no'],
		'INVALID_CONSENT',
	),
];
