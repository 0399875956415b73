import type { Cell, CustomerBatch, CustomerRecord, CustomerRow, DuplicatePolicy, RowOutcome } from '../model';

export interface CollapseOptions {
	readonly policy: DuplicatePolicy;
	/** The fields customers are recognised by, the main one first. */
	readonly identifiers: readonly string[];
	/** The form in which two values of a field are compared; `''` where there is nothing to compare. */
	readonly keyOf: (field: string, value: Cell) => string;
	/** Whether an empty cell of a later row overwrites a value of an earlier one. */
	readonly clearOnEmpty?: boolean;
	/** Ends the counting pass. Afterwards every row is still given, so that none is lost from the account. */
	readonly signal?: AbortSignal;
}

/** Rows of different customers, and the outcomes of those that were another row's customer. */
export interface CollapsedBatch {
	readonly customers: readonly CustomerRow[];
	readonly duplicates: readonly RowOutcome[];
}

/** Opens the rows; each call starts at the first one. */
export type OpenCustomers = () => AsyncIterable<CustomerBatch>;

/** What a row's customer is recognised by within the file: its main identifier, or the first other one it has. */
export function keyOfRow(
	{ record }: CustomerRow,
	{ identifiers, keyOf }: CollapseOptions,
): string | undefined {
	if (!record) return undefined;
	for (const field of identifiers) {
		const key = firstKey(record, field, keyOf);
		if (key !== '') return `${field}\0${key}`;
	}
	return undefined;
}

function firstKey(record: CustomerRecord, field: string, keyOf: CollapseOptions['keyOf']): string {
	const value = record[field];
	const cells: readonly (Cell | undefined)[] = Array.isArray(value) ? value : [value];
	for (const cell of cells) {
		if (cell === undefined || cell === null || cell === '') continue;
		const key = keyOf(field, cell);
		if (key !== '') return key;
	}
	return '';
}
