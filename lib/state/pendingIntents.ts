import type { RowOutcome } from '../model';
import type { Intent } from './journal';

/** What became of the intents of a batch, in columns: the place in the batch, whether it was written, who it is. */
export interface IntentResults {
	readonly places: number[];
	readonly written: Array<0 | 1>;
	readonly ids: Array<string | null>;
	readonly versions: Array<string | null>;
}

/**
 * The intents whose rows have no outcome yet, so that an outcome is written down beside its intent. As many
 * as are under way; those of a run that was killed are not among them, and stay without a result.
 */
export interface PendingIntents {
	add(batch: number, intents: readonly Intent[]): void;
	/** What the outcomes say of the intents, by the batches of the intents. */
	settle(
		outcomes: readonly RowOutcome[],
		versions: ReadonlyMap<string, string> | undefined,
	): ReadonlyMap<number, IntentResults>;
}

/** A batch and a place in it as one number, because an object for each row takes longer than all the rest. */
const PLACES = 2 ** 24;

type Address = number;

export function makePendingIntents(): PendingIntents {
	const batches = new Map<number, { readonly intents: readonly Intent[]; open: number }>();
	const sources = new Map<string | undefined, Map<number, Address | readonly Address[]>>();

	function add(batch: number, intents: readonly Intent[]): void {
		batches.set(batch, { intents, open: intents.length });
		intents.forEach(({ source, rowNumber }, place) => {
			const rows = sources.get(source) ?? new Map<number, Address | readonly Address[]>();
			if (rows.size === 0) sources.set(source, rows);
			const address = batch * PLACES + place;
			const known = rows.get(rowNumber);
			rows.set(rowNumber, known === undefined ? address : [known, address].flat());
		});
	}

	function take({ source, rowNumber }: RowOutcome): Address | readonly Address[] | undefined {
		const rows = sources.get(source);
		const known = rows?.get(rowNumber);
		if (known !== undefined) rows?.delete(rowNumber);
		return known;
	}

	function customerOf(address: Address): string | undefined {
		const intent = batches.get(Math.floor(address / PLACES))?.intents[address % PLACES];
		return intent?.action === 'update' ? intent.customerId : undefined;
	}

	/** Forgets the intents of a batch when the last one has its outcome. */
	function close(address: Address): void {
		const number = Math.floor(address / PLACES);
		const batch = batches.get(number);
		if (batch && --batch.open === 0) batches.delete(number);
	}

	return {
		add,
		settle(outcomes, versions) {
			const results = makeResults(versions);
			for (const outcome of outcomes) {
				const known = take(outcome);
				if (known === undefined) continue;
				if (typeof known === 'number') {
					if (outcome.outcome !== 'unknown') settleOne(outcome, known, customerOf(known), results);
					close(known);
				} else {
					if (outcome.outcome !== 'unknown') settleSeveral(outcome, known, customerOf, results);
					known.forEach(close);
				}
			}
			return results.byBatch;
		},
	};
}

interface Results {
	readonly byBatch: ReadonlyMap<number, IntentResults>;
	note(address: Address, written: 0 | 1, id: string | undefined): void;
}

function makeResults(versions: ReadonlyMap<string, string> | undefined): Results {
	const byBatch = new Map<number, IntentResults>();
	return {
		byBatch,
		note(address, written, id) {
			const batch = Math.floor(address / PLACES);
			const known = byBatch.get(batch) ?? { places: [], written: [], ids: [], versions: [] };
			if (known.places.length === 0) byBatch.set(batch, known);
			known.places.push(address % PLACES);
			known.written.push(written);
			known.ids.push(id ?? null);
			known.versions.push((id === undefined ? undefined : versions?.get(id)) ?? null);
		},
	};
}

function settleOne(
	{ outcome, id }: RowOutcome,
	address: Address,
	customerId: string | undefined,
	results: Results,
): void {
	const written = outcome === (customerId === undefined ? 'created' : 'updated');
	results.note(address, written ? 1 : 0, written ? (customerId ?? id) : undefined);
}

/**
 * A row that was to change several customers, or that was planned again because somebody else had written in
 * between: an intent was not written where a later one is about the same customer. Where the outcome does not
 * name a customer, it leaves open whether he was written.
 */
function settleSeveral(
	outcome: RowOutcome,
	addresses: readonly Address[],
	customerOf: (address: Address) => string | undefined,
	results: Results,
): void {
	const last = new Map(addresses.map((address) => [customerOf(address), address]));
	const changed = [outcome.id, ...(outcome.also ?? []).map(({ id }) => id)];
	for (const address of addresses) {
		const customerId = customerOf(address);
		if (last.get(customerId) !== address) results.note(address, 0, undefined);
		else if (last.size === 1 || customerId === undefined) settleOne(outcome, address, customerId, results);
		else if (outcome.outcome === 'updated' && changed.includes(customerId))
			results.note(address, 1, customerId);
	}
}
