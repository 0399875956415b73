import fc from 'fast-check';
import { NumberScanner } from '../../../../lib/formats/xlsx/numberScanner';

const numbers = new NumberScanner();
const read = (text: string) => numbers.read(Buffer.from(`${text}</v>`), 0);

it('is exactly the number that the text says, where it says so', () => {
	const text = fc.oneof(
		fc.integer().map(String),
		fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
		fc
			.tuple(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.nat(9_999_999))
			.map((both) => both.join('.')),
	);
	fc.assert(
		fc.property(text, (number) => {
			const value = read(number);
			if (value !== undefined && numbers.exact) expect(value === Number(number)).toBe(true);
		}),
		{ numRuns: 2000 },
	);
});

it('never gives a negative zero', () => {
	expect(Object.is(read('-0'), 0)).toBe(true);
});

it('says that more digits than a number keeps are rounded', () => {
	expect(read('5.2900000000000001')).toBeCloseTo(5.29);
	expect(numbers.exact).toBe(false);
});

it.each(['', '-', '.', '1E5', '1.2.3', '12a', '1'.repeat(40), ' 1'])('leaves %j to others', (text) => {
	expect(read(text)).toBeUndefined();
});
