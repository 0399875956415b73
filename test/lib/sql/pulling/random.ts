/** Numbers that are always the same for the same seed (mulberry32). */
export interface Random {
	/** A whole number from 0 to `below - 1`. */
	below(below: number): number;
	chance(probability: number): boolean;
	pick<T>(choices: readonly T[]): T;
}

export function makeRandom(seed: number): Random {
	let state = seed >>> 0;
	function next(): number {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}
	const below = (limit: number): number => Math.floor(next() * limit);
	return {
		below,
		chance: (probability) => next() < probability,
		pick<T>(choices: readonly T[]): T {
			const chosen = choices[below(choices.length)];
			if (chosen === undefined) throw new Error('There is nothing to choose from');
			return chosen;
		},
	};
}
