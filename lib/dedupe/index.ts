import { type Census, emptyCensus, needsCensus, takeCensus } from './census';
import { holdRows } from './heldRows';
import { keepFirst } from './keepFirst';
import { mergeRows } from './mergeRows';
import type { Collapsed, CollapsedBatch, CollapseOptions, OpenCustomers } from './options';
import { warnOfPossible } from './possible';
import { isSharedValue, NO_SHARED_VALUES } from './sharedValues';

export { makeIdentifierKey, type IdentifierKey } from './identifierKey';
export type { Collapsed, CollapsedBatch, CollapseOptions, OpenCustomers } from './options';
export { LEAST_PEOPLE } from './sharedValues';
export { spillRows, type SpilledRows } from './spillRows';

/** Rows in memory between two looks at them, where nobody says how many: some 100 MB. */
const HELD_ROWS = 100_000;

/**
 * Makes one row of the rows of one customer, or reports them. Rows without any identifier and rejected rows
 * pass through. Every row comes out once, as a customer or as an outcome that names the row it went into.
 *
 * A value that many different people have, such as the number of a switchboard, recognises nobody: its rows
 * are not made one by it, and each gets a warning.
 *
 * Memory is bounded by the keys and not by the rows: some 60 bytes a value of an identifier, and while
 * rows are merged one record for each customer of whom further rows are to come. The first row can only go on
 * when it is known what the last one holds, so all but `heldRows` of them wait in a temporary file; none where
 * the policy is to ignore or report, the main identifier decides and `sharedFrom` is `Infinity`.
 * @param open called once
 */
export function collapseDuplicates(open: OpenCustomers, options: CollapseOptions): Collapsed {
	let shared = NO_SHARED_VALUES;

	function collapse(rows: OpenCustomers, census: Census): AsyncGenerator<CollapsedBatch> {
		shared = census.shared;
		const isMerged = options.policy === 'overwrite' || options.policy === 'fill';
		const collapsed = (isMerged ? mergeRows : keepFirst)(rows, census, options);
		return options.possible === true ? warnOfPossible(collapsed) : collapsed;
	}

	async function* batches(): AsyncGenerator<CollapsedBatch> {
		if (!needsCensus(options)) return yield* collapse(open, emptyCensus(options));
		const held = holdRows(open, options.heldRows ?? HELD_ROWS, options.folder);
		try {
			yield* collapse(held.again, await takeCensus(held, options));
		} finally {
			await held.close();
		}
	}

	return {
		batches: batches(),
		isShared: (field, key) => isSharedValue(shared, options, field, key),
	};
}
