import { type ImportReport, NO_OUTCOMES, type Outcome, type RowOutcome } from '../model';
import type { ImportEntry, ImportKind, ImportStatus } from './journal';
import { unpack } from './packing';
import type { StateRow, StateStore, StateValue } from './store';

/** An import that gave no sign of life for so long is taken for dead. */
export const SILENCE_MS = 120_000;
/** Batches read at once. */
const PAGE_SIZE = 20;

/** The counts of outcomes as a table holds them, none left out. */
export function parseCounts(json: StateValue | undefined): Record<Outcome, number> {
	const known: Partial<Record<Outcome, number>> = JSON.parse(String(json ?? '{}'));
	return { ...NO_OUTCOMES, ...known };
}

export function countRows(outcomes: Readonly<Record<Outcome, number>>): number {
	return Object.values(outcomes).reduce((sum, count) => sum + count, 0);
}

/** What can be read of the imports. */
export interface EntryReader {
	history(limit: number): Promise<readonly ImportEntry[]>;
	entry(importId: string): Promise<ImportEntry | undefined>;
	report(importId: string): Promise<ImportReport | undefined>;
	unsaved(importId: string): AsyncGenerator<readonly RowOutcome[]>;
}

export function makeEntryReader(store: StateStore, now: () => Date): EntryReader {
	async function rowOf(importId: string): Promise<StateRow | undefined> {
		return (await store.all('SELECT * FROM import_entries WHERE id = ?', [importId]))[0];
	}

	async function* unsaved(importId: string): AsyncGenerator<readonly RowOutcome[]> {
		const number = Number((await rowOf(importId))?.['number'] ?? 0);
		for await (const { data } of pagesOf(store, 'import_unsaved', 'import_number', number)) {
			yield (await unpack<RowOutcome[]>(data)).map(reviveOutcome);
		}
	}

	return {
		async history(limit) {
			const rows = await store.all('SELECT * FROM import_entries ORDER BY number DESC LIMIT ?', [limit]);
			return rows.map((row) => entryOf(row, now()));
		},
		async entry(importId) {
			const row = await rowOf(importId);
			return row && entryOf(row, now());
		},
		async report(importId) {
			const row = await rowOf(importId);
			if (!row) return undefined;
			const kept = row['report'];
			const report: ImportReport | undefined = kept === null ? undefined : JSON.parse(String(kept));
			// One that is gone on with keeps the report of its earlier run until it has its own.
			return report && row['finished_at'] !== null ? report : openReport(entryOf(row, now()), report);
		},
		unsaved,
	};
}

/** The batches of a table in their order, a page at a time. */
export async function* pagesOf(
	store: StateStore,
	table: string,
	owner: string,
	number: number,
): AsyncGenerator<{ readonly number: number; readonly data: string }> {
	const sql = `SELECT number, data FROM ${table} WHERE ${owner} = ? AND number > ? ORDER BY number LIMIT ?`;
	for (let last = 0; ;) {
		const page = await store.all(sql, [number, last, PAGE_SIZE]);
		for (const row of page) yield { number: Number(row['number']), data: String(row['data']) };
		if (page.length < PAGE_SIZE) return;
		last = Number(page.at(-1)?.['number']);
	}
}

/** A row of the table as an entry. */
export function entryOf(row: StateRow, now: Date): ImportEntry {
	const outcomes = parseCounts(row['outcomes']);
	return {
		importId: String(row['id']),
		kind: kindOf(row['kind']),
		...optional('of', row['of_id']),
		...optional('undoneBy', row['undone_by']),
		destination: String(row['destination']),
		...optional('target', row['target']),
		...optional('source', row['source']),
		fingerprint: String(row['fingerprint']),
		settings: JSON.parse(String(row['settings'])),
		status: statusOf(row, now),
		startedAt: String(row['started_at']),
		aliveAt: String(row['alive_at']),
		...optional('finishedAt', row['finished_at']),
		rows: countRows(outcomes),
		outcomes,
	};
}

/** A property that is left out where the column is NULL. */
export function optional<Name extends string>(
	name: Name,
	value: StateValue | undefined,
): Partial<Record<Name, string>> {
	if (value === null || value === undefined) return {};
	const property: Partial<Record<Name, string>> = {};
	property[name] = String(value);
	return property;
}

function kindOf(text: StateValue | undefined): ImportKind {
	return text === 'apply' || text === 'undo' ? text : 'import';
}

function statusOf(row: StateRow, now: Date): ImportStatus {
	const text = row['status'];
	if (text === 'finished' || text === 'stopped' || text === 'interrupted') return text;
	return isSilent(row, now) ? 'interrupted' : 'running';
}

/**
 * Whether nothing was heard for too long. A sign of life from the future is none: where the clock was set
 * back, a living import gives the next one by the new time.
 */
export function isSilent(row: StateRow, now: Date): boolean {
	return Math.abs(now.getTime() - Date.parse(String(row['alive_at']))) > SILENCE_MS;
}

/** The report of an import that is still running or did not live to write one. */
function openReport({ status, aliveAt, ...entry }: ImportEntry, earlier?: ImportReport): ImportReport {
	const { importId, destination, startedAt, rows, outcomes } = entry;
	const message = status === 'running' ? 'The import is still running' : 'The import was interrupted';
	const hint = 'Resume it, or run it again: each customer is looked up before anything is written.';
	const stopped = status === 'running' ? { message } : { message, hint };
	return {
		importId,
		destination,
		startedAt,
		finishedAt: aliveAt,
		rows,
		outcomes,
		issues: earlier?.issues ?? [],
		examples: earlier?.examples ?? [],
		...(earlier?.changes === undefined ? {} : { changes: earlier.changes }),
		stopped,
	};
}

/** Records have no prototype, so that no label can reach one. */
export function reviveOutcome(outcome: RowOutcome): RowOutcome {
	if (outcome.record) Object.setPrototypeOf(outcome.record, null);
	if (outcome.raw) Object.setPrototypeOf(outcome.raw, null);
	return outcome;
}
