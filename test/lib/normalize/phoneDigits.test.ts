import fc from 'fast-check';
import {
	getCountries,
	getCountryCallingCode,
	parsePhoneNumberFromString,
	type CountryCode,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { isSurelyNoNumber, sureDigits } from '../../../lib/normalize/phoneDigits';

const COUNTRIES = getCountries();

/** What the library itself says, where it says that a number is valid. */
function byLibrary(text: string, country: CountryCode | undefined): string | undefined {
	const found = parsePhoneNumberFromString(text, country);
	return found?.isValid() === true && found.ext === undefined ? found.number.slice(1) : undefined;
}

/** Numbers near valid ones: an example of the country with some digits replaced, and one more or less. */
const nearlyValid = fc
	.tuple(
		fc.constantFrom(...COUNTRIES),
		fc.array(fc.tuple(fc.nat(11), fc.nat(9)), { maxLength: 6 }),
		fc.constantFrom('', '0', '7', '8', '1'),
		fc.nat(1),
	)
	.map(([country, changes, front, cut]) => {
		const digits = [...examples[country]];
		for (const [at, digit] of changes) if (at < digits.length) digits[at] = String(digit);
		return { country, national: front + digits.slice(0, digits.length - cut).join('') };
	});

const styles: ReadonlyArray<(code: string, national: string) => string> = [
	(code, national) => `+${code}${national}`,
	(code, national) => `+${code} ${national.slice(0, 3)} ${national.slice(3)}`,
	(code, national) => `(+${code})${national}`,
	(code, national) => `00${code}-${national}`,
	(_, national) => national,
	(_, national) => `(${national.slice(0, 2)}) ${national.slice(2)}`,
	(code, national) => `${code}${national}`,
	(code, national) => `${code} ${national.slice(0, 3)}-${national.slice(3)}`,
];

describe('the short way for phone numbers', () => {
	it('never answers otherwise than the library', () => {
		let answered = 0;
		fc.assert(
			fc.property(
				nearlyValid,
				fc.nat(styles.length - 1),
				fc.constantFrom(undefined, ...COUNTRIES),
				fc.boolean(),
				(number, style, other, own) => {
					const country = own ? number.country : other;
					const text = styles[style]?.(getCountryCallingCode(number.country), number.national) ?? '';
					const sure = sureDigits(text, country);
					if (sure === undefined) return;
					answered++;
					const asked =
						country === undefined && text.startsWith('00')
							? `+${text.slice(2)}`
							: text.replace(/^\((\+\d+)\)/, '$1');
					expect({ text, country, digits: sure }).toEqual({
						text,
						country,
						digits: byLibrary(asked, country),
					});
				},
			),
			{ numRuns: 20_000, seed: 20261122 },
		);
		expect(answered).toBeGreaterThan(2000);
	});

	it('never takes what the library finds valid for no number', () => {
		let answered = 0;
		fc.assert(
			fc.property(
				nearlyValid,
				fc.nat(styles.length - 1),
				fc.constantFrom(undefined, ...COUNTRIES),
				fc.boolean(),
				(number, style, other, own) => {
					const country = own ? number.country : other;
					const text = styles[style]?.(getCountryCallingCode(number.country), number.national) ?? '';
					if (!isSurelyNoNumber(text, country)) return;
					answered++;
					const digits = parsePhoneNumberFromString(text, country)?.isValid() ?? false;
					expect({ text, country, digits }).toEqual({ text, country, digits: false });
				},
			),
			{ numRuns: 20_000, seed: 20261122 },
		);
		expect(answered).toBeGreaterThan(2000);
	});

	it.each([
		['a zero in brackets', '+48 (0) 501 228 855'],
		['a number of a spreadsheet', '48501228855.0'],
		['an extension', '+48 501 228 855 ext. 12'],
		['two numbers', '501228855/602111222'],
		['a plus in the middle', '48+501228855'],
		['a trunk prefix', '0501228855'],
	])('leaves %s to the library', (_, text) => {
		expect(sureDigits(text, 'PL')).toBeUndefined();
	});
});
