import fc from 'fast-check';
import type { Candidate } from '../../../lib/upsert';
import { wavesOf } from '../../../lib/upsert/waves';

function candidates(keys: readonly (readonly string[])[]): Candidate[] {
	return keys.map((own, rowNumber) => ({
		row: { rowNumber, issues: [], record: {} },
		identifiers: own.map((value) => ({ field: 'email', value })),
		keys: own,
		telling: [],
	}));
}

const numbers = (waves: readonly Candidate[][]) => waves.map((wave) => wave.map(({ row }) => row.rowNumber));

it('puts rows that share an identifier into different waves', () => {
	expect(numbers(wavesOf(candidates([['a'], ['b'], ['a', 'c'], ['c'], [], ['b']])))).toEqual([
		[0, 1, 4],
		[2, 5],
		[3],
	]);
});

it('keeps the order of rows that share an identifier, and loses none', () => {
	const keys = fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 3 }), {
		maxLength: 30,
	});
	fc.assert(
		fc.property(keys, (all) => {
			const waves = numbers(wavesOf(candidates(all)));
			expect(waves.flat().sort((a, b) => a - b)).toEqual(all.map((_, number) => number));
			for (const wave of waves) {
				const used = wave.flatMap((number) => all[number] ?? []);
				expect(new Set(used).size).toBe(used.length);
			}
			for (const key of ['a', 'b', 'c', 'd', 'e'] as const) {
				const order = waves.flat().filter((number) => all[number]?.includes(key));
				expect(order).toEqual([...order].sort((a, b) => a - b));
			}
		}),
	);
});

it('takes no longer than the rows deserve when ten thousand share one identifier', () => {
	expect(wavesOf(candidates(Array.from({ length: 10_000 }, () => ['shared'])))).toHaveLength(10_000);
});
