/**
 * Numbers that look random and are the same on every machine, so that the demo files can be written again
 * byte for byte. The generator is Mulberry32 (public domain, Tommy Ettinger), 32 bits of state.
 * @param {number} seed
 */
export function seededRandom(seed) {
	let state = seed >>> 0;
	/** A number from 0 up to 1. */
	function next() {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	}
	/** A whole number from 0 up to `limit`. */
	const below = (limit) => Math.floor(next() * limit);
	return {
		next,
		below,
		/** A whole number from `low` to `high`, both included. */
		between: (low, high) => low + below(high - low + 1),
		pick: (list) => list[below(list.length)],
		chance: (probability) => next() < probability,
	};
}
