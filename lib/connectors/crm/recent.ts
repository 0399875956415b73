import type { Identifier } from '../../model';

/** Identifiers kept in memory at most; some 20 MB. */
const MOST = 200_000;

/**
 * Whom this connector has just written, by identifier: a CRM whose search index lags finds him only seconds later, and
 * a second row about him would make a double.
 *
 * The import has a memory of its own (`lib/upsert/recent.ts`), and neither serves for the other. That one is kept by
 * one run, for any destination that is not known to be current, and holds one customer for an identifier. This one is
 * told by the driver which of its look-ups lag, also where the CRM keeps other values unique (HubSpot's phones); it
 * outlives the run, so that an undo right after an import finds whom it wrote; it knows several customers with one
 * value, and whom the index still gives though he was removed.
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
