import type { Cell } from '../../model';

/** So many hashes are kept: the estimate is then right to some two percent. */
const KEPT = 2048;
const HASHES = 2 ** 32;
/** Longer values that begin alike are told apart by their length. */
const HASHED_CHARACTERS = 256;

/** Counts different values in bounded memory. */
export interface DistinctCount {
	add(value: Cell): void;
	count(): { readonly distinct: number; readonly isExact: boolean };
}

/**
 * Keeps the smallest hashes it has seen: where these are all there are, they are the count; else their
 * spacing tells how many there must be (Bar-Yossef et al., "Counting distinct elements in a data
 * stream", 2002, known as k minimum values).
 */
export function distinctCount(): DistinctCount {
	let smallest = new Set<number>();
	let limit = HASHES;

	function prune(): void {
		const sorted = Float64Array.from(smallest).sort();
		limit = sorted[KEPT - 1] ?? HASHES;
		smallest = new Set(sorted.subarray(0, KEPT));
	}

	return {
		add(value) {
			const hash = hashOf(value);
			if (hash > limit) return;
			smallest.add(hash);
			if (smallest.size >= 2 * KEPT) prune();
		},
		count() {
			if (smallest.size > KEPT) prune();
			if (limit === HASHES) return { distinct: smallest.size, isExact: true };
			return { distinct: Math.round(((KEPT - 1) * HASHES) / limit), isExact: false };
		},
	};
}

/** FNV-1a over the characters, with the last mixing of MurmurHash3, because FNV spreads short texts badly. */
function hashOf(value: Cell): number {
	const text = String(value);
	const length = Math.min(text.length, HASHED_CHARACTERS);
	let hash = 0x811c9dc5 ^ text.length;
	for (let at = 0; at < length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
}
