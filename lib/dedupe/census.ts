import type { CustomerRow } from '../model';
import { type KeyLists, makeKeyLists } from './keyLists';
import { type KeyTable, makeKeyTable } from './keyTable';
import { type LinkedKeys, makeLinkedKeys } from './linkedKeys';
import type { HeldRows } from './heldRows';
import type { CollapseOptions } from './options';
import { withRoom } from './numberList';
import { makeRowKeys, type RowKeys, togetherKey } from './rowKeys';
import { countPeople, LEAST_PEOPLE, NO_SHARED_VALUES, type SharedValues } from './sharedValues';

/** What is known of the customers of all rows before the first of them goes on. */
export interface Census {
	readonly shared: SharedValues;
	/** Reads from a row what `customerOf` wants and what warnings are about. */
	readonly keysOf: RowKeys;
	/**
	 * The number of the customer with these keys; `undefined` where nothing recognises him. Asked once for each
	 * row, in their order: what the first look has found is not worked out again.
	 */
	customerOf(keys: readonly string[]): number | undefined;
	/** How many rows a customer has; only where rows are merged. */
	rowsOf(customer: number): number;
	/** The last of his rows in words; only where rows are merged. */
	describeLast(customer: number, beside: CustomerRow): string;
}

/** How the rows of each customer were counted. */
type RowCount = Pick<Census, 'rowsOf' | 'describeLast'>;

const NOT_COUNTED: RowCount = { rowsOf: () => 0, describeLast: () => '' };

/** Numbers customers as they come, where nothing has to be known of later rows. */
export function emptyCensus(options: CollapseOptions): Census {
	const keysOf = makeRowKeys(options, usesAllKeys(options) ? Infinity : 1);
	return makeCensus(makeKeyTable(), NO_SHARED_VALUES, undefined, NOT_COUNTED, keysOf, options);
}

/** Whether one look at the rows is enough: nobody asks for later rows while earlier ones go on. */
export function needsCensus({ policy, sameCustomer, sharedFrom }: CollapseOptions): boolean {
	return mergesRows(policy) || sameCustomer === 'anyIdentifier' || sharedFrom !== Infinity;
}

function mergesRows(policy: CollapseOptions['policy']): boolean {
	return policy === 'overwrite' || policy === 'fill';
}

function usesAllKeys({ sameCustomer = 'mainIdentifier', sharedFrom }: CollapseOptions): boolean {
	return sharedFrom !== Infinity || sameCustomer !== 'mainIdentifier';
}

/**
 * Goes over all rows once and keeps their keys.
 * @throws the reason of `signal`, and what the source throws where rows are to be merged
 */
export async function takeCensus(held: HeldRows, options: CollapseOptions): Promise<Census> {
	const { sharedFrom = LEAST_PEOPLE, sameCustomer, policy } = options;
	const table = makeKeyTable();
	const keysOf = makeRowKeys(options, usesAllKeys(options) ? Infinity : 1);
	const people = sharedFrom === Infinity ? undefined : countPeople(sharedFrom);
	const linksKeys = sameCustomer === 'anyIdentifier';
	const lists = linksKeys || mergesRows(policy) ? makeKeyLists() : undefined;
	const firstKeys = makeFirstKeys();
	function add(row: CustomerRow): void {
		const keys = keysOf(row);
		const ids = keys.map(table.add);
		firstKeys.add(ids[0]);
		if (keys.length === 0) return;
		people?.add(row, keys, ids);
		const listed = sameCustomer === 'allIdentifiers' ? together(keys, table, options) : ids;
		if (listed.length > 0) lists?.add(listed, row);
	}

	await forEachRow(held, options, add);
	const shared = people?.finish() ?? NO_SHARED_VALUES;
	const linked = linksKeys && lists ? linkKeys(lists, shared, table) : undefined;
	const counted = mergesRows(policy) && lists ? countRows(lists, shared, linked, table) : NOT_COUNTED;
	if (shared.size > 0 || sameCustomer === 'allIdentifiers')
		return makeCensus(table, shared, linked, counted, makeRowKeys(options), options);
	const customerOf = () => {
		const key = firstKeys.next();
		return key === undefined || linked === undefined ? key : linked.find(key);
	};
	return { shared, keysOf: () => [], customerOf, ...counted };
}

/** Stands for a row without keys. */
const NO_KEY = 0xffffffff;

/** The number of the first key of each row, in 4 bytes, to be gone over once more in the same order. */
interface FirstKeys {
	add(key: number | undefined): void;
	next(): number | undefined;
}

function makeFirstKeys(): FirstKeys {
	let keys = new Uint32Array(1 << 12);
	let rows = 0;
	let given = 0;
	return {
		add(key = NO_KEY) {
			keys = withRoom(keys, rows + 1);
			keys[rows++] = key;
		},
		next() {
			const key = given < rows ? keys[given++] : NO_KEY;
			return key === NO_KEY ? undefined : key;
		},
	};
}

/**
 * Looks at all rows. A source that fails on the way has given rows that can still go on; only where they
 * would be merged with what is missing now, nothing goes on.
 */
async function forEachRow(
	rows: HeldRows,
	{ signal, policy }: CollapseOptions,
	look: (row: CustomerRow) => void,
): Promise<void> {
	for await (const batch of rows.first()) {
		signal?.throwIfAborted();
		batch.forEach(look);
	}
	signal?.throwIfAborted();
	const failure = rows.failure();
	if (failure && mergesRows(policy)) throw failure.error;
}

/** A list of the one key that all identifiers make together, where the row has them all. */
function together(keys: readonly string[], table: KeyTable, { identifiers }: CollapseOptions): number[] {
	const key = togetherKey(keys, identifiers.length);
	return key === undefined ? [] : [table.add(key)];
}

function makeCensus(
	table: KeyTable,
	shared: SharedValues,
	linked: LinkedKeys | undefined,
	counted: RowCount,
	keysOf: RowKeys,
	{ sameCustomer, identifiers }: CollapseOptions,
): Census {
	const isOwn = (key: string): boolean => shared.get(key) === undefined;

	function ownKey(keys: readonly string[]): string | undefined {
		if (shared.size === 0) return keys[0];
		return keys.find(isOwn);
	}

	function customerOf(keys: readonly string[]): number | undefined {
		const all = sameCustomer === 'allIdentifiers';
		const key = all ? keys.every(isOwn) && togetherKey(keys, identifiers.length) : ownKey(keys);
		// A key that is new now belongs to a source that has changed meanwhile: it becomes a customer as well.
		if (key === undefined || key === false) return undefined;
		const id = table.add(key);
		return linked === undefined ? id : linked.find(id);
	}

	return { shared, keysOf, customerOf, ...counted };
}

/** Links the keys that were in one row, unless many different people have them. */
function linkKeys(lists: KeyLists, shared: SharedValues, table: KeyTable): LinkedKeys {
	const linked = makeLinkedKeys(table.size());
	for (let list = 0; list < lists.size(); list++) {
		let first: number | undefined;
		for (const key of lists.keysOf(list)) {
			if (shared.ids.has(key)) continue;
			if (first === undefined) first = key;
			else linked.link(first, key);
		}
	}
	return linked;
}

/** Counts the rows of each customer, and finds the last of them. */
function countRows(
	lists: KeyLists,
	shared: SharedValues,
	linked: LinkedKeys | undefined,
	table: KeyTable,
): RowCount {
	const rows = new Uint32Array(table.size());
	const lastLists = new Uint32Array(table.size());
	for (let list = 0; list < lists.size(); list++) {
		const key = lists.keysOf(list).find((one) => !shared.ids.has(one));
		if (key === undefined) continue;
		const customer = linked?.find(key) ?? key;
		const last = lastLists[customer] ?? 0;
		if (rows[customer] === 0 || lists.lastOf(list) > lists.lastOf(last)) lastLists[customer] = list;
		rows[customer] = (rows[customer] ?? 0) + lists.rowsOf(list);
	}
	return {
		rowsOf: (customer) => rows[customer] ?? 0,
		describeLast: (customer, beside) => lists.places.describe(lastLists[customer] ?? 0, beside),
	};
}
