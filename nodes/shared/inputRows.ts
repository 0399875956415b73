import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { CustomerRow, Row, RowOutcome } from '../../lib';
import { fieldToCell } from '../../lib';
import type { BinaryReader } from './binary';
import { rowNumberOf, sourceOf } from './bookkeeping';
import { toCell, toFieldValue } from './cells';
import { customerToJson, rejectedToJson } from './customers';
import { detailToCell } from './details';
import { yieldTurn } from './execution';
import { ROW_NUMBER, SOURCE_FILE } from './itemKeys';
import { CUSTOMER_CODEC, OUTCOME_CODEC, rowCodec } from './lineCodecs';
import { outcomeToJson } from './outcomes';
import type { RowBatchSummary } from './rowBatch';
import { readRowBatch } from './rowBatch';

/** Items turned into rows at once, before the event loop gets its turn. */
const TURN_ROWS = 2000;

/** The part of the input that one item holds. */
export interface InputPart {
	readonly item: number;
	/** Set when the item is a row batch. */
	readonly summary?: RowBatchSummary;
}

/** The input of the node and how it is read. */
export interface Input {
	readonly context: BinaryReader;
	readonly items: readonly INodeExecutionData[];
	readonly details: boolean;
}

/** The rows of some input items, in their order, in batches. */
export async function* readParts(
	input: Input,
	parts: readonly InputPart[],
	labels: readonly string[],
): AsyncGenerator<Row[]> {
	let rows: Row[] = [];
	for (const part of parts) {
		const item = input.items[part.item];
		if (item === undefined) continue;
		if (part.summary === undefined) rows.push(itemToRow(item.json, part.item, labels, input.details));
		const full = rows.length >= TURN_ROWS;
		if (rows.length > 0 && (full || part.summary !== undefined)) {
			yield rows;
			rows = [];
		}
		if (full || part.summary !== undefined) await yieldTurn();
		if (part.summary !== undefined) yield* readBatchRows(input, item, part.item, part.summary, labels);
	}
	if (rows.length > 0) yield rows;
}

function itemToRow(json: IDataObject, itemIndex: number, labels: readonly string[], details: boolean): Row {
	const source = sourceOf(json);
	const cellOf = details ? detailToCell : dataCell;
	return {
		rowNumber: rowNumberOf(json, itemIndex),
		...(source === undefined ? {} : { source }),
		cells: labels.map((label) => cellOf(label, json)),
	};
}

function dataCell(label: string, json: IDataObject): Row['cells'][number] {
	return Object.hasOwn(json, label) ? fieldToCell(toFieldValue(json[label])) : undefined;
}

/** Customers and outcomes are rows too: what their row held, or else the customer's fields. */
async function* readBatchRows(
	input: Input,
	item: INodeExecutionData,
	index: number,
	summary: RowBatchSummary,
	labels: readonly string[],
): AsyncGenerator<Row[]> {
	const { context, details } = input;
	switch (summary.kind) {
		case 'rows':
			for await (const rows of readRowBatch(context, item, index, rowCodec(labels))) {
				yield details ? rows.map((row) => withDetails(row, labels, summary.labels.length)) : rows;
			}
			return;
		case 'customers':
			for await (const rows of readRowBatch(context, item, index, CUSTOMER_CODEC)) {
				yield rows.map((row) => flatten(row, details ? customerDetails(row) : undefined, labels));
			}
			return;
		case 'outcomes':
			for await (const rows of readRowBatch(context, item, index, OUTCOME_CODEC)) {
				yield rows.map((row) => flatten(row, details ? outcomeToJson(row) : undefined, labels));
			}
	}
}

/** The row with its number and file in the columns that follow its own ones. */
function withDetails(row: Row, labels: readonly string[], ownColumns: number): Row {
	const noted: IDataObject = { [ROW_NUMBER]: row.rowNumber, [SOURCE_FILE]: row.source };
	const cells = labels.map((label, place) => (place < ownColumns ? row.cells[place] : toCell(noted[label])));
	return { ...row, cells };
}

function customerDetails(row: CustomerRow): IDataObject {
	return row.record === undefined ? rejectedToJson(row) : customerToJson(row);
}

function flatten(
	row: CustomerRow | RowOutcome,
	json: IDataObject | undefined,
	labels: readonly string[],
): Row {
	const { rowNumber, source } = row;
	const values = row.record ?? row.raw;
	return {
		rowNumber,
		...(source === undefined ? {} : { source }),
		cells: labels.map((label) =>
			json === undefined ? fieldToCell(values?.[label]) : detailToCell(label, json),
		),
	};
}
