import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { makeTellApart, type RowOutcome } from '../../lib';
import { rowNumberOf, sourceOf } from './bookkeeping';
import { placeToJson, recordToJson } from './customers';
import { CHANGES, CUSTOMER_ID, IMPORT_FIELDS, OUTCOME, OUTCOME_NAMES } from './itemKeys';
import { summaryOf } from './rowBatch';
import type { RowOrigin } from './rows';

/**
 * `{field: value …, outcome, customer_id, changes, row_number, source_file, import_issues, import_fields}`.
 * @param fields the custom fields of the run as items hold them, so that a row can be sent once more
 */
export function outcomeToJson(outcome: RowOutcome, fields: IDataObject[] = []): IDataObject {
	return {
		...recordToJson(outcome.record ?? outcome.raw ?? {}, OUTCOME_NAMES),
		[OUTCOME]: outcome.outcome,
		...(outcome.id === undefined ? {} : { [CUSTOMER_ID]: outcome.id }),
		...(outcome.changes === undefined ? {} : { [CHANGES]: changesToJson(outcome.changes) }),
		...placeToJson(outcome),
		...(fields.length === 0 ? {} : { [IMPORT_FIELDS]: fields }),
	};
}

/** `{field, before, after}` of each change. */
export function changesToJson(changes: NonNullable<RowOutcome['changes']>): IDataObject[] {
	return changes.map((change) =>
		recordToJson({ field: change.field, before: change.before ?? null, after: change.after ?? null }, []),
	);
}

/** Where a row stands in its file. */
type Place = Pick<RowOutcome, 'rowNumber' | 'source'>;

/** Rows that came in one row batch: those with row numbers from `first` to `last`. */
interface Range {
	readonly origin: RowOrigin;
	readonly source: string | undefined;
	readonly first: number;
	readonly last: number;
}

/**
 * Finds the input item of a row by its source and row number, because outcomes do not come in the order
 * of the rows. Rows that share both are told apart as the import does it.
 */
export function originFinder(items: readonly INodeExecutionData[]): (row: Place) => RowOrigin {
	const single = new Map<string, number>();
	const tellApart = makeTellApart();
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
		const source = sourceOf(item.json);
		const place = { rowNumber: rowNumberOf(item.json, index), ...(source === undefined ? {} : { source }) };
		single.set(keyOf(tellApart(place)), index);
	});
	return (row) => {
		const item = single.get(keyOf(row));
		if (item !== undefined) return { item, form: 'item', last: true };
		return findRange(ranges, row)?.origin ?? { item: 0, form: 'item', last: true };
	};
}

function keyOf({ rowNumber, source }: Place): string {
	return `${rowNumber}\0${source ?? ''}`;
}

function findRange(ranges: readonly Range[], { rowNumber, source }: Place): Range | undefined {
	const holds = (range: Range) => range.first <= rowNumber && rowNumber <= range.last;
	return ranges.find((range) => range.source === source && holds(range)) ?? ranges.find(holds) ?? ranges[0];
}
