import type { DatabaseSync } from 'node:sqlite';
import type { Cell, FieldSpec, FieldValue, SortKey } from '../../model';
import { inTransaction } from '../../state/database';
import type { StoredCustomer } from '../connector';
import { storedCustomer, type CustomerTuple } from './records';
import type { Explained } from './read';

/** Customers in the order asked for, kept as a list of their ids in SQLite's own temporary file. */
export interface SortedCustomers {
	/** Gives one page after another; `undefined` at the end. */
	pager(size: number): () => StoredCustomer[] | undefined;
	/** Gives up the list. */
	drop(): void;
}

/** Letters that Unicode does not take apart into a letter and an accent, as people sort them. */
const WHOLE_LETTERS: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe' };
const WHOLE_LETTER = new RegExp(`[${Object.keys(WHOLE_LETTERS).join('')}]`, 'g');

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
	const keysOf = makeKeys(sort, fields);
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

function makeKeys(sort: readonly SortKey[], fields: readonly FieldSpec[]) {
	const keys = sort.map(({ field }) => ({
		field,
		numeric: ['number', 'money'].includes(fields.find(({ name }) => name === field)?.type ?? 'text'),
	}));
	return (record: StoredCustomer['record']) =>
		keys.map(({ field, numeric }) => keyOf(firstOf(record[field]), numeric));
}

function firstOf(value: FieldValue | undefined): Cell | undefined {
	const cells: readonly (Cell | undefined)[] = Array.isArray(value) ? value : [value];
	return cells[0];
}

function keyOf(cell: Cell | undefined, numeric: boolean): string | number | null {
	if (cell === undefined || cell === null || cell === '') return null;
	const number = Number(cell);
	if ((numeric || typeof cell === 'number') && !Number.isNaN(number)) return number;
	return sortedForm(String(cell));
}

/** The text without case and accents, and as it is behind that, so that the order is always the same. */
function sortedForm(text: string): string {
	const plain = text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
	return `${plain.replace(WHOLE_LETTER, (letter) => WHOLE_LETTERS[letter] ?? letter)}\0${text}`;
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
