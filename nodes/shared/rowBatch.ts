import type { BinaryHelperFunctions, IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { FieldSpec } from '../../lib';
import { userError } from '../../lib';
import type { BinaryReader } from './binary';
import { binaryFields, readBinary } from './binary';
import { splitLines } from './lines';

/**
 * A row batch is one item that carries some thousands of rows: a summary in `json.rowBatch`, for the
 * eye and for choosing what to do, and the rows themselves as NDJSON in the binary field `rows`.
 * n8n keeps and stores only the summary; the rows stay in its binary storage.
 */
export const ROW_BATCH_VERSION = 1;
export const ROWS_FIELD = 'rows';
const MIME_TYPE = 'application/x-ndjson';

/** Rows in a batch where the user set nothing. */
export const BATCH_ROWS = 5000;
/** Characters after which a batch is closed although it has few rows: wide rows must not fill the memory. */
const BATCH_CHARACTERS = 16 * 1024 * 1024;

export type RowBatchKind = 'rows' | 'customers' | 'outcomes';

/** What `json.rowBatch` of an item says about the rows in its binary field. */
export interface RowBatchSummary {
	readonly version: typeof ROW_BATCH_VERSION;
	readonly kind: RowBatchKind;
	/** How many rows the batch holds. */
	readonly rows: number;
	/** The smallest and the greatest row number in it. */
	readonly first: number;
	readonly last: number;
	/** The labels of rows, or the field names met in customers and outcomes. */
	readonly labels: readonly string[];
	/** What the custom fields of customers are. */
	readonly fields?: readonly FieldSpec[];
	/** The file or table that all of its rows came from, where they share one. */
	readonly source?: string;
}

/** How one kind of row is written to a line and read back. */
export interface LineCodec<T> {
	readonly kind: RowBatchKind;
	/** One JSON text without line ends. */
	encode(row: T): string;
	/** The row of a parsed line, or `undefined` when it is not one. */
	decode(line: unknown): T | undefined;
	rowNumber(row: T): number;
	source(row: T): string | undefined;
	/** The names of what the row holds. */
	labels(row: T): readonly string[];
}

/** The summary of an item that is a row batch; `undefined` for any other item. */
export function summaryOf(item: INodeExecutionData): RowBatchSummary | undefined {
	const summary = item.json['rowBatch'];
	if (typeof summary !== 'object' || summary === null || !('version' in summary)) return undefined;
	if (!isSummary(summary)) {
		throw userError(
			'The item is a row batch of another version of this package',
			'Use the same version of n8n-nodes-customer-import for all nodes, and run the node before this one again.',
			'ROW_BATCH_VERSION',
		);
	}
	return summary;
}

function isSummary(value: object): value is RowBatchSummary {
	const summary: Partial<Record<keyof RowBatchSummary, unknown>> = value;
	return (
		summary.version === ROW_BATCH_VERSION &&
		typeof summary.kind === 'string' &&
		typeof summary.rows === 'number' &&
		typeof summary.first === 'number' &&
		typeof summary.last === 'number' &&
		Array.isArray(summary.labels)
	);
}

/** A row batch under construction: rows are encoded as they come, so that only text is kept. */
export interface RowBatchBuilder<T> {
	readonly size: number;
	/** Whether it should be closed now. */
	readonly full: boolean;
	add(row: T): void;
	/** Stores the rows in n8n's binary storage and gives the item, without pairing. Empties the builder. */
	close(): Promise<INodeExecutionData>;
}

/**
 * Builds row batches of one kind.
 * @param helpers n8n's binary functions; regular and trigger nodes have them
 * @param options `extra`: more for the eye, put beside the summary; `fields`: the custom fields of the rows, as far as
 * they are known when a batch is closed
 */
export function rowBatchBuilder<T>(
	helpers: Pick<BinaryHelperFunctions, 'prepareBinaryData'>,
	codec: LineCodec<T>,
	options: { batchRows?: number; extra?: IDataObject; fields?: readonly FieldSpec[] } = {},
): RowBatchBuilder<T> {
	const batchRows = options.batchRows ?? BATCH_ROWS;
	let draft = emptyDraft();
	return {
		get size() {
			return draft.rows;
		},
		get full() {
			return draft.rows >= batchRows || draft.text.length >= BATCH_CHARACTERS;
		},
		add(row) {
			addToDraft(draft, row, codec);
		},
		async close() {
			const done = draft;
			draft = emptyDraft();
			const { fields = [] } = options;
			const summary = {
				...summarize(done, codec.kind),
				...(fields.length === 0 ? {} : { fields: [...fields] }),
			};
			const bytes = Buffer.from(done.text, 'utf8');
			const binary = await helpers.prepareBinaryData(bytes, fileName(summary), MIME_TYPE);
			return { json: { rowBatch: { ...summary }, ...options.extra }, binary: { [ROWS_FIELD]: binary } };
		},
	};
}

interface Draft {
	/** The lines so far. One text that grows is a third faster than a list of lines that is joined. */
	text: string;
	rows: number;
	readonly labels: Set<string>;
	readonly sources: Set<string | undefined>;
	first: number;
	last: number;
	/** The last list of labels seen; rows of one table share theirs. */
	known: readonly string[] | undefined;
}

function emptyDraft(): Draft {
	return {
		text: '',
		rows: 0,
		labels: new Set(),
		sources: new Set(),
		first: Infinity,
		last: 0,
		known: undefined,
	};
}

function addToDraft<T>(draft: Draft, row: T, codec: LineCodec<T>): void {
	const rowNumber = codec.rowNumber(row);
	draft.text += codec.encode(row) + '\n';
	draft.rows += 1;
	draft.first = Math.min(draft.first, rowNumber);
	draft.last = Math.max(draft.last, rowNumber);
	draft.sources.add(codec.source(row));
	const labels = codec.labels(row);
	if (labels !== draft.known) for (const label of labels) draft.labels.add(label);
	draft.known = labels;
}

function summarize(draft: Draft, kind: RowBatchKind): RowBatchSummary {
	const [source] = draft.sources;
	return {
		version: ROW_BATCH_VERSION,
		kind,
		rows: draft.rows,
		first: draft.first,
		last: draft.last,
		labels: [...draft.labels],
		...(draft.sources.size === 1 && source !== undefined ? { source } : {}),
	};
}

function fileName(summary: RowBatchSummary): string {
	return `${summary.kind}_${summary.first}-${summary.last}.ndjson`;
}

/**
 * Reads the rows of a row batch as they come from n8n's binary storage.
 * @throws userError when the rows are not there, or are not the ones the summary speaks of
 */
export async function* readRowBatch<T>(
	context: BinaryReader,
	item: INodeExecutionData,
	itemIndex: number,
	codec: LineCodec<T>,
): AsyncGenerator<T[]> {
	const summary = summaryOf(item);
	const binary = binaryFields(item).get(ROWS_FIELD);
	if (summary === undefined || binary === undefined) throw withoutRows(itemIndex);
	let rows = 0;
	for await (const lines of splitLines(readBinary(context, itemIndex, binary))) {
		const batch = lines
			.filter((line) => line !== '')
			.map((line) => decodeLine(line, summary, codec, itemIndex));
		rows += batch.length;
		if (batch.length > 0) yield batch;
	}
	if (rows !== summary.rows)
		throw damaged(itemIndex, `it holds ${rows} rows and should hold ${summary.rows}`);
}

function decodeLine<T>(line: string, summary: RowBatchSummary, codec: LineCodec<T>, itemIndex: number): T {
	const row = codec.decode(parseJson(line));
	if (row === undefined) throw damaged(itemIndex, `a line of it is not one of ${summary.kind}`);
	return row;
}

function parseJson(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}

function withoutRows(itemIndex: number): Error {
	return userError(
		`The row batch has lost its rows [item ${itemIndex}]`,
		`Keep the binary field '${ROWS_FIELD}' of row batches: a node in between, such as Edit Fields, may have dropped it.`,
		'ROW_BATCH_WITHOUT_ROWS',
	);
}

function damaged(itemIndex: number, what: string): Error {
	return userError(
		`The row batch cannot be used, because ${what} [item ${itemIndex}]`,
		'Run the node that made it again.',
		'ROW_BATCH_DAMAGED',
	);
}
