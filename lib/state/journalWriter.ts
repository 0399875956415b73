import { randomUUID } from 'node:crypto';
import { userError } from '../errors';
import { type ImportReport, type RowOutcome, SAVED_OUTCOMES } from '../model';
import { donePartsOf } from './doneRows';
import { packIntents } from './intentPacking';
import type { DoneRows, ImportStart, Intent, Journal } from './journal';
import { type Account, takenOver, withPatience, writeBatch } from './journalAccount';
import { beginAccount, reopenAccount } from './journalBegin';
import { countRows } from './journalEntries';
import { isOpenStill, readDoneRows, takeBackOpenRows } from './journalResume';
import { pack } from './packing';
import { type IntentResults, makePendingIntents, type PendingIntents } from './pendingIntents';
import type { StateStore } from './store';

type Writes = Pick<Journal, 'begin' | 'reopen' | 'saveIntents' | 'saveOutcomes' | 'finish'>;

/** Writes accounts, and keeps them alive. */
export interface JournalWriter extends Writes {
	/** A sign of life of every account that is open. */
	beat(): Promise<void>;
	/** Marks accounts that nobody finished as interrupted, so that they can be resumed at once. */
	abandon(): Promise<void>;
}

/** An account that is open, and its intents that wait for their outcomes. */
interface OpenAccount {
	readonly account: Account;
	readonly pending: PendingIntents;
}

export function makeJournalWriter(store: StateStore, now: () => Date): JournalWriter {
	/** Tells this journal from all others, in this process and in others. */
	const owner = randomUUID();
	const open = new Map<string, OpenAccount>();
	const time = () => now().toISOString();

	function openOf(importId: string): OpenAccount {
		const one = open.get(importId);
		if (one) return one;
		throw userError(`The import ${importId} is not open`, 'Begin or resume it first.', 'NO_IMPORT');
	}

	async function begin(start: ImportStart): Promise<string> {
		const account = await beginAccount(store, start, owner, now());
		open.set(account.importId, { account, pending: makePendingIntents() });
		return account.importId;
	}

	async function reopen(importId: string): Promise<DoneRows> {
		const account = await store.inTransaction(async (inside) => {
			const reopened = await reopenAccount(inside, importId, owner, now());
			return await takeBackOpenRows(inside, reopened);
		});
		open.set(importId, { account, pending: makePendingIntents() });
		return await readDoneRows(store, account.number);
	}

	async function saveIntents(importId: string, intents: readonly Intent[]): Promise<void> {
		if (intents.length === 0) return;
		const { account, pending } = openOf(importId);
		const data = await packIntents(intents);
		const number = await writeBatch(store, account, {
			outcomes: [],
			aliveAt: time(),
			write: async (inside, batch) => await insertData(inside, 'import_intents', account, batch, data),
		});
		pending.add(number, intents);
	}

	async function saveOutcomes(
		importId: string,
		outcomes: readonly RowOutcome[],
		versions?: ReadonlyMap<string, string>,
	): Promise<void> {
		const { account, pending } = openOf(importId);
		const rows = await packOutcomes(outcomes, pending.settle(outcomes, versions));
		await writeBatch(store, account, {
			outcomes,
			aliveAt: time(),
			write: async (inside, batch) => await insertOutcomes(inside, account, batch, rows),
		});
	}

	async function finish(importId: string, report: ImportReport): Promise<void> {
		const { account } = openOf(importId);
		// The report of a run that went on tells of its own rows; the account has those before too.
		const outcomes = account.resumed ? account.outcomes : report.outcomes;
		const whole = { ...report, startedAt: account.startedAt, outcomes, rows: countRows(outcomes) };
		await account.inOrder(async () => await withPatience(async () => await close(account, whole)));
		open.delete(importId);
	}

	async function close({ number, importId }: Account, report: ImportReport): Promise<void> {
		const { outcomes, finishedAt, stopped } = report;
		const closed = await store.run(
			`UPDATE import_entries SET status = ?, finished_at = ?, alive_at = ?, outcomes = ?, report = ?
			WHERE number = ? AND owner = ?`,
			[
				stopped ? 'stopped' : 'finished',
				finishedAt,
				time(),
				JSON.stringify(outcomes),
				JSON.stringify(report),
				number,
				owner,
			],
		);
		if (closed !== 1) throw takenOver(importId);
	}

	return {
		begin,
		reopen,
		saveIntents,
		saveOutcomes,
		finish,
		async beat() {
			for (const { account } of open.values()) {
				await store.run('UPDATE import_entries SET alive_at = ? WHERE number = ? AND owner = ?', [
					time(),
					account.number,
					owner,
				]);
			}
		},
		async abandon() {
			if (open.size === 0) return;
			open.clear();
			await store.run(
				"UPDATE import_entries SET status = 'interrupted' WHERE owner = ? AND status = 'running'",
				[owner],
			);
		},
	};
}

/** What is kept of a batch of outcomes. */
interface PackedOutcomes {
	readonly done: string;
	readonly unsaved: string | undefined;
	/** By the batch of the intents. */
	readonly results: ReadonlyArray<readonly [intents: number, data: string]>;
}

async function packOutcomes(
	outcomes: readonly RowOutcome[],
	results: ReadonlyMap<number, IntentResults>,
): Promise<PackedOutcomes> {
	const unsaved = outcomes.filter(({ outcome }) => !SAVED_OUTCOMES.includes(outcome));
	return {
		done: await pack(donePartsOf(outcomes.filter((outcome) => !isOpenStill(outcome)))),
		unsaved: unsaved.length === 0 ? undefined : await pack(unsaved),
		results: await Promise.all([...results].map(async ([intents, of]) => [intents, await pack(of)] as const)),
	};
}

async function insertOutcomes(
	store: StateStore,
	account: Account,
	batch: number,
	{ done, unsaved, results }: PackedOutcomes,
): Promise<void> {
	await insertData(store, 'import_done', account, batch, done);
	if (unsaved !== undefined) await insertData(store, 'import_unsaved', account, batch, unsaved);
	await store.insert(
		'import_results',
		['import_number', 'intents_number', 'number', 'data'],
		results.map(([intents, data]) => [account.number, intents, batch, data]),
	);
}

async function insertData(
	store: StateStore,
	table: string,
	{ number }: Account,
	batch: number,
	data: string,
): Promise<void> {
	await store.insert(table, ['import_number', 'number', 'data'], [[number, batch, data]]);
}
