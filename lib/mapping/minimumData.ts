import { makeIssue } from '../errors';
import { STANDARD_FIELDS } from '../fields';
import type { CustomerRecord, RowIssue } from '../model';

/** Which identifiers a customer must have to be imported: all of them, or any. */
export interface MinimumData {
	readonly rule: 'all' | 'any';
	/** Names of fields. Empty: nothing is asked. */
	readonly identifiers: readonly string[];
}

function has(record: CustomerRecord, field: string): boolean {
	const value = record[field];
	return value !== undefined && value !== null && value !== '';
}

/** The issue of a record that lacks the minimum, or `undefined`. */
export function minimumIssue(
	{ rule, identifiers }: MinimumData,
	record: CustomerRecord,
): RowIssue | undefined {
	if (identifiers.length === 0) return undefined;
	const lacking = identifiers.filter((field) => !has(record, field));
	if (rule === 'any' ? lacking.length < identifiers.length : lacking.length === 0) return undefined;
	const message =
		rule === 'any' ? `The row has none of: ${titlesOf(identifiers)}` : `The row lacks: ${titlesOf(lacking)}`;
	return makeIssue('NO_IDENTIFIER', { message });
}

/** Said once, where no column can give the minimum and every row will be rejected. */
export function unreachableMinimum(
	{ rule, identifiers }: MinimumData,
	mapped: ReadonlySet<string>,
): RowIssue[] {
	const lacking = identifiers.filter((field) => !mapped.has(field));
	if (lacking.length === 0 || (rule === 'any' && lacking.length < identifiers.length)) return [];
	return [
		makeIssue('NO_IDENTIFIER', {
			message: `No column is mapped to ${titlesOf(lacking)}, so every row is rejected`,
			hint: "Correct the mapping of the column that holds it, or change 'Identifiers' or 'Minimum Customer Data'.",
		}),
	];
}

/** The fields as a person reads them. */
function titlesOf(fields: readonly string[]): string {
	return fields.map((name) => STANDARD_FIELDS.find((field) => field.name === name)?.title ?? name).join(', ');
}
