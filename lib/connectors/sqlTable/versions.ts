import { createHash } from 'node:crypto';
import type { Cell } from '../../model';
import type { StoredCustomer } from '../connector';
import type { CustomerTable } from './openTable';

/** A customer as a row of `selection` has him. */
export function customerOf(table: CustomerTable, row: readonly Cell[]): StoredCustomer {
	return { id: String(row[0]), record: table.recordOf(row), version: versionOf(table, row) };
}

/** What changes with every change of the row: the database's own mark, or else a digest of all that it holds for us. */
export function versionOf({ facts }: CustomerTable, row: readonly Cell[]): string {
	if (facts.version) return String(row[1]);
	return createHash('sha1')
		.update(JSON.stringify(row.slice(1)))
		.digest('base64url');
}
