import { polish } from './names.mjs';
import { phoneDigits } from './people.mjs';
import { expectedRecord } from './regularRows.mjs';

const NEW_ROWS = 296;
const UNCHANGED_ROWS = 150;
const LEVEL_ROWS = 140;
const LEVELS = ['VIP', 'Standard', 'Gold'];

/**
 * A row of the workbook. Its cells are typed: dates are dates and amounts numbers, as in a sheet that somebody cares for.
 * @typedef {object} SheetRow
 * @property {Record<string, unknown>} cells by column key
 * @property {import('./people.mjs').Person} [person]
 * @property {import('./regularRows.mjs').ExpectedRecord} [expected] what the customer is after this row, or what it adds to him
 * @property {string} [outcome] none for a row that is no row
 * @property {string[]} issues
 * @property {string} [defect]
 */

/** Excel has no zones: the clock on the wall is written as if it were UTC. */
function excelDate(iso) {
	return new Date(`${iso}Z`);
}

/** Polish numbers became numbers, as Excel has it; others kept their plus. */
function phoneCell(phone) {
	return phone.country === 'PL' ? Number(phoneDigits(phone)) : `+${phoneDigits(phone)}`;
}

/** An id of figures became a number that is shown with its zeros. */
function idCell(crmId) {
	return /^\d+$/u.test(crmId) ? { number: Number(crmId), format: '0'.repeat(crmId.length) } : crmId;
}

function cellsOf(person, level) {
	return {
		crmId: idCell(person.crmId),
		firstName: person.firstName,
		lastName: person.lastName,
		email: person.email,
		phone: phoneCell(person.phone),
		birthDate: excelDate(`${person.birthDate}T00:00`),
		lastPurchase: excelDate(person.lastPurchase),
		orderValue: person.orderValue,
		newsletterConsent: person.newsletter,
		company: person.company,
		city: person.city,
		country: person.countryName,
		level,
	};
}

function newRow(person, level) {
	const expected = omit(expectedRecord(person), 'smsConsent');
	return {
		person,
		cells: cellsOf(person, level),
		outcome: 'created',
		issues: [],
		expected: { ...expected, level },
	};
}

/** Somebody of the CSV with the same values, and a level or none. */
function knownRow(row, level) {
	return {
		person: row.person,
		cells: cellsOf(row.person, level),
		outcome: level === '' ? 'unchanged' : 'updated',
		issues: [],
		expected: level === '' ? {} : { level },
	};
}

/** @type {{ name: string, what: string, count: number, make: (row: SheetRow, n: number) => SheetRow }[]} */
export const sheetDefects = [
	{
		name: 'formula',
		what: 'A formula: the value that the spreadsheet has stored for it counts',
		count: 4,
		make: (row) => ({
			...row,
			cells: {
				...row.cells,
				orderValue: { formula: `${row.person.orderValue}+0`, result: row.person.orderValue },
			},
		}),
	},
	{
		name: 'spreadsheet-error',
		what: 'An error where the city should be: left out',
		count: 3,
		make: (row, n) => spoiled(row, 'city', { error: ['#N/A', '#REF!', '#VALUE!'][n] }, 'CELL_ERROR'),
	},
	{
		name: 'formatted-letters',
		what: 'A name with one letter in bold (rich text)',
		count: 3,
		make: (row) => ({
			...row,
			cells: { ...row.cells, lastName: { richText: richText(row.person.lastName) } },
		}),
	},
	{
		name: 'date-as-text',
		what: 'A birthday that was typed as text',
		count: 3,
		make: (row) => ({
			...row,
			cells: { ...row.cells, birthDate: row.person.birthDate.split('-').toReversed().join('.') },
		}),
	},
	{
		name: 'same-row-twice',
		what: 'The row above a second time',
		count: 5,
		make: ({ person, cells }) => ({ person, cells, outcome: 'duplicate', issues: ['DUPLICATE_IN_FILE'] }),
	},
	{
		name: 'nothing-to-know-by',
		what: 'No e-mail, no phone, no customer id',
		count: 2,
		make: (row) => {
			const cells = { ...row.cells, email: '', phone: '', crmId: '' };
			return { person: row.person, cells, outcome: 'rejected', issues: ['NO_IDENTIFIER'] };
		},
	},
	{
		name: 'empty-row',
		what: 'An empty row in the middle: no row at all',
		count: 3,
		make: () => ({ cells: {}, issues: [] }),
	},
];

/** The row with something in a cell that is no value. */
function spoiled(row, key, cell, issue) {
	return {
		...row,
		cells: { ...row.cells, [key]: cell },
		expected: omit(row.expected, key),
		issues: [...row.issues, issue],
	};
}

function omit(record, key) {
	return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

function richText(text) {
	return [{ font: { bold: true }, text: text.slice(0, 1) }, { text: text.slice(1) }];
}

/**
 * The rows of the demo workbook in their order: new people, and people of the CSV.
 * @param {import('./regularRows.mjs').DemoRow[]} csvRows
 * @returns {SheetRow[]}
 */
export function makeSheetRows(random, newPerson, csvRows) {
	const known = csvRows.filter((row) => row.defect === undefined).slice(-(UNCHANGED_ROWS + LEVEL_ROWS));
	const rows = [
		...Array.from({ length: NEW_ROWS }, () =>
			newRow(newPerson(), random.chance(0.5) ? random.pick(LEVELS) : 'Standard'),
		),
		...known.slice(0, UNCHANGED_ROWS).map((row) => knownRow(row, '')),
		...known.slice(UNCHANGED_ROWS).map((row) => knownRow(row, random.pick(LEVELS))),
	];
	return withDefects(mixed(rows, random), random, newPerson);
}

function mixed(rows, random) {
	return rows
		.map((row) => ({ row, place: random.next() }))
		.toSorted((a, b) => a.place - b.place)
		.map(({ row }) => row);
}

function withDefects(rows, random, newPerson) {
	const result = [...rows];
	for (const { name, count, make } of sheetDefects) {
		for (let n = 0; n < count; n++) {
			const place = random.between(10, result.length - 1);
			const base = name === 'same-row-twice' ? nearestRegular(result, place) : undefined;
			const row = make(base?.row ?? newRow(newPerson(polish), 'Standard'), n);
			result.splice(base ? base.place + 1 : place, 0, { ...row, defect: name });
		}
	}
	return result;
}

/** The next row from `place` upwards that has no defect. */
function nearestRegular(rows, place) {
	const at = rows.slice(0, place).findLastIndex((row) => row.defect === undefined);
	return { row: rows[at], place: at };
}
