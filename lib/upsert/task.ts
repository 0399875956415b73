import type { StoredCustomer, WriteResult } from '../connectors/connector';
import { isImportError, makeIssue } from '../errors';
import type { CustomerRow, RowIssue, RowOutcome } from '../model';
import type { BeforeImage } from '../state/journal';
import type { Candidate, PlanContext } from './context';
import { takenIssue } from './match';
import { mergeRecord } from './merge';
import { makeCandidate, outcomeOf, type RowPlan } from './plan';

/** How often a row is looked up and planned again because somebody else wrote in between. */
const CONFLICT_ATTEMPTS = 3;

/** A row on its way: what was tried with it so far. */
export interface Task extends Candidate {
	readonly attempts: number;
	/** The write that may or may not have happened. */
	readonly sent?: RowPlan & { kind: 'write' };
	/** Whether the destination left open if it happened. */
	readonly doubtful?: boolean;
}

/** A plan that is to be sent. */
export type Written = RowPlan & { kind: 'write' };
/** A row and what is to become of it. */
export type Planned = readonly [Task, RowPlan];
/** What a row came to: an outcome, or another try after a wait. */
export type Settled = { readonly outcome: RowOutcome } | { readonly again: Task; readonly waitMs: number };

/** A row that was not tried yet. */
export function makeTask(row: CustomerRow, context: PlanContext): Task {
	const { row: mapped, identifiers, keys } = makeCandidate(row, context);
	return { row: mapped, identifiers, keys, attempts: 0 };
}

/**
 * Where a write was sent and it is not known whether it arrived, and the customer now is as it would have
 * made him, it did arrive.
 */
export function recognise(task: Task, plan: RowPlan, context: PlanContext): RowPlan {
	const { sent, row } = task;
	if (!sent || !plan.customer) return plan;
	const { changes } = mergeRecord(plan.customer.record, row.record, context);
	if (changes.length > 0) return plan;
	return { kind: 'decided', outcome: { ...sent.outcome, id: plan.customer.id }, customer: plan.customer };
}

/** Two rows that found the same customer by different identifiers: the second waits for the first to be written. */
export function separate(planned: readonly Planned[]): { ready: Planned[]; deferred: Task[] } {
	const written = new Set<string>();
	const ready: Planned[] = [];
	const deferred: Task[] = [];
	for (const one of planned) {
		const [task, plan] = one;
		if (plan.customer && written.has(plan.customer.id)) {
			deferred.push(task);
			continue;
		}
		if (plan.kind === 'write' && plan.customer) written.add(plan.customer.id);
		ready.push(one);
	}
	return { ready, deferred };
}

/** What the customer was whom a plan changes. */
export function beforeImage(plan: RowPlan): BeforeImage[] {
	const customer: StoredCustomer | undefined = plan.customer;
	if (plan.kind !== 'write' || !customer) return [];
	return [{ customerId: customer.id, rowNumber: plan.write.rowNumber, before: customer.record }];
}

/** Somebody wrote in between: the row is looked up and planned again, a few times at most. */
export function settleConflict(task: Task, { issue }: WriteResult): Settled {
	const attempts = task.attempts + 1;
	if (attempts < CONFLICT_ATTEMPTS) return { again: { ...task, attempts }, waitMs: 0 };
	if (issue?.code !== 'IDENTIFIER_TAKEN')
		return { outcome: refused(task, issue ?? makeIssue('CHANGED_MEANWHILE')) };
	const { field = '', value } = issue;
	return { outcome: outcomeOf(task.row, 'ambiguous', [takenIssue({ field, value: String(value ?? '') })]) };
}

/** The outcome of a row that the destination refused. */
export function refused(task: Task, issue: RowIssue): RowOutcome {
	return outcomeOf(task.row, 'failed', [issue]);
}

/** The outcome of a row that the run did not get to the end with. */
export function stoppedOutcome(
	{ row, doubtful }: { row: CustomerRow; doubtful?: boolean },
	error: Error,
	cancelled: boolean,
): RowOutcome {
	if (doubtful) return outcomeOf(row, 'unknown', [makeIssue('UNKNOWN_OUTCOME')]);
	if (cancelled) return outcomeOf(row, 'failed', [makeIssue('CANCELLED')]);
	const hint = isImportError(error) ? error.hint : undefined;
	const details = { message: error.message, ...(hint === undefined ? {} : { hint }) };
	return outcomeOf(row, 'failed', [makeIssue('WRITE_FAILED', details)]);
}
