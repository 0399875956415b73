import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { RowOutcome } from '../../lib';
import { rowNumberOf, sourceOf } from './bookkeeping';
import { placeToJson, recordToJson } from './customers';
import { CHANGES, CUSTOMER_ID, OUTCOME, OUTCOME_NAMES } from './itemKeys';
import { summaryOf } from './rowBatch';
import type { RowOrigin } from './rows';

/** `{field: value …, outcome, customer_id, changes, row_number, source_file, import_issues}`. */
export function outcomeToJson(outcome: RowOutcome): IDataObject {
	return {
		...recordToJson(outcome.record ?? outcome.raw ?? {}, OUTCOME_NAMES),
		[OUTCOME]: outcome.outcome,
		...(outcome.id === undefined ? {} : { [CUSTOMER_ID]: outcome.id }),
		...(outcome.changes === undefined ? {} : { [CHANGES]: changesToJson(outcome.changes) }),
		...placeToJson(outcome),
	};
}

function changesToJson(changes: NonNullable<RowOutcome['changes']>): IDataObject[] {
	return changes.map((change) =>
		recordToJson({ field: change.field, before: change.before ?? null, after: change.after ?? null }, []),
	);
}

/** Rows that came in one row batch: those with row numbers from `first` to `last`. */
interface Range {
	readonly origin: RowOrigin;
	readonly source: string | undefined;
	readonly first: number;
	readonly last: number;
}

/**
 * Finds the input item of a row by its source and row number, because outcomes do not come in the order
 * of the rows. Rows that share both are taken in the order of the input.
 */
export function originFinder(
	items: readonly INodeExecutionData[],
): (row: Pick<RowOutcome, 'rowNumber' | 'source'>) => RowOrigin {
	const single = new Map<string, number[]>();
	const ranges: Range[] = [];
	items.forEach((item, index) => {
		const summary = summaryOf(item);
		if (summary !== undefined) {
			ranges.push({
				...summary,
				source: summary.source,
				origin: { item: index, form: 'batch', last: false },
			});
			return;
		}
		const key = keyOf(rowNumberOf(item.json, index), sourceOf(item.json));
		const waiting = single.get(key);
		if (waiting === undefined) single.set(key, [index]);
		else waiting.push(index);
	});
	return ({ rowNumber, source }) => {
		const item = single.get(keyOf(rowNumber, source))?.shift();
		if (item !== undefined) return { item, form: 'item', last: true };
		return findRange(ranges, rowNumber, source)?.origin ?? { item: 0, form: 'item', last: true };
	};
}

function keyOf(rowNumber: number, source: string | undefined): string {
	return `${rowNumber}\0${source ?? ''}`;
}

function findRange(
	ranges: readonly Range[],
	rowNumber: number,
	source: string | undefined,
): Range | undefined {
	const holds = (range: Range) => range.first <= rowNumber && rowNumber <= range.last;
	return ranges.find((range) => range.source === source && holds(range)) ?? ranges.find(holds) ?? ranges[0];
}
