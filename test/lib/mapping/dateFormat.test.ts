import { dateShape, isOtherwise, mostFrequentFormat } from '../../../lib/mapping/dateFormat';

describe('how a date is written', () => {
	it.each([
		['30.09.2022', 'N.N.Y'],
		['3.9.2022 10:09', 'N.N.Y'],
		['2022-09-30', 'Y-N-N'],
		['2022-09-30T10:09:00Z', 'Y-N-N'],
		['9/30/22 1:05 PM', 'N/N/N'],
		['30 września 2022', 'N W Y'],
		['20220930', 'D'],
		['2022年9月30日', 'YWNWNW'],
		['', undefined],
		[44834, undefined],
	])('%p is %s', (cell, shape) => {
		expect(dateShape(cell)).toBe(shape);
	});

	it.each([
		['30.09.2022', '1.1.1999', false],
		['30.09.2022', '1.1.1999 10:00', false],
		['30.09.2022', '1.1.99', true],
		['30.09.2022', '30-09-2022', true],
		['30.09.2022', '30x09x2022', true],
		['30 września 2022', '1 maja 1999', false],
		['30 września 2022', '1.05.1999', true],
		['30.09.2022', 44834, false],
	])('beside %s, %p is otherwise: %s', (example, cell, expected) => {
		const format = mostFrequentFormat([example]);
		expect(format !== undefined && isOtherwise(cell, format)).toBe(expected);
	});

	it('of most dates is the one of the file, and the first of two as frequent', () => {
		expect(mostFrequentFormat(['1.1.2022', '2022-01-01', '2022-01-02'])).toMatchObject({ shape: 'Y-N-N' });
		expect(mostFrequentFormat(['1.1.2022', '2022-01-01'])).toMatchObject({ example: '1.1.2022' });
		expect(mostFrequentFormat(['', null, 7])).toBeUndefined();
	});
});
