import fc from 'fast-check';
import { findRule, isFormula } from '../../../lib/normalize';

const TEXT = fc
	.array(
		fc.constantFrom(
			'=',
			'+',
			'-',
			'@',
			'＝',
			'1',
			'A1',
			'cmd|',
			' ',
			'!',
			'#',
			'👍🏽',
			'❤️',
			'ż',
			"'",
			'(',
			',',
			'\t',
		),
		{
			minLength: 1,
			maxLength: 8,
		},
	)
	.map((parts) => parts.join(''));

describe.each(['text', 'name', 'company'] as const)('%s with special characters and formulas', (type) => {
	const rule = findRule(type);

	it('is free of both where they are cleaned, and says so', () => {
		fc.assert(
			fc.property(TEXT, (cell) => {
				const { value, issues } = rule.apply(cell, { formulas: 'clean', specialCharacters: 'clean' });
				if (typeof value !== 'string') return;
				expect({ cell, value, isFormula: isFormula(value) }).toEqual({ cell, value, isFormula: false });
				expect(value).not.toMatch(/[!#|]|\p{Extended_Pictographic}/u);
				const before = rule.apply(cell, {}).value;
				expect(issues.length > 0).toBe(value !== before);
			}),
			{ numRuns: 3000, seed: 20261122 },
		);
	});

	it('is refused where they are, with each reason', () => {
		const both = rule.apply('=Wow!', { formulas: 'reject', specialCharacters: 'reject' });
		expect(both.value).toBeUndefined();
		expect(both.issues.map(({ code, severity }) => `${code} ${severity}`)).toEqual([
			'SPECIAL_CHARACTER error',
			'FORMULA_IN_TEXT error',
		]);
	});
});

describe('isFormula', () => {
	it.each(['=1+1', '@SUM(A1)', '＝A1', '+A1', '-A1+B1', '-2+3+cmd|calc', '- =1', '+cmd'])(
		'%s is one',
		(text) => {
			expect(isFormula(text)).toBe(true);
		},
	);

	it.each(['+48 (22) 123-45-67', '-12,50', '- call back', 'a=b', '5-3', '-', '+1.5%', 'x@y.pl'])(
		'%s is none',
		(text) => {
			expect(isFormula(text)).toBe(false);
		},
	);
});
