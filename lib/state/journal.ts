import type { CustomerRecord, ImportReport, Outcome, RowOutcome } from '../model';
import { openSqliteJournal } from './sqliteJournal';

/** What is known of an import when it starts. */
export interface ImportStart {
	readonly destination: string;
	/** Where the rows come from, for people. */
	readonly source?: string;
	/** The settings as they were, for people and for running it again. */
	readonly settings: unknown;
}

export type ImportStatus = 'running' | 'finished' | 'stopped' | 'interrupted';

/** An import as the history lists it. */
export interface ImportEntry {
	readonly importId: string;
	readonly destination: string;
	readonly source?: string;
	/** The same for imports of the same source with the same settings into the same destination. */
	readonly fingerprint: string;
	readonly settings: unknown;
	readonly status: ImportStatus;
	readonly startedAt: string;
	readonly finishedAt?: string;
	readonly rows: number;
	readonly outcomes: Readonly<Record<Outcome, number>>;
}

/** A customer as he was before an import changed him. */
export interface BeforeImage {
	readonly customerId: string;
	readonly rowNumber: number;
	readonly before: CustomerRecord;
}

/**
 * The account of every import: what it was to do, what the customers it changed were before, whom it made,
 * which rows it did not save. Enough to show the history, to correct rows and to take an import back.
 */
export interface Journal {
	/** Opens the account; gives the import's id. */
	begin(start: ImportStart): Promise<string>;
	/** Keeps what customers were, before they are changed. */
	saveBefore(importId: string, images: readonly BeforeImage[]): Promise<void>;
	/** Keeps what became of a batch of rows: counts, the ids of new customers, and the rows not saved in full. */
	saveOutcomes(importId: string, outcomes: readonly RowOutcome[]): Promise<void>;
	/** Closes the account. */
	finish(importId: string, report: ImportReport): Promise<void>;
	/** The latest imports, the last one first. */
	history(limit: number): Promise<readonly ImportEntry[]>;
	/** The report of an import; of one that was interrupted, what is known of it. */
	report(importId: string): Promise<ImportReport | undefined>;
	/** The rows an import did not save, in the order of processing. */
	unsaved(importId: string): AsyncIterable<readonly RowOutcome[]>;
	/** What an import changed, the last change first. */
	beforeImages(importId: string): AsyncIterable<readonly BeforeImage[]>;
	/** The ids of the customers an import made. */
	created(importId: string): AsyncIterable<readonly string[]>;
	close(): Promise<void>;
}

export interface JournalOptions {
	readonly now?: () => Date;
	/** How long to wait for another process that is writing, in milliseconds. */
	readonly busyTimeoutMs?: number;
}

/**
 * Opens the journal in an SQLite file. Imports that a crash left open are marked as interrupted: those whose
 * process has given no sign of life for two minutes.
 * @throws userError when the file cannot be opened or is of a newer version
 */
export function openJournal(path: string, options: JournalOptions = {}): Journal {
	return openSqliteJournal(path, options);
}
