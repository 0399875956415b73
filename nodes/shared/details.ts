import type { IDataObject } from 'n8n-workflow';
import type { Cell } from '../../lib';
import { fieldToCell } from '../../lib';
import { toCell, toFieldValue } from './cells';
import {
	CHANGES,
	CUSTOMER_ID,
	IMPORT_CHANGES,
	IMPORT_ISSUES,
	OUTCOME,
	REJECTED_BECAUSE,
	ROW_NUMBER,
	SOURCE_FILE,
} from './itemKeys';
import type { RowBatchKind } from './rowBatch';

/** What is known about the rows of a batch beside their data, by the names it has in items. */
export const DETAIL_NAMES: Readonly<Record<RowBatchKind, readonly string[]>> = {
	rows: [ROW_NUMBER, SOURCE_FILE],
	customers: [ROW_NUMBER, SOURCE_FILE, REJECTED_BECAUSE, IMPORT_ISSUES],
	outcomes: [ROW_NUMBER, SOURCE_FILE, OUTCOME, CUSTOMER_ID, CHANGES, IMPORT_ISSUES],
};

/** A field of an item as a cell that a person can read: lists of issues and changes become sentences. */
export function detailToCell(name: string, json: IDataObject): Cell | undefined {
	const value: unknown = Object.hasOwn(json, name) ? json[name] : undefined;
	if (!Array.isArray(value)) return toCell(value);
	if (name === IMPORT_ISSUES) return sentences(value, ({ label, message }) => [label, message]);
	if (name === CHANGES || name === IMPORT_CHANGES)
		return sentences(value, ({ field, before, after }) => [field, `${text(before)} → ${text(after)}`]);
	return fieldToCell(toFieldValue(value));
}

type Parts = Readonly<Record<string, unknown>>;

function sentences(list: readonly unknown[], partsOf: (entry: Parts) => readonly unknown[]): string {
	const entries = list.filter((entry): entry is Parts => typeof entry === 'object' && entry !== null);
	const texts = entries.map((entry) =>
		partsOf(entry)
			.filter((part) => part !== undefined)
			.join(': '),
	);
	return texts.join('; ');
}

function text(value: unknown): string {
	return String(toCell(value) ?? '');
}
