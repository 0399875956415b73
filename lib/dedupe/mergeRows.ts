import { makeIssue } from '../errors';
import {
	type CustomerBatch,
	type CustomerRecord,
	type CustomerRow,
	emptyRecord,
	type FieldValue,
	type RowOutcome,
} from '../model';
import type { Census } from './census';
import type { CollapsedBatch, CollapseOptions, OpenCustomers } from './options';
import { duplicateOutcome } from './rowPlaces';
import { warnOfShared } from './sharedValues';

/** A customer of whom further rows are to come. */
interface OpenCustomer {
	/** What his rows so far make together. */
	readonly record: Record<string, FieldValue>;
	/** The latest of them, which stands for the others. */
	row: CustomerRow;
	rows: number;
}

/**
 * The rows of a customer become one, in which values of later rows replace those of earlier ones; it goes
 * on in the place of his last row. Holds one record for each customer that is still to come again.
 */
export async function* mergeRows(
	open: OpenCustomers,
	census: Census,
	options: CollapseOptions,
): AsyncGenerator<CollapsedBatch> {
	const waiting = new Map<number, OpenCustomer>();
	let failure: { readonly error: unknown } | undefined;
	try {
		for await (const batch of open()) yield mergeBatch(batch, waiting, census, options);
	} catch (error) {
		failure = { error };
	}
	if (failure) {
		yield { customers: [], duplicates: [...waiting.values()].map(({ row }) => brokenOff(row)) };
		throw failure.error;
	}
	yield { customers: [...waiting.values()].map(merged), duplicates: [] };
}

function mergeBatch(
	batch: CustomerBatch,
	waiting: Map<number, OpenCustomer>,
	census: Census,
	options: CollapseOptions,
): CollapsedBatch {
	const customers: CustomerRow[] = [];
	const duplicates: RowOutcome[] = [];
	for (const plain of batch) {
		const keys = census.keysOf(plain);
		const row = warnOfShared(plain, keys, census.shared, options);
		const number = census.customerOf(keys);
		if (number === undefined || census.rowsOf(number) <= 1) {
			customers.push(row);
			continue;
		}
		const earlier = waiting.get(number);
		if (earlier) {
			const last = census.describeLast(number, earlier.row);
			duplicates.push(duplicateOutcome(earlier.row, `The row was merged into ${last}`));
		}
		const customer = addRow(earlier, row, options);
		waiting.set(number, customer);
		if (customer.rows < census.rowsOf(number)) continue;
		waiting.delete(number);
		customers.push(merged(customer));
	}
	return { customers, duplicates };
}

function addRow(
	customer: OpenCustomer | undefined,
	row: CustomerRow,
	{ policy, clearOnEmpty = false, clearFields = [] }: CollapseOptions,
): OpenCustomer {
	const known = customer ?? { record: emptyRecord(), row, rows: 0 };
	const clears = (field: string) => clearOnEmpty || clearFields.includes(field);
	replace(known.record, row.record ?? {}, policy === 'overwrite' ? clears : clearsNothing);
	known.row = row;
	known.rows++;
	return known;
}

const clearsNothing = () => false;

function replace(
	record: Record<string, FieldValue>,
	later: CustomerRecord,
	clears: (field: string) => boolean,
): void {
	for (const field of Object.keys(later)) {
		const value = later[field];
		if (value === undefined) continue;
		if (record[field] === undefined || !isEmpty(value) || clears(field)) record[field] = value;
	}
}

function merged({ row, record }: OpenCustomer): CustomerRow {
	return { ...row, record };
}

function isEmpty(value: FieldValue): boolean {
	return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** The source failed before the last row of a customer came, so he cannot be written. */
function brokenOff(row: CustomerRow): RowOutcome {
	const message = 'The source broke off before the last row of this customer';
	const issue = makeIssue('WRITE_FAILED', { message, rowNumber: row.rowNumber });
	const outcome = duplicateOutcome(row, message);
	return { ...outcome, outcome: 'failed', issues: [...outcome.issues, issue] };
}
