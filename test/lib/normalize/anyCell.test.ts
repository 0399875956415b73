import fc from 'fast-check';
import type { FieldType } from '../../../lib/model';
import { RULES } from '../../../lib/normalize';

const TYPES = Object.keys(RULES) as FieldType[];
const CELLS = fc.oneof(
	fc.string(),
	fc.string({ unit: 'grapheme' }),
	fc.double(),
	fc.boolean(),
	fc.stringMatching(/^[\d +().,@/-]{1,24}$/),
);

describe.each(TYPES)('rule %s on anything', (type) => {
	const rule = RULES[type];
	const options = { defaultCountry: 'PL', timeZone: 'Europe/Warsaw', dateOrder: 'dayFirst' } as const;

	it('never throws, and gives a value or a reason', () => {
		fc.assert(
			fc.property(CELLS, (cell) => {
				const { value, issues } = rule.apply(cell, options);
				expect(value !== undefined || issues.length > 0).toBe(true);
			}),
			{ numRuns: 2000, seed: 20261122 },
		);
	});

	it.each([
		['spaces', ' '.repeat(100_000)],
		['spaces between', `a${' '.repeat(100_000)}b`],
		...['30.09.2022 10:09', '3 May 2022', '+48 501', '12,5', 'a@b.pl', 'a@b.pl;'].flatMap((start) => [
			[`spaces after ${start}`, `${start}${' '.repeat(3000)}!`],
			[`commas after ${start}`, `${start}${' ,'.repeat(1500)}!`],
			[`brackets after ${start}`, `${start}${' ('.repeat(1500)}`],
		]),
		['dots', `${'a.'.repeat(50_000)}@`],
		['hyphens', `a@${'a-'.repeat(50_000)}.`],
		['figures', '1'.repeat(100_000)],
		['groups', '1,'.repeat(50_000)],
		['signs', '+('.repeat(50_000)],
		['brackets', '<a@'.repeat(30_000)],
		['wrong characters', 'Ã'.repeat(100_000)],
	])('is not held up by a long cell of %s', (_, cell) => {
		expect(rule.apply(cell, options).issues.length).toBeLessThan(10);
	});

	it('reads what it stored as the same', () => {
		fc.assert(
			fc.property(CELLS, (cell) => {
				const { value } = rule.apply(cell, options);
				if (value === undefined || value === null || Array.isArray(value) || typeof value === 'object')
					return;
				expect({ cell, again: rule.apply(value, options).value }).toEqual({ cell, again: value });
			}),
			{ numRuns: 2000, seed: 20261122 },
		);
	});
});
