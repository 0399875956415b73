import { emails, internationalPhones } from '../notations.mjs';
import { clearCell, freshRow, setCell, withoutCustomer } from './recipe.mjs';

const IDENTIFIERS = ['email', 'phone', 'crmId'];

/** Somebody new who is known by one identifier alone. */
function knownOnlyBy(identifier, count) {
	return {
		name: `only-${identifier === 'crmId' ? 'id' : identifier}`,
		what: `Nothing but the ${identifier === 'crmId' ? 'customer id' : identifier === 'email' ? 'e-mail' : 'phone'} to know the customer by`,
		count,
		make: (kitchen) => {
			const row = freshRow(kitchen);
			for (const other of IDENTIFIERS) if (other !== identifier) clearCell(row, other);
			return row;
		},
	};
}

/** A row that names somebody further up in the file again, with `changes` made to its cells. */
function again(kitchen, changes) {
	const { person, cells } = kitchen.earlierRow();
	const row = { person, cells: { ...cells }, issues: [], outcome: 'duplicate' };
	changes(row.cells, person);
	return withoutCustomer(row, 'duplicate', ['DUPLICATE_IN_FILE']);
}

function emptied(cells) {
	return Object.fromEntries(Object.keys(cells).map((key) => [key, '']));
}

/** A new person's row that holds an identifier of somebody further up. */
function withTheirs(kitchen, key, issues) {
	const earlier = kitchen.earlierRow();
	const row = freshRow(kitchen);
	row.cells[key] = earlier.cells[key];
	return withoutCustomer(row, 'ambiguous', issues);
}

/** @type {import('./recipe.mjs').Recipe[]} */
export const identityDefects = [
	knownOnlyBy('email', 12),
	knownOnlyBy('phone', 12),
	knownOnlyBy('crmId', 8),
	{
		name: 'nothing-to-know-by',
		what: 'No e-mail, no phone, no customer id: nobody could find this customer again',
		count: 10,
		make: (kitchen, n) => {
			const row = freshRow(kitchen);
			for (const identifier of IDENTIFIERS) row.cells[identifier] = n % 2 === 0 ? '' : ' ';
			return withoutCustomer(row, 'rejected', ['NO_IDENTIFIER']);
		},
	},
	{
		name: 'same-row-twice',
		what: 'The same row a second time',
		count: 30,
		make: (kitchen) => again(kitchen, () => {}),
	},
	{
		name: 'same-e-mail-other-capitals',
		what: 'The same address in other capitals, and another city: the first row counts',
		count: 12,
		make: (kitchen) =>
			again(kitchen, (cells, person) => {
				cells.email = emails.upperCase(person.email);
				cells.city = 'Sopot';
			}),
	},
	{
		name: 'same-e-mail-new-phone',
		what: 'The same address with another phone: the first row counts',
		count: 6,
		make: (kitchen) =>
			again(kitchen, (cells) => {
				cells.phone = internationalPhones.spaced(kitchen.newPerson().phone);
			}),
	},
	{
		name: 'known-by-phone',
		what: 'Somebody further up again, without e-mail and id: found by the phone, and nothing new',
		count: 5,
		make: (kitchen) => {
			const { person, cells } = kitchen.earlierRow();
			return { person, cells: { ...cells, email: '', crmId: '' }, issues: [], outcome: 'unchanged' };
		},
	},
	{
		name: 'known-by-id-with-note',
		what: 'Somebody further up again, with nothing but the id and a note: the customer gets the note',
		count: 4,
		make: (kitchen) => {
			const { person, cells } = kitchen.earlierRow();
			const row = { person, cells: emptied(cells), issues: [], outcome: 'updated', expected: {} };
			row.cells.crmId = person.crmId;
			return setCell(row, 'notes', 'stały klient', { value: 'stały klient' });
		},
	},
	{
		name: 'same-phone-other-e-mail',
		what: 'The phone of somebody further up, with another e-mail: one person or two cannot be told, so nothing is written',
		count: 8,
		make: (kitchen) => withTheirs(kitchen, 'phone', ['IDENTIFIER_TAKEN']),
	},
	{
		name: 'same-id-other-e-mail',
		what: 'The customer id of somebody further up, with another e-mail and phone',
		count: 5,
		make: (kitchen) => withTheirs(kitchen, 'crmId', ['IDENTIFIER_TAKEN']),
	},
];
