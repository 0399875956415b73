import type { DatabaseSync } from 'node:sqlite';
import { makeIssue } from '../../errors';
import type { FieldSpec, FieldType } from '../../model';
import type { CustomerIdentifier, PlannedWrite, WriteResult } from '../connector';
import { makeChangeNumbers } from './changes';
import type { CustomFields } from './fields';
import type { Transact } from './transaction';
import { slicesOf } from './turns';

type Creation = Extract<PlannedWrite, { action: 'create' }>;
type Update = Extract<PlannedWrite, { action: 'update' }>;

/** An identifier as a customer's row lists it: field, value, whether others may have it too. */
type Listed = readonly [field: string, value: string, shared: 0 | 1];

/** Marks what one transaction writes. */
interface Change {
	readonly number: number;
	readonly time: string;
	/** What is known of fields that the base may not have yet. */
	readonly types?: ReadonlyMap<string, FieldType>;
}

const CONFLICT: WriteResult = { outcome: 'conflict', issue: makeIssue('CHANGED_MEANWHILE') };

/** Rows that are written between two turns of the event loop: some 10 ms. */
const ROWS_AT_ONCE = 500;

/**
 * Writes planned rows in one transaction. First all of them straight away; where one is in conflict, all is
 * taken back and they are written again with a savepoint each, so that one conflict takes back one row.
 * Conflicts are rare, and savepoints cost a tenth of the time (measured).
 */
export function makeWriter(
	database: DatabaseSync,
	customFields: CustomFields,
	transact: Transact,
	now: () => Date,
): (rows: readonly PlannedWrite[], fields?: readonly FieldSpec[]) => Promise<WriteResult[]> {
	const create = makeCreator(database);
	const update = makeUpdater(database);
	const isolate = makeIsolator(database);
	const nextNumber = makeChangeNumbers(database);

	function writeRow(row: PlannedWrite, change: Change): WriteResult {
		const result = row.action === 'create' ? create(row, change) : update(row, change);
		if (result.outcome !== 'conflict') customFields.note(row.record, change.types);
		return result;
	}

	/** `undefined` where a row is in conflict; the transaction has to be taken back then. */
	async function writeStraight(
		rows: readonly PlannedWrite[],
		change: Change,
	): Promise<WriteResult[] | undefined> {
		const results: WriteResult[] = [];
		for await (const slice of slicesOf(rows, ROWS_AT_ONCE)) {
			for (const row of slice) {
				const result = writeRow(row, change);
				if (result.outcome === 'conflict') return undefined;
				results.push(result);
			}
		}
		return results;
	}

	async function writeIsolated(rows: readonly PlannedWrite[], change: Change): Promise<WriteResult[]> {
		const results: WriteResult[] = [];
		for await (const slice of slicesOf(rows, ROWS_AT_ONCE)) {
			for (const row of slice) results.push(isolate(() => writeRow(row, change)));
		}
		return results;
	}

	async function writeAll(
		rows: readonly PlannedWrite[],
		fields: readonly FieldSpec[],
	): Promise<WriteResult[]> {
		const types = new Map(fields.map(({ name, type }) => [name, type]));
		const change = { number: nextNumber(), time: now().toISOString(), types };
		database.exec('SAVEPOINT all_rows');
		const results = await writeStraight(rows, change);
		if (results) return results;
		database.exec('ROLLBACK TO all_rows');
		customFields.reset();
		return await writeIsolated(rows, change);
	}

	return async (rows, fields = []) => {
		let written = false;
		try {
			const results = await transact(async () => await writeAll(rows, fields));
			written = true;
			return results;
		} finally {
			if (!written) customFields.reset();
		}
	};
}

/** Runs one row's statements so that they are taken back together. */
function makeIsolator(database: DatabaseSync): (write: () => WriteResult) => WriteResult {
	const save = database.prepare('SAVEPOINT one_row');
	const takeBack = database.prepare('ROLLBACK TO one_row');
	const keep = database.prepare('RELEASE one_row');
	return (write) => {
		save.run();
		const result = write();
		if (result.outcome === 'conflict') takeBack.run();
		keep.run();
		return result;
	};
}

function makeCreator(database: DatabaseSync): (row: Creation, change: Change) => WriteResult {
	const insert = database.prepare(
		'INSERT INTO customers (record, identifiers, version, created_at, updated_at) VALUES (?, ?, ?, ?, ?)',
	);
	const register = makeRegister(database);
	return (row, { number, time }) => {
		const listed = JSON.stringify(row.identifiers.map(listedForm));
		const { lastInsertRowid } = insert.run(JSON.stringify(row.record), listed, number, time, time);
		const id = Number(lastInsertRowid);
		const taken = row.identifiers.find((identifier) => !register(identifier, id));
		return taken ? takenResult(taken) : { outcome: 'created', id: String(id), version: String(number) };
	};
}

function makeUpdater(database: DatabaseSync): (row: Update, change: Change) => WriteResult {
	const select = database.prepare('SELECT identifiers, version FROM customers WHERE id = ?');
	const change = database.prepare(
		'UPDATE customers SET record = ?, identifiers = ?, version = ?, updated_at = ? WHERE id = ?',
	);
	const exchange = makeExchange(database);
	return (row, { number, time }) => {
		const id = Number(row.id);
		const found = select.get(id);
		if (!found || (row.version !== undefined && String(found['version']) !== row.version)) return CONFLICT;
		const before = parseListed(String(found['identifiers']));
		const after = keepClaims(before, row.identifiers);
		const taken = exchange(id, before, after);
		if (taken) return takenResult(taken);
		change.run(JSON.stringify(row.record), JSON.stringify(after.map(listedForm)), number, time, id);
		return { outcome: 'updated', id: row.id, version: String(number) };
	};
}

/** Brings the identifiers of a customer from `before` to `after`; gives the one that another has, if any. */
function makeExchange(
	database: DatabaseSync,
): (
	id: number,
	before: readonly CustomerIdentifier[],
	after: readonly CustomerIdentifier[],
) => CustomerIdentifier | undefined {
	const remove = database.prepare('DELETE FROM identifiers WHERE field = ? AND value = ? AND shared = ?');
	const register = makeRegister(database);
	return (id, before, after) => {
		const kept = new Set(after.map(keyOf));
		const known = new Set(before.map(keyOf));
		for (const old of before)
			if (!kept.has(keyOf(old))) remove.run(old.field, old.value, old.shared ? id : 0);
		return after.find((identifier) => !known.has(keyOf(identifier)) && !register(identifier, id));
	};
}

/** Gives whether the identifier is the customer's now; `false` where another has it. */
function makeRegister(database: DatabaseSync): (identifier: CustomerIdentifier, id: number) => boolean {
	const insert = database.prepare('INSERT INTO identifiers VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING');
	return ({ field, value, shared }, id) => insert.run(field, value, shared ? id : 0, id).changes === 1;
}

/** An identifier that was once this customer's alone stays so, even where an import did not choose it. */
function keepClaims(
	before: readonly CustomerIdentifier[],
	after: readonly CustomerIdentifier[],
): readonly CustomerIdentifier[] {
	const own = new Set(before.filter(({ shared }) => !shared).map(keyOf));
	return after.map((identifier) =>
		identifier.shared && own.has(keyOf({ ...identifier, shared: false }))
			? { field: identifier.field, value: identifier.value }
			: identifier,
	);
}

function takenResult({ field, value }: CustomerIdentifier): WriteResult {
	return { outcome: 'conflict', issue: makeIssue('IDENTIFIER_TAKEN', { field, value }) };
}

function keyOf({ field, value, shared }: CustomerIdentifier): string {
	return `${shared ? 1 : 0}${field}\0${value}`;
}

function listedForm({ field, value, shared }: CustomerIdentifier): Listed {
	return [field, value, shared ? 1 : 0];
}

export function parseListed(json: string): CustomerIdentifier[] {
	const listed: readonly Listed[] = JSON.parse(json);
	return listed.map(([field, value, shared]) => ({ field, value, shared: shared === 1 }));
}
