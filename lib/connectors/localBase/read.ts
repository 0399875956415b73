import type { DatabaseSync } from 'node:sqlite';
import { matchesQuery } from '../conditions';
import type { ReadQuery, StoredCustomer } from '../connector';
import { storedCustomer } from './records';

/** Customers in a batch, where the query says nothing. */
const BATCH_SIZE = 1_000;

/** After which id the next page starts; no OFFSET, which reads again what it skips and slips when customers are removed. */
const PAGE = 'SELECT id, record, version FROM customers WHERE id > ? ORDER BY id LIMIT ?';

/** Runs statements; what SQLite throws becomes an error that says what to do. */
export type Explained = <T>(work: () => T) => Promise<T>;

/** Reads customers in the order of their ids, a page at a time, so that nothing is held open between two batches. */
export async function* readCustomers(
	database: DatabaseSync,
	query: ReadQuery,
	explained: Explained,
): AsyncGenerator<readonly StoredCustomer[]> {
	const limit = query.limit ?? Infinity;
	const nextPage = makePager(database, query.batchSize ?? BATCH_SIZE);
	let given = 0;
	while (given < limit) {
		query.signal?.throwIfAborted();
		const page = await explained(nextPage);
		if (page.length === 0) return;
		const batch = page.filter(({ record }) => matchesQuery(record, query)).slice(0, limit - given);
		given += batch.length;
		if (batch.length > 0) yield batch;
	}
}

/** How many customers `readCustomers` would give. */
export function countCustomers(database: DatabaseSync, query: ReadQuery): number {
	const limit = query.limit ?? Infinity;
	if (!query.conditions?.length) return Math.min(limit, countAll(database));
	const nextPage = makePager(database, BATCH_SIZE);
	let count = 0;
	for (let page = nextPage(); page.length > 0 && count < limit; page = nextPage()) {
		count += page.filter(({ record }) => matchesQuery(record, query)).length;
	}
	return Math.min(limit, count);
}

function countAll(database: DatabaseSync): number {
	return Number(database.prepare('SELECT count(*) AS count FROM customers').get()?.['count']);
}

/** Gives one page after another, an empty one at the end. */
function makePager(database: DatabaseSync, size: number): () => StoredCustomer[] {
	const select = database.prepare(PAGE);
	select.setReturnArrays(true);
	let last = 0;
	return () => {
		const page = select.all(last, size).map(storedCustomer);
		last = Number(page.at(-1)?.id ?? last);
		return page;
	};
}
