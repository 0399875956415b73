/** Which keys belong to one customer: a union-find forest over the numbers of the keys. */
export interface LinkedKeys {
	link(one: number, other: number): void;
	/** The same number for all keys that are linked, over any number of links: the least of them. */
	find(key: number): number;
}

/** Starts with `count` keys that are not linked. Takes 4 bytes a key. */
export function makeLinkedKeys(count: number): LinkedKeys {
	const parents = Uint32Array.from({ length: count }, (_, key) => key);

	/** Halves the path on the way, so that the next look is short (Tarjan and van Leeuwen, 1984). */
	function find(key: number): number {
		let at = key;
		for (let parent = parents[at] ?? at; parent !== at; parent = parents[at] ?? at) {
			parents[at] = parents[parent] ?? parent;
			at = parents[at] ?? at;
		}
		return at;
	}

	return {
		find,
		link(one, other) {
			const [a, b] = [find(one), find(other)];
			parents[Math.max(a, b)] = Math.min(a, b);
		},
	};
}
