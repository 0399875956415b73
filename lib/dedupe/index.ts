import { type BrokenOff, emptyCensus, needsCensus, takeCensus } from './census';
import type { CustomerBatch } from '../model';
import { keepFirst } from './keepFirst';
import { mergeRows } from './mergeRows';
import type { Collapsed, CollapsedBatch, CollapseOptions, OpenCustomers } from './options';
import { warnOfPossible } from './possible';
import { isSharedValue, NO_SHARED_VALUES } from './sharedValues';

export { makeIdentifierKey, type IdentifierKey } from './identifierKey';
export type { Collapsed, CollapsedBatch, CollapseOptions, OpenCustomers } from './options';
export { LEAST_PEOPLE } from './sharedValues';
export { spillRows, type SpilledRows } from './spillRows';

/**
 * Makes one row of the rows of one customer, or reports them. Rows without any identifier and rejected rows
 * pass through. Every row comes out once, as a customer or as an outcome that names the row it went into.
 *
 * A value that many different people have, such as the number of a switchboard, recognises nobody: its rows
 * are not made one by it, and each gets a warning.
 *
 * Memory is bounded by the keys and not by the rows: some 60 bytes a value of an identifier, and while
 * rows are merged one record for each customer of whom further rows are to come.
 * @param open called twice, because the first row can only go on when it is known what the last one holds;
 * once where the policy is to ignore or report, the main identifier decides and `sharedFrom` is `Infinity`
 */
export function collapseDuplicates(open: OpenCustomers, options: CollapseOptions): Collapsed {
	let shared = NO_SHARED_VALUES;

	async function* batches(): AsyncGenerator<CollapsedBatch> {
		const census = needsCensus(options) ? await takeCensus(open, options) : emptyCensus(options);
		shared = census.shared;
		const isMerged = options.policy === 'overwrite' || options.policy === 'fill';
		const counted = () => untilBroken(open, census.brokenOff);
		const collapsed = (isMerged ? mergeRows : keepFirst)(counted, census, options);
		yield* options.possible === true ? warnOfPossible(collapsed) : collapsed;
	}

	return {
		batches: batches(),
		isShared: (field, key) => isSharedValue(shared, options, field, key),
	};
}

/** The rows that were counted. Those behind a failure are not known, should the second look get further. */
async function* untilBroken(
	open: OpenCustomers,
	brokenOff: BrokenOff | undefined,
): AsyncGenerator<CustomerBatch> {
	let left = brokenOff?.rows ?? Infinity;
	for await (const batch of open()) {
		yield batch.slice(0, left);
		left -= batch.length;
		if (left <= 0) break;
	}
	if (brokenOff) throw brokenOff.error;
}
