import { emptyRecord, type FieldValue } from '../model';
import { cellsOf, valueOf } from './cells';
import type { Candidate, PlanContext } from './context';
import type { Hits } from './match';

/** The identifiers of a row that some customer has, besides the one it is written to. */
export function sharedWithOthers({ keys }: Candidate, hits: Hits, id?: string): ReadonlySet<string> {
	return new Set(keys.filter((key) => hits.get(key)?.some((customer) => customer.id !== id)));
}

/** Who of the customers whom a row fits is to be written. */
export interface ChosenCustomer {
	readonly id: string;
	/** Whether identifiers that nobody has yet become his; of several customers only the first one's. */
	readonly claims: boolean;
}

/**
 * A row without the identifiers that are not the customer's: one of several was chosen, and what is another's,
 * or becomes another's, is never given to him.
 */
export function withoutForeign(
	candidate: Candidate,
	{ id, claims }: ChosenCustomer,
	hits: Hits,
	{ keyOf, otherIdentifiers }: PlanContext,
): Candidate {
	const isForeign = (key: string | undefined) => {
		const customers = hits.get(key ?? '') ?? [];
		return customers.length === 0 ? !claims : !customers.some((customer) => customer.id === id);
	};
	const { identifiers, keys, row } = candidate;
	const record: Record<string, FieldValue> = Object.assign(emptyRecord(), row.record);
	for (const [place, { field, value }] of identifiers.entries()) {
		if (!isForeign(keys[place])) continue;
		const own = cellsOf(record[field]).filter((cell) => keyOf(field, cell) !== value);
		if (own.length === 0) delete record[field];
		else record[field] = valueOf(own);
	}
	if (!claims) for (const field of otherIdentifiers) delete record[field];
	return {
		...candidate,
		row: { ...row, record },
		identifiers: identifiers.filter((_, place) => !isForeign(keys[place])),
		keys: keys.filter((key) => !isForeign(key)),
	};
}
