import {
	amounts,
	internationalPhones,
	nationalPhones,
	no,
	polishDate,
	polishDateTime,
	yes,
} from './notations.mjs';
import { phoneDigits } from './people.mjs';

/**
 * What should stand in the customer base after a row was imported: the values by field, in the form in which
 * they are kept. Several values are a list, one is not.
 * @typedef {Record<string, string | number | boolean | string[]>} ExpectedRecord
 */

/**
 * One row of a demo file, and what is known about it.
 * @typedef {object} DemoRow
 * @property {Record<string, string>} cells by column key of the file
 * @property {ExpectedRecord} [expected] the customer this row makes, where it makes one
 * @property {string} outcome
 * @property {string[]} issues the issue codes, one for each thing said about the row
 * @property {import('./people.mjs').Person} person
 * @property {string} [defect] the name of the recipe that made it
 * @property {(line: string) => string} [damage] what happened to the row's text in the file
 */

/** The customer as it should be kept, all values known. */
export function expectedRecord(person) {
	return {
		crmId: person.crmId,
		firstName: person.firstName,
		lastName: person.lastName,
		email: person.email,
		phone: phoneDigits(person.phone),
		birthDate: person.birthDate,
		lastPurchase: `${person.lastPurchase}:00Z`,
		orderValue: person.orderValue,
		newsletterConsent: person.newsletter,
		smsConsent: person.sms,
		...(person.company === '' ? {} : { company: person.company }),
		city: person.city,
		country: person.phone.country,
	};
}

/** A way to write this phone that is understood with Poland as the default country. */
function phoneText(person, random) {
	const ways = Object.values(internationalPhones);
	const polishWays = person.phone.country === 'PL' ? Object.values(nationalPhones) : [];
	return random.pick([...ways, ...polishWays])(person.phone);
}

/**
 * A row with nothing wrong in it, in the variety of a file that many hands have filled.
 * @returns {DemoRow}
 */
export function regularRow(person, random) {
	return {
		person,
		outcome: 'created',
		issues: [],
		expected: expectedRecord(person),
		cells: {
			crmId: person.crmId,
			firstName: person.firstName,
			lastName: person.lastName,
			email: person.email,
			phone: phoneText(person, random),
			birthDate: polishDate(person.birthDate),
			lastPurchase: polishDateTime(person.lastPurchase),
			orderValue: random.pick(Object.values(amounts))(person.orderValue),
			newsletterConsent: random.pick(person.newsletter ? yes : no),
			smsConsent: random.pick(person.sms ? yes : no),
			company: person.company,
			city: person.city,
			country: person.countryName,
			notes: '',
			source: '',
		},
	};
}
