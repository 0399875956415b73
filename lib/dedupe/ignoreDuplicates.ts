import type { CustomerRow, RowOutcome } from '../model';
import { makeKeyTable } from './keyTable';
import { type CollapsedBatch, type CollapseOptions, keyOfRow, type OpenCustomers } from './options';
import { duplicateOutcome, makeRowPlaces } from './rowPlaces';

/** The first row of each customer goes on, later ones do not. One pass; keeps the keys and no rows. */
export async function* ignoreDuplicates(
	open: OpenCustomers,
	options: CollapseOptions,
): AsyncGenerator<CollapsedBatch> {
	const keys = makeKeyTable();
	const places = makeRowPlaces();

	/** The number of the row's customer where an earlier row has him already. */
	function earlier(row: CustomerRow): number | undefined {
		const key = keyOfRow(row, options);
		if (key === undefined) return undefined;
		const known = keys.size();
		const number = keys.add(key);
		if (number < known) return number;
		places.set(number, row);
		return undefined;
	}

	for await (const batch of open()) {
		const customers: CustomerRow[] = [];
		const duplicates: RowOutcome[] = [];
		for (const row of batch) {
			const first = earlier(row);
			if (first === undefined) customers.push(row);
			else duplicates.push(duplicateOutcome(row, `The same customer is in ${places.describe(first, row)}`));
		}
		yield { customers, duplicates };
	}
}
