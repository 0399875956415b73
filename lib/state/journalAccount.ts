import { setTimeout } from 'node:timers/promises';
import { asError, isImportError, userError } from '../errors';
import type { Outcome, RowOutcome } from '../model';
import { type InOrder, makeInOrder } from './inOrder';
import type { StateStore } from './store';

/** Waits before a write is tried again, in milliseconds: a server that restarts is back within them. */
const WAITS_MS = [250, 500, 1_000, 2_000, 4_000, 8_000];

/** The account of an import that is under way in this journal. */
export interface Account {
	readonly importId: string;
	/** Its number in the tables. */
	readonly number: number;
	/** Who writes it; nobody else may. */
	readonly owner: string;
	readonly startedAt: string;
	/** Whether an earlier run of it was interrupted. */
	readonly resumed: boolean;
	/** The last batch that was written. */
	batches: number;
	outcomes: Readonly<Record<Outcome, number>>;
	readonly inOrder: InOrder;
	/** What made it impossible to go on, where something did. */
	broken?: Error;
}

export function makeAccount(known: Omit<Account, 'inOrder' | 'broken'>): Account {
	return { ...known, inOrder: makeInOrder() };
}

/** A batch to be written into an account. */
export interface AccountBatch {
	/** The outcomes that it adds to the counts. */
	readonly outcomes: readonly RowOutcome[];
	readonly aliveAt: string;
	/** Writes its rows under the batch's number. */
	write(store: StateStore, number: number): Promise<void>;
}

/**
 * Writes the next batch of an account, with the counts and the sign of life: all of it or nothing, and once,
 * also where it is tried again because a connection broke before it could tell whether it was written.
 * @returns the number of the batch
 * @throws userError `IMPORT_TAKEN_OVER` where another process goes on with the import
 */
export async function writeBatch(store: StateStore, account: Account, batch: AccountBatch): Promise<number> {
	return await account.inOrder(async () => {
		if (account.broken) throw account.broken;
		const number = account.batches + 1;
		const outcomes = counted(account.outcomes, batch.outcomes);
		try {
			await withPatience(() =>
				store.inTransaction(async (inside) => {
					if (await advance(inside, { ...account, outcomes }, number, batch.aliveAt))
						await batch.write(inside, number);
				}),
			);
		} catch (error) {
			// Nobody can say whether it was written, so nothing may be written under the next number.
			account.broken = asError(error);
			throw account.broken;
		}
		account.batches = number;
		account.outcomes = outcomes;
		return number;
	});
}

/** Counts with some outcomes more, or with `sign` -1 less. */
export function counted(
	counts: Account['outcomes'],
	outcomes: readonly RowOutcome[],
	sign: 1 | -1 = 1,
): Account['outcomes'] {
	const sum = { ...counts };
	for (const { outcome } of outcomes) sum[outcome] += sign;
	return sum;
}

/** Moves the account on to a batch; `false` where it is there already. */
async function advance(
	store: StateStore,
	{ number: account, owner, importId, outcomes }: Account,
	number: number,
	aliveAt: string,
): Promise<boolean> {
	const moved = await store.run(
		`UPDATE import_entries SET batches = ?, outcomes = ?, alive_at = ?, status = 'running'
		WHERE number = ? AND owner = ? AND batches = ?`,
		[number, JSON.stringify(outcomes), aliveAt, account, owner, number - 1],
	);
	if (moved === 1) return true;
	const [row] = await store.all('SELECT owner, batches FROM import_entries WHERE number = ?', [account]);
	if (row?.['owner'] === owner && row['batches'] === number) return false;
	throw takenOver(importId);
}

export function takenOver(importId: string): Error {
	return userError(
		`Another process goes on with the import ${importId}`,
		'This one gave no sign of life for two minutes and was taken for dead. Nothing is written twice.',
		'IMPORT_TAKEN_OVER',
	);
}

/** Runs a write again while it fails in a way that can pass. One that can be told to have happened, or happens once. */
export async function withPatience<T>(work: () => Promise<T>): Promise<T> {
	for (const wait of WAITS_MS) {
		try {
			return await work();
		} catch (error) {
			if (!canPass(error)) throw asError(error);
		}
		await setTimeout(wait);
	}
	return await work();
}

/**
 * A file that another process holds was waited for already. A server that was reached before and refuses now
 * is being restarted.
 */
function canPass(error: unknown): boolean {
	if (!isImportError(error) || error.code === 'STATE_LOCKED') return false;
	return error.kind === 'transient' || error.code === 'SQL_PORT';
}
