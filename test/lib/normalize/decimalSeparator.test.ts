import { decideDecimal, proveDecimal } from '../../../lib/normalize';

describe('proveDecimal', () => {
	it.each([
		['a comma before two digits', ['1.234', '5,29 zł'], { decimal: ',', proof: '5,29 zł' }],
		['a dot before two digits', ['1,234', '5.29'], { decimal: '.', proof: '5.29' }],
		['both in one number', ['1.234', '1.234,50'], { decimal: ',', proof: '1.234,50' }],
		['groups', ['1.234.567'], { decimal: ',', proof: '1.234.567' }],
		['a zero in front', ['0.500'], { decimal: '.', proof: '0.500' }],
		['more than three digits in front', ['1234,567'], { decimal: ',', proof: '1234,567' }],
		['nothing', ['1.234', '5 290', 'x', 7, null], { code: 'AMBIGUOUS_DECIMAL', proof: '1.234' }],
		['nothing to decide', ['5 290', 'x', 7, null], {}],
		['values that contradict', ['5,29', '5.29'], { code: 'AMBIGUOUS_DECIMAL', proof: '5,29 and 5.29' }],
	] as const)('by %s', (_, samples, decision) => {
		expect(proveDecimal(samples)).toEqual(decision);
		expect(decideDecimal(samples)).toBe(proveDecimal(samples).decimal);
	});
});
