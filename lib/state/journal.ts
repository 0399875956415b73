import type { CustomerRecord, FieldChange, Identifier, ImportReport, Outcome, RowOutcome } from '../model';
import { makeEntryReader, SILENCE_MS } from './journalEntries';
import { makePlans } from './journalPlans';
import { prune } from './journalPrune';
import { migrateJournal } from './journalSchema';
import { makeJournalWriter } from './journalWriter';
import { readWritten } from './journalWritten';
import type { StateStore } from './store';

/** What an account is of: an import, a plan that was applied, or an import that was taken back. */
export type ImportKind = 'import' | 'apply' | 'undo';

/** What is known of an import when it starts. */
export interface ImportStart {
	readonly kind?: ImportKind;
	/** The import that is taken back, or the plan that is applied. */
	readonly of?: string;
	readonly destination: string;
	/** Which one of its kind, such as the path of a base or the address of a CRM; never a secret. */
	readonly target?: string;
	/** Where the rows come from, for people. */
	readonly source?: string;
	/** The settings as they were, for people and for running it again. */
	readonly settings: unknown;
}

export type ImportStatus = 'running' | 'finished' | 'stopped' | 'interrupted';

/** An import as the history lists it. */
export interface ImportEntry {
	readonly importId: string;
	readonly kind: ImportKind;
	readonly of?: string;
	/** The undo that took it back, where one did. */
	readonly undoneBy?: string;
	readonly destination: string;
	readonly target?: string;
	readonly source?: string;
	/** The same for imports of the same source with the same settings into the same destination. */
	readonly fingerprint: string;
	readonly settings: unknown;
	readonly status: ImportStatus;
	readonly startedAt: string;
	/** The last sign of life. */
	readonly aliveAt: string;
	readonly finishedAt?: string;
	readonly rows: number;
	readonly outcomes: Readonly<Record<Outcome, number>>;
}

/** What is about to be written for a row. Kept before it is sent, so that no crash hides it. */
export type Intent =
	| {
			readonly action: 'create';
			readonly rowNumber: number;
			readonly source?: string;
			readonly record: CustomerRecord;
			/** What the new customer will be found by. */
			readonly identifiers: readonly Identifier[];
	  }
	| {
			readonly action: 'update';
			readonly rowNumber: number;
			readonly source?: string;
			readonly customerId: string;
			/** Before and after of each field that is changed: what undo gives back, and what it compares with. */
			readonly changes: readonly FieldChange[];
			/** The customer's version that the plan was made of. */
			readonly version?: string;
	  };

/** A write that an import did, or may have done, for undo. */
export interface Written {
	readonly intent: Intent;
	/** `unknown` where the import did not live to learn what became of it. */
	readonly result: 'created' | 'updated' | 'unknown';
	/** The customer, where it is known who he is. */
	readonly customerId?: string;
	/** The customer's version after the write, where the destination tells. */
	readonly version?: string;
}

/** One row of a plan that is kept to be shown, approved and applied: its outcome if it is applied as it is. */
export interface PlanRow {
	readonly outcome: RowOutcome;
	/** For rows that are to be written: the customer's version that the plan was made of. */
	readonly version?: string;
	/** Rows of one step have nothing to do with each other; the steps are applied one after the other. */
	readonly step?: number;
}

/** A plan that was kept. */
export interface PlanEntry {
	readonly planId: string;
	/** SHA-256 over destination, settings and every row in its order; what is applied must have it. */
	readonly hash: string;
	readonly destination: string;
	readonly target?: string;
	readonly source?: string;
	readonly settings: unknown;
	readonly rows: number;
	readonly outcomes: Readonly<Record<Outcome, number>>;
	readonly madeAt: string;
	/** The import that applied it. */
	readonly appliedBy?: string;
}

/**
 * Which rows of an import have an outcome already. Those with an issue of `NOT_REACHED_CODES` have none: the
 * import stopped before them, and goes on with them. Memory is a few bytes a row.
 */
export interface DoneRows {
	has(source: string | undefined, rowNumber: number): boolean;
	/** How many outcomes there are. */
	readonly count: number;
}

/**
 * The account of every import: what it was to do, what it was about to write, what became of each row and
 * which rows it did not save. Enough to show the history, to correct rows, to go on after a crash and to take
 * an import back.
 */
export interface Journal {
	/** Opens the account; gives the import's id. */
	begin(start: ImportStart): Promise<string>;
	/**
	 * Opens the account of an import again that did not get to its end.
	 * @throws userError when there is none, it is finished, or it is still running
	 */
	reopen(importId: string): Promise<DoneRows>;
	/** Keeps what is about to be written, before it is. */
	saveIntents(importId: string, intents: readonly Intent[]): Promise<void>;
	/** Keeps what became of a batch of rows: counts, new customers and versions, the rows not saved in full. */
	saveOutcomes(
		importId: string,
		outcomes: readonly RowOutcome[],
		versions?: ReadonlyMap<string, string>,
	): Promise<void>;
	/** Closes the account. */
	finish(importId: string, report: ImportReport): Promise<void>;
	/** The latest imports, the last one first. */
	history(limit: number): Promise<readonly ImportEntry[]>;
	/** One of them. */
	entry(importId: string): Promise<ImportEntry | undefined>;
	/** The report of an import; of one that was interrupted, what is known of it. */
	report(importId: string): Promise<ImportReport | undefined>;
	/** The rows an import did not save, in the order of processing. */
	unsaved(importId: string): AsyncIterable<readonly RowOutcome[]>;
	/** What an import wrote or may have written, the last write first. */
	written(importId: string): AsyncIterable<readonly Written[]>;
	/** Keeps a plan; gives its entry with the hash. The rows are read once. */
	savePlan(
		plan: Omit<PlanEntry, 'planId' | 'hash' | 'rows' | 'outcomes' | 'madeAt' | 'appliedBy'>,
		rows: AsyncIterable<readonly PlanRow[]>,
	): Promise<PlanEntry>;
	plan(planId: string): Promise<PlanEntry | undefined>;
	/**
	 * The rows of a plan in their order.
	 * @throws userError `PLAN_CHANGED` at the end where they do not have the plan's hash
	 */
	planRows(planId: string): AsyncIterable<readonly PlanRow[]>;
	/** Notes that an import applies the plan; `false` where another did, so that no plan is applied twice. */
	claimPlan(planId: string, importId: string): Promise<boolean>;
	/** Forgets the rows, intents and plans of what ended before a time; the entries with their counts stay. How many were forgotten. */
	prune(endedBefore: Date): Promise<number>;
	close(): Promise<void>;
}

export interface JournalOptions {
	readonly now?: () => Date;
	/**
	 * How old rows, intents and plans may be before they are forgotten when the journal is opened, in days; 90
	 * when left out. The last ten imports and plans are kept.
	 */
	readonly keepRowsDays?: number;
}

const KEEP_ROWS_DAYS = 90;
const DAY_MS = 86_400_000;
/** How often an import gives a sign of life, also while it waits for its destination. */
const BEAT_MS = 30_000;

/**
 * Opens the journal in a state. Imports that a crash left open count as interrupted once they have given no
 * sign of life for two minutes.
 *
 * Whoever opened the store closes it, after the journal: closing the journal marks imports that nobody
 * finished as interrupted.
 * @throws userError when the tables are of a newer version
 */
export async function openJournal(store: StateStore, options: JournalOptions = {}): Promise<Journal> {
	const { now = () => new Date(), keepRowsDays = KEEP_ROWS_DAYS } = options;
	await migrateJournal(store);
	const ago = (milliseconds: number) => new Date(now().getTime() - milliseconds);
	const forget = async (endedBefore: Date, keepLast: boolean) =>
		await prune(store, { endedBefore, silentSince: ago(SILENCE_MS), keepLast });
	await forget(ago(keepRowsDays * DAY_MS), true);
	const { beat, abandon, ...writes } = makeJournalWriter(store, now);
	// A beat that fails is no harm: the next batch says what is wrong.
	const heart = setInterval(() => void beat().catch(() => undefined), BEAT_MS).unref();
	return {
		...writes,
		...makeEntryReader(store, now),
		...makePlans(store, now),
		written: (importId) => readWritten(store, importId),
		prune: async (endedBefore) => await forget(endedBefore, false),
		async close() {
			clearInterval(heart);
			await abandon();
		},
	};
}
