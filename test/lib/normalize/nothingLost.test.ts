import fc from 'fast-check';
import { findRule } from '../../../lib/normalize';

/** Letters and figures, whatever they are put together from; all else is spacing, signs and dirt. */
function wordsOf(text: string): string {
	return (text.normalize('NFC').match(/[\p{L}\p{N}\p{P}\p{S}]/gu) ?? []).join('');
}

const WRITTEN = fc.oneof(
	fc.string({ unit: 'grapheme' }),
	fc
		.array(
			fc.constantFrom(
				'Jan',
				'ŻÓŁĆ',
				'van der',
				"O'Brien",
				' ',
				'  ',
				'\u00a0',
				'\u200b',
				'\n',
				'é',
				'e\u0301',
				'=1+1',
				'👨‍👩‍👧',
				'می\u200cخواهم',
				'张三',
				'-5',
				'"x"',
				'!',
			),
			{ minLength: 1, maxLength: 6 },
		)
		.map((parts) => parts.join('')),
);

describe.each(['text', 'name', 'company', 'option'] as const)('rule %s', (type) => {
	it('keeps every letter, figure and sign, or says so', () => {
		fc.assert(
			fc.property(WRITTEN, (cell) => {
				const { value, issues } = findRule(type).apply(cell, {});
				if (issues.length === 0 && !cell.trim().startsWith("'"))
					expect(wordsOf(String(value))).toBe(wordsOf(cell));
			}),
			{ numRuns: 3000, seed: 20261122 },
		);
	});
});

describe('rules email and phone', () => {
	/** Quotes around an address are taken for what surrounds it, and bars for what is between two. */
	const email = fc.emailAddress({ size: 'small' }).filter((address) => !/['|/]/.test(address));
	const emails = fc.array(email, { minLength: 1, maxLength: 3 });
	const separators = fc.constantFrom('; ', ', ', ' ', '|', '\n', ' / ');

	it('keep every address of a cell, or say so', () => {
		fc.assert(
			fc.property(emails, separators, (addresses, separator) => {
				const { value, issues } = findRule('email').apply(addresses.join(separator), {});
				if (issues.length > 0 || value === undefined) return;
				const kept = (Array.isArray(value) ? value : [value]).map((one) => String(one).toLowerCase());
				expect(new Set(kept)).toEqual(new Set(addresses.map((one) => one.toLowerCase())));
			}),
			{ numRuns: 2000, seed: 20261122 },
		);
	});

	it('keep every digit of every number of a cell, or say so', () => {
		const numbers = fc.array(fc.stringMatching(/^5[0137]\d{7}$/), { minLength: 1, maxLength: 3 });
		fc.assert(
			fc.property(numbers, fc.constantFrom('; ', ', ', '/', ' | ', '\n'), (digits, separator) => {
				const { value, issues } = findRule('phone').apply(digits.join(separator), { defaultCountry: 'PL' });
				if (issues.length > 0 || value === undefined) return;
				expect(new Set(Array.isArray(value) ? value : [value])).toEqual(
					new Set(digits.map((one) => `48${one}`)),
				);
			}),
			{ numRuns: 2000, seed: 20261122 },
		);
	});
});

describe('rules number and money', () => {
	const LOCALES = [
		'en-US',
		'de-DE',
		'pl-PL',
		'fr-FR',
		'de-CH',
		'en-IN',
		'pt-BR',
		'ru-RU',
		'tr-TR',
		'zh-CN',
		'es-ES',
	];
	const decimalOf = (locale: string): '.' | ',' =>
		new Intl.NumberFormat(locale).format(1.5).includes(',') ? ',' : '.';

	it.each(LOCALES)('read the amounts that %s writes', (locale) => {
		const written = fc.tuple(
			fc.integer({ min: -1e12, max: 1e12 }).map((cents) => cents / 100),
			fc.constantFrom('standard', 'accounting'),
			fc.constantFrom('EUR', 'PLN', 'USD', 'CNY', 'INR'),
			fc.boolean(),
		);
		fc.assert(
			fc.property(written, ([amount, currencySign, currency, isPlain]) => {
				const style = isPlain
					? { minimumFractionDigits: 2 }
					: ({ style: 'currency', currency, currencySign } as const);
				const text = new Intl.NumberFormat(locale, style).format(amount);
				const { value } = findRule('money').apply(text, { decimal: decimalOf(locale) });
				expect({ text, value: Number(value) + 0 }).toEqual({ text, value: amount + 0 });
			}),
			{ numRuns: 400, seed: 20261122 },
		);
	});
});
