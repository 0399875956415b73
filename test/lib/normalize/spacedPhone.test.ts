import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { findRule, matchKey } from '../../../lib/normalize';

describe.each(['national', 'international'] as const)('phones in %s form', (phoneFormat) => {
	it.each(getCountries())('of %s are the same number when read again', (country) => {
		const e164 = `+${getCountryCallingCode(country)}${examples[country]}`;
		const phone = findRule('phone');
		for (const defaultCountry of [country, 'PL', 'US']) {
			const written = phone.apply(e164, { phoneFormat, defaultCountry }).value;
			if (typeof written !== 'string') throw new Error(`${e164} gave ${String(written)}`);
			const again = phone.apply(written, { phoneFormat: 'e164', defaultCountry }).value;
			expect({ defaultCountry, written, again }).toEqual({ defaultCountry, written, again: e164 });
		}
	});

	it('compares with the digits', () => {
		const written = findRule('phone').apply('+48501228855', { phoneFormat: 'international' }).value;
		expect(matchKey('phone', String(written))).toBe('48501228855');
	});
});
