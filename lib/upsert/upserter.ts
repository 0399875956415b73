import type { Connector, PlannedWrite } from '../connectors/connector';
import { asError, makeIssue } from '../errors';
import type { CustomerRow, RowOutcome } from '../model';
import type { BeforeImage } from '../state/journal';
import type { PlanContext } from './context';
import { findCustomers } from './find';
import { outcomeOf, planRow } from './plan';
import { ATTEMPTS, type Clock, waitBefore, withRetries } from './retry';
import { sendAll, type SendResult } from './send';
import {
	beforeImage,
	makeTask,
	type Planned,
	recognise,
	refused,
	separate,
	type Settled,
	settleConflict,
	stoppedOutcome,
	type Task,
	type Written,
} from './task';
import { wavesOf } from './waves';

export interface UpserterOptions extends Clock {
	readonly connector: Connector;
	readonly context: PlanContext;
	/** Called before customers are changed, with what they were. The change is not sent when it fails. */
	readonly beforeUpdate?: (images: readonly BeforeImage[]) => Promise<void>;
	readonly signal?: AbortSignal;
}

/** Brings rows into a destination. */
export interface Upserter {
	/** One outcome for each row, in the order of processing. Never throws; see `stopped`. */
	upsert(rows: readonly CustomerRow[]): Promise<readonly RowOutcome[]>;
	/** Why nothing more can be written; every further row fails with it. */
	stopped(): Error | undefined;
	/** Writes nothing more from here on. */
	halt(error: Error): void;
	/** Whether anything was sent to the destination yet. */
	wrote(): boolean;
}

export function makeUpserter(options: UpserterOptions): Upserter {
	const { connector, context, signal } = options;
	let stop: Error | undefined;
	let wrote = false;

	async function upsert(rows: readonly CustomerRow[]): Promise<readonly RowOutcome[]> {
		const outcomes: RowOutcome[] = [];
		let waves = wavesOf(rows.map((row) => makeTask(row, context)));
		while (waves.length > 0) {
			const [wave = [], ...rest] = waves;
			const again = stop ? giveUp(wave, stop, outcomes) : await guarded(wave, outcomes);
			waves = again.length > 0 ? wavesOf([...again, ...rest.flat()]) : rest;
		}
		return outcomes;
	}

	/** What goes wrong in a wave ends the run, and the wave's rows are accounted for. */
	async function guarded(wave: readonly Task[], outcomes: RowOutcome[]): Promise<readonly Task[]> {
		const before = outcomes.length;
		try {
			signal?.throwIfAborted();
			return await runWave(wave, outcomes);
		} catch (error) {
			stop = asError(error);
			outcomes.length = before;
			return giveUp(wave, stop, outcomes);
		}
	}

	function giveUp(wave: readonly Task[], error: Error, outcomes: RowOutcome[]): readonly Task[] {
		for (const task of wave) outcomes.push(stoppedOutcome(task, error, signal?.aborted ?? false));
		return [];
	}

	/** Looks up, plans and writes rows that have nothing to do with each other; gives those to be done again. */
	async function runWave(wave: readonly Task[], outcomes: RowOutcome[]): Promise<readonly Task[]> {
		const hits = await withRetries(async () => await findCustomers(connector, wave), options);
		const planned = wave.map((task): Planned => [
			task,
			recognise(task, planRow(task, hits, context), context),
		]);
		const { ready, deferred } = separate(planned);
		await saveImages(ready);
		const settled = await write(ready);
		for (const one of settled) if ('outcome' in one) outcomes.push(one.outcome);
		const again = settled.flatMap((one) => ('again' in one ? [one] : []));
		const waitMs = Math.max(0, ...again.map((one) => one.waitMs));
		if (waitMs > 0) await rest(waitMs);
		return [...again.map((one) => one.again), ...deferred];
	}

	/** A cancelled wait is noticed by the next wave, which knows what was sent. */
	async function rest(waitMs: number): Promise<void> {
		try {
			await options.sleep(waitMs);
		} catch (error) {
			stop = asError(error);
		}
	}

	async function saveImages(ready: readonly Planned[]): Promise<void> {
		const images = ready.flatMap(([, plan]) => beforeImage(plan));
		if (images.length > 0) await options.beforeUpdate?.(images);
	}

	async function write(ready: readonly Planned[]): Promise<Settled[]> {
		const writes = ready.flatMap(([, plan]): PlannedWrite[] => (plan.kind === 'write' ? [plan.write] : []));
		if (writes.length > 0) wrote = true;
		const results = (await sendAll(connector, writes)).values();
		return ready.map(([task, plan]): Settled => {
			if (plan.kind === 'decided') return { outcome: plan.outcome };
			return settle(task, plan, results.next().value);
		});
	}

	function settle(task: Task, plan: Written, result: SendResult | undefined): Settled {
		switch (result?.outcome) {
			case 'created':
			case 'updated':
				return { outcome: result.id === undefined ? plan.outcome : { ...plan.outcome, id: result.id } };
			case 'failed':
				return { outcome: refused(task, result.issue ?? makeIssue('WRITE_FAILED')) };
			case 'conflict':
				return settleConflict(task, result);
			case 'later':
			case 'unknown':
				return settleDoubt(task, plan, result);
			default:
				stop ??= result?.error ?? new Error('The destination gave no result');
				return { outcome: stoppedOutcome({ ...task, doubtful: result?.unknown ?? true }, stop, false) };
		}
	}

	/** Before it is sent again the customer is looked up again, because it may have been written after all. */
	function settleDoubt(task: Task, plan: Written, result: SendResult): Settled {
		const attempts = task.attempts + 1;
		const error = 'error' in result ? result.error : undefined;
		const doubtful = task.doubtful === true || !error;
		if (attempts < ATTEMPTS) {
			const waitMs = waitBefore(attempts, error, options.random);
			return { again: { ...task, attempts, sent: plan, doubtful }, waitMs };
		}
		if (!error) return { outcome: outcomeOf(task.row, 'unknown', [makeIssue('UNKNOWN_OUTCOME')]) };
		stop ??= error;
		return { outcome: stoppedOutcome({ ...task, doubtful }, error, false) };
	}

	return { upsert, stopped: () => stop, halt: (error) => void (stop ??= error), wrote: () => wrote };
}
