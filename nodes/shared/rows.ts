import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../../lib';
import { itemKeys, ROW_NAMES, ROW_NUMBER, SOURCE_FILE } from './itemKeys';

/** Where a row came in. */
export interface RowOrigin {
	/** The index of the input item. */
	readonly item: number;
	readonly form: RowForm;
	/** Whether it is the last row of its input item. */
	readonly last: boolean;
}

/** How rows travel between nodes: each as an item, or some thousands in one. */
export type RowForm = 'item' | 'batch';

/**
 * Makes the items of a table's rows: `{label: cell …, row_number, source_file}`. A label that is taken
 * by one of ours gets `_2`. A cell that is not there is left out; cells beyond the last label are kept
 * as `column_N`.
 * @param source where rows come from that do not say so themselves
 * @param reserved further names that a label may not take
 */
export function rowToJson(
	labels: readonly string[],
	source?: string,
	reserved: readonly string[] = [],
): (row: Row) => IDataObject {
	const keys = itemKeys(labels, [...ROW_NAMES, ...reserved]);
	return (row) => {
		if (row.cells.length > keys.length) addKeys(keys, row.cells.length);
		const json: IDataObject = {};
		row.cells.forEach((cell, index) => {
			const key = keys[index];
			if (cell !== undefined && key !== undefined) json[key] = cell;
		});
		json[ROW_NUMBER] = row.rowNumber;
		const from = row.source ?? source;
		if (from !== undefined) json[SOURCE_FILE] = from;
		return json;
	};
}

function addKeys(keys: string[], length: number): void {
	const extra = Array.from(
		{ length: length - keys.length },
		(_, index) => `column_${keys.length + index + 1}`,
	);
	const reserved = [...ROW_NAMES, ...keys];
	for (const key of itemKeys(extra, reserved)) keys.push(key);
}
