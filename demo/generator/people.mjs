import { origins } from './names.mjs';

/**
 * An invented customer as the shop would know it if nobody had ever touched a spreadsheet.
 * @typedef {object} Person
 * @property {string} crmId unique
 * @property {string} firstName
 * @property {string} lastName
 * @property {string} email lower case, unique, at a domain reserved for examples (RFC 2606)
 * @property {Phone} phone unique
 * @property {string} birthDate YYYY-MM-DD
 * @property {string} lastPurchase YYYY-MM-DDTHH:mm, without zone
 * @property {number} orderValue whole units of money
 * @property {boolean} newsletter
 * @property {boolean} sms
 * @property {string} company may be empty
 * @property {string} city
 * @property {string} countryName in the person's own language
 */

/** @typedef {{ country: string, callingCode: string, national: string }} Phone */

const DOMAINS = [
	'example.com',
	'example.org',
	'example.net',
	'poczta.example',
	'sklep.example',
	'firma.example',
];

/**
 * Numbers by country, each from its serial number, so that nobody shares one. London, Berlin and 555-01xx are
 * ranges that regulators keep for films (Ofcom, Bundesnetzagentur, NANPA); Poland and China have no such range.
 */
const NUMBERS = {
	PL: {
		callingCode: '48',
		national: (n) => `${['501', '602', '693', '781'][n % 4]}${padded(100_003 + n * 37, 6)}`,
	},
	DE: { callingCode: '49', national: (n) => `3023125${padded(n, 3)}` },
	GB: { callingCode: '44', national: (n) => `2079460${padded(n, 3)}` },
	US: {
		callingCode: '1',
		national: (n) => `${['202', '312', '415', '617', '212'][n % 5]}55501${padded(Math.floor(n / 5), 2)}`,
	},
	CN: { callingCode: '86', national: (n) => `138${padded(10_000_019 + n * 7919, 8)}` },
};

function padded(number, width) {
	return String(number).padStart(width, '0');
}

/** `Łukasz` → `lukasz`: what people make of their name when they choose an address. */
export function asciiWord(text) {
	return text
		.replaceAll(/[łŁ]/gu, 'l')
		.replaceAll('ß', 'ss')
		.normalize('NFD')
		.replaceAll(/[^A-Za-z0-9]/gu, '')
		.toLowerCase();
}

/** The digits of a number with the calling code: the form in which phones are kept. */
export function phoneDigits(phone) {
	return phone.callingCode + phone.national;
}

/** A maker of people who are all different: no two share an identifier. */
export function peopleMaker(random) {
	let count = 0;
	const serials = {};

	function makePhone(country) {
		const serial = (serials[country] = (serials[country] ?? -1) + 1);
		const { callingCode, national } = NUMBERS[country];
		return { country, callingCode, national: national(serial) };
	}

	function makeNames(origin) {
		const pool = random.chance(0.5) ? origin.women : origin.men;
		const [first, last] = [random.pick(pool.first), random.pick(pool.last)].map((name) =>
			Array.isArray(name) ? name : [name, asciiWord(name)],
		);
		return { firstName: first[0], lastName: last[0], login: `${first[1]}.${last[1]}` };
	}

	/** @returns {Person} */
	return function makePerson(origin = random.pick(origins)) {
		count++;
		const { firstName, lastName, login } = makeNames(origin);
		return {
			// Every fourth id begins with zeros, which spreadsheets love to take away.
			crmId: count % 4 === 0 ? padded(count, 5) : `CUST2023${padded(count, 6)}`,
			firstName,
			lastName,
			email: `${login}.${count}@${random.pick(DOMAINS)}`,
			phone: makePhone(origin.country),
			birthDate: `${random.between(1941, 2005)}-${padded(random.between(1, 12), 2)}-${padded(random.between(1, 28), 2)}`,
			lastPurchase:
				`${random.between(2019, 2025)}-${padded(random.between(1, 12), 2)}-${padded(random.between(1, 28), 2)}` +
				`T${padded(random.between(6, 22), 2)}:${padded(random.between(0, 59), 2)}`,
			orderValue: random.chance(0.1) ? random.between(1, 999) : random.between(1_000, 2_500_000),
			newsletter: random.chance(0.6),
			sms: random.chance(0.4),
			company: random.pick(origin.companies),
			city: random.pick(origin.cities),
			countryName: origin.countryName,
		};
	};
}
