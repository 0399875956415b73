import type { Connector, StoredCustomer } from '../connectors/connector';
import type { Identifier } from '../model';
import type { Asked } from './find';
import type { Hits } from './match';
import { identifiersOf, identifierText } from './identifiers';
import type { PlanContext } from './context';
import { makeRecentIds } from './recentIds';

/** Identifiers that are remembered at least; some 20 MB at most. */
const LEAST_KEYS = 50_000;

/** Whom this run has written, by their identifiers. */
export interface Recent {
	note(id: string, identifiers: readonly Identifier[]): void;
	/** The hits, and with them whom the destination's lookup has not caught up with. */
	complete(hits: Map<string, readonly StoredCustomer[]>, asked: readonly Asked[]): Promise<Hits>;
}

interface Missing {
	readonly key: string;
	readonly id: string;
	readonly identifier: Identifier;
}

/**
 * Remembers the customers written last, because the lookup of many a CRM is seconds behind: whoever is looked
 * up again in the meantime would be made twice. They are asked for by their ids, which is never behind. A
 * destination whose lookup is never behind, or that keeps identifiers unique by itself, needs none of it.
 */
export function makeRecent(connector: Connector, { keyOf }: PlanContext): Recent | undefined {
	const { unique, current } = connector.capabilities;
	if (unique || current === true) return undefined;
	const ids = makeRecentIds(LEAST_KEYS);

	/** Who should have been found, by an identifier that was asked for. */
	function missing(hits: Hits, asked: readonly Asked[]): Missing[] {
		return asked.flatMap(({ identifiers, keys }) =>
			keys.flatMap((key, place): Missing[] => {
				const id = ids.get(key);
				const identifier = identifiers[place];
				if (id === undefined || identifier === undefined) return [];
				return hits.get(key)?.some((customer) => customer.id === id) ? [] : [{ key, id, identifier }];
			}),
		);
	}

	return {
		note(id, identifiers) {
			for (const identifier of identifiers) ids.note(identifierText(identifier), id);
		},
		async complete(hits, asked) {
			const lagging = missing(hits, asked);
			if (lagging.length === 0) return hits;
			const customers = await connector.get([...new Set(lagging.map(({ id }) => id))]);
			const byId = new Map(customers.map((customer) => [customer.id, customer]));
			for (const { key, id, identifier } of lagging) {
				const customer = byId.get(id);
				if (!customer) continue;
				const held = identifiersOf(customer.record, [identifier.field], keyOf);
				if (!held.some(({ value }) => value === identifier.value)) continue;
				hits.set(key, [...(hits.get(key) ?? []), customer]);
			}
			return hits;
		},
	};
}
