/** Letters at the beginning that make two words more alike, and by how much each. */
const PREFIX_LETTERS = 4;
const PREFIX_WEIGHT = 0.1;

/** Longer texts are compared by their beginning, so that the work for one is bounded. */
const MOST_LETTERS = 64;

/**
 * How alike two words are, from 0 to 1, by Jaro and Winkler: made for names with typing errors, where letters
 * are missing or swapped (W. E. Winkler, String Comparator Metrics, 1990).
 */
export function similarity(one: string, other: string): number {
	if (one === other) return 1;
	const a = one.slice(0, MOST_LETTERS);
	const b = other.slice(0, MOST_LETTERS);
	const jaro = jaroSimilarity(a, b);
	let prefix = 0;
	while (prefix < PREFIX_LETTERS && prefix < a.length && a[prefix] === b[prefix]) prefix++;
	return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
}

function jaroSimilarity(a: string, b: string): number {
	const matches = matchLetters(a, b);
	const count = matches.inFirst.length;
	if (count === 0) return 0;
	let moved = 0;
	for (let place = 0; place < count; place++) if (matches.inFirst[place] !== matches.inSecond[place]) moved++;
	return (count / a.length + count / b.length + (count - moved / 2) / count) / 3;
}

/** The letters that both have at nearly the same place, in the order of each. */
function matchLetters(a: string, b: string): { readonly inFirst: number[]; readonly inSecond: number[] } {
	const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
	const taken: boolean[] = [];
	const inFirst: number[] = [];
	for (let place = 0; place < a.length; place++) {
		const letter = a.charCodeAt(place);
		const end = Math.min(b.length, place + reach + 1);
		for (let there = Math.max(0, place - reach); there < end; there++) {
			if (taken[there] || b.charCodeAt(there) !== letter) continue;
			taken[there] = true;
			inFirst.push(letter);
			break;
		}
	}
	const inSecond: number[] = [];
	taken.forEach((isTaken, place) => isTaken && inSecond.push(b.charCodeAt(place)));
	return { inFirst, inSecond };
}
