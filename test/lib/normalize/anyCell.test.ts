import fc from 'fast-check';
import type { Cell, FieldType } from '../../../lib/model';
import { explainChange, type NormalizeOptions, RULES } from '../../../lib/normalize';

const TYPES = Object.keys(RULES) as FieldType[];
const ANYTHING = fc.oneof(
	fc.string(),
	fc.string({ unit: 'grapheme' }),
	fc.double(),
	fc.boolean(),
	fc.stringMatching(/^[\d +().,@/-]{1,24}$/),
);

const USUAL: NormalizeOptions = {
	defaultCountry: 'PL',
	timeZone: 'Europe/Warsaw',
	dateOrder: 'dayFirst',
};

/** Settings that change what is stored; each must give a form that it leaves alone. */
const SETTINGS: ReadonlyArray<readonly [string, NormalizeOptions]> = [
	['usual settings', USUAL],
	['no settings', {}],
	[
		'spaced phones, proper names and nothing special',
		{
			defaultCountry: 'DE',
			phoneFormat: 'national',
			nameCase: 'proper',
			formulas: 'clean',
			specialCharacters: 'clean',
			decimal: '.',
			twoDigitYearsFrom: 1930,
		},
	],
	[
		'short fields, Turkish',
		{
			defaultCountry: 'TR',
			phoneFormat: 'international',
			nameCase: 'proper',
			formulas: 'clean',
			maxLength: 12,
			tooLong: 'cut',
			latestDate: '2026-11-22',
		},
	],
];

/** What the rule is for, with something more, or less, or otherwise in a place. */
function nearExamples(type: FieldType): fc.Arbitrary<Exclude<Cell, null>> {
	const cells = RULES[type].examples.flatMap(({ in: cell }) => (cell === null ? [] : [cell]));
	const more = fc.constantFrom(
		'',
		' ',
		'.',
		',',
		"'",
		'-',
		'0',
		'7',
		'a',
		'Ż',
		';',
		'(',
		'\u200d',
		'\u00a0',
		'+',
	);
	return fc
		.tuple(fc.constantFrom(...cells), fc.nat(60), fc.nat(2), more)
		.map(([cell, place, less, sign]) =>
			typeof cell === 'string' ? cell.slice(0, place) + sign + cell.slice(place + less) : cell,
		);
}

describe.each(TYPES)('rule %s on anything', (type) => {
	const rule = RULES[type];
	const cells = fc.oneof(ANYTHING, nearExamples(type));

	describe.each(SETTINGS)('with %s', (_, options) => {
		it('never throws, gives a value or a reason, and can explain itself', () => {
			fc.assert(
				fc.property(cells, (cell) => {
					const found = rule.apply(cell, options);
					expect(found.value !== undefined || found.issues.length > 0).toBe(true);
					const isSame = found.value === cell && found.issues.length === 0;
					expect(explainChange(type, cell, found, options)?.reason ?? '').toMatch(isSame ? /^$/ : /./);
				}),
				{ numRuns: 400, seed: 20261122 },
			);
		});

		it('reads what it stored as the same', () => {
			fc.assert(
				fc.property(cells, (cell) => {
					const { value } = rule.apply(cell, options);
					for (const one of Array.isArray(value) ? value : [value]) {
						if (one === undefined || one === null) continue;
						expect({ cell, again: rule.apply(one, options).value }).toEqual({ cell, again: one });
					}
				}),
				{ numRuns: 400, seed: 20261122 },
			);
		});
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
		['formulas', `=${'+-'.repeat(50_000)}`],
		['brackets', '<a@'.repeat(30_000)],
		['wrong characters', 'Ã'.repeat(100_000)],
		['a megabyte of words', 'Zażółć gęślą jaźń! '.repeat(55_000)],
		['a megabyte of emoji', '👨‍👩‍👧'.repeat(130_000)],
		['a megabyte of joiners', 'ا\u200c'.repeat(500_000)],
	])('is not held up by a long cell of %s', (_, cell) => {
		expect(rule.apply(cell, USUAL).issues.length).toBeLessThan(10);
		expect(rule.apply(cell, SETTINGS[3]?.[1] ?? {}).issues.length).toBeLessThan(10);
	});
});
