import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRule, matchKey } from '../../lib/normalize';
import type { Cell } from '../../lib/model';
import type { KnownDifferences } from './norm.differences';
import { PHONE_DIFFERENCES, SAME_PHONE_DIFFERENCES } from './phones.differences';

/** Google's own cases for libphonenumber, and its example numbers as people and spreadsheets write them; reached through CORPORA. */
const CORPORA = process.env.CORPORA;
const folder = join(CORPORA ?? '', 'phones/cases');

interface PhoneCase {
	readonly id: string;
	readonly input: string;
	readonly region: string;
	readonly expected: { readonly e164?: string | null; readonly valid?: boolean };
	readonly agrees_with_production?: boolean;
	readonly scored?: boolean;
	readonly group?: string;
}

interface PhonePair {
	readonly id: string;
	readonly a: string;
	readonly b: string;
	readonly expected: string;
}

function lines(file: string): string[] {
	return readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean);
}

const all = (known: KnownDifferences): string[] => Object.values(known).flat().sort();

function phoneOf(input: string, region: string): Cell | undefined {
	const country = region === 'ZZ' ? {} : { defaultCountry: region };
	const { value } = findRule('phone').apply(input, { phoneFormat: 'e164', ...country });
	return (Array.isArray(value) ? value[0] : value) || undefined;
}

function isRight({ input, region, expected }: PhoneCase): boolean {
	const phone = phoneOf(input, region);
	return expected.e164 && expected.valid !== false ? phone === expected.e164 : phone === undefined;
}

(CORPORA === undefined ? describe.skip : describe)('phone numbers of libphonenumber (needs CORPORA)', () => {
	const read = (file: string): PhoneCase[] => lines(file).map((line): PhoneCase => JSON.parse(line));

	it('gives the number Google gives, but for the known differences', () => {
		const cases = [
			...read('google_parse.ndjson').filter((one) => one.agrees_with_production),
			...read('google_examples.ndjson').filter((one) => one.scored),
			...read('google_matcher.ndjson').filter(({ group }) => group === 'IMPOSSIBLE_CASES'),
		];
		expect(cases.length).toBeGreaterThan(800);
		expect(
			cases
				.filter((one) => !isRight(one))
				.map(({ id }) => id)
				.sort(),
		).toEqual(all(PHONE_DIFFERENCES));
	});

	it('has one match key for what Google calls an exact match and two for no match, but for the known differences', () => {
		const pairs = lines('google_match_pairs.ndjson').map((line): PhonePair => JSON.parse(line));
		const key = (text: string): string | undefined => {
			const phone = phoneOf(text, 'ZZ');
			return phone === undefined ? undefined : matchKey('phone', phone);
		};
		const isRight = ({ a, b, expected }: PhonePair): boolean =>
			expected === 'EXACT_MATCH'
				? key(a) !== undefined && key(a) === key(b)
				: key(a) === undefined || key(a) !== key(b);
		const judged = pairs.filter(({ expected }) => expected === 'EXACT_MATCH' || expected === 'NO_MATCH');
		const wrong = judged.filter((pair) => !isRight(pair)).map(({ id }) => id);
		expect(wrong.sort()).toEqual(all(SAME_PHONE_DIFFERENCES));
	});
});
