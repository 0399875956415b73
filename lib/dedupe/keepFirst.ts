import type { CustomerRow, RowOutcome } from '../model';
import type { Census } from './census';
import type { CollapsedBatch, CollapseOptions, OpenCustomers } from './options';
import { duplicateOutcome, makeRowPlaces, withDuplicateIssue } from './rowPlaces';
import { warnOfShared } from './sharedValues';

/** The first row of each customer goes on; later ones do not, or with a warning where they are only reported. */
export async function* keepFirst(
	open: OpenCustomers,
	census: Census,
	options: CollapseOptions,
): AsyncGenerator<CollapsedBatch> {
	const places = makeRowPlaces();
	const isReported = options.policy === 'report';

	/** Where an earlier row has the same customer, in words. */
	function earlier(row: CustomerRow, keys: readonly string[]): string | undefined {
		const customer = census.customerOf(keys);
		if (customer === undefined) return undefined;
		if (places.has(customer)) return `The same customer is in ${places.describe(customer, row)}`;
		places.set(customer, row);
		return undefined;
	}

	for await (const batch of open()) {
		const customers: CustomerRow[] = [];
		const duplicates: RowOutcome[] = [];
		for (const row of batch) {
			const keys = census.keysOf(row);
			const warned = warnOfShared(row, keys, census.shared, options);
			const message = earlier(row, keys);
			if (message === undefined) customers.push(warned);
			else if (isReported) customers.push(withDuplicateIssue(warned, message));
			else duplicates.push(duplicateOutcome(warned, message));
		}
		yield { customers, duplicates };
	}
}
