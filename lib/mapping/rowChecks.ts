import { makeIssue } from '../errors';
import type { Cell, FieldSpec, FieldValue } from '../model';
import { matchKey } from '../normalize';
import { place, report, type RowWork } from './mapField';
import type { RequiredField } from './requiredFields';
import type { FirstPlace, SeenValues } from './seenValues';

/** Reports the required fields that a row leaves empty. */
export function reportMissing(required: readonly RequiredField[], work: RowWork): void {
	for (const { name, title, label } of required) {
		if (!isEmpty(work.record[name])) continue;
		const message = `${title} is required and empty`;
		report(work, makeIssue('REQUIRED_EMPTY', { ...place(work.row), message, field: name, label }));
	}
}

function isEmpty(value: FieldValue | undefined): boolean {
	if (Array.isArray(value)) return value.length === 0;
	return value === undefined || value === null || value === '';
}

/** The values of a field, one or several. */
function valuesIn(value: FieldValue | undefined): readonly Cell[] {
	if (isList(value)) return value;
	return value === undefined || value === null || value === '' ? [] : [value];
}

function isList(value: FieldValue | undefined): value is readonly Cell[] {
	return Array.isArray(value);
}

/** A value that a row would have for itself. */
interface Claim {
	readonly field: FieldSpec;
	readonly key: string;
}

/** Holds values unique across the rows that became customers. */
export interface UniqueCheck {
	/** Reports the values that an earlier row has, and gives all that must be unique. */
	check(work: RowWork): readonly Claim[];
	/** Keeps the values of a row that became a customer. */
	remember(claims: readonly Claim[], work: RowWork): void;
}

const NO_CLAIMS: readonly Claim[] = [];
const NO_CHECK: UniqueCheck = { check: () => NO_CLAIMS, remember: () => undefined };

/**
 * Checks the fields whose values may be there once. A row that is rejected claims no value, so that its
 * corrected copy can follow it.
 */
export function makeUniqueCheck(
	fields: readonly FieldSpec[],
	labelOf: (field: FieldSpec) => string,
	seen: SeenValues,
): UniqueCheck {
	if (fields.length === 0) return NO_CHECK;
	return {
		check(work) {
			const claims: Claim[] = [];
			for (const field of fields) {
				for (const value of valuesIn(work.record[field.name])) {
					const key = matchKey(field.type, value);
					if (key === '') continue;
					claims.push({ field, key });
					const first = seen.find(field.name, key);
					if (first !== undefined) reportTaken(work, field, value, labelOf(field), first);
				}
			}
			return claims;
		},
		remember(claims, work) {
			for (const { field, key } of claims) seen.add(field.name, key, work.row);
		},
	};
}

function reportTaken(work: RowWork, field: FieldSpec, value: Cell, label: string, first: FirstPlace): void {
	const where = `row ${first.rowNumber}${first.source === undefined ? '' : ` of ${first.source}`}`;
	const message = `${field.title} ${String(value)} is in ${where} already`;
	report(work, makeIssue('NOT_UNIQUE', { ...place(work.row), message, field: field.name, label, value }));
}
