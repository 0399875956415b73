import type { Connector } from '../connectors/connector';
import type { CustomerBatch, DuplicatePolicy, FieldSpec, Outcome, RowOutcome, SameCustomer } from '../model';
import type { DoneRows, Journal } from '../state/journal';
import type { UpsertSettings, WriteLimits } from '../upsert';

/** What the person chose for an import. */
export interface ImportSettings extends UpsertSettings, WriteLimits {
	readonly duplicates: DuplicatePolicy;
	/** Which of the identifiers rows of one customer have in common. The main one when left out. */
	readonly sameCustomer?: SameCustomer;
	/** From how many different people on it a value recognises nobody; see `LEAST_PEOPLE`. `Infinity`: never. */
	readonly sharedFrom?: number;
	/** Adds a warning to rows that look like an earlier customer without sharing an identifier. */
	readonly possible?: boolean;
	/** Plans only: the same outcomes, nothing written, nothing in the journal. */
	readonly preview?: boolean;
	/** A trial: only so many rows of the source are taken. */
	readonly limit?: number;
	/** The import ends before it creates more customers. It is the first so many rows that create them. */
	readonly maxCreates?: number;
	/** The import ends before it updates more customers. */
	readonly maxUpdates?: number;
	/** The import ends when too many rows go wrong. */
	readonly stopAtFailures?: FailureLimit;
	/**
	 * Not to start the destination's own automations, such as mails to new customers. The import does not begin
	 * where the destination cannot be told so.
	 */
	readonly suppressTriggers?: boolean;
}

/** From which share of rows on that are rejected, ambiguous, failed or unknown an import ends. */
export interface FailureLimit {
	/** Percent of the rows so far, from 0 to 100. */
	readonly percent: number;
	/** Not before so many rows have an outcome. */
	readonly after: number;
}

/** How far an import has come. */
export interface Progress {
	readonly rows: number;
	readonly outcomes: Readonly<Record<Outcome, number>>;
	/** Milliseconds since it began, by `elapsed`. */
	readonly elapsedMs: number;
}

/** What an import needs from outside, whatever its rows come from. */
export interface RunOptions {
	readonly connector: Connector;
	readonly now?: () => Date;
	/** Milliseconds since some moment, which never go back; of the process when left out. */
	readonly elapsed?: () => number;
	/** Waits, in milliseconds; rejects when the import is cancelled. */
	readonly sleep?: (milliseconds: number) => Promise<void>;
	/** From 0 to 1, for the jitter of retries. */
	readonly random?: () => number;
	readonly signal?: AbortSignal;
	/** Told how far it has come: at the end of each batch, but not more than twice a second, and at the end. */
	readonly onProgress?: (progress: Progress) => void;
}

/** An import that is gone on with, as the journal's `reopen` gives it. */
export interface Resume {
	readonly importId: string;
	/** The rows that have an outcome and are left out. */
	readonly done: DoneRows;
	/** The places of rows, as `placeOf` gives them, that may have been written and cannot be looked up: they are not sent again. */
	readonly lost?: ReadonlySet<string>;
}

export interface ImportOptions extends RunOptions {
	/** Opens the rows; each call starts at the first one. Called once: see `collapseDuplicates`. */
	readonly open: () => AsyncIterable<CustomerBatch>;
	readonly journal?: Journal;
	readonly settings: ImportSettings;
	/** Where the rows come from, for the journal. */
	readonly source?: string;
	/** The types of fields that the destination does not know yet, such as new custom ones. */
	readonly fields?: readonly FieldSpec[];
	/** Goes on with an import that did not get to its end; the same rows and settings are needed again. */
	readonly resume?: Resume;
}

/** The outcomes that `stopAtFailures` counts. */
export const FAILURES: readonly RowOutcome['outcome'][] = ['rejected', 'ambiguous', 'failed', 'unknown'];
