import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { CustomerBatch, CustomerRecord, CustomerRow, ExplainedChange, FieldValue } from '../../lib';
import { emptyRecord, reasonsOf, reasonText, userError } from '../../lib';
import type { BinaryReader } from './binary';
import { isBookkeeping, rowNumberOf, sourceOf } from './bookkeeping';
import { toCell, toFieldValue } from './cells';
import { yieldTurn } from './execution';
import {
	CUSTOMER_NAMES,
	IMPORT_CHANGES,
	IMPORT_FIELDS,
	IMPORT_ISSUES,
	itemKeys,
	REJECTED_BECAUSE,
	REJECTED_NAMES,
	ROW_NUMBER,
	SOURCE_FILE,
} from './itemKeys';
import { CUSTOMER_CODEC, issuesOf, OUTCOME_CODEC } from './lineCodecs';
import { readRowBatch, summaryOf } from './rowBatch';

/** Items turned into customers at once, before the event loop gets its turn. */
const TURN_ROWS = 2000;

/**
 * The customers of a node's input, from items and row batches alike, in the order of the input.
 * Outcomes of an import are customers again: what was not saved can be sent once more.
 * @throws userError for a batch of rows that were not mapped yet
 */
export async function* readCustomers(
	context: BinaryReader,
	items: readonly INodeExecutionData[],
): AsyncGenerator<CustomerBatch> {
	let customers: CustomerRow[] = [];
	for (const [index, item] of items.entries()) {
		const isBatch = summaryOf(item) !== undefined;
		if (!isBatch) customers.push(itemToCustomer(item.json, index));
		const full = customers.length >= TURN_ROWS;
		if (customers.length > 0 && (full || isBatch)) {
			yield customers;
			customers = [];
		}
		if (full || isBatch) await yieldTurn();
		if (isBatch) yield* readBatchCustomers(context, item, index);
	}
	if (customers.length > 0) yield customers;
}

async function* readBatchCustomers(
	context: BinaryReader,
	item: INodeExecutionData,
	index: number,
): AsyncGenerator<CustomerBatch> {
	const kind = summaryOf(item)?.kind;
	if (kind === 'rows') throw notMapped(index);
	if (kind === 'customers') yield* readRowBatch(context, item, index, CUSTOMER_CODEC);
	else yield* readRowBatch(context, item, index, OUTCOME_CODEC);
}

function notMapped(itemIndex: number): Error {
	return userError(
		`The input holds rows that are not customers yet [item ${itemIndex}]`,
		"Put a 'Customer Map & Normalize' node before this one: it says which column is which field.",
		'NOT_MAPPED_YET',
	);
}

/** A customer from an item: every field of it that is not ours is a field of the customer. */
export function itemToCustomer(json: IDataObject, itemIndex: number): CustomerRow {
	const source = sourceOf(json);
	const row = {
		rowNumber: rowNumberOf(json, itemIndex),
		...(source === undefined ? {} : { source }),
		issues: issuesOf(json[IMPORT_ISSUES]),
	};
	const record = dataOf(json);
	return json[REJECTED_BECAUSE] === undefined ? { ...row, record } : { ...row, raw: toRaw(record) };
}

function dataOf(json: IDataObject): CustomerRecord {
	const record = emptyRecord();
	for (const [name, value] of Object.entries(json)) {
		const fieldValue = isBookkeeping(name, json) ? undefined : toFieldValue(value);
		if (fieldValue !== undefined) record[name] = fieldValue;
	}
	return record;
}

function toRaw(record: CustomerRecord): NonNullable<CustomerRow['raw']> {
	return Object.fromEntries(Object.entries(record).map(([label, value]) => [label, toCell(value) ?? null]));
}

/**
 * `{field: value …, row_number, source_file, import_issues, import_fields}`; each only where there is any.
 * @param fields the custom fields of the run as items hold them: one list for all items, which n8n stores once
 */
export function customerToJson(row: CustomerRow, fields: IDataObject[] = []): IDataObject {
	return {
		...recordToJson(row.record ?? {}, CUSTOMER_NAMES),
		...placeToJson(row),
		...(fields.length === 0 ? {} : { [IMPORT_FIELDS]: fields }),
		...(row.explained === undefined ? {} : { [IMPORT_CHANGES]: row.explained.map(changeToJson) }),
	};
}

function changeToJson({ before, after, ...change }: ExplainedChange): IDataObject {
	const plain = after === undefined ? null : isList(after) ? [...after] : after;
	return { ...change, before, after: plain };
}

/** `{label: cell …, row_number, source_file, rejected_because, import_issues}`: what the row held, and why it is here. */
export function rejectedToJson(row: CustomerRow): IDataObject {
	return {
		...recordToJson(row.raw ?? {}, REJECTED_NAMES),
		[REJECTED_BECAUSE]: rejectedBecause(row),
		...placeToJson(row),
	};
}

/** Every reason for which a row was rejected, each once; or the row that it went into. */
export function rejectedBecause(row: Pick<CustomerRow, 'issues'>): string {
	return reasonsOf(row).map(reasonText).join('; ');
}

/** A record as fields of an item, safe from names that are ours. */
export function recordToJson(record: CustomerRecord, reserved: readonly string[]): IDataObject {
	const fields = Object.keys(record);
	const keys = itemKeys(fields, reserved);
	const json: IDataObject = {};
	fields.forEach((field, index) => {
		const value = record[field];
		const key = keys[index];
		if (value !== undefined && key !== undefined) json[key] = isList(value) ? [...value] : value;
	});
	return json;
}

/** Where the row stands in its file, and what was noticed about it. */
export function placeToJson(row: Pick<CustomerRow, 'rowNumber' | 'source' | 'issues'>): IDataObject {
	return {
		[ROW_NUMBER]: row.rowNumber,
		...(row.source === undefined ? {} : { [SOURCE_FILE]: row.source }),
		...(row.issues.length === 0 ? {} : { [IMPORT_ISSUES]: row.issues.map((issue) => ({ ...issue })) }),
	};
}

function isList(value: FieldValue): value is readonly Exclude<FieldValue, readonly unknown[]>[] {
	return Array.isArray(value);
}
