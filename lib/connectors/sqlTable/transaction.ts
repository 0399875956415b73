import { isImportError, makeIssue, transientError } from '../../errors';
import type { Identifier } from '../../model';
import type { SqlWriter } from '../../sql/dialect';
import type { CustomerIdentifier, PlannedWrite, WriteResult } from '../connector';
import type { Ask } from './engine';
import { findCustomers, rowsOf, writtenForms } from './lookup';
import type { CustomerTable } from './openTable';
import type { Prepared } from './prepare';
import { insertRows, updateRows } from './statements';
import { unprotected } from './uniqueness';
import { versionOf } from './versions';

/** The codes of errors after which nobody knows whether a COMMIT that was sent has come to pass. */
const NO_ANSWER: readonly string[] = ['SQL_CONNECTION_LOST', 'SQL_TIMEOUT', 'SQL_UNREACHABLE'];

export type Results = Map<Prepared, WriteResult>;

const CONFLICT: WriteResult = { outcome: 'conflict', issue: makeIssue('CHANGED_MEANWHILE') };

/**
 * Writes rows in one transaction: all of them, or nothing where it throws.
 *  1. Where an identifier is not kept unique by the table, our imports go one at a time, and look again who has it.
 *  2. The customers to be changed are held and compared with what the plan was made of.
 *  3. New ones are inserted, others changed; whose row is in conflict is left out.
 */
export async function writeTogether(
	writer: SqlWriter,
	table: CustomerTable,
	rows: readonly Prepared[],
): Promise<Results> {
	const ask: Ask = async (query) => await writer.query(query);
	const loose = unprotected(
		table,
		rows.flatMap(({ row }) => ownIdentifiers(row)),
	);
	const lock = loose.length > 0 ? lockOf(table) : undefined;
	let results: Results | undefined;
	try {
		return await writer.inTransaction(async () => {
			await begin(ask, table, lock?.take);
			const conflicts = await conflictsOf(ask, table, rows, loose);
			return (results = await writeRest(ask, table, rows, conflicts));
		});
	} catch (error) {
		return withoutAnswer(error, rows, results);
	} finally {
		if (lock?.release) await ask(lock.release).catch(() => undefined);
	}
}

/** What is known where all was done but the COMMIT, of which there is no word. Throws the error where it is known that nothing was written. */
function withoutAnswer(error: unknown, rows: readonly Prepared[], results: Results | undefined): Results {
	if (results === undefined || !isImportError(error) || !NO_ANSWER.includes(error.code)) throw error;
	return new Map(
		rows.map((row) => {
			const result = results.get(row);
			return [row, result?.outcome === 'conflict' ? result : { outcome: 'unknown' }];
		}),
	);
}

/** The identifiers that become a customer's alone. */
export function ownIdentifiers(row: PlannedWrite): readonly CustomerIdentifier[] {
	return row.identifiers.filter(({ shared }) => shared !== true);
}

function lockOf({ engine, name }: CustomerTable) {
	const word = `customer import ${name.path}`;
	const take = engine.lock?.(word);
	const release = engine.unlock?.(word);
	return take && { take, ...(release ? { release } : {}) };
}

async function begin(ask: Ask, table: CustomerTable, lock: Parameters<Ask>[0] | undefined): Promise<void> {
	const { seesOthers, byIndexes } = table.engine;
	for (const text of [seesOthers, byIndexes]) if (text !== undefined) await ask({ text, values: [] });
	if (lock) await takeLock(ask, table, lock);
}

async function takeLock(ask: Ask, { name }: CustomerTable, lock: Parameters<Ask>[0]): Promise<void> {
	const { rows } = await ask(lock);
	if (Number(rows[0]?.[0]) === 1) return;
	throw transientError(
		`Another import is writing to ${name.path}`,
		undefined,
		'It is tried again.',
		'SQL_BUSY',
	);
}

async function conflictsOf(
	ask: Ask,
	table: CustomerTable,
	rows: readonly Prepared[],
	loose: readonly Identifier[],
): Promise<Results> {
	const conflicts = await changedOnes(ask, table, rows);
	if (loose.length === 0) return conflicts;
	for (const [row, result] of await takenOnes(ask, table, rows, loose)) conflicts.set(row, result);
	return conflicts;
}

/** Those whose customer is not as he was, or gone. The others cannot change until the transaction ends. */
async function changedOnes(ask: Ask, table: CustomerTable, rows: readonly Prepared[]): Promise<Results> {
	const { engine, name } = table;
	const updates = rows.filter(({ row }) => row.action === 'update');
	const ids = updates.flatMap(({ row }) => (row.action === 'update' ? [row.id] : []));
	const held = await rowsOf(
		table,
		ids,
		async (where) => await ask({ ...where, text: engine.holding(table.marks, name, where.text) }),
	);
	const versions = new Map(held.map((row) => [String(row[0]), versionOf(table, row)]));
	const isChanged = (row: PlannedWrite) => {
		if (row.action === 'create') return false;
		const version = versions.get(row.id);
		return version === undefined || (row.version !== undefined && row.version !== version);
	};
	return new Map(updates.filter(({ row }) => isChanged(row)).map((row) => [row, CONFLICT]));
}

/** Those with an identifier that another import of ours has given to another customer. */
export async function takenOnes(
	ask: Ask,
	table: CustomerTable,
	rows: readonly Prepared[],
	identifiers: readonly Identifier[],
): Promise<Results> {
	const owners = new Map<string, readonly string[]>();
	for (const { identifier, customers } of await findCustomers(ask, table, identifiers, writtenForms)) {
		if (customers.length > 0)
			owners.set(
				textOf(identifier),
				customers.map(({ id }) => id),
			);
	}
	const taken: Results = new Map();
	if (owners.size === 0) return taken;
	for (const one of rows) {
		const id = one.row.action === 'update' ? one.row.id : undefined;
		const foreign = ownIdentifiers(one.row).find((identifier) =>
			owners.get(textOf(identifier))?.some((owner) => owner !== id),
		);
		if (foreign) taken.set(one, takenResult(foreign));
	}
	return taken;
}

const textOf = ({ field, value }: Identifier): string => `${field}\0${value}`;

function takenResult({ field, value }: Identifier): WriteResult {
	return { outcome: 'conflict', issue: makeIssue('IDENTIFIER_TAKEN', { field, value }) };
}

async function writeRest(
	ask: Ask,
	table: CustomerTable,
	rows: readonly Prepared[],
	conflicts: Results,
): Promise<Results> {
	const results: Results = new Map(conflicts);
	const rest = rows.filter((row) => !conflicts.has(row));
	// Changes first: a value that one customer gives up may be another's from now on.
	const updates = rest.filter(({ row }) => row.action === 'update');
	const creations = rest.filter(({ row }) => row.action === 'create');
	for (const [row, written] of await updateRows(ask, table, updates))
		results.set(row, { outcome: 'updated', ...written });
	for (const [row, written] of await insertRows(ask, table, creations))
		results.set(row, { outcome: 'created', ...written });
	return results;
}
