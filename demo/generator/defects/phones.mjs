import { american, chinese, english, german, polish } from '../names.mjs';
import { internationalPhones } from '../notations.mjs';
import { phoneDigits } from '../people.mjs';
import { cellRecipe, freshRow, refusedRecipe, setCell } from './recipe.mjs';

const ABROAD = [german, english, american, chinese];

/** A recipe whose rows are Polish people with the phone written as `spellings` have it, in turn. */
function phoneRecipe(name, what, spellings, issues = []) {
	return {
		name,
		what,
		count: spellings.length,
		make: (kitchen, n) => {
			const row = freshRow(kitchen, polish);
			const { phone } = row.person;
			return setCell(row, 'phone', spellings[n](phone), { value: phoneDigits(phone), issues });
		},
	};
}

/** @type {import('./recipe.mjs').Recipe[]} */
export const phoneDefects = [
	phoneRecipe(
		'phone-notations',
		'Every way to write a phone number with a country prefix, at least once',
		Object.values(internationalPhones),
	),
	phoneRecipe(
		'prefix-without-plus',
		'The country prefix without a plus: read as such, because the number is Polish then',
		[(p) => phoneDigits(p), (p) => `48 ${p.national}`],
	),
	phoneRecipe('decimal-zero', 'A number that a spreadsheet has taken for a decimal one: 48501228855.0', [
		(p) => `${phoneDigits(p)}.0`,
		(p) => `${phoneDigits(p)},0`,
	]),
	phoneRecipe(
		'restored-exponent',
		'Scientific notation with all digits there: restored and pointed out',
		[(p) => exponent(p, '.'), (p) => exponent(p, ',')],
		['EXCEL_SCIENTIFIC'],
	),
	refusedRecipe(
		'lost-digits',
		'Scientific notation with digits missing, which nobody can get back',
		'phone',
		['4.85E+10', '4,85E+10', '4.86E+10'],
		'EXCEL_SCIENTIFIC',
	),
	{
		name: 'extension',
		what: 'A number with an extension: the number is kept, the extension beside it',
		count: 2,
		make: (kitchen, n) => {
			const row = freshRow(kitchen, polish);
			const { phone } = row.person;
			const text = `+48 ${phone.national} ${['ext.', 'wew.'][n]} 12`;
			row.expected.phoneExtension = '12';
			return setCell(row, 'phone', text, { value: phoneDigits(phone) });
		},
	},
	{
		name: 'two-phones',
		what: 'Two numbers in one cell: both are kept, the first is the main one',
		count: 6,
		make: (kitchen, n) => {
			const row = freshRow(kitchen, polish);
			const first = row.person.phone;
			const second = kitchen.newPerson(polish).phone;
			const text = first.national + ['; ', '/', ', '][n % 3] + second.national;
			return setCell(row, 'phone', text, { value: [phoneDigits(first), phoneDigits(second)] });
		},
	},
	refusedRecipe(
		'invalid-phone',
		'Too short, too long, with a leading zero that Poland does not have, or no number',
		'phone',
		['+4850122885', '+4850122885500', '0501228855', 'zadzwoń do mamy'],
		'INVALID_PHONE',
		polish,
	),
	{
		name: 'national-phone-abroad',
		what: 'A number without prefix of somebody abroad: the country of the row says which it is',
		count: ABROAD.length * 2,
		make: (kitchen, n) => {
			const row = freshRow(kitchen, ABROAD[n % ABROAD.length]);
			const { phone } = row.person;
			return setCell(row, 'phone', phone.national, { value: phoneDigits(phone) });
		},
	},
	refusedRecipe(
		'foreign-phone-without-prefix',
		'Chinese numbers without prefix, and a row that says Poland: not guessed',
		'phone',
		['13800138000', '139 0013 9000', '13700137000'],
		'INVALID_PHONE',
		polish,
	),
	cellRecipe(
		'placeholder-phone',
		'What people type where they have no number: left out',
		'phone',
		['brak', '-', '0', '+48', '000 000 000', 'n/a'],
		() => ({ issues: ['PLACEHOLDER'] }),
	),
];

/** `48501228855` → `4.8501228855E+10`, and without the zeros that a spreadsheet would not show. */
function exponent(phone, decimal) {
	const digits = phoneDigits(phone);
	return `${digits[0]}${decimal}${digits.slice(1).replace(/0+$/u, '')}E+${digits.length - 1}`;
}
