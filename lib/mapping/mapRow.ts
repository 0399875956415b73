import { type Cell, type CustomerRow, emptyRecord, type Row, type RowIssue } from '../model';
import { storeBesides } from './besides';
import type { FieldPlan } from './columnPlan';
import type { DateConsistency } from './dateFormat';
import { type DerivedColumn, withDerived } from './derivedColumns';
import { mapField, place, report, type RowWork } from './mapField';
import { type MinimumData, minimumIssue } from './minimumData';
import type { RequiredField } from './requiredFields';
import { reportMissing, type UniqueCheck } from './rowChecks';
import { addSubscriptions, type PlannedSubscription } from './subscriptionColumns';

/** What becomes of a row when one of its values is not valid. */
export const INVALID_VALUE_POLICIES = ['dropValue', 'rejectRow'] as const;
export type InvalidValuePolicy = (typeof INVALID_VALUE_POLICIES)[number];

export interface RowPlan {
	readonly labels: readonly string[];
	readonly derived: readonly DerivedColumn[];
	readonly fields: readonly FieldPlan[];
	readonly subscriptions: readonly PlannedSubscription[];
	/** The fields every row must have, with the labels they should be under. */
	readonly required: readonly RequiredField[];
	readonly unique: UniqueCheck;
	/** The country that a row names, as its code. */
	readonly countryOf: (row: Row) => string | undefined;
	readonly minimum: MinimumData;
	readonly invalidValue: InvalidValuePolicy;
	readonly dateConsistency: DateConsistency;
	readonly explain: boolean;
	readonly keepRaw: boolean;
}

const NO_ISSUES: readonly RowIssue[] = [];

/** The row as it was read, by label; cells beyond the labels are numbered. */
function rawRow({ cells }: Row, labels: readonly string[]): Readonly<Record<string, Cell>> {
	const raw = emptyRecord<Cell>();
	cells.forEach((cell, index) => {
		if (cell !== undefined) raw[labels[index] ?? `column_${index + 1}`] = cell;
	});
	return raw;
}

function rejected(row: Row, issues: readonly RowIssue[], labels: readonly string[]): CustomerRow {
	return { ...place(row), issues, raw: rawRow(row, labels) };
}

/** Issues of these codes keep a row out, whatever is done with values that are not valid. */
const REJECTING: ReadonlySet<RowIssue['code']> = new Set(['NO_IDENTIFIER', 'NOT_UNIQUE', 'REQUIRED_EMPTY']);

/** Whether the issues of a row keep it out. All checks are made, so that a person corrects the row once. */
function isRejected(plan: RowPlan, work: RowWork): boolean {
	if (plan.required.length > 0) reportMissing(plan.required, work);
	const lacking = minimumIssue(plan.minimum, work.record);
	if (lacking !== undefined) report(work, { ...lacking, ...place(work.row) });
	if (work.issues === undefined) return false;
	const isError = ({ severity }: RowIssue): boolean => severity === 'error';
	return work.issues.some(
		(issue) => isError(issue) && (REJECTING.has(issue.code) || plan.invalidValue === 'rejectRow'),
	);
}

/** Maps one row by the plan: a customer, or a rejected row with the reason and what it held. Never throws for what a row holds. */
export function mapRow(original: Row, plan: RowPlan): CustomerRow {
	const row = withDerived(original, plan.derived, plan.labels.length);
	const record = emptyRecord();
	const work: RowWork = {
		row,
		record,
		issues: undefined,
		explained: plan.explain ? [] : undefined,
		besides: undefined,
		dateConsistency: plan.dateConsistency,
		country: plan.countryOf(row),
	};
	for (const field of plan.fields) mapField(field, work);
	if (plan.subscriptions.length > 0) addSubscriptions(plan.subscriptions, work);
	if (work.besides !== undefined) storeBesides(work.besides, work);
	const claims = plan.unique.check(work);
	if (isRejected(plan, work)) return rejected(original, work.issues ?? NO_ISSUES, plan.labels);
	plan.unique.remember(claims, work);
	return plan.keepRaw ? { ...customer(work), raw: rawRow(original, plan.labels) } : customer(work);
}

function customer({ row, record, issues, explained }: RowWork): CustomerRow {
	const base = { ...place(row), record, issues: issues ?? NO_ISSUES };
	return explained === undefined || explained.length === 0 ? base : { ...base, explained };
}
