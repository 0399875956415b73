import type { Connector } from '../connectors/connector';
import { isImportError, makeIssue } from '../errors';
import type { CustomerRow, IssueCode, RowIssue, RowOutcome } from '../model';
import type { Candidate, PlanContext } from './context';
import { STOPPED_BY_LIMIT } from './limits';
import { takenIssue } from './match';
import { mergeRecord } from './merge';
import { makeCandidate, outcomeOf, type RowPlan, type WritePlan } from './plan';

/** How often a row is looked up and planned again because somebody else wrote in between. */
const CONFLICT_ATTEMPTS = 3;

/** How often somebody whose creation was not answered is looked for before he is sent again. */
const LOOKUPS_BEFORE_SENDING = 3;
const FIRST_LOOKUP_WAIT_MS = 1_000;

/** A row on its way: what was tried with it so far. */
export interface Task extends Candidate {
	/** Its place among those it came with. */
	readonly place: number;
	readonly attempts: number;
	/** The write that may or may not have happened. */
	readonly sent?: WritePlan;
	/** Whether the destination left open if it happened. */
	readonly doubtful?: boolean;
	/** What the limits of the run have counted for it. */
	readonly counted?: WritePlan;
	/** How often the customer was looked for since then. */
	readonly lookups?: number;
}

/** A row and what is to become of it. */
export type Planned = readonly [Task, RowPlan];
/** Another try after a wait. */
export interface Again {
	readonly again: Task;
	readonly waitMs: number;
	/** Why it is to be waited, where the destination said. */
	readonly error?: Error;
}
/** What a row came to: an outcome, or another try. */
export type Settled = { readonly outcome: RowOutcome } | Again;

/** A row that was not tried yet. */
export function makeTask(row: CustomerRow, place: number, context: PlanContext): Task {
	const { row: mapped, identifiers, keys, telling } = makeCandidate(row, context);
	return { place, row: mapped, identifiers, keys, telling, attempts: 0 };
}

/**
 * Where a write was sent and it is not known whether it arrived, and the customer now is as it would have
 * made him, it did arrive.
 */
export function recognise(task: Task, plan: RowPlan, context: PlanContext): RowPlan {
	const { sent, row } = task;
	if (!sent || plan.kind === 'write' || !plan.customer) return plan;
	const { outcome } = plan.outcome;
	if (outcome !== 'unchanged' && outcome !== 'skipped') return plan;
	const isAsSent = mergeRecord(plan.customer.record, row.record, context).changes.length === 0;
	if (outcome === 'skipped' && !isAsSent) return plan;
	const id = sent.outcome.id ?? plan.customer.id;
	return { kind: 'decided', outcome: { ...sent.outcome, id }, customer: plan.customer };
}

/**
 * Whether somebody who was perhaps created, and is not found, is to be looked for again before he is created
 * a second time: the lookup of many a CRM is seconds behind its writes.
 */
export function lookAgain(task: Task, plan: RowPlan, { capabilities }: Connector): Again | undefined {
	const { sent, doubtful, lookups = 0 } = task;
	const isSecond = isCreation(sent) && isCreation(plan) && doubtful === true;
	if (!isSecond || capabilities.unique || lookups >= LOOKUPS_BEFORE_SENDING) return undefined;
	return { again: { ...task, lookups: lookups + 1 }, waitMs: FIRST_LOOKUP_WAIT_MS * 2 ** lookups };
}

export function isCreation(plan: RowPlan | undefined): boolean {
	return plan?.kind === 'write' && plan.write.action === 'create';
}

/** Two rows that found the same customer by different identifiers: the second waits for the first to be written. */
export function separate(planned: readonly Planned[]): { ready: Planned[]; deferred: Task[] } {
	const written = new Set<string>();
	const ready: Planned[] = [];
	const deferred: Task[] = [];
	for (const one of planned) {
		const [task, plan] = one;
		if (written.size > 0 && customersOf(plan).some((id) => written.has(id))) {
			deferred.push(task);
			continue;
		}
		if (plan.kind === 'write') for (const id of customersOf(plan)) written.add(id);
		ready.push(one);
	}
	return { ready, deferred };
}

const NOBODY: readonly string[] = [];

/** Whom a plan is about. */
export function customersOf(plan: RowPlan): readonly string[] {
	if (!plan.customer) return NOBODY;
	if (plan.kind === 'decided' || !plan.also) return [plan.customer.id];
	return [plan.customer.id, ...plan.also.flatMap((write) => (write.action === 'update' ? [write.id] : []))];
}

/** Somebody wrote in between: the row is looked up and planned again, a few times at most. */
export function settleConflict(task: Task, counted: WritePlan, issue: RowIssue | undefined): Settled {
	const attempts = task.attempts + 1;
	if (attempts < CONFLICT_ATTEMPTS) return { again: { ...task, attempts, counted }, waitMs: 0 };
	if (issue?.code !== 'IDENTIFIER_TAKEN')
		return { outcome: refused(task, issue ?? makeIssue('CHANGED_MEANWHILE')) };
	const { field = '', value } = issue;
	return { outcome: outcomeOf(task.row, 'ambiguous', [takenIssue({ field, value: String(value ?? '') })]) };
}

/** The outcome of a row that the destination refused. */
export function refused(task: Task, issue: RowIssue): RowOutcome {
	return outcomeOf(task.row, 'failed', [issue]);
}

/** The outcome of a row of which the destination never said what became of it. */
export function unknownOutcome({ row }: Pick<Task, 'row'>): RowOutcome {
	return outcomeOf(row, 'unknown', [makeIssue('UNKNOWN_OUTCOME')]);
}

/** The outcome of a row that the run did not get to the end with. */
export function stoppedOutcome(
	{ row, doubtful }: Pick<Task, 'row' | 'doubtful'>,
	error: Error,
	cancelled: boolean,
): RowOutcome {
	if (doubtful) return unknownOutcome({ row });
	const code = stopCode(error, cancelled);
	if (code === 'CANCELLED') return outcomeOf(row, 'failed', [makeIssue(code)]);
	const hint = isImportError(error) ? error.hint : undefined;
	const details = { message: error.message, ...(hint === undefined ? {} : { hint }) };
	return outcomeOf(row, 'failed', [makeIssue(code, details)]);
}

function stopCode(error: Error, cancelled: boolean): IssueCode {
	if (isImportError(error) && error.code === STOPPED_BY_LIMIT) return STOPPED_BY_LIMIT;
	return cancelled ? 'CANCELLED' : 'NOT_REACHED';
}
