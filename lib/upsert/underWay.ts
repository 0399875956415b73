import type { Candidate } from './context';
import { identifierText } from './identifiers';
import type { Hits } from './match';
import { customersOf, type Planned } from './task';

/** Rows that are still being written while the next ones are planned. */
export interface UnderWay {
	/** All of their identifiers, as texts. */
	readonly keys: ReadonlySet<string>;
	/** The other identifiers that they are known to have. */
	readonly telling: ReadonlySet<string>;
	/** Customers whom they change, as far as it is known. */
	readonly customers: ReadonlySet<string>;
}

/**
 * @param group all rows, and their identifiers as texts
 * @param planned those that are planned
 * @param others whom those that are not planned yet may be about
 */
export function makeUnderWay(
	{ tasks, keys }: { readonly tasks: readonly Candidate[]; readonly keys: ReadonlySet<string> },
	planned: readonly Planned[],
	others: ReadonlySet<string>,
): UnderWay {
	const writes = planned.filter(([, plan]) => plan.kind === 'write');
	return {
		keys,
		telling: new Set(tasks.flatMap(({ telling }) => telling.map(identifierText))),
		customers: new Set([...others, ...writes.flatMap(([, plan]) => customersOf(plan))]),
	};
}

/** All who were found for some rows. */
export function foundFor(rows: readonly Candidate[], hits: Hits): ReadonlySet<string> {
	const ids = rows.flatMap(({ keys }) => keys.flatMap((key) => (hits.get(key) ?? []).map(({ id }) => id)));
	return new Set(ids);
}

/** Rows that found none of some customers, and those that did and have to wait for them. */
export function clearOf<T extends Candidate>(
	rows: readonly T[],
	hits: Hits,
	customers: ReadonlySet<string>,
): { readonly clear: readonly T[]; readonly waiting: readonly T[] } {
	if (customers.size === 0 || hits.size === 0) return { clear: rows, waiting: [] };
	const touches = ({ keys }: T) =>
		keys.some((key) => hits.get(key)?.some(({ id }) => customers.has(id)) === true);
	const waiting = rows.filter(touches);
	return { clear: waiting.length === 0 ? rows : rows.filter((row) => !touches(row)), waiting };
}

/**
 * Sets apart the rows that have to do with those under way: they are looked up when these are written. So are
 * rows that share an identifier with one that is set apart before them, or they would overtake it.
 */
export function apart<T extends Candidate>(
	rows: readonly T[],
	underWay: UnderWay | undefined,
): { readonly free: readonly T[]; readonly held: readonly T[] } {
	if (underWay === undefined) return { free: rows, held: [] };
	const heldKeys = new Set<string>();
	const free: T[] = [];
	const held: T[] = [];
	for (const row of rows) {
		const waits =
			row.keys.some((key) => underWay.keys.has(key) || heldKeys.has(key)) ||
			row.telling.some((identifier) => underWay.telling.has(identifierText(identifier)));
		(waits ? held : free).push(row);
		if (waits) for (const key of row.keys) heldKeys.add(key);
	}
	return { free, held };
}
