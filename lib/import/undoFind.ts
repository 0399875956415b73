import type { Connector, StoredCustomer } from '../connectors/connector';
import type { Identifier } from '../model';
import type { ImportEntry, Journal, Written } from '../state/journal';
import { identifierText } from '../upsert/identifiers';
import { type Clock, withRetries } from '../upsert/retry';
import { holdsOnly, type UndoContext } from './undoStep';

/** How far back the history is searched for imports that ran at the same time. */
const IMPORTS_SEARCHED = 200;

/** Where else is looked, and how it is waited for a destination that does not answer just now. */
export interface FindOptions {
	readonly journal: Journal;
	readonly entry: ImportEntry;
	readonly clock: Pick<Clock, 'sleep' | 'random'>;
}

/**
 * Whom the writes of an import are about. Where it did not live to learn who its new customer is, he is looked
 * for by the identifiers he was to have; not where another import says that it made him.
 * @returns ids by the place of the write; none where nobody was found, so nothing was written
 */
export async function findWritten(
	writes: readonly Written[],
	connector: Connector,
	context: UndoContext,
	{ journal, entry, clock }: FindOptions,
): Promise<ReadonlyArray<string | undefined>> {
	const lost = writes.filter(({ customerId }) => customerId === undefined);
	if (lost.length === 0) return writes.map(({ customerId }) => customerId);
	const hits = await lookUp(connector, lost, clock);
	const found = new Map(lost.map((one) => [one, choose(one, hits, context)]));
	const ids = [...found.values()].flatMap((id) => (id === undefined ? [] : [id]));
	const foreign = ids.length === 0 ? new Set<string>() : await madeByOthers(journal, entry, new Set(ids));
	return writes.map((one) => {
		const id = one.customerId ?? found.get(one);
		return id === undefined || (one.customerId === undefined && foreign.has(id)) ? undefined : id;
	});
}

type Hits = ReadonlyMap<string, readonly StoredCustomer[]>;

/** Each look-up is tried again by itself: of many, some fail at any time. */
async function lookUp(
	connector: Connector,
	writes: readonly Written[],
	clock: FindOptions['clock'],
): Promise<Hits> {
	const { lookupSize, identifiers: known } = connector.capabilities;
	const asked = writes
		.flatMap(({ intent }) => (intent.action === 'create' ? intent.identifiers : []))
		.filter(({ field }) => known.includes(field))
		.map(({ field, value }): Identifier => ({ field, value }));
	const hits = new Map<string, readonly StoredCustomer[]>();
	for (let start = 0; start < asked.length; start += lookupSize) {
		const some = asked.slice(start, start + lookupSize);
		for (const { identifier, customers } of await withRetries(() => connector.lookup(some), clock)) {
			hits.set(identifierText(identifier), customers);
		}
	}
	return hits;
}

/** The customer who is just as he was to be; else the only one who has the identifiers, who was changed since. */
function choose({ intent }: Written, hits: Hits, context: UndoContext): string | undefined {
	if (intent.action !== 'create') return intent.customerId;
	const customers = new Map<string, StoredCustomer>();
	for (const identifier of intent.identifiers) {
		for (const customer of hits.get(identifierText(identifier)) ?? []) customers.set(customer.id, customer);
	}
	const all = [...customers.values()];
	const same = all.filter(({ record }) => holdsOnly(record, intent.record, context));
	return (same[0] ?? (all.length === 1 ? all[0] : undefined))?.id;
}

/** Which of some customers were made by imports that ran while this one did. */
async function madeByOthers(
	journal: Journal,
	{ importId, destination, target, startedAt }: ImportEntry,
	ids: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
	const foreign = new Set<string>();
	for (const other of await journal.history(IMPORTS_SEARCHED)) {
		const elsewhere = other.destination !== destination || other.target !== target;
		if (other.importId === importId || elsewhere || other.aliveAt < startedAt) continue;
		for await (const batch of journal.written(other.importId)) {
			for (const { result, customerId } of batch) {
				if (result === 'created' && customerId !== undefined && ids.has(customerId)) foreign.add(customerId);
			}
		}
	}
	return foreign;
}
