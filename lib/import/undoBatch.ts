import type { Connector, StoredCustomer, WriteResult } from '../connectors/connector';
import { makeIssue } from '../errors';
import type { Outcome, RowIssue, RowOutcome } from '../model';
import type { Written } from '../state/journal';
import { ATTEMPTS, type Clock, waitBefore, withRetries } from '../upsert/retry';
import { makeSend, type SendOptions, type SendResult } from '../upsert/send';
import { type Removal, removeCustomers } from './undoRemoval';
import { planUndo, type UndoContext, type UndoStep } from './undoStep';
import { makeTrail } from './undoTrail';

/** A write that is to be taken back, and what was tried so far. */
interface Task {
	readonly place: number;
	readonly written: Written;
	readonly id: string;
	readonly attempts: number;
	/** Whether taking it back may have happened already. */
	readonly sent: boolean;
}

export interface UndoerOptions extends SendOptions, Clock {
	readonly context: UndoContext;
}

/** Takes writes back, the last first. */
export interface Undoer {
	/**
	 * One outcome for each write, in their order. Those that the destination does not let happen now are left
	 * out from the first on, with the reason.
	 * @param ids whom each write is about
	 * @param again whether an earlier run may have taken them back already
	 */
	undo(
		writes: readonly Written[],
		ids: ReadonlyArray<string | undefined>,
		again: boolean,
	): Promise<{ readonly outcomes: readonly RowOutcome[]; readonly stopped?: unknown }>;
}

export function makeUndoer(options: UndoerOptions): Undoer {
	const { connector, context } = options;
	const send = makeSend(options);
	const trail = makeTrail();

	async function undo(
		writes: readonly Written[],
		ids: ReadonlyArray<string | undefined>,
		again: boolean,
	): Promise<Awaited<ReturnType<Undoer['undo']>>> {
		const outcomes: Array<RowOutcome | undefined> = writes.map((written, place) =>
			ids[place] === undefined ? notFound(written) : undefined,
		);
		let tasks = writes.flatMap((written, place): Task[] => {
			const id = ids[place];
			return id === undefined ? [] : [{ place, written, id, attempts: 0, sent: again }];
		});
		try {
			while (tasks.length > 0) {
				const [wave, rest] = firstOfEach(tasks);
				tasks = [...(await runWave(wave, outcomes)), ...rest];
			}
			return { outcomes: outcomes.filter((one) => one !== undefined) };
		} catch (stopped) {
			const open = outcomes.indexOf(undefined);
			return { outcomes: outcomes.slice(0, open).filter((one) => one !== undefined), stopped };
		}
	}

	/** Takes writes back that are about different customers; gives those to be looked at again. */
	async function runWave(wave: readonly Task[], outcomes: Array<RowOutcome | undefined>): Promise<Task[]> {
		options.signal?.throwIfAborted();
		const customers = await getAll(connector, wave, options);
		const steps = wave.map((task): readonly [Task, UndoStep] => {
			const customer = customers.get(task.id);
			return [task, planUndo(task.written, customer, trail.isUntouched(task.written, customer), context)];
		});
		for (const [task, step] of steps) {
			if (step.kind === 'nothing' || step.kind === 'keep') outcomes[task.place] = decided(task, step);
		}
		return [...(await removeAll(steps, outcomes)), ...(await restoreAll(steps, outcomes))];
	}

	async function removeAll(
		steps: ReadonlyArray<readonly [Task, UndoStep]>,
		outcomes: Array<RowOutcome | undefined>,
	): Promise<Task[]> {
		const tasks = steps.flatMap(([task, step]) => (step.kind === 'remove' ? [task] : []));
		const { batchSize } = connector.capabilities;
		const again: Task[] = [];
		for (let start = 0; start < tasks.length; start += batchSize) {
			options.signal?.throwIfAborted();
			const some = tasks.slice(start, start + batchSize);
			const ids = some.map(({ id }) => id);
			const removal = await removeCustomers(connector, ids, options);
			for (const task of some) {
				const outcome = removedOutcome(task, removal);
				if (outcome) outcomes[task.place] = outcome;
				const next = outcome ? undefined : tryAgain(task, makeIssue('WRITE_FAILED'), outcomes);
				if (next) again.push(next);
			}
		}
		return again;
	}

	async function restoreAll(
		steps: ReadonlyArray<readonly [Task, UndoStep]>,
		outcomes: Array<RowOutcome | undefined>,
	): Promise<Task[]> {
		const restores = steps.flatMap(([task, step]) => (step.kind === 'restore' ? [{ task, step }] : []));
		if (restores.length === 0) return [];
		const results = await send(restores.map(({ step }) => step.write));
		const again: Task[] = [];
		let waitMs = 0;
		let stopped: unknown;
		restores.forEach(({ task, step }, index) => {
			const result = results[index];
			const next = settle(task, step, result, outcomes);
			if (next) again.push(next);
			if (result?.outcome === 'stop') stopped ??= result.error;
			if (result?.outcome === 'later') {
				waitMs = Math.max(waitMs, waitBefore(task.attempts + 1, result.error, options.random));
			}
		});
		if (stopped) return await Promise.reject(stopped);
		if (waitMs > 0) await options.sleep(waitMs);
		return again;
	}

	/** Notes the outcome, or gives the task to be looked at again. */
	function settle(
		task: Task,
		{ write, kept }: UndoStep & { kind: 'restore' },
		result: SendResult | undefined,
		outcomes: Array<RowOutcome | undefined>,
	): Task | undefined {
		switch (result?.outcome) {
			case 'created':
			case 'updated':
				trail.note(task.written, write, result);
				outcomes[task.place] = {
					...outcomeOf(task.written, 'updated', kept, task.id),
					changes: write.changes,
				};
				return undefined;
			case 'failed':
				outcomes[task.place] = refused(task, result);
				return undefined;
			case 'conflict':
				if (result.issue?.code === 'IDENTIFIER_TAKEN') {
					// Who has it may be giving it up just now, in the same batch.
					if (task.attempts + 1 < ATTEMPTS) return { ...task, attempts: task.attempts + 1 };
					outcomes[task.place] = outcomeOf(task.written, 'skipped', [result.issue, ...kept], task.id);
					return undefined;
				}
				return tryAgain(task, makeIssue('CHANGED_MEANWHILE'), outcomes);
			case 'later':
				if (task.attempts + 1 >= ATTEMPTS) throw result.error;
				return { ...task, attempts: task.attempts + 1 };
			case 'stop':
				return task;
			default:
				return tryAgain(task, makeIssue('UNKNOWN_OUTCOME'), outcomes);
		}
	}

	return { undo };
}

/** A customer is looked at again, because he may be as before by now; after some times it has failed. */
function tryAgain(task: Task, issue: RowIssue, outcomes: Array<RowOutcome | undefined>): Task | undefined {
	if (task.attempts + 1 < ATTEMPTS) return { ...task, attempts: task.attempts + 1, sent: true };
	outcomes[task.place] = outcomeOf(task.written, 'failed', [issue], task.id);
	return undefined;
}

/** The first write about each customer, and the others, which wait for it. */
function firstOfEach(tasks: readonly Task[]): readonly [Task[], Task[]] {
	const ids = new Set<string>();
	const first: Task[] = [];
	const rest: Task[] = [];
	for (const task of tasks) {
		if (ids.has(task.id)) rest.push(task);
		else first.push(task);
		ids.add(task.id);
	}
	return [first, rest];
}

/** Each call is tried again by itself: of many, some fail at any time. */
async function getAll(
	connector: Connector,
	tasks: readonly Task[],
	clock: Clock,
): Promise<Map<string, StoredCustomer>> {
	const { batchSize } = connector.capabilities;
	const customers = new Map<string, StoredCustomer>();
	for (let start = 0; start < tasks.length; start += batchSize) {
		const ids = tasks.slice(start, start + batchSize).map(({ id }) => id);
		for (const customer of await withRetries(() => connector.get(ids), clock)) {
			customers.set(customer.id, customer);
		}
	}
	return customers;
}

/** Nobody was created; but whom nothing recognises, nobody can find. */
function notFound(written: Written): RowOutcome {
	const { intent } = written;
	if (intent.action === 'create' && intent.identifiers.length === 0) {
		return outcomeOf(written, 'skipped', [makeIssue('UNKNOWN_OUTCOME')]);
	}
	return outcomeOf(written, 'unchanged', []);
}

/** The outcome of somebody who was to be removed; `undefined` where nobody knows. */
function removedOutcome({ written, id }: Task, { removed, refused }: Removal): RowOutcome | undefined {
	if (removed.has(id)) return outcomeOf(written, 'created', [], id);
	const issue = refused.get(id);
	return issue && outcomeOf(written, 'skipped', [issue], id);
}

/** Where it may have been taken back by us, a customer who is as before was. */
function decided({ written, id, sent }: Task, step: UndoStep & { kind: 'nothing' | 'keep' }): RowOutcome {
	if (step.kind === 'keep') return outcomeOf(written, 'skipped', step.issues, id);
	if (!sent || written.result === 'unknown') return outcomeOf(written, 'unchanged', step.issues, id);
	return outcomeOf(written, written.intent.action === 'create' ? 'created' : 'updated', [], id);
}

function refused({ written, id }: Task, { issue }: WriteResult): RowOutcome {
	return outcomeOf(written, 'failed', [issue ?? makeIssue('WRITE_FAILED')], id);
}

function outcomeOf(
	{ intent }: Written,
	outcome: Outcome,
	issues: readonly RowIssue[],
	id?: string,
): RowOutcome {
	const { rowNumber, source } = intent;
	const place = { rowNumber, ...(source === undefined ? {} : { source }) };
	return {
		...place,
		outcome,
		...(id === undefined ? {} : { id }),
		issues: issues.map((issue) => ({ ...issue, ...place })),
		...(intent.action === 'create' ? { record: intent.record } : {}),
	};
}
