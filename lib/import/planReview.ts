import type { CollapsedBatch } from '../dedupe';
import { makeIssue } from '../errors';
import {
	type CustomerChange,
	type CustomerRecord,
	type CustomerRow,
	emptyRecord,
	type FieldChange,
	type IssueCode,
	type RowIssue,
	type RowOutcome,
} from '../model';
import type { PlanRow } from '../state/journal';
import { type RowPlan, withIssues } from '../upsert';

/** What planning says of a row that is written. Left out when it is planned again, and said anew. */
const OF_PLANNING: readonly IssueCode[] = [
	'CONSENT_KEPT',
	'IDENTIFIERS_DISAGREE',
	'IDENTIFIER_TAKEN',
	'NO_KEY',
	'SEVERAL_CUSTOMERS',
];

/** Compares what would be written now with what was planned. */
export interface PlanReview {
	/** The rows of a plan that are to be written, and the outcomes of those that were decided. */
	take(rows: readonly PlanRow[]): CollapsedBatch;
	/** The plan with the outcome that was kept; or, where the customer is another one now, flagged. */
	review(row: CustomerRow, plan: RowPlan): RowPlan;
}

export function makePlanReview(): PlanReview {
	const kept = new WeakMap<CustomerRow, PlanRow>();
	return {
		take(rows) {
			const customers: CustomerRow[] = [];
			const duplicates: RowOutcome[] = [];
			for (const planned of rows) {
				const row = isToWrite(planned) ? rowOf(planned.outcome) : undefined;
				if (row === undefined) duplicates.push(planned.outcome);
				else {
					kept.set(row, planned);
					customers.push(row);
				}
			}
			return { customers, duplicates };
		},
		review(row, plan) {
			const planned = kept.get(row);
			if (!planned) return plan;
			if (!isAsPlanned(planned, plan)) {
				return { ...plan, outcome: withIssues(plan.outcome, [changedIssue(planned.outcome, plan.outcome)]) };
			}
			const { id } = plan.outcome;
			return { ...plan, outcome: { ...planned.outcome, ...(id === undefined ? {} : { id }) } };
		},
	};
}

function isToWrite({ outcome }: PlanRow): boolean {
	return outcome.outcome === 'created' || outcome.outcome === 'updated';
}

/** The row as it was when it was planned. Records have no prototype, so that no label can reach one. */
function rowOf({ rowNumber, source, record, raw, issues }: RowOutcome): CustomerRow {
	const own: CustomerRecord = Object.assign(emptyRecord(), record);
	return {
		rowNumber,
		...(source === undefined ? {} : { source }),
		record: own,
		issues: issues.filter(({ code }) => !OF_PLANNING.includes(code)),
		...(raw === undefined ? {} : { raw }),
	};
}

/** Whether exactly what was planned would be written, to a customer who is as he was. */
function isAsPlanned({ outcome, version }: PlanRow, plan: RowPlan): boolean {
	if (plan.kind !== 'write' || plan.outcome.outcome !== outcome.outcome) return false;
	// A customer whom an earlier row of the plan makes had no id yet.
	if (outcome.id !== undefined && outcome.id !== plan.outcome.id) return false;
	const now = plan.write.action === 'update' ? plan.write.version : undefined;
	return (
		isSameVersion(version, now) &&
		isSameChanges(outcome.changes, plan.outcome.changes) &&
		isSameAlso(outcome.also, plan.outcome.also)
	);
}

function isSameVersion(planned: string | undefined, now: string | undefined): boolean {
	return planned === undefined || now === undefined || planned === now;
}

function isSameAlso(planned: readonly CustomerChange[] = [], now: readonly CustomerChange[] = []): boolean {
	if (planned.length !== now.length) return false;
	return planned.every(({ id, changes, version }, place) => {
		const other = now[place];
		return other?.id === id && isSameVersion(version, other.version) && isSameChanges(changes, other.changes);
	});
}

function isSameChanges(planned: readonly FieldChange[] = [], now: readonly FieldChange[] = []): boolean {
	if (planned.length !== now.length) return false;
	return planned.every(({ field, before, after }, place) => {
		const other = now[place];
		return other?.field === field && isSame(before, other.before) && isSame(after, other.after);
	});
}

function isSame(one: FieldChange['before'], other: FieldChange['before']): boolean {
	return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function changedIssue(planned: RowOutcome, now: RowOutcome): RowIssue {
	const id = now.id ?? planned.id;
	const who = id === undefined ? 'The customer' : `Customer ${id}`;
	const message =
		`${who} is not as when the plan was made. The row was to be ${planned.outcome}; ` +
		`planned again it is ${now.outcome}`;
	return makeIssue('PLAN_CHANGED_CUSTOMER', { message });
}
