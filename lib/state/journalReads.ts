import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { NO_OUTCOMES, type ImportReport, type Outcome, type RowOutcome } from '../model';
import type { BeforeImage, ImportEntry, ImportStatus } from './journal';

/** Entries read at once. */
const PAGE_SIZE = 1_000;

type Tuple = Readonly<Record<string, SQLOutputValue>>;

/** The counts of outcomes as the table holds them, none left out. */
export function parseCounts(json: SQLOutputValue | undefined): Record<Outcome, number> {
	const known: Partial<Record<Outcome, number>> = JSON.parse(String(json ?? '{}'));
	return { ...NO_OUTCOMES, ...known };
}

/** The latest imports, the last one first. */
export function readHistory(database: DatabaseSync, limit: number): ImportEntry[] {
	return database.prepare('SELECT * FROM imports ORDER BY number DESC LIMIT ?').all(limit).map(entryOf);
}

function entryOf(row: Tuple): ImportEntry {
	const outcomes = parseCounts(row['outcomes']);
	return {
		importId: String(row['id']),
		destination: String(row['destination']),
		...(row['source'] === null ? {} : { source: String(row['source']) }),
		fingerprint: String(row['fingerprint']),
		settings: JSON.parse(String(row['settings'])),
		status: statusOf(row['status']),
		startedAt: String(row['started_at']),
		...(row['finished_at'] === null ? {} : { finishedAt: String(row['finished_at']) }),
		rows: Object.values(outcomes).reduce((sum, count) => sum + count, 0),
		outcomes,
	};
}

function statusOf(text: SQLOutputValue | undefined): ImportStatus {
	return text === 'finished' || text === 'stopped' || text === 'interrupted' ? text : 'running';
}

/** The report of an import; of one without, what is known of it. */
export function readReport(database: DatabaseSync, importId: string): ImportReport | undefined {
	const row = database.prepare('SELECT * FROM imports WHERE id = ?').get(importId);
	if (!row) return undefined;
	return row['report'] === null ? openReport(row) : JSON.parse(String(row['report']));
}

/** The report of an import that is still running or did not live to write one. */
function openReport(row: Tuple): ImportReport {
	const { importId, destination, startedAt, rows, outcomes, status } = entryOf(row);
	const message = status === 'running' ? 'The import is still running' : 'The import was interrupted';
	const hint = 'Run it again: it looks each customer up before it writes.';
	const stopped = status === 'running' ? { message } : { message, hint };
	const finishedAt = String(row['alive_at']);
	return { importId, destination, startedAt, finishedAt, rows, outcomes, issues: [], examples: [], stopped };
}

/** The rows an import did not save, in the order of processing. */
export async function* readUnsaved(
	database: DatabaseSync,
	importId: string,
): AsyncGenerator<readonly RowOutcome[]> {
	const sql =
		'SELECT number, outcome FROM unsaved_rows WHERE import_id = ? AND number > ? ORDER BY number LIMIT ?';
	for (const page of pages(database, sql, importId, 0)) {
		yield page.map((row): RowOutcome => JSON.parse(String(row['outcome'])));
	}
}

/** What an import changed, the last change first. */
export async function* readBeforeImages(
	database: DatabaseSync,
	importId: string,
): AsyncGenerator<readonly BeforeImage[]> {
	const sql = `SELECT number, customer_id, row_number, before FROM before_images
		WHERE import_id = ? AND number < ? ORDER BY number DESC LIMIT ?`;
	for (const page of pages(database, sql, importId, Number.MAX_SAFE_INTEGER)) yield page.map(imageOf);
}

function imageOf(row: Tuple): BeforeImage {
	return {
		customerId: String(row['customer_id']),
		rowNumber: Number(row['row_number']),
		before: JSON.parse(String(row['before'])),
	};
}

/** The ids of the customers an import made. */
export async function* readCreated(
	database: DatabaseSync,
	importId: string,
): AsyncGenerator<readonly string[]> {
	const sql =
		'SELECT number, ids FROM created_customers WHERE import_id = ? AND number > ? ORDER BY number LIMIT ?';
	for (const page of pages(database, sql, importId, 0)) {
		for (const row of page) yield JSON.parse(String(row['ids']));
	}
}

function* pages(database: DatabaseSync, sql: string, importId: string, start: number): Generator<Tuple[]> {
	const select = database.prepare(sql);
	let last = start;
	for (;;) {
		const page = select.all(importId, last, PAGE_SIZE);
		if (page.length > 0) yield page;
		if (page.length < PAGE_SIZE) return;
		last = Number(page.at(-1)?.['number']);
	}
}
