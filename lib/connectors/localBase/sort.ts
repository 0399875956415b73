import type { DatabaseSync } from 'node:sqlite';
import type { FieldSpec, SortKey } from '../../model';
import { inTransaction } from '../../state/database';
import type { StoredCustomer } from '../connector';
import { makeSortKeys } from '../sortKeys';
import { storedCustomer, type CustomerTuple } from './records';
import type { Explained } from './read';

/** Customers in the order asked for, kept as a list of their ids in SQLite's own temporary file. */
export interface SortedCustomers {
	/** Gives one page after another; `undefined` at the end. */
	pager(size: number): () => StoredCustomer[] | undefined;
	/** Gives up the list. */
	drop(): void;
}

let lists = 0;

/**
 * Sorts customers by some of their fields: numbers as numbers, text without case and accents, nothing last.
 * Memory does not grow with them: SQLite sorts, and takes a file where there are many.
 */
export async function sortCustomers(
	database: DatabaseSync,
	nextPage: () => readonly StoredCustomer[] | undefined,
	sort: readonly SortKey[],
	fields: readonly FieldSpec[],
	explained: Explained,
	signal?: AbortSignal,
): Promise<SortedCustomers> {
	lists += 1;
	const list = `sorted_${lists}`;
	await explained(() => database.exec(createLists(list, sort.length)));
	const insert = database.prepare(`INSERT INTO temp.${list}_keys VALUES (${marks(1 + sort.length)})`);
	const keysOf = makeSortKeys(sort, fields);
	for (let page = await explained(nextPage); page !== undefined; page = await explained(nextPage)) {
		signal?.throwIfAborted();
		const customers = page;
		const put = () => customers.forEach(({ id, record }) => insert.run(Number(id), ...keysOf(record)));
		await explained(() => inTransaction(database, put, 'DEFERRED'));
	}
	await explained(() => database.exec(orderLists(list, sort)));
	return {
		pager: (size) => listPager(database, list, size),
		drop: () => database.exec(`DROP TABLE IF EXISTS temp.${list}`),
	};
}

function createLists(list: string, keys: number): string {
	const columns = Array.from({ length: keys }, (_, index) => `key_${index}`).join(', ');
	return `CREATE TEMP TABLE ${list}_keys (id INTEGER PRIMARY KEY, ${columns});
		CREATE TEMP TABLE ${list} (place INTEGER PRIMARY KEY AUTOINCREMENT, id INTEGER NOT NULL)`;
}

function orderLists(list: string, sort: readonly SortKey[]): string {
	const order = sort.map(
		({ descending }, index) => `key_${index} IS NULL, key_${index} ${descending ? 'DESC' : 'ASC'}`,
	);
	return `INSERT INTO temp.${list} (id) SELECT id FROM temp.${list}_keys ORDER BY ${order.join(', ')}, id;
		DROP TABLE temp.${list}_keys`;
}

function marks(count: number): string {
	return Array.from({ length: count }, () => '?').join(', ');
}

function listPager(database: DatabaseSync, list: string, size: number): () => StoredCustomer[] | undefined {
	const select = database.prepare(
		`SELECT customers.id, record, version, place FROM temp.${list} AS list
		JOIN customers ON customers.id = list.id WHERE place > ? ORDER BY place LIMIT ?`,
	);
	select.setReturnArrays(true);
	let last = 0;
	return () => {
		const rows: readonly CustomerTuple[] = select.all(last, size);
		if (rows.length === 0) return undefined;
		last = Number(rows.at(-1)?.[3]);
		return rows.map(storedCustomer);
	};
}
