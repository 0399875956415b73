import type { Cell, CustomerRecord, CustomerRow, Row, RowIssue, RowOutcome } from '../../lib';
import { emptyRecord, OUTCOMES } from '../../lib';
import type { LineCodec } from './rowBatch';

/** What a cell that is not there is written as in the middle of a row, where JSON has no word for it. */
const ABSENT: readonly never[] = [];

/**
 * `{"rowNumber":5,"cells":["a",null,[]]}` a line. `[]` stands for a cell that is not there; at the end
 * of a row such cells are just left out.
 * @param source where rows come from that do not say so themselves
 */
export function rowCodec(labels: readonly string[], source?: string): LineCodec<Row> {
	const own = sourceText(source);
	return {
		kind: 'rows',
		// Put together by hand, because the same keys in front of every row are half of the work of JSON.stringify.
		encode: (row) =>
			`{"rowNumber":${row.rowNumber}${row.source === undefined ? own : sourceText(row.source)},"cells":${JSON.stringify(packCells(row.cells))}}`,
		decode: decodeRow,
		rowNumber: (row) => row.rowNumber,
		source: (row) => row.source ?? source,
		labels: () => labels,
	};
}

function sourceText(source: string | undefined): string {
	return source === undefined ? '' : `,"source":${JSON.stringify(source)}`;
}

function packCells(cells: Row['cells']): unknown {
	if (!cells.includes(undefined)) return cells;
	const length = cells.findLastIndex((cell) => cell !== undefined) + 1;
	return cells.slice(0, length).map((cell) => (cell === undefined ? ABSENT : cell));
}

function decodeRow(line: unknown): Row | undefined {
	if (!isObject(line) || !hasNumber(line) || !Array.isArray(line['cells'])) return undefined;
	const packed: readonly unknown[] = line['cells'];
	const cells = packed.map((cell) => (isCell(cell) ? cell : undefined));
	return { rowNumber: line.rowNumber, ...sourceOf(line), cells };
}

/** `{"rowNumber","record","issues","raw"}` a line; without a record the row was rejected. */
export const CUSTOMER_CODEC: LineCodec<CustomerRow> = {
	kind: 'customers',
	encode: (row) =>
		JSON.stringify({
			rowNumber: row.rowNumber,
			source: row.source,
			record: row.record,
			issues: row.issues.length === 0 ? undefined : row.issues,
			explained: row.explained,
			raw: row.raw,
		}),
	decode: decodeCustomer,
	rowNumber: (row) => row.rowNumber,
	source: (row) => row.source,
	labels: (row) => Object.keys(row.record ?? row.raw ?? {}),
};

function decodeCustomer(line: unknown): CustomerRow | undefined {
	if (!isObject(line) || !hasNumber(line)) return undefined;
	return {
		rowNumber: line.rowNumber,
		...sourceOf(line),
		...(isObject(line['record']) ? { record: toRecord(line['record']) } : {}),
		issues: issuesOf(line['issues']),
		...(isExplained(line['explained']) ? { explained: line['explained'] } : {}),
		...(isObject(line['raw']) ? { raw: toRaw(line['raw']) } : {}),
	};
}

/** The rows of an import with what became of them. */
export const OUTCOME_CODEC: LineCodec<RowOutcome> = {
	kind: 'outcomes',
	encode: (row) => JSON.stringify(row),
	decode: decodeOutcome,
	rowNumber: (row) => row.rowNumber,
	source: (row) => row.source,
	labels: (row) => Object.keys(row.record ?? row.raw ?? {}),
};

function decodeOutcome(line: unknown): RowOutcome | undefined {
	const customer = decodeCustomer(line);
	if (customer === undefined || !isObject(line)) return undefined;
	const outcome = OUTCOMES.find((one) => one === line['outcome']);
	if (outcome === undefined) return undefined;
	return {
		...customer,
		outcome,
		...(typeof line['id'] === 'string' ? { id: line['id'] } : {}),
		...(isChanges(line['changes']) ? { changes: line['changes'] } : {}),
	};
}

/** A record without a prototype, so that no field name can reach one. */
export function toRecord(values: Readonly<Record<string, unknown>>): CustomerRecord {
	const record = emptyRecord();
	for (const [field, value] of Object.entries(values)) {
		if (isCell(value) || isCellList(value)) record[field] = value;
	}
	return record;
}

function toRaw(values: Readonly<Record<string, unknown>>): Readonly<Record<string, Cell>> {
	const raw = emptyRecord<Cell>();
	for (const [label, value] of Object.entries(values)) if (isCell(value)) raw[label] = value;
	return raw;
}

/** The issues that came with a row; anything else is no issue. */
export function issuesOf(value: unknown): readonly RowIssue[] {
	return Array.isArray(value) ? value.filter(isIssue) : [];
}

function isIssue(value: unknown): value is RowIssue {
	return isObject(value) && typeof value['code'] === 'string' && typeof value['message'] === 'string';
}

function isExplained(value: unknown): value is NonNullable<CustomerRow['explained']> {
	return (
		Array.isArray(value) && value.every((change) => isObject(change) && typeof change['rule'] === 'string')
	);
}

function isChanges(value: unknown): value is NonNullable<RowOutcome['changes']> {
	return (
		Array.isArray(value) && value.every((change) => isObject(change) && typeof change['field'] === 'string')
	);
}

function sourceOf(line: Readonly<Record<string, unknown>>): { source?: string } {
	return typeof line['source'] === 'string' ? { source: line['source'] } : {};
}

function hasNumber(
	line: Readonly<Record<string, unknown>>,
): line is Readonly<Record<string, unknown>> & { readonly rowNumber: number } {
	return typeof line['rowNumber'] === 'number';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCell(value: unknown): value is Cell {
	return (
		value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
	);
}

function isCellList(value: unknown): value is readonly Cell[] {
	return Array.isArray(value) && value.every(isCell);
}
