import type { CollapsedBatch } from '../dedupe';
import type { CustomerBatch, CustomerRow, RowOutcome } from '../model';

/** The rows of a source, counted as they come. */
export interface CountedSource {
	/** Starts at the first row and counts from nothing again. */
	readonly open: () => AsyncIterable<CustomerBatch>;
	/** How many rows came since the latest `open`. */
	readonly rows: () => number;
}

/** Takes the first `limit` rows of a source and counts them. */
export function countRows(open: () => AsyncIterable<CustomerBatch>, limit = Infinity): CountedSource {
	let rows = 0;
	async function* counted(): AsyncGenerator<CustomerBatch> {
		rows = 0;
		if (limit <= 0) return;
		for await (const batch of open()) {
			const taken = batch.slice(0, limit - rows);
			rows += taken.length;
			yield taken;
			if (rows >= limit) return;
		}
	}
	return { open: counted, rows: () => rows };
}

/**
 * Gathers batches to the size that the destination takes at once. When the source fails, what came before
 * is given first.
 */
export async function* gather(
	batches: AsyncIterable<CollapsedBatch>,
	size: number,
): AsyncGenerator<CollapsedBatch> {
	let customers: CustomerRow[] = [];
	let duplicates: RowOutcome[] = [];
	function take(count: number): CollapsedBatch {
		const batch = { customers: customers.slice(0, count), duplicates };
		customers = customers.slice(count);
		duplicates = [];
		return batch;
	}
	let failure: { readonly error: unknown } | undefined;
	try {
		for await (const batch of batches) {
			for (const row of batch.customers) customers.push(row);
			for (const outcome of batch.duplicates) duplicates.push(outcome);
			while (customers.length >= size) yield take(size);
		}
	} catch (error) {
		failure = { error };
	}
	yield take(customers.length);
	if (failure) throw failure.error;
}
