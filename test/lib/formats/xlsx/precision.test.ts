import { hasLostDigits, isExact } from '../../../../lib/formats/xlsx/precision';

it.each([
	['123456789012345', true],
	['1234567890123456', false],
	['1E+15', true],
	['1.2345678901234567E+19', false],
	['0.1', true],
	['12.0', true],
])('%s is exact: %p', (text, exact) => {
	expect(isExact(text, Number(text))).toBe(exact);
});

it.each([
	['1234567890123450', true],
	['48501228855123400', true],
	['9007199254740993', false],
	['5000000000000000', false],
	['1.2345678901234499E+19', true],
	['5E+19', false],
])('the last digits of %s are lost: %p', (text, lost) => {
	expect(hasLostDigits(text)).toBe(lost);
});
