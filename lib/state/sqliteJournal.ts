import { createHash, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { SAVED_OUTCOMES, type ImportReport, type RowOutcome } from '../model';
import { inTransaction, migrate, openDatabase } from './database';
import type { BeforeImage, ImportStart, ImportStatus, Journal, JournalOptions } from './journal';
import {
	parseCounts,
	readBeforeImages,
	readCreated,
	readHistory,
	readReport,
	readUnsaved,
} from './journalReads';
import { JOURNAL_PART, JOURNAL_STEPS } from './journalSchema';
import { explainSqliteError } from './sqliteErrors';

/** An import that gave no sign of life for so long is taken for dead. Batches take seconds at most. */
const SILENCE_MS = 120_000;

/** Tells this process from all others, and from earlier ones with the same process number. */
const PROCESS = randomUUID();

export function openSqliteJournal(path: string, options: JournalOptions): Journal {
	const now = options.now ?? (() => new Date());
	const { busyTimeoutMs } = options;
	const database = openDatabase(path, busyTimeoutMs === undefined ? {} : { busyTimeoutMs });
	migrate(database, JOURNAL_PART, JOURNAL_STEPS);
	const explained = makeExplained(path);
	const write = makeJournalWriter(database, now);
	write.markInterrupted();
	return {
		begin: (start) => explained(() => write.begin(start)),
		saveBefore: (importId, images) => explained(() => write.saveBefore(importId, images)),
		saveOutcomes: (importId, outcomes) => explained(() => write.saveOutcomes(importId, outcomes)),
		finish: (importId, report) => explained(() => write.finish(importId, report)),
		history: (limit) => explained(() => readHistory(database, limit)),
		report: (importId) => explained(() => readReport(database, importId)),
		unsaved: (importId) => readUnsaved(database, importId),
		beforeImages: (importId) => readBeforeImages(database, importId),
		created: (importId) => readCreated(database, importId),
		close: () => explained(() => closeOnce(database)),
	};
}

function makeExplained(path: string): <T>(work: () => T) => Promise<T> {
	return async (work) => {
		try {
			return work();
		} catch (error) {
			throw explainSqliteError(error, path);
		}
	};
}

function closeOnce(database: DatabaseSync): void {
	if (database.isOpen) database.close();
}

interface JournalWriter {
	markInterrupted(): void;
	begin(start: ImportStart): string;
	saveBefore(importId: string, images: readonly BeforeImage[]): void;
	saveOutcomes(importId: string, outcomes: readonly RowOutcome[]): void;
	finish(importId: string, report: ImportReport): void;
}

function makeJournalWriter(database: DatabaseSync, now: () => Date): JournalWriter {
	const interrupt = database.prepare(
		`UPDATE imports SET status = 'interrupted' WHERE status = 'running' AND process <> ? AND alive_at < ?`,
	);
	const insertImport = database.prepare(
		`INSERT INTO imports (id, fingerprint, destination, source, settings, status, process, started_at, alive_at, outcomes)
		VALUES (?, ?, ?, ?, ?, 'running', ?, ?, ?, '{}')`,
	);
	const insertImage = database.prepare(
		'INSERT INTO before_images (import_id, customer_id, row_number, before) VALUES (?, ?, ?, ?)',
	);
	const insertCreated = database.prepare('INSERT INTO created_customers (import_id, ids) VALUES (?, ?)');
	const insertUnsaved = database.prepare('INSERT INTO unsaved_rows (import_id, outcome) VALUES (?, ?)');
	const selectCounts = database.prepare('SELECT outcomes FROM imports WHERE id = ?');
	const updateCounts = database.prepare('UPDATE imports SET outcomes = ?, alive_at = ? WHERE id = ?');
	const updateFinished = database.prepare(
		'UPDATE imports SET status = ?, finished_at = ?, outcomes = ?, report = ? WHERE id = ?',
	);

	function countOutcomes(importId: string, outcomes: readonly RowOutcome[]): void {
		const counts = parseCounts(selectCounts.get(importId)?.['outcomes']);
		for (const { outcome } of outcomes) counts[outcome] += 1;
		updateCounts.run(JSON.stringify(counts), now().toISOString(), importId);
	}

	return {
		markInterrupted: () => {
			interrupt.run(PROCESS, new Date(now().getTime() - SILENCE_MS).toISOString());
		},
		begin: (start) => {
			const id = randomUUID();
			const time = now().toISOString();
			const { destination, source = null, settings } = start;
			const text = JSON.stringify(settings ?? null);
			insertImport.run(id, fingerprintOf(start), destination, source, text, PROCESS, time, time);
			return id;
		},
		saveBefore: (importId, images) =>
			inTransaction(database, () => {
				for (const { customerId, rowNumber, before } of images) {
					insertImage.run(importId, customerId, rowNumber, JSON.stringify(before));
				}
			}),
		saveOutcomes: (importId, outcomes) =>
			inTransaction(database, () => {
				const created = outcomes.flatMap(({ outcome, id }) => (outcome === 'created' && id ? [id] : []));
				if (created.length > 0) insertCreated.run(importId, JSON.stringify(created));
				for (const one of outcomes) {
					if (!SAVED_OUTCOMES.includes(one.outcome)) insertUnsaved.run(importId, JSON.stringify(one));
				}
				countOutcomes(importId, outcomes);
			}),
		finish: (importId, report) => {
			const status: ImportStatus = report.stopped ? 'stopped' : 'finished';
			const counts = JSON.stringify(report.outcomes);
			updateFinished.run(status, report.finishedAt, counts, JSON.stringify(report), importId);
		},
	};
}

/** The same for the same source, settings and destination, in whatever order the settings were written. */
function fingerprintOf({ destination, source, settings }: ImportStart): string {
	const parts = JSON.stringify([destination, source ?? null, settings ?? null], sortKeys);
	return createHash('sha256').update(parts).digest('hex');
}

function sortKeys(_key: string, value: unknown): unknown {
	if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
