import { parsePhoneNumber } from 'libphonenumber-js/max';
import { makePhoneTally, phonesOf } from '../phones.mjs';

export const prepare = ({ rows }) => [...phonesOf(rows)];

/** libphonenumber-js with its full metadata, each number parsed and checked. */
export async function run({ prepared }) {
	const tally = makePhoneTally();
	for (const phone of prepared) {
		const number = parsePhoneNumber(phone, 'PL');
		if (number.isValid()) tally.add(number.number.slice(1));
	}
	return tally.checks();
}
