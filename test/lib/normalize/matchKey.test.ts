import { matchKey } from '../../../lib/normalize';

describe('matchKey', () => {
	it.each([
		['email', 'Jan.Kowalski@Example.com', 'jan.kowalski@example.com'],
		['email', 'ISTANBUL@example.com', 'istanbul@example.com'],
		['email', 'jan@münchen.de', 'jan@xn--mnchen-3ya.de'],
		['email', 'jan@MÜNCHEN.de', 'jan@xn--mnchen-3ya.de'],
		['phone', '+48 501 228 855', '48501228855'],
		['name', 'Żółć  Sp. z o.o.', 'Zolc sp z oo'],
		['money', '1298.00', '1298'],
	] as const)('of %s: %s and %s are one', (type, one, other) => {
		expect(matchKey(type, one)).toBe(matchKey(type, other));
	});

	it.each([
		['email', 'jan+news@gmail.com', 'jan@gmail.com'],
		['email', 'j.an@gmail.com', 'jan@gmail.com'],
		['email', 'jan@gmąil.com', 'jan@gmail.com'],
		['text', '007', '7'],
		['money', '100', '1'],
	] as const)('of %s: %s and %s are two', (type, one, other) => {
		expect(matchKey(type, one)).not.toBe(matchKey(type, other));
	});
});
