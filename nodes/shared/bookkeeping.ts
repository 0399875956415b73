import type { IDataObject } from 'n8n-workflow';
import { OUTCOMES } from '../../lib';
import { holdsFiles } from './binary';
import {
	CHANGES,
	CUSTOMER_ID,
	FURTHER_CELLS,
	HOW_TO_CORRECT,
	IMPORT_CHANGES,
	IMPORT_FIELDS,
	IMPORT_ISSUES,
	OUTCOME,
	PULL_DETAILS,
	REJECTED_BECAUSE,
	ROW_NUMBER,
	SOURCE_FILE,
} from './itemKeys';

const ALWAYS: ReadonlySet<string> = new Set([
	ROW_NUMBER,
	SOURCE_FILE,
	REJECTED_BECAUSE,
	HOW_TO_CORRECT,
	FURTHER_CELLS,
]);
const LISTS: ReadonlySet<string> = new Set([IMPORT_ISSUES, IMPORT_CHANGES, IMPORT_FIELDS]);
const WITH_OUTCOME: ReadonlySet<string> = new Set([OUTCOME, CUSTOMER_ID, CHANGES]);

/**
 * Whether a field of an item is ours, and not data: so that a rejected or unsaved row can be corrected
 * and sent through again. `customer_id` and the like are ours only beside an outcome of ours, because
 * tables of other systems have such columns.
 */
export function isBookkeeping(name: string, json: IDataObject): boolean {
	if (ALWAYS.has(name) || holdsFiles(name)) return true;
	if (name === PULL_DETAILS) return typeof json[name] === 'object' && json[name] !== null;
	if (LISTS.has(name)) return Array.isArray(json[name]);
	return WITH_OUTCOME.has(name) && OUTCOMES.some((outcome) => outcome === json[OUTCOME]);
}

/** The number by which a person finds the row: n8n's and our `row_number`, or the item's place in the input. */
export function rowNumberOf(json: IDataObject, itemIndex: number): number {
	const value = json[ROW_NUMBER];
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : itemIndex + 1;
}

/** The file a row came from, where the item says so. */
export function sourceOf(json: IDataObject): string | undefined {
	const value = json[SOURCE_FILE];
	return typeof value === 'string' && value !== '' ? value : undefined;
}
