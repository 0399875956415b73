import { userError } from '../../errors';
import type { FieldSpec } from '../../model';
import type { ReadQuery, StoredCustomer } from '../connector';
import { compileFilter } from '../filter';
import { makeSortKeys } from '../sortKeys';

const BATCH_SIZE = 1_000;

/** Customers sorted in memory at most; a CRM sorts by few of its fields, and by none as people do. */
const MOST_SORTED = 500_000;

type Customers = AsyncIterable<readonly StoredCustomer[]>;
type Fields = () => Promise<readonly FieldSpec[]>;

/** Those who fit the conditions, in the order asked for, in batches of the size asked for. */
export async function* readStored(
	customers: Customers,
	fields: Fields,
	query: ReadQuery,
): AsyncGenerator<readonly StoredCustomer[]> {
	const { limit = Infinity, batchSize = BATCH_SIZE, sort = [] } = query;
	const fitting = fittingOnes(customers, await fields(), query);
	const ordered = sort.length > 0 ? sortedOnes(fitting, await fields(), sort) : fitting;
	let batch: StoredCustomer[] = [];
	let given = 0;
	for await (const customer of ordered) {
		if (given === limit) break;
		given += 1;
		batch.push(customer);
		if (batch.length < batchSize) continue;
		yield batch;
		batch = [];
	}
	if (batch.length > 0) yield batch;
}

/** How many `readStored` would give. */
export async function countStored(customers: Customers, fields: Fields, query: ReadQuery): Promise<number> {
	const { limit = Infinity } = query;
	const fits = compileFilter(query.filter, await fields());
	let count = 0;
	for await (const page of customers) {
		query.signal?.throwIfAborted();
		count += page.filter(({ record }) => fits(record)).length;
		if (count >= limit) return limit;
	}
	return count;
}

async function* fittingOnes(
	customers: Customers,
	fields: readonly FieldSpec[],
	{ filter, signal }: ReadQuery,
): AsyncGenerator<StoredCustomer> {
	const fits = compileFilter(filter, fields);
	for await (const page of customers) {
		signal?.throwIfAborted();
		for (const customer of page) if (fits(customer.record)) yield customer;
	}
}

async function* sortedOnes(
	customers: AsyncIterable<StoredCustomer>,
	fields: readonly FieldSpec[],
	sort: NonNullable<ReadQuery['sort']>,
): AsyncGenerator<StoredCustomer> {
	const keysOf = makeSortKeys(sort, fields);
	const keyed: { customer: StoredCustomer; keys: ReturnType<typeof keysOf> }[] = [];
	for await (const customer of customers) {
		if (keyed.length === MOST_SORTED) throw tooMany();
		keyed.push({ customer, keys: keysOf(customer.record) });
	}
	keyed.sort((a, b) => compareKeys(a.keys, b.keys, sort));
	for (const { customer } of keyed) yield customer;
}

type Key = string | number | null | undefined;

/** Nothing comes last, whatever the direction; numbers come before texts. */
function compareKeys(a: readonly Key[], b: readonly Key[], sort: NonNullable<ReadQuery['sort']>): number {
	for (const [place, { descending }] of sort.entries()) {
		const [one, other] = [a[place] ?? null, b[place] ?? null];
		if (one === other) continue;
		if (one === null || other === null) return one === null ? 1 : -1;
		const order = typeof one === typeof other ? (one < other ? -1 : 1) : typeof one === 'number' ? -1 : 1;
		return descending ? -order : order;
	}
	return 0;
}

function tooMany(): Error {
	return userError(
		`More than ${MOST_SORTED} customers of a CRM cannot be sorted`,
		"Leave out 'Sort By', or narrow the conditions.",
		'TOO_MANY_TO_SORT',
	);
}
