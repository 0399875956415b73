import { emails } from '../notations.mjs';
import { cellRecipe, freshRow, refusedRecipe, setCell } from './recipe.mjs';

/** A row whose address is written as `spelling` has it. */
function spelledRow(kitchen, spelling) {
	const row = freshRow(kitchen);
	const { email, firstName, lastName } = row.person;
	return setCell(row, 'email', spelling(email, `${firstName} ${lastName}`), { value: email });
}

function spelled(name, what, spellings, times = 1) {
	return {
		name,
		what,
		count: spellings.length * times,
		make: (kitchen, n) => spelledRow(kitchen, spellings[n % spellings.length]),
	};
}

/** @type {import('./recipe.mjs').Recipe[]} */
export const emailDefects = [
	spelled(
		'wrapped-e-mail',
		'An address inside something: a display name, angle brackets, `mailto:`, a semicolon behind it',
		[emails.withName, emails.angleBrackets, emails.mailtoScheme, emails.trailingSemicolon],
		3,
	),
	spelled(
		'odd-characters-in-e-mail',
		'Spaces, no-break and zero-width spaces, a full-width ＠',
		[emails.spaces, emails.noBreakSpace, emails.zeroWidthSpace, emails.fullWidthAt],
		2,
	),
	{
		name: 'capitals-in-e-mail',
		what: 'Capitals in an address: kept before the @, and the same customer as without',
		count: 6,
		make: (kitchen, n) => {
			const row = freshRow(kitchen);
			const text = [emails.upperCase, emails.capitals][n % 2](row.person.email);
			const [name, domain] = text.split('@');
			return setCell(row, 'email', text, { value: `${name}@${domain.toLowerCase()}` });
		},
	},
	{
		name: 'two-e-mails',
		what: 'Two addresses in one cell: both are kept, the first is the main one',
		count: 4,
		make: (kitchen, n) => {
			const row = freshRow(kitchen);
			const { email } = row.person;
			const second = `second.${email}`;
			return setCell(row, 'email', email + ['; ', ', ', ';', ' ; '][n] + second, { value: [email, second] });
		},
	},
	{
		name: 'plus-and-dots-in-e-mail',
		what: 'A plus in an address makes another address',
		count: 3,
		make: (kitchen) => {
			const row = freshRow(kitchen);
			const address = row.person.email.replace('@', '+news@');
			return setCell(row, 'email', address, { value: address });
		},
	},
	cellRecipe(
		'international-e-mail',
		'A domain with Polish letters: kept, and compared in its ASCII form',
		'email',
		['zofia@żółw.example', 'jan@łódź.example'],
		(text) => ({ value: text }),
	),
	refusedRecipe(
		'invalid-e-mail',
		'Not an address',
		'email',
		[
			'jan.kowalski',
			'jan@',
			'@example.com',
			'jan kowalski@example.com',
			'jan@@example.com',
			'jan@example',
			'jan..k@example.com',
			'http://example.com',
		],
		'INVALID_EMAIL',
	),
	refusedRecipe(
		'too-long-e-mail',
		'More than 64 characters before the @',
		'email',
		[`${'a'.repeat(65)}@example.com`],
		'TOO_LONG',
	),
	cellRecipe(
		'placeholder-e-mail',
		'What people type where they have no address: left out',
		'email',
		[
			'-',
			'brak',
			'n/a',
			'BRAK',
			'brak@example.com',
			'brak@example.com',
			'brak@example.com',
			'noemail@example.com',
			'无',
		],
		() => ({ issues: ['PLACEHOLDER'] }),
	),
];
