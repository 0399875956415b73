import { makeIssue } from '../errors';
import type { Cell, CustomerRecord, FieldChange, FieldValue, RowIssue } from '../model';
import { consentTimeField, isNewer, mayChangeConsent } from './consent';
import { cellsOf, isList, type PlanContext } from './context';

/** A customer as he will be, and what that changes. */
export interface Merged {
	readonly record: CustomerRecord;
	readonly changes: readonly FieldChange[];
	readonly issues: readonly RowIssue[];
}

/**
 * What a row makes of a customer, field by field. A field that is not in the row is left alone, and so is
 * one with an empty cell or NULL, unless empty cells clear; identifiers that customers are recognised by and
 * consents are never cleared. Lists grow by the values they do not hold yet; text that is the same in the
 * form it is compared in is not written again.
 */
export function mergeRecord(before: CustomerRecord, row: CustomerRecord, context: PlanContext): Merged {
	const record: Record<string, FieldValue> = Object.assign(Object.create(null), before);
	const changes: FieldChange[] = [];
	const issues: RowIssue[] = [];
	for (const field in row) {
		const after = nextValue(field, before, row, context, issues);
		if (after === undefined) continue;
		changes.push({ field, before: before[field], after });
		if (after === null) delete record[field];
		else record[field] = after;
	}
	for (const field of stampConsents(before, record, context)) {
		changes.push({ field, before: before[field], after: record[field] });
	}
	return { record, changes, issues };
}

const NOBODY: CustomerRecord = Object.freeze(Object.create(null));

/** The customer a row makes where there is none: what says something, and nothing else. */
export function newRecord(row: CustomerRecord, context: PlanContext): CustomerRecord {
	const record: Record<string, FieldValue> = Object.create(null);
	for (const field in row) {
		const value = nextValue(field, NOBODY, row, context, []);
		if (value !== undefined && value !== null) record[field] = value;
	}
	stampConsents(NOBODY, record, context);
	return record;
}

/** The value a field gets; `null` to clear it, `undefined` to leave it. */
function nextValue(
	field: string,
	before: CustomerRecord,
	row: CustomerRecord,
	context: PlanContext,
	issues: RowIssue[],
): FieldValue | undefined {
	const value = row[field];
	const spec = context.fields.get(field);
	if (value === undefined || spec?.readOnly) return undefined;
	if (cellsOf(value).length === 0) return clears(field, before, context) ? null : undefined;
	if (spec?.multiple) return appended(field, before[field], value, context);
	if (isSame(field, before[field], value, context) || isStaleConsentTime(field, before, row, context))
		return undefined;
	if (spec?.type === 'consent' && !mayChangeConsent(field, before, row)) {
		issues.push(makeIssue('CONSENT_KEPT', { field }));
		return undefined;
	}
	return value;
}

function clears(field: string, before: CustomerRecord, { settings, fields }: PlanContext): boolean {
	const spec = fields.get(field);
	return (
		settings.clearOnEmpty === true &&
		!settings.identifiers.includes(field) &&
		!spec?.required &&
		spec?.type !== 'consent' &&
		cellsOf(before[field]).length > 0
	);
}

/** The stored values and those of the row that are not among them; `undefined` where there are none. */
function appended(
	field: string,
	stored: FieldValue | undefined,
	value: FieldValue,
	{ keyOf }: PlanContext,
): FieldValue | undefined {
	const values = [...cellsOf(stored)];
	if (values.length === 0 && !isList(value)) return value;
	const keys = new Set(values.map((cell) => keyOf(field, cell)));
	const known = values.length;
	for (const cell of cellsOf(value)) {
		const key = keyOf(field, cell);
		if (keys.has(key)) continue;
		keys.add(key);
		values.push(cell);
	}
	if (values.length === known) return undefined;
	return values.length === 1 ? values[0] : values;
}

/**
 * Whether a value says what is stored already. Compared in the normalized form, because destinations give
 * numbers, dates and yes/no back in their own; but a name or an option in other letters is a change.
 */
function isSame(
	field: string,
	stored: FieldValue | undefined,
	value: FieldValue,
	context: PlanContext,
): boolean {
	if (stored === value) return true;
	const type = context.fields.get(field)?.type;
	const literal = type === 'name' || type === 'company' || type === 'option';
	const textOf = (cell: Cell) => (literal ? String(cell).normalize('NFC') : context.keyOf(field, cell));
	const before = cellsOf(stored);
	const after = isList(value) ? cellsOf(value) : [value];
	return (
		before.length === after.length &&
		after.every((cell, place) => textOf(cell) === textOf(before[place] ?? null))
	);
}

/** The time of a consent moves only forward, and only with the consent: else an old yes would pass for new. */
function isStaleConsentTime(
	field: string,
	before: CustomerRecord,
	row: CustomerRecord,
	{ fields }: PlanContext,
): boolean {
	const consent = field.endsWith('At') ? field.slice(0, -2) : '';
	if (fields.get(consent)?.type !== 'consent') return false;
	if (!mayChangeConsent(consent, before, row)) return true;
	return cellsOf(before[field]).length > 0 && !isNewer(row[field], before[field]);
}

/**
 * Where a consent changed and the row does not say when, it is now; where the destination keeps times at all.
 * Gives the fields of the times that were set.
 */
function stampConsents(
	before: CustomerRecord,
	record: Record<string, FieldValue>,
	{ timedConsents, now }: PlanContext,
): string[] {
	const stamped = timedConsents.filter((consent) => {
		const at = consentTimeField(consent);
		return record[consent] !== before[consent] && record[at] === before[at];
	});
	const fields = stamped.map(consentTimeField);
	for (const field of fields) record[field] = now();
	return fields;
}
