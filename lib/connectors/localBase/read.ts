import type { DatabaseSync } from 'node:sqlite';
import type { FieldSpec } from '../../model';
import type { ReadQuery, StoredCustomer } from '../connector';
import { compileFilter } from '../filter';
import { storedCustomer } from './records';
import { sortCustomers } from './sort';

/** Customers in a batch, where the query says nothing. */
const BATCH_SIZE = 1_000;

/** After which id the next page starts; no OFFSET, which reads again what it skips and slips when customers are removed. */
const PAGE =
	'SELECT id, record, version FROM customers WHERE id > ? AND version > ? AND updated_at > ? ORDER BY id LIMIT ?';

/** Runs statements; what SQLite throws becomes an error that says what to do. */
export type Explained = <T>(work: () => T | Promise<T>) => Promise<T>;

/** Gives one page after another, an empty one at the end. */
export type Pager = () => StoredCustomer[];

/**
 * Reads customers in the order of their ids or as asked, a page at a time, so that nothing is held open between two batches.
 * @param fields what the base has, by which values are compared
 */
export async function* readCustomers(
	database: DatabaseSync,
	fields: () => readonly FieldSpec[],
	query: ReadQuery,
	explained: Explained,
): AsyncGenerator<readonly StoredCustomer[]> {
	const limit = query.limit ?? Infinity;
	const known = await explained(fields);
	const pages = await explained(() => fittingPages(database, known, query));
	if (query.sort === undefined || query.sort.length === 0) return yield* upTo(limit, pages, query, explained);
	const sorted = await sortCustomers(database, pages, query.sort, known, explained, query.signal);
	try {
		yield* upTo(limit, sorted.pager(query.batchSize ?? BATCH_SIZE), query, explained);
	} finally {
		await explained(() => sorted.drop());
	}
}

async function* upTo(
	limit: number,
	nextPage: () => readonly StoredCustomer[] | undefined,
	{ signal }: ReadQuery,
	explained: Explained,
): AsyncGenerator<readonly StoredCustomer[]> {
	let given = 0;
	while (given < limit) {
		signal?.throwIfAborted();
		const page = await explained(nextPage);
		if (page === undefined) return;
		const batch = page.slice(0, limit - given);
		given += batch.length;
		if (batch.length > 0) yield batch;
	}
}

/** How many customers `readCustomers` would give. */
export function countCustomers(
	database: DatabaseSync,
	fields: readonly FieldSpec[],
	query: ReadQuery,
): number {
	const limit = query.limit ?? Infinity;
	if (isForAll(query)) return Math.min(limit, countAll(database));
	const nextPage = fittingPages(database, fields, query);
	let count = 0;
	for (let page = nextPage(); page !== undefined && count < limit; page = nextPage()) count += page.length;
	return Math.min(limit, count);
}

function isForAll({ filter, changedSince, changedAfter }: ReadQuery): boolean {
	return filter === undefined && changedSince === undefined && changedAfter === undefined;
}

function countAll(database: DatabaseSync): number {
	return Number(database.prepare('SELECT count(*) AS count FROM customers').get()?.['count']);
}

/** Gives the fitting customers of one page after another, which may be none; `undefined` at the end. */
function fittingPages(
	database: DatabaseSync,
	fields: readonly FieldSpec[],
	query: ReadQuery,
): () => StoredCustomer[] | undefined {
	const fits = compileFilter(query.filter, fields);
	const nextPage = makePager(database, query);
	return () => {
		const page = nextPage();
		return page.length === 0 ? undefined : page.filter(({ record }) => fits(record));
	};
}

function makePager(
	database: DatabaseSync,
	{ batchSize = BATCH_SIZE, changedSince, changedAfter }: ReadQuery,
): Pager {
	const select = database.prepare(PAGE);
	select.setReturnArrays(true);
	const after = Number(changedSince ?? -1);
	// In the form in which the base keeps its times.
	const moment = changedAfter === undefined ? '' : new Date(changedAfter).toISOString();
	let last = 0;
	return () => {
		const page = select.all(last, after, moment, batchSize).map(storedCustomer);
		last = Number(page.at(-1)?.id ?? last);
		return page;
	};
}
