import type { DatabaseSync } from 'node:sqlite';
import { BUSY_TIMEOUT_MS } from '../../state/database';
import { whenFree } from '../../state/whenFree';

/** Runs work that may wait in between in one transaction: all of it or nothing. */
export type Transact = <T>(work: () => T | Promise<T>) => Promise<T>;

/**
 * Transactions that last over turns of the event loop.
 * @param busyTimeoutMs how long to wait for another writer
 */
export function makeTransact(database: DatabaseSync, busyTimeoutMs = BUSY_TIMEOUT_MS): Transact {
	/** Without SQLite's own waiting; see `whenFree`. */
	function beginNow(): void {
		database.exec('PRAGMA busy_timeout = 0');
		try {
			database.exec('BEGIN IMMEDIATE');
		} finally {
			database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
		}
	}

	return async (work) => {
		await whenFree(beginNow, busyTimeoutMs);
		try {
			const result = await work();
			database.exec('COMMIT');
			return result;
		} finally {
			if (database.isTransaction) database.exec('ROLLBACK');
		}
	};
}
