import type { BinaryHelperFunctions, IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Row, RowBatch } from '../../lib';
import { rowCodec } from '../shared/lineCodecs';
import type { RowForm, RowOrigin } from '../shared/rows';
import { rowToJson } from '../shared/rows';
import type { RowSink } from '../shared/sink';
import { rowSink } from '../shared/sink';
import type { OutputSettings } from './settings';

/** A table on its way out. */
export interface TableAbout {
	readonly labels: readonly string[];
	/** Where its rows come from: the file, and the sheet or the file inside. */
	readonly source: string;
	readonly itemIndex: number;
	/** Shown beside the summary of its row batches. */
	readonly extra: IDataObject;
}

/** The rows of one table on their way out. */
export interface TableRows {
	add(rows: RowBatch): Promise<void>;
	/** No more rows come. */
	end(): Promise<void>;
}

/** The output 'Rows' under construction. */
export interface RowsOutput {
	begin(table: TableAbout): TableRows;
	/** Takes the rows of a table back: one is handed on as a whole or not at all. */
	discard(table: TableRows): void;
	/** Whether the rows leave as row batches. Known after `finish`. */
	readonly form: RowForm;
	finish(): Promise<INodeExecutionData[]>;
}

interface Part extends TableRows {
	/** Rows that wait until it is known in which form they leave. */
	held: Row[];
	readonly sink: (form: RowForm) => RowSink<Row>;
	ended: boolean;
}

type Helpers = Pick<BinaryHelperFunctions, 'prepareBinaryData'>;

/**
 * Gathers rows as items or row batches. While the form is 'automatic', up to `itemsUpTo` rows are held
 * back: when one more comes, all of the run becomes row batches, and otherwise items.
 */
export function rowsOutput(helpers: Helpers, settings: OutputSettings): RowsOutput {
	const parts: Part[] = [];
	let form = settings.form;
	let held = 0;

	async function decide(decision: RowForm): Promise<void> {
		form = decision;
		held = 0;
		for (const part of parts) {
			const rows = part.held;
			part.held = [];
			await part.add(rows);
			if (part.ended) await part.end();
		}
	}

	function begin(table: TableAbout): TableRows {
		const origin: RowOrigin = { item: table.itemIndex, form: 'item', last: false };
		const part: Part = {
			held: [],
			ended: false,
			sink: makeOnce((decided) => makeSink(helpers, settings, decided, table)),
			async add(rows) {
				if (form === 'automatic' && held + rows.length > settings.itemsUpTo) await decide('batch');
				if (form !== 'automatic') return await pour(rows, part.sink(form), origin);
				held += rows.length;
				for (const row of rows) part.held.push(row);
			},
			async end() {
				part.ended = true;
				// The next table has other columns, so what is open here cannot be filled up: nothing is gained by keeping it.
				if (form !== 'automatic') await part.sink(form).closeBatch();
			},
		};
		parts.push(part);
		return part;
	}

	return {
		begin,
		discard(table) {
			const index = parts.findIndex((part) => part === table);
			const [part] = index < 0 ? [] : parts.splice(index, 1);
			held -= part?.held.length ?? 0;
		},
		get form() {
			return form === 'automatic' ? 'item' : form;
		},
		async finish() {
			const decided = form === 'automatic' ? 'item' : form;
			if (form === 'automatic') await decide(decided);
			return await gather(parts.map((part) => part.sink(decided)));
		},
	};
}

function makeSink(
	helpers: Helpers,
	{ batchRows }: OutputSettings,
	form: RowForm,
	{ labels, source, extra }: TableAbout,
): RowSink<Row> {
	return rowSink(helpers, {
		form,
		codec: rowCodec(labels, source),
		toJson: rowToJson(labels, source),
		batchRows,
		extra,
	});
}

function makeOnce<T>(make: (form: RowForm) => T): (form: RowForm) => T {
	let made: { readonly value: T } | undefined;
	return (form) => (made ??= { value: make(form) }).value;
}

async function pour(rows: RowBatch, sink: RowSink<Row>, origin: RowOrigin): Promise<void> {
	for (const row of rows) {
		const wait = sink.add(row, origin);
		if (wait !== undefined) await wait;
	}
}

async function gather(sinks: ReadonlyArray<RowSink<Row>>): Promise<INodeExecutionData[]> {
	const all: INodeExecutionData[][] = [];
	for (const sink of sinks) all.push(await sink.finish());
	return all.flat();
}
