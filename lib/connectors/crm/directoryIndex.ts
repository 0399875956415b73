/** The ids of the records that have, or once had, a key. */
export interface DirectoryIndex {
	add(key: string, id: string): void;
	idsOf(key: string): readonly string[];
	/** Forgets the keys that came first, until no more are left. */
	keepNewest(most: number): void;
}

/** Most keys are one record's, so only the others have a list. */
export function makeDirectoryIndex(): DirectoryIndex {
	const ids = new Map<string, string | readonly string[]>();
	const listOf = (known: string | readonly string[] | undefined) =>
		typeof known === 'string' ? [known] : (known ?? []);
	return {
		add(key, id) {
			const known = ids.get(key);
			if (known === undefined) ids.set(key, id);
			else if (known !== id && !listOf(known).includes(id)) ids.set(key, [...listOf(known), id]);
		},
		idsOf: (key) => listOf(ids.get(key)),
		keepNewest: (most) => dropOldest(ids, most),
	};
}

/** Takes the entries that came first out of a map or a set, until no more than `most` are left. */
export function dropOldest<Key>(
	entries: { readonly size: number; keys(): Iterator<Key>; delete(key: Key): boolean },
	most: number,
): void {
	while (entries.size > most) {
		const { value, done } = entries.keys().next();
		if (done === true) return;
		entries.delete(value);
	}
}
