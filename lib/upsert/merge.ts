import { makeIssue } from '../errors';
import {
	type Cell,
	type CustomerRecord,
	emptyRecord,
	type FieldChange,
	type FieldValue,
	type RowIssue,
} from '../model';
import { cellsOf, isEmpty, isList, valueOf } from './cells';
import { changeConsent, type ConsentChange, consentOfTime, consentTimeField, isNewer } from './consent';
import type { PlanContext } from './context';
import { changeSubscriptions } from './subscriptions';

/** A customer as he will be, and what that changes. */
export interface Merged {
	readonly record: CustomerRecord;
	readonly changes: readonly FieldChange[];
	readonly issues: readonly RowIssue[];
}

const NOBODY: CustomerRecord = Object.freeze(emptyRecord());
const NO_SETTINGS = {};

/**
 * What a row makes of a customer, field by field. A field that is not in the row is left alone, and so is
 * one with an empty cell or NULL, unless empty cells clear. Lists grow by the values they do not hold yet, or
 * are replaced; text that is the same in the form it is compared in is not written again.
 */
export function mergeRecord(before: CustomerRecord, row: CustomerRecord, context: PlanContext): Merged {
	const changes: FieldChange[] = [];
	const issues: RowIssue[] = [];
	for (const field in row) {
		const after = nextValue(field, before, row, context, issues);
		if (after !== undefined) changes.push({ field, before: before[field], after });
	}
	// Nothing is copied of the many who stay as they are.
	if (changes.length === 0) return { record: before, changes, issues };
	const record = Object.assign(emptyRecord(), before);
	for (const { field, after } of changes) {
		if (after === null || after === undefined) delete record[field];
		else record[field] = after;
	}
	stampConsents(before, record, context, changes);
	return { record, changes, issues };
}

/**
 * The customer a row makes where there is none: what says something, and nothing else.
 * @param issues receives what there is to say about it
 */
export function newRecord(
	row: CustomerRecord,
	context: PlanContext,
	issues: RowIssue[] = [],
): CustomerRecord {
	const record = emptyRecord();
	for (const field in row) {
		const value = nextValue(field, NOBODY, row, context, issues);
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
	const given = row[field];
	const rule = context.ruleOf(field);
	if (given === undefined || rule.kind === 'readOnly') return undefined;
	if (isEmpty(given)) return rule.clears && !isEmpty(before[field]) ? null : undefined;
	const value = rule.single && isList(given) ? firstOf(field, given, issues) : given;
	const isStored = value === before[field] && !isList(value);
	switch (rule.kind) {
		case 'append':
			return isStored ? undefined : appended(field, before[field], value, context);
		case 'replace':
			return isStored ? undefined : replaced(field, before[field], value, context);
		case 'consent':
		case 'subscriptions':
			return noteKept(field, change(field, before, row, context), issues);
		case 'consentTime':
			if (isStaleConsentTime(field, before, row, context)) return undefined;
	}
	return isSame(field, before[field], value, context) ? undefined : value;
}

/** The first of several values, where the destination keeps one. */
function firstOf(field: string, values: readonly Cell[], issues: RowIssue[]): Cell {
	const [first = null, ...others] = cellsOf(values);
	if (others.length > 0) issues.push(extraValues(field, first, others));
	return first;
}

function extraValues(field: string, first: Cell, others: readonly Cell[]): RowIssue {
	const message = `The destination keeps one ${field}: ${String(first)}. Left out: ${others.join(', ')}`;
	return makeIssue('EXTRA_VALUES', { message, field, value: others[0] ?? null });
}

/** What a row makes of a field of consents. */
function change(
	field: string,
	before: CustomerRecord,
	row: CustomerRecord,
	{ ruleOf, settings: { consents = NO_SETTINGS } }: PlanContext,
): ConsentChange {
	const decide = ruleOf(field).kind === 'subscriptions' ? changeSubscriptions : changeConsent;
	return decide(field, before, row, consents);
}

function noteKept(field: string, { value, kept }: ConsentChange, issues: RowIssue[]): FieldValue | undefined {
	if (kept) issues.push(makeIssue('CONSENT_KEPT', { field }));
	return value;
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
	return values.length === known ? undefined : valueOf(values);
}

/** The values of the row; `undefined` where those are stored, the main one first. */
function replaced(
	field: string,
	stored: FieldValue | undefined,
	value: FieldValue,
	context: PlanContext,
): FieldValue | undefined {
	const { keyOf } = context;
	const after = appended(field, undefined, value, context) ?? null;
	const [main, ...others] = cellsOf(stored).map((cell) => keyOf(field, cell));
	const [newMain, ...newOthers] = cellsOf(after).map((cell) => keyOf(field, cell));
	const known = new Set(others);
	const same = main === newMain && others.length === newOthers.length;
	return same && newOthers.every((key) => known.has(key)) ? undefined : after;
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
	if (stored === undefined || stored === null) return false;
	const { literal } = context.ruleOf(field);
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
	context: PlanContext,
): boolean {
	const consent = consentOfTime(field) ?? '';
	if (!isEmpty(row[consent]) && change(consent, before, row, context).kept) return true;
	if (isEmpty(row[consent]) && !isEmpty(before[consent])) return true;
	return !isEmpty(before[field]) && !isNewer(row[field], before[field]);
}

/** Where a consent changed and the row does not say when, it is now; where the destination keeps times at all. */
function stampConsents(
	before: CustomerRecord,
	record: Record<string, FieldValue>,
	{ timedConsents, now }: PlanContext,
	changes?: FieldChange[],
): void {
	for (const consent of timedConsents) {
		const at = consentTimeField(consent);
		if (record[consent] === before[consent] || record[at] !== before[at]) continue;
		record[at] = now();
		changes?.push({ field: at, before: before[at], after: record[at] });
	}
}
