import fc from 'fast-check';
import { editDistance, findRule } from '../../../lib/normalize';

/** By its definition, without a bound and slowly. */
function slowly(one: string, other: string): number {
	if (one === '' || other === '') return one.length + other.length;
	const same = one.at(-1) === other.at(-1) ? 0 : 1;
	const ways = [
		slowly(one.slice(0, -1), other) + 1,
		slowly(one, other.slice(0, -1)) + 1,
		slowly(one.slice(0, -1), other.slice(0, -1)) + same,
	];
	if (one.length > 1 && other.length > 1 && one.at(-1) === other.at(-2) && one.at(-2) === other.at(-1))
		ways.push(slowly(one.slice(0, -2), other.slice(0, -2)) + 1);
	return Math.min(...ways);
}

describe('the edit distance', () => {
	it('is what its definition says, up to its bound', () => {
		const words = fc.stringMatching(/^[abc]{0,6}$/);
		fc.assert(
			fc.property(words, words, fc.nat(4), (one, other, bound) => {
				expect(editDistance(one, other, bound)).toBe(Math.min(slowly(one, other), bound + 1));
			}),
			{ numRuns: 1000, seed: 20261122 },
		);
	});
});

describe('a value that is not allowed', () => {
	const hint = (text: string, options: readonly string[]): string | undefined =>
		findRule('option').apply(text, { options }).issues[0]?.hint;

	it.each([
		['Sivler', ['Gold', 'Silver'], "Did you mean 'Silver'?"],
		['IT servces', ['IT Services', 'IT Hardware'], "Did you mean 'IT Services'?"],
		['Platinum', ['Gold', 'Silver'], 'Allowed are: Gold, Silver.'],
		['zz', ['a1', 'b2', 'c3', 'd4', 'e5', 'f6'], 'Allowed are, among others: a1, b2, c3, d4, e5.'],
	])('%s of %j: %s', (text, options, wanted) => {
		expect(hint(text, options)).toBe(wanted);
	});

	it('is never another one that differs by a sign that tells', () => {
		for (const [text, other] of [
			['A', 'A+'],
			['15', '1.5'],
			['>10', '<10'],
			['C', 'C++'],
			['-', 'A-'],
		] as const)
			expect(findRule('option').apply(text, { options: [other] }).value).toBeUndefined();
	});

	it('is refused where it may be two of the list, and taken where it is one as written', () => {
		const options = ['gold', 'GOLD'];
		expect(findRule('option').apply('Gold', { options }).value).toBeUndefined();
		expect(findRule('option').apply('GOLD', { options }).value).toBe('GOLD');
	});
});
