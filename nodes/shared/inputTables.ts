import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Row } from '../../lib';
import type { BinaryReader } from './binary';
import { holdsFiles } from './binary';
import { isBookkeeping, sourceOf } from './bookkeeping';
import { DETAIL_NAMES } from './details';
import type { Input, InputPart } from './inputRows';
import { readParts } from './inputRows';
import { IMPORT_FIELDS } from './itemKeys';
import type { RowBatchSummary } from './rowBatch';
import { summaryOf } from './rowBatch';
import type { RowOrigin } from './rows';

/** Input items that belong to one table: they came from one file, or from no file at all. */
export interface InputTable {
	readonly labels: readonly string[];
	readonly source: string | undefined;
	/** The indexes of its input items. */
	readonly items: readonly number[];
	/** The rows in the order of the input. May be opened more than once. */
	open(): AsyncGenerator<Row[]>;
	/** Where each row came in, in the same order. */
	origins(): Generator<RowOrigin>;
}

export interface TableOptions {
	/** Whether what we noted about rows (row number, outcome, issues …) is data too, as readable text. */
	readonly details?: boolean;
	/** The index of an item that holds no row, such as one that brings a file of settings. */
	readonly leaveOut?: number | undefined;
}

interface Group {
	readonly source: string | undefined;
	readonly labels: Set<string>;
	readonly parts: InputPart[];
}

/**
 * The input of a node as tables, whether it came as items, as row batches or mixed: one table for each
 * file, and one for all rows that name no file. Rows of other nodes (Postgres, Google Sheets …) are
 * items without a row number; their place in the input is taken for it.
 */
export function inputTables(
	context: BinaryReader,
	items: readonly INodeExecutionData[],
	{ details = false, leaveOut }: TableOptions = {},
): InputTable[] {
	const groups = new Map<string, Group>();
	items.forEach((item, index) => {
		if (index === leaveOut) return;
		const summary = summaryOf(item);
		const group = groupOf(groups, item.json, summary);
		group.parts.push(summary === undefined ? { item: index } : { item: index, summary });
		addLabels(group.labels, item.json, summary, details);
	});
	return [...groups.values()].map((group) => toTable({ context, items, details }, group));
}

/** How many rows come in, whatever their form. */
export function countRows(items: readonly INodeExecutionData[]): number {
	return items.reduce((sum, item) => sum + (summaryOf(item)?.rows ?? 1), 0);
}

/** The names of the files that rows come from, for people; empty where they name none. */
export function sourceNames(items: readonly INodeExecutionData[]): string {
	const names = new Set(items.map((item) => summaryOf(item)?.source ?? sourceOf(item.json)));
	names.delete(undefined);
	return [...names].join(', ');
}

function groupOf(groups: Map<string, Group>, json: IDataObject, summary: RowBatchSummary | undefined): Group {
	const source = summary === undefined ? sourceOf(json) : summary.source;
	const key = JSON.stringify([source ?? null, summary?.kind === 'rows' ? summary.labels : null]);
	const group = groups.get(key) ?? { source, labels: new Set<string>(), parts: [] };
	groups.set(key, group);
	return group;
}

function addLabels(
	labels: Set<string>,
	json: IDataObject,
	summary: RowBatchSummary | undefined,
	details: boolean,
): void {
	if (summary !== undefined) {
		for (const label of summary.labels) labels.add(label);
		if (details) for (const name of DETAIL_NAMES[summary.kind]) labels.add(name);
		return;
	}
	const isLeftOut = (name: string) =>
		details ? holdsFiles(name) || name === IMPORT_FIELDS : isBookkeeping(name, json);
	for (const name of Object.keys(json)) {
		if (!labels.has(name) && !isLeftOut(name)) labels.add(name);
	}
}

function toTable(input: Input, group: Group): InputTable {
	const labels = [...group.labels];
	return {
		labels,
		source: group.source,
		items: group.parts.map((part) => part.item),
		open: () => readParts(input, group.parts, labels),
		origins: () => originsOf(group.parts),
	};
}

function* originsOf(parts: readonly InputPart[]): Generator<RowOrigin> {
	for (const { item, summary } of parts) {
		const inside: RowOrigin = { item, form: 'batch', last: false };
		for (let left = summary?.rows ?? 1; left > 1; left -= 1) yield inside;
		if (summary?.rows !== 0) yield { item, form: summary === undefined ? 'item' : 'batch', last: true };
	}
}
