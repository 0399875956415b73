import fc from 'fast-check';
import { findRule } from '../../../lib/normalize';

describe('a maximum length', () => {
	it('cuts text only where it may, never in silence, and only at its end', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'grapheme', maxLength: 30 }),
				fc.integer({ min: 1, max: 15 }),
				(cell, maxLength) => {
					const whole = findRule('text').apply(cell, {});
					const { value, issues } = findRule('text').apply(cell, { maxLength, tooLong: 'cut' });
					const refused = findRule('text').apply(cell, { maxLength });
					const isLong = typeof whole.value === 'string' && [...whole.value].length > maxLength;
					expect(issues.some(({ code }) => code === 'TOO_LONG')).toBe(isLong);
					expect(refused.value).toBe(isLong ? undefined : whole.value);
					if (typeof value !== 'string' || typeof whole.value !== 'string') return;
					expect([...value].length).toBeLessThanOrEqual(maxLength);
					expect(whole.value.startsWith(value)).toBe(true);
				},
			),
			{ numRuns: 2000, seed: 20261122 },
		);
	});

	it('counts a character beyond the 16-bit ones as one', () => {
		expect(findRule('text').apply('😀😀😀', { maxLength: 3 }).value).toBe('😀😀😀');
		expect(findRule('text').apply('😀😀😀😀', { maxLength: 3, tooLong: 'cut' }).value).toBe('😀😀😀');
	});

	it('leaves out only those of several values that are too long', () => {
		const { value, issues } = findRule('email').apply('a@x.pl; a-longer-one@example.com', { maxLength: 10 });
		expect({ value, codes: issues.map(({ code }) => code) }).toEqual({
			value: 'a@x.pl',
			codes: ['TOO_LONG'],
		});
	});

	it.each([
		['email', 'jan.kowalski@example.com'],
		['phone', '+48501228855'],
		['number', '12345678901234567890123'],
		['option', 'abcdefghijk'],
	] as const)('refuses a longer %s even where text is cut', (type, cell) => {
		const { value, issues } = findRule(type).apply(cell, { maxLength: 8, tooLong: 'cut' });
		expect({ value, code: issues[0]?.code, severity: issues[0]?.severity }).toEqual({
			value: undefined,
			code: 'TOO_LONG',
			severity: 'error',
		});
	});
});
