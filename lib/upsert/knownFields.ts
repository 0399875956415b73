import { makeIssue } from '../errors';
import { type CustomerRecord, type CustomerRow, emptyRecord, type RowIssue } from '../model';
import { isEmpty } from './cells';
import type { PlanContext } from './context';

type MappedRow = CustomerRow & { readonly record: CustomerRecord };

/**
 * A row with what the destination can hold. A value in any other field cannot be written, and refused with the rest
 * of its row by most CRMs; it is left out and told of.
 */
export function withKnownFields(
	row: MappedRow,
	{ knows, missingHint }: Pick<PlanContext, 'knows' | 'missingHint'>,
): MappedRow {
	const names = Object.keys(row.record);
	if (names.every(knows)) return row;
	const record = emptyRecord();
	const issues: RowIssue[] = [];
	for (const field of names) {
		const value = row.record[field];
		if (knows(field)) record[field] = value ?? null;
		else if (value !== undefined && !isEmpty(value))
			issues.push(makeIssue('NO_SUCH_FIELD', { field, hint: missingHint(field) }));
	}
	return { ...row, record, issues: [...row.issues, ...issues] };
}
