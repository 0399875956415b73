import { makeIssue } from '../errors';
import type { CustomerRecord, CustomerRow, FieldValue, RowOutcome } from '../model';
import { makeKeyTable, type KeyTable } from './keyTable';
import { type CollapsedBatch, type CollapseOptions, keyOfRow, type OpenCustomers } from './options';
import { describeRow, duplicateOutcome } from './rowPlaces';

/** How many rows each customer has, by the number of his key. */
interface Census {
	readonly keys: KeyTable;
	readonly rows: Uint32Array;
}

/** The rows of a customer so far, in their order. */
interface Group {
	readonly rows: CustomerRow[];
}

/**
 * The rows of a customer become one, in which values of later rows overwrite those of earlier ones; it goes
 * on in the place of his last row. Two passes: the first counts, so that the second holds only rows of
 * customers that are still to come again.
 */
export async function* overwriteDuplicates(
	open: OpenCustomers,
	options: CollapseOptions,
): AsyncGenerator<CollapsedBatch> {
	const census = await takeCensus(open, options);
	const groups = new Map<number, Group>();
	let failure: { readonly error: unknown } | undefined;
	try {
		for await (const batch of open()) {
			yield collapseBatch(batch, groups, census, options);
		}
	} catch (error) {
		failure = { error };
	}
	if (failure) {
		yield { customers: [], duplicates: [...groups.values()].flatMap(({ rows }) => rows.map(brokenOff)) };
		throw failure.error;
	}
	const rest = [...groups.values()].map(({ rows }) => mergeRows(rows, options));
	yield { customers: rest.map((one) => one.customer), duplicates: rest.flatMap((one) => one.duplicates) };
}

async function takeCensus(open: OpenCustomers, options: CollapseOptions): Promise<Census> {
	const keys = makeKeyTable();
	let rows = new Uint32Array(1 << 12);
	for await (const batch of open()) {
		options.signal?.throwIfAborted();
		for (const row of batch) {
			const key = keyOfRow(row, options);
			if (key === undefined) continue;
			const number = keys.add(key);
			if (number >= rows.length) rows = enlarged(rows);
			rows[number] = (rows[number] ?? 0) + 1;
		}
	}
	return { keys, rows };
}

function collapseBatch(
	batch: readonly CustomerRow[],
	groups: Map<number, Group>,
	census: Census,
	options: CollapseOptions,
): CollapsedBatch {
	const customers: CustomerRow[] = [];
	const duplicates: RowOutcome[] = [];
	for (const row of batch) {
		const number = repeatedKey(row, census, options);
		if (number === undefined) {
			customers.push(row);
			continue;
		}
		const group = groups.get(number) ?? { rows: [] };
		group.rows.push(row);
		groups.set(number, group);
		if (group.rows.length < (census.rows[number] ?? 0)) continue;
		groups.delete(number);
		const merged = mergeRows(group.rows, options);
		customers.push(merged.customer);
		duplicates.push(...merged.duplicates);
	}
	return { customers, duplicates };
}

/** The number of the row's key, where more than one row has it. */
function repeatedKey(row: CustomerRow, { keys, rows }: Census, options: CollapseOptions): number | undefined {
	const key = keyOfRow(row, options);
	const number = key === undefined ? undefined : keys.find(key);
	return number !== undefined && (rows[number] ?? 0) > 1 ? number : undefined;
}

function mergeRows(
	rows: readonly CustomerRow[],
	options: CollapseOptions,
): { customer: CustomerRow; duplicates: RowOutcome[] } {
	const record: Record<string, FieldValue> = Object.create(null);
	for (const row of rows) overwrite(record, row.record ?? {}, options.clearOnEmpty ?? false);
	const last = rows.at(-1) ?? { rowNumber: 0, issues: [] };
	const duplicates = rows
		.slice(0, -1)
		.map((row) => duplicateOutcome(row, `The row was merged into ${describeRow(last, row)}`));
	return { customer: { ...last, record }, duplicates };
}

function overwrite(record: Record<string, FieldValue>, later: CustomerRecord, clearOnEmpty: boolean): void {
	for (const [field, value] of Object.entries(later)) {
		if (clearOnEmpty || record[field] === undefined || !isEmpty(value)) record[field] = value;
	}
}

function isEmpty(value: FieldValue): boolean {
	return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** The source failed before the last row of a customer came, so none of them can be written. */
function brokenOff(row: CustomerRow): RowOutcome {
	const message = 'The source broke off before the last row of this customer';
	const issue = makeIssue('WRITE_FAILED', { message, rowNumber: row.rowNumber });
	return { ...duplicateOutcome(row, message), outcome: 'failed', issues: [...row.issues, issue] };
}

function enlarged(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
	const larger = new Uint32Array(numbers.length * 2);
	larger.set(numbers);
	return larger;
}
