import { NOT_REACHED_CODES, type RowOutcome } from '../model';
import { type DonePart, makeDoneRows } from './doneRows';
import type { DoneRows } from './journal';
import { type Account, counted } from './journalAccount';
import { pagesOf } from './journalEntries';
import { pack, unpack } from './packing';
import type { StateStore } from './store';

/** Whether a resumed import has to look at a row again: it was not reached, or nobody knows what became of it. */
export function isOpenStill({ outcome, issues }: RowOutcome): boolean {
	return (
		outcome === 'unknown' ||
		(outcome === 'failed' && issues.some(({ code }) => NOT_REACHED_CODES.includes(code)))
	);
}

/** Takes the rows that are looked at again out of the counts and of the rows not saved. */
export async function takeBackOpenRows(store: StateStore, account: Account): Promise<Account> {
	let { outcomes } = account;
	for await (const { number, data } of pagesOf(store, 'import_unsaved', 'import_number', account.number)) {
		const rows = await unpack<RowOutcome[]>(data);
		const open = rows.filter(isOpenStill);
		if (open.length === 0) continue;
		outcomes = counted(outcomes, open, -1);
		await store.run('UPDATE import_unsaved SET data = ? WHERE import_number = ? AND number = ?', [
			await pack(rows.filter((row) => !isOpenStill(row))),
			account.number,
			number,
		]);
	}
	await store.run('UPDATE import_entries SET outcomes = ? WHERE number = ?', [
		JSON.stringify(outcomes),
		account.number,
	]);
	return { ...account, outcomes };
}

/** The rows of an account that have an outcome which stays. */
export async function readDoneRows(store: StateStore, importNumber: number): Promise<DoneRows> {
	const done = makeDoneRows();
	for await (const { data } of pagesOf(store, 'import_done', 'import_number', importNumber)) {
		for (const part of await unpack<DonePart[]>(data)) done.add(part);
	}
	return done.rows;
}
