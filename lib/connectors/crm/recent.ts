import type { Identifier } from '../../model';

/** Identifiers kept in memory at most; some 20 MB. */
const MOST = 200_000;

/**
 * Whom this run has just written, by identifier: a CRM whose search index lags finds him only seconds later, and
 * a second row about him would make a double.
 */
export interface Recent {
	note(id: string, identifiers: readonly Identifier[]): void;
	/** The ids of those who were written with an identifier. */
	idsOf(identifier: Identifier): readonly string[];
	/** Takes note of who was removed: the index may still give him. */
	forget(ids: readonly string[]): void;
	isGone(id: string): boolean;
}

export function makeRecent(fields: readonly string[]): Recent {
	const ids = new Map<string, string[]>();
	const gone = new Set<string>();
	return {
		note(id, identifiers) {
			for (const identifier of identifiers) {
				if (!fields.includes(identifier.field)) continue;
				const key = keyOf(identifier);
				const known = ids.get(key) ?? [];
				ids.delete(key);
				ids.set(key, known.includes(id) ? known : [...known, id]);
			}
			while (ids.size > MOST) ids.delete(ids.keys().next().value ?? '');
		},
		idsOf: (identifier) => (ids.get(keyOf(identifier)) ?? []).filter((id) => !gone.has(id)),
		forget: (removed) => removed.forEach((id) => gone.add(id)),
		isGone: (id) => gone.has(id),
	};
}

const keyOf = ({ field, value }: Identifier): string => `${field}\0${value}`;
