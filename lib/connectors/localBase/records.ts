import type { SQLOutputValue } from 'node:sqlite';
import type { CustomerRecord } from '../../model';
import type { StoredCustomer } from '../connector';

/** A row of `SELECT id, record, version`, by position. */
export type CustomerTuple = Readonly<Record<number, SQLOutputValue>>;

/** A customer as the table holds it. */
export function storedCustomer(tuple: CustomerTuple): StoredCustomer {
	return {
		id: String(tuple[0]),
		record: parseRecord(String(tuple[1])),
		version: String(tuple[2]),
	};
}

/** A record without a prototype, so that a field named `constructor` is not there unless somebody wrote it. */
export function parseRecord(json: string): CustomerRecord {
	const record: CustomerRecord = JSON.parse(json);
	Object.setPrototypeOf(record, null);
	return record;
}
