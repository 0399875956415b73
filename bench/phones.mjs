import { customers } from './customers.mjs';

/** The columns with a phone number. */
export const PHONE_COLUMNS = [4, 5];

/** The phone numbers of the first `count` rows, in their order. */
export function* phonesOf(count) {
	for (const row of customers(count)) {
		for (const column of PHONE_COLUMNS) if (row[column] !== '') yield row[column];
	}
}

/** Counts valid numbers, and sums up their digits modulo a prime, in which every digit counts. */
export function makePhoneTally() {
	let phones = 0;
	let sum = 0;
	return {
		add(digits) {
			phones++;
			sum = (sum * 31 + Number(digits)) % 1_000_000_007;
		},
		checks: () => ({ phones, sum }),
	};
}

/** What must come out: every number of the set is a Polish mobile one, written in one of four ways. */
export function expectedPhones(count) {
	const tally = makePhoneTally();
	for (const phone of phonesOf(count)) tally.add(`48${phone.replace(/\D/gu, '').slice(-9)}`);
	return tally.checks();
}
