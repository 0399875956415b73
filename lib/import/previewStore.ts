import { DatabaseSync } from 'node:sqlite';
import { type CustomerRecord, emptyRecord } from '../model';

/** Memory that is used before what is kept goes to disk, in KiB (negative, as SQLite wants it). */
const CACHE_KIB = -32_768;

/** A customer as a preview has left him, with the keys of all that he is found by. */
export interface KeptCustomer {
	readonly id: string;
	readonly record: CustomerRecord;
	readonly keys: readonly string[];
}

/** What a preview would have written. */
export interface PreviewStore {
	keep(customer: KeptCustomer): void;
	/** Runs `work` with everything it keeps in one transaction, which is what makes it fast. */
	inOneGo<T>(work: () => T): T;
	byIds(ids: readonly string[]): ReadonlyMap<string, KeptCustomer>;
	/** Whoever has or had a key. */
	byKeys(keys: readonly string[]): ReadonlyMap<string, readonly KeptCustomer[]>;
	isEmpty(): boolean;
	close(): void;
}

/** Keeps customers in a database without a name, which SQLite takes away when it is closed. */
export function makePreviewStore(): PreviewStore {
	const database = new DatabaseSync('');
	database.exec(`PRAGMA cache_size = ${CACHE_KIB}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
		CREATE TABLE customers (id TEXT PRIMARY KEY, customer TEXT NOT NULL) STRICT, WITHOUT ROWID;
		CREATE TABLE keys (key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, id)) STRICT, WITHOUT ROWID;`);
	const put = database.prepare(
		'INSERT INTO customers VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET customer = excluded.customer',
	);
	const putKey = database.prepare('INSERT INTO keys VALUES (?, ?) ON CONFLICT DO NOTHING');
	const findIds = database.prepare(
		'SELECT customers.customer FROM json_each(?) AS asked CROSS JOIN customers ON customers.id = asked.value',
	);
	const findKeys = database.prepare(`SELECT keys.key, customers.customer FROM json_each(?) AS asked
		CROSS JOIN keys ON keys.key = asked.value CROSS JOIN customers ON customers.id = keys.id`);
	let count = 0;

	return {
		keep(customer) {
			count++;
			put.run(customer.id, JSON.stringify(customer));
			for (const key of customer.keys) putKey.run(keyText(key), customer.id);
		},
		inOneGo(work) {
			database.exec('BEGIN');
			const result = work();
			database.exec('COMMIT');
			return result;
		},
		byIds(ids) {
			const found = findIds.all(JSON.stringify(ids)).map((row) => customerOf(row['customer']));
			return new Map(found.map((customer) => [customer.id, customer]));
		},
		byKeys(keys) {
			const found = new Map<string, KeptCustomer[]>();
			for (const row of findKeys.all(JSON.stringify(keys.map(keyText)))) {
				const key = String(row['key']).replace(SEPARATOR, '\0');
				const customer = customerOf(row['customer']);
				const known = found.get(key);
				if (known) known.push(customer);
				else found.set(key, [customer]);
			}
			return found;
		},
		isEmpty: () => count === 0,
		close: () => database.close(),
	};
}

/** SQLite's texts from JSON end at a NUL; see https://sqlite.org/nulinstr.html. */
const SEPARATOR = '\u001f';

function keyText(key: string): string {
	return key.replace('\0', SEPARATOR);
}

function customerOf(json: unknown): KeptCustomer {
	const { record, ...rest }: KeptCustomer = JSON.parse(String(json));
	return { ...rest, record: Object.assign(emptyRecord(), record) };
}
