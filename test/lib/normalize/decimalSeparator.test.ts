import { decideDecimal } from '../../../lib/normalize';

describe('decideDecimal', () => {
	it.each([
		['a comma before two digits', ['1.234', '5,29 zł'], ','],
		['a dot before two digits', ['1,234', '5.29'], '.'],
		['both in one number', ['1.234', '1.234,50'], ','],
		['groups', ['1.234.567'], ','],
		['a zero in front', ['0.500'], '.'],
		['more than three digits in front', ['1234,567'], ','],
		['nothing', ['1.234', '5 290', 'x', 7, null], undefined],
		['values that contradict', ['5,29', '5.29'], undefined],
	] as const)('by %s', (_, samples, separator) => {
		expect(decideDecimal(samples)).toBe(separator);
	});
});
