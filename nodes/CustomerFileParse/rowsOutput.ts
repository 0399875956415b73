import type { BinaryHelperFunctions, IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Row, RowBatch } from '../../lib';
import { rowCodec } from '../shared/lineCodecs';
import type { RowForm, RowOrigin } from '../shared/rows';
import { rowToJson } from '../shared/rows';
import type { RowSink } from '../shared/sink';
import { rowSink } from '../shared/sink';
import type { OutputSettings } from './settings';

/** The rows of one file on their way out. */
export interface FileRows {
	add(rows: RowBatch): Promise<void>;
}

/** The output 'Rows' under construction. */
export interface RowsOutput {
	/** Begins a file. `about` is shown beside the summary of its row batches. */
	beginFile(labels: readonly string[], itemIndex: number, about: IDataObject): FileRows;
	/** Takes the rows of a file back: a file is handed on as a whole or not at all. */
	discard(file: FileRows): void;
	/** Whether the rows leave as row batches. Known after `finish`. */
	readonly form: RowForm;
	finish(): Promise<INodeExecutionData[]>;
}

interface Part extends FileRows {
	/** Rows that wait until it is known in which form they leave. */
	held: Row[];
	readonly sink: (form: RowForm) => RowSink<Row>;
}

/**
 * Gathers rows as items or row batches. While the form is 'automatic', rows are held back: when there
 * are more than `itemsUpTo`, all of the run becomes row batches, and items otherwise.
 */
export function rowsOutput(
	helpers: Pick<BinaryHelperFunctions, 'prepareBinaryData'>,
	settings: OutputSettings,
): RowsOutput {
	const parts: Part[] = [];
	let form = settings.form;

	async function decide(decision: RowForm): Promise<void> {
		form = decision;
		for (const part of parts) {
			const { held } = part;
			part.held = [];
			await part.add(held);
		}
	}

	function beginFile(labels: readonly string[], itemIndex: number, about: IDataObject): FileRows {
		const origin: RowOrigin = { item: itemIndex, form: 'item', last: false };
		const part: Part = {
			held: [],
			sink: makeOnce((decided) => makeSink(helpers, settings, decided, labels, about)),
			async add(rows) {
				if (form !== 'automatic') return await pour(rows, part.sink(form), origin);
				for (const row of rows) part.held.push(row);
				if (countHeld(parts) > settings.itemsUpTo) await decide('batch');
			},
		};
		parts.push(part);
		return part;
	}

	return {
		beginFile,
		discard(file) {
			const index = parts.findIndex((part) => part === file);
			if (index >= 0) parts.splice(index, 1);
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
	helpers: Pick<BinaryHelperFunctions, 'prepareBinaryData'>,
	settings: OutputSettings,
	form: RowForm,
	labels: readonly string[],
	about: IDataObject,
): RowSink<Row> {
	const { batchRows } = settings;
	return rowSink(helpers, {
		form,
		codec: rowCodec(labels),
		toJson: rowToJson(labels),
		batchRows,
		extra: about,
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

function countHeld(parts: readonly Part[]): number {
	return parts.reduce((sum, part) => sum + part.held.length, 0);
}

async function gather(sinks: ReadonlyArray<RowSink<Row>>): Promise<INodeExecutionData[]> {
	const all: INodeExecutionData[][] = [];
	for (const sink of sinks) all.push(await sink.finish());
	return all.flat();
}
