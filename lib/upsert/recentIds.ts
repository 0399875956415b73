/** Customers' ids by the texts of their identifiers: those noted last. */
export interface RecentIds {
	note(key: string, id: string): void;
	get(key: string): string | undefined;
}

/**
 * Remembers at least the `least` keys noted last, and never twice as many. Whole generations are forgotten: to take
 * keys out of a map one by one from its front makes V8 walk over all that were taken before.
 */
export function makeRecentIds(least: number): RecentIds {
	let young = new Map<string, string>();
	let old = new Map<string, string>();
	return {
		note(key, id) {
			if (young.size >= least && !young.has(key)) {
				old = young;
				young = new Map();
			}
			young.set(key, id);
		},
		get: (key) => young.get(key) ?? old.get(key),
	};
}
