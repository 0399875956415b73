import { randomUUID } from 'node:crypto';
import { userError } from '../errors';
import { fingerprintOf } from './fingerprint';
import type { ImportStart } from './journal';
import { type Account, makeAccount } from './journalAccount';
import { isSilent, parseCounts } from './journalEntries';
import type { StateRow, StateStore } from './store';

/** Opens the account of a new import. */
export async function beginAccount(
	store: StateStore,
	start: ImportStart,
	owner: string,
	now: Date,
): Promise<Account> {
	const importId = randomUUID();
	const time = now.toISOString();
	return await store.inTransaction(async (inside) => {
		if (start.kind === 'undo') await claimUndo(inside, start.of ?? '', importId, now);
		const number = await nextNumber(inside, 'imports');
		await inside.insert('import_entries', ENTRY_COLUMNS, [
			[
				number,
				importId,
				start.kind ?? 'import',
				start.of ?? null,
				fingerprintOf(start),
				cleanText(start.destination),
				cleanText(start.target),
				cleanText(start.source),
				JSON.stringify(start.settings ?? null),
				'running',
				owner,
				0,
				0,
				0,
				time,
				time,
				'{}',
			],
		]);
		const outcomes = parseCounts(undefined);
		return makeAccount({ importId, number, owner, startedAt: time, resumed: false, batches: 0, outcomes });
	});
}

const ENTRY_COLUMNS = [
	'number',
	'id',
	'kind',
	'of_id',
	'fingerprint',
	'destination',
	'target',
	'source',
	'settings',
	'status',
	'owner',
	'batches',
	'resumed',
	'forgotten',
	'started_at',
	'alive_at',
	'outcomes',
];

/** The next number of a kind. Imports are ordered by it and not by time, which clocks set back. */
export async function nextNumber(store: StateStore, name: 'imports' | 'plans'): Promise<number> {
	const [row] = await store.all('UPDATE journal_numbers SET last = last + 1 WHERE name = ? RETURNING last', [
		name,
	]);
	return Number(row?.['last']);
}

/** PostgreSQL has no NUL in texts (https://www.postgresql.org/docs/current/datatype-character.html). */
export function cleanText<T extends string | undefined>(text: T): string | (T extends string ? never : null);
export function cleanText(text: string | undefined): string | null {
	return text?.replaceAll('\0', '\uFFFD') ?? null;
}

/** Notes who takes an import back; nobody else can then. */
async function claimUndo(store: StateStore, of: string, importId: string, now: Date): Promise<void> {
	const [row] = await store.all('SELECT * FROM import_entries WHERE id = ?', [of]);
	if (!row) throw noImport(of);
	if (row['kind'] === 'undo') throw isUndo(of);
	if (row['forgotten'] === 1) throw forgotten(of);
	if (row['status'] === 'running' && !isSilent(row, now)) throw stillRunning(of);
	const claimed = await store.run(
		'UPDATE import_entries SET undone_by = ? WHERE id = ? AND undone_by IS NULL',
		[importId, of],
	);
	if (claimed !== 1) throw undoneAlready(of, String(row['undone_by'] ?? 'another one'));
}

/**
 * Opens the account of an import again that did not get to its end.
 * @throws userError when there is none, it is finished or taken back, or it is still running
 */
export async function reopenAccount(
	store: StateStore,
	importId: string,
	owner: string,
	now: Date,
): Promise<Account> {
	const [row] = await store.all('SELECT * FROM import_entries WHERE id = ?', [importId]);
	if (!row) throw noImport(importId);
	refuseClosed(row, importId, now);
	const taken = await store.run(
		`UPDATE import_entries SET owner = ?, status = 'running', alive_at = ?, finished_at = NULL, resumed = 1
		WHERE id = ? AND owner = ? AND alive_at = ?`,
		[owner, now.toISOString(), importId, row['owner'] ?? '', row['alive_at'] ?? ''],
	);
	if (taken !== 1) throw stillRunning(importId);
	return makeAccount({
		importId,
		number: Number(row['number']),
		owner,
		startedAt: String(row['started_at']),
		resumed: true,
		batches: Number(row['batches']),
		outcomes: parseCounts(row['outcomes']),
	});
}

function refuseClosed(row: StateRow, importId: string, now: Date): void {
	if (row['status'] === 'finished') throw finished(importId);
	if (row['status'] === 'running' && !isSilent(row, now)) throw stillRunning(importId);
	if (row['undone_by'] !== null) throw undoneAlready(importId, String(row['undone_by']));
	if (row['forgotten'] === 1) throw forgotten(importId);
}

const noImport = (id: string) =>
	userError(
		`The journal has no import ${id}`,
		'Check the import ID: the import history lists them. Each place that state is kept in has a journal of its own.',
		'NO_IMPORT',
	);

const isUndo = (id: string) =>
	userError(
		`${id} is an undo itself, and cannot be undone`,
		'Run the import again instead, which brings back what was taken away.',
		'IS_UNDO',
	);

const forgotten = (id: string) =>
	userError(
		`The journal has kept only the counts of the import ${id}`,
		'Its rows were forgotten because it is too long ago, or it was made by a version that did not keep them.',
		'IMPORT_FORGOTTEN',
	);

const stillRunning = (id: string) =>
	userError(
		`The import ${id} is still running`,
		'Wait for its end or stop it. One that crashed is taken for dead after two minutes of silence.',
		'IMPORT_RUNNING',
	);

const finished = (id: string) =>
	userError(
		`The import ${id} is finished`,
		'There is nothing to resume. Rows that were not saved can be corrected and imported again.',
		'IMPORT_FINISHED',
	);

const undoneAlready = (id: string, by: string) =>
	userError(
		`The import ${id} was taken back already, by ${by}`,
		'An import can be undone once. Run the import again to bring its customers back.',
		'UNDONE_ALREADY',
	);
