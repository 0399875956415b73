import type { PlannedWrite } from '../connectors/connector';
import { makeIssue } from '../errors';
import type { RowIssue, RowOutcome } from '../model';
import { withIssues, type WritePlan } from './plan';
import { ATTEMPTS, waitBefore } from './retry';
import type { SendResult } from './send';
import { refused, type Settled, settleConflict, stoppedOutcome, type Task, unknownOutcome } from './task';

/** What became of a plan that was sent: what the row came to, and why the run ends after it, if it does. */
export interface Verdict {
	readonly settled: Settled;
	readonly stop?: Error;
}

/** What the destination answered to the writes of a plan. */
export interface Answers {
	readonly first: SendResult;
	/** To those for further customers. */
	readonly others: readonly SendResult[];
}

/** What decides besides the answers. */
export interface Circumstances {
	/** From 0 to 1, for the jitter of waits. */
	readonly random: () => number;
	readonly cancelled: boolean;
}

/** Decides what a row came to. A row that is written to several customers has the worst of their answers. */
export function settle(task: Task, plan: WritePlan, answers: Answers, about: Circumstances): Verdict {
	const result = worstOf(answers);
	const { random, cancelled } = about;
	switch (result.outcome) {
		case 'created':
		case 'updated': {
			const id = 'id' in answers.first ? answers.first.id : undefined;
			return { settled: { outcome: id === undefined ? plan.outcome : { ...plan.outcome, id } } };
		}
		case 'failed':
			return { settled: { outcome: failedOutcome(task, plan, answers, result.issue) } };
		case 'conflict':
			return { settled: settleConflict(task, plan, result.issue) };
		case 'unknown':
			return { settled: settleDoubt(task, plan, undefined, random) };
		case 'later':
			if (result.unsent && answers.others.length === 0)
				return { settled: { again: { ...task, counted: plan }, waitMs: 0 } };
			return settleLater(task, plan, result.error, random);
		case 'stop':
			return stopped(
				{ row: task.row, doubtful: task.doubtful === true || result.unknown },
				result.error,
				cancelled,
			);
	}
}

const ORDER = ['created', 'updated', 'failed', 'later', 'conflict', 'unknown', 'stop'] as const;

function worstOf({ first, others }: Answers): SendResult {
	if (others.length === 0) return first;
	const rank = ({ outcome }: SendResult) => ORDER.indexOf(outcome);
	return others.reduce((worst, result) => (rank(result) > rank(worst) ? result : worst), first);
}

/** The row as refused; where other customers were written all the same, it says whom. */
function failedOutcome(
	task: Task,
	plan: WritePlan,
	{ first, others }: Answers,
	issue = makeIssue('WRITE_FAILED'),
): RowOutcome {
	const outcome = refused(task, issue);
	const results = [first, ...others];
	const written = [plan.write, ...(plan.also ?? [])].filter((_, place) => isDone(results[place]));
	return written.length === 0 ? outcome : withIssues(outcome, [writtenIssue(written)]);
}

function isDone(result: SendResult | undefined): boolean {
	return result?.outcome === 'updated' || result?.outcome === 'created';
}

function writtenIssue(writes: readonly PlannedWrite[]): RowIssue {
	const ids = writes.flatMap((write) => (write.action === 'update' ? [write.id] : []));
	const message = `The row was written to customer ${ids.join(', ')} and not to all whom it fits`;
	return makeIssue('SEVERAL_CUSTOMERS', { message, severity: 'warning' });
}

/** Nothing was written, and a later try can pass. */
function settleLater(task: Task, plan: WritePlan, error: Error, random: () => number): Verdict {
	if (task.attempts + 1 >= ATTEMPTS) return stopped(task, error, false);
	return { settled: settleDoubt(task, plan, error, random) };
}

/** Before it is sent again the customer is looked up again, because it may have been written after all. */
function settleDoubt(task: Task, plan: WritePlan, error: Error | undefined, random: () => number): Settled {
	const attempts = task.attempts + 1;
	const doubtful = task.doubtful === true || error === undefined;
	// Whoever has nothing to be found by would be made twice.
	const isLost = doubtful && task.keys.length === 0;
	if (isLost || attempts >= ATTEMPTS) return { outcome: unknownOutcome(task) };
	const again: Task = { ...task, attempts, sent: plan, counted: plan, doubtful, lookups: 0 };
	return { again, waitMs: waitBefore(attempts, error, random), ...(error ? { error } : {}) };
}

function stopped(task: Pick<Task, 'row' | 'doubtful'>, stop: Error, cancelled: boolean): Verdict {
	return { settled: { outcome: stoppedOutcome(task, stop, cancelled) }, stop };
}
