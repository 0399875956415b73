import { createRequire } from 'node:module';
import { LIBRARY } from '../library.mjs';
import { makePhoneTally, phonesOf } from '../phones.mjs';

const { RULES } = createRequire(import.meta.url)(LIBRARY);

export const prepare = ({ rows }) => [...phonesOf(rows)];

/** The phone rule with all it knows: several numbers in a cell, extensions, placeholders, what spreadsheets did. */
export async function run({ prepared }) {
	const tally = makePhoneTally();
	const options = { defaultCountry: 'PL' };
	for (const phone of prepared) {
		const { value } = RULES.phone.apply(phone, options);
		if (value !== undefined) tally.add(value);
	}
	return tally.checks();
}
