import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { asError, type ImportError, userError } from '../errors';

/** How long a statement waits for another process that holds the file, in milliseconds. */
export const BUSY_TIMEOUT_MS = 15_000;

/**
 * Pages kept in memory, in KiB (negative, as SQLite wants it), and pages written ahead before they go into
 * the file. SQLite's own 2 MB and 1,000 pages halve the speed of a big import (measured, 162,000 customers).
 */
const CACHE_KIB = -65_536;
const CHECKPOINT_PAGES = 20_000;

export interface DatabaseOptions {
	/** Neither makes nor changes the file. */
	readonly readOnly?: boolean;
	/** How long to wait for another process that holds the file, in milliseconds. */
	readonly busyTimeoutMs?: number;
}

/**
 * Opens an embedded SQLite database, making the folder and the file where they are missing.
 * Write-ahead logging, so that readers never wait; `synchronous = NORMAL`, which keeps every
 * committed transaction when the process is killed (https://sqlite.org/pragma.html#pragma_synchronous).
 * @throws userError when the folder or the file cannot be used
 */
export function openDatabase(path: string, options: DatabaseOptions = {}): DatabaseSync {
	const readOnly = options.readOnly ?? false;
	try {
		if (path !== ':memory:' && !readOnly) makeFolder(dirname(resolve(path)));
		const database = new DatabaseSync(path, { readOnly });
		database.exec(`PRAGMA busy_timeout = ${options.busyTimeoutMs ?? BUSY_TIMEOUT_MS}`);
		database.exec(`PRAGMA cache_size = ${CACHE_KIB}; PRAGMA foreign_keys = ON`);
		if (!readOnly) {
			database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
			database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
		}
		return database;
	} catch (error) {
		throw userError(
			`The database file ${path} cannot be opened: ${asError(error).message}`,
			'Check that the folder exists, that n8n may write to it, and that the disk is not full.',
			'STATE_UNAVAILABLE',
			error,
		);
	}
}

/** Level by level: Node's own recursive way never returns where a folder refuses, as below `/proc` (Node 24). */
function makeFolder(folder: string): void {
	if (existsSync(folder)) return;
	makeFolder(dirname(folder));
	try {
		mkdirSync(folder);
	} catch (error) {
		// Another process may have been faster.
		if (!existsSync(folder)) throw asError(error);
	}
}

/**
 * Runs `work` in one transaction: all of it or nothing.
 * @param kind `IMMEDIATE` for work that writes to the file: nobody else writes meanwhile. `DEFERRED` for work on
 * temporary tables alone, which keeps nobody waiting.
 */
export function inTransaction<T>(
	database: DatabaseSync,
	work: () => T,
	kind: 'IMMEDIATE' | 'DEFERRED' = 'IMMEDIATE',
): T {
	database.exec(`BEGIN ${kind}`);
	try {
		const result = work();
		database.exec('COMMIT');
		return result;
	} finally {
		if (database.isTransaction) database.exec('ROLLBACK');
	}
}

/** Brings the tables of one part up to date: `steps[n]` is run once, in order, and remembered under `part`. */
export function migrate(database: DatabaseSync, part: string, steps: readonly string[]): void {
	// Without a lock where nothing is to do, so that a base can be opened while another process writes.
	if (doneSteps(database, part) === steps.length) return;
	inTransaction(database, () => takeSteps(database, part, steps));
}

function doneSteps(database: DatabaseSync, part: string): number {
	const table = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'";
	if (!database.prepare(table).get()) return 0;
	const row = database.prepare('SELECT version FROM schema_version WHERE part = ?').get(part);
	return Number(row?.['version'] ?? 0);
}

function takeSteps(database: DatabaseSync, part: string, steps: readonly string[]): void {
	database.exec(
		'CREATE TABLE IF NOT EXISTS schema_version (part TEXT PRIMARY KEY, version INTEGER NOT NULL)',
	);
	const done = doneSteps(database, part);
	if (done > steps.length) throw tooNew(part, done, steps.length);
	for (const step of steps.slice(done)) database.exec(step);
	database
		.prepare(
			'INSERT INTO schema_version VALUES (?, ?) ON CONFLICT (part) DO UPDATE SET version = excluded.version',
		)
		.run(part, steps.length);
}

/** What is said where the tables of a part are of a version that is not known here. */
export function tooNew(part: string, done: number, known: number): ImportError {
	return userError(
		`The database was written by a newer version of this package (${part} ${done}, this one knows ${known})`,
		'Update n8n-nodes-customer-import.',
		'STATE_TOO_NEW',
	);
}
