import type { Connector, PlannedWrite } from '../connectors/connector';
import { asError } from '../errors';
import type { CustomerRow, FieldSpec, RowOutcome } from '../model';
import type { Intent } from '../state/journal';
import type { PlanContext } from './context';
import { makeWriteCounter, type WriteLimits } from './limits';
import type { RowPlan, WritePlan } from './plan';
import { type Group, makeWavePlanner, type PlannedWave } from './planWave';
import { makeRecent } from './recent';
import { attempt, type Attempt, type Clock, makePatience, valueOf, withRetries } from './retry';
import { makeSend, type SendResult } from './send';
import { type Answers, settle } from './settle';
import { type Again, makeTask, type Planned, type Settled, stoppedOutcome, type Task } from './task';
import { makeWrittenTeller, type OnWritten } from './tellWritten';
import { apart, type UnderWay } from './underWay';
import { untilAborted } from './untilAborted';
import { keysOf, wavesOf } from './waves';

export interface UpserterOptions extends Clock {
	readonly connector: Connector;
	readonly context: PlanContext;
	/** Called before customers are written, with what is about to be. Nothing is sent when it fails. */
	readonly saveIntents?: (intents: readonly Intent[]) => Promise<void>;
	/** Has the last word on a plan: a kept plan that is applied is compared with it. */
	readonly review?: (row: CustomerRow, plan: RowPlan) => RowPlan;
	readonly limits?: WriteLimits;
	readonly suppressTriggers?: boolean;
	/** The types of fields that the destination may not have yet. */
	readonly fields?: readonly FieldSpec[];
	readonly signal?: AbortSignal;
	/** Told of customers as soon as they are written. */
	readonly onWritten?: OnWritten;
}

/** What became of some rows. */
export interface Upserted {
	/** One outcome for each row, in the order of processing. */
	readonly outcomes: readonly RowOutcome[];
	/** After how many of the outcomes each step ended; rows of one step have nothing to do with each other. */
	readonly stepEnds: readonly number[];
	/** The versions that the written customers have now, by their ids, as far as the destination tells. */
	readonly versions: ReadonlyMap<string, string>;
}

/** Rows that are planned, and what is about to be written of them is kept. */
export interface Begun {
	/** Writes them; never throws, see `stopped`. Called once, and not before the end of those begun earlier. */
	end(): Promise<Upserted>;
}

/** Brings rows into a destination. */
export interface Upserter {
	/**
	 * Looks up and plans rows. Those begun before may still be on their way, where the destination `overlaps`: whoever
	 * has to do with them is planned when they are written. Never throws; see `stopped`.
	 */
	begin(rows: readonly CustomerRow[]): Promise<Begun>;
	/** Why nothing more can be written; every further row fails with it. */
	stopped(): Error | undefined;
	/** Writes nothing more from here on. */
	halt(error: Error): void;
	/** Whether anything was sent to the destination yet. */
	wrote(): boolean;
}

/** What is collected while some rows are on their way. */
interface Account {
	readonly outcomes: RowOutcome[];
	readonly stepEnds: number[];
	readonly versions: Map<string, string>;
}

const NO_WRITES: readonly PlannedWrite[] = [];
const NO_RESULTS: readonly SendResult[] = [];
/** Cannot be: the sender makes sure that there is a result for each write. */
const NO_RESULT: SendResult = {
	outcome: 'stop',
	error: new Error('The destination gave no result'),
	unknown: true,
};

export function makeUpserter(options: UpserterOptions): Upserter {
	const { connector, context, signal, review = (_row, plan) => plan } = options;
	const teller = makeWrittenTeller(options.onWritten);
	const addOnly = context.settings.importType === 'addOnly';
	const send = makeSend({ ...options, addOnly, onResults: teller.results });
	const counter = makeWriteCounter(options.limits ?? {});
	const patience = makePatience();
	const recent = makeRecent(connector, context);
	let stop: Error | undefined;
	let wrote = false;
	let underWay: UnderWay | undefined;

	function throwIfOver(): void {
		if (stop) throw stop;
		signal?.throwIfAborted();
	}

	const { planWave, planFirst } = makeWavePlanner({
		connector,
		context,
		saveIntents: options.saveIntents,
		review,
		counter,
		recent,
		retried,
		throwIfOver,
	});

	async function begin(rows: readonly CustomerRow[]): Promise<Begun> {
		const tasks = rows.map((row, place) => makeTask(row, place, context));
		const earlier = underWay;
		const keys = keysOf(tasks);
		const { free, held } = apart(tasks, earlier);
		const [first = [], ...others] = wavesOf(free, held.length === 0 ? keys : undefined);
		const group = { tasks, keys, first, others: others.flat(), held };
		const planned = await attempt(async () => await planFirst(group, earlier));
		const own = 'value' in planned ? planned.value.underWay : undefined;
		underWay = own;
		return {
			async end() {
				const account = await writeAll(group, planned);
				if (underWay === own) underWay = undefined;
				return account;
			},
		};
	}

	/** Writes the first wave of a group and does all that is left then, in the order of the rows. */
	async function writeAll({ first, others, held }: Group, planned: Attempt<PlannedWave>): Promise<Account> {
		const account: Account = { outcomes: [], stepEnds: [], versions: new Map() };
		const write = async () => await writeWave(valueOf(planned), account);
		const again = first.length === 0 ? [] : await guarded(first, account, write);
		const left = [...again, ...others, ...held];
		let waves = wavesOf(held.length === 0 ? left : left.sort((one, other) => one.place - other.place));
		while (waves.length > 0) {
			const [wave = [], ...rest] = waves;
			const next = async () => await writeWave(await planWave(wave), account);
			const undone = await guarded(wave, account, next);
			waves = undone.length > 0 ? wavesOf([...undone, ...rest.flat()]) : rest;
		}
		return account;
	}

	/** What goes wrong in a wave ends the run, and the wave's rows are accounted for. */
	async function guarded(
		wave: readonly Task[],
		account: Account,
		work: () => Promise<readonly Task[]>,
	): Promise<readonly Task[]> {
		const before = account.outcomes.length;
		try {
			return stop ? giveUp(wave, stop, account) : await work();
		} catch (error) {
			stop = asError(error);
			account.outcomes.length = before;
			return giveUp(wave, stop, account);
		} finally {
			account.stepEnds.push(account.outcomes.length);
		}
	}

	function giveUp(wave: readonly Task[], error: Error, { outcomes }: Account): readonly Task[] {
		for (const task of wave) outcomes.push(stoppedOutcome(task, error, signal?.aborted ?? false));
		return [];
	}

	async function retried<T>(work: () => Promise<T>): Promise<T> {
		return await withRetries(async () => await untilAborted(work(), signal), options, patience);
	}

	/** Writes what is planned; gives the rows to be done again, and those that come after. */
	async function writeWave(wave: PlannedWave, account: Account): Promise<readonly Task[]> {
		const again = [...wave.again];
		const counted = counter.total();
		await write(wave.ready, account, again);
		// What was refused or is tried again may have made room.
		if (again.length === 0 && counter.total() === counted) stop ??= wave.stop;
		await rest(again);
		return [...again.map((one) => one.again), ...wave.later];
	}

	/** A cancelled wait is noticed by the next wave, which knows what was sent. */
	async function rest(again: readonly Again[]): Promise<void> {
		let waitMs = 0;
		for (const one of again) {
			stop ??= patience.exceededBy(one.waitMs, one.error);
			waitMs = Math.max(waitMs, one.waitMs);
		}
		if (waitMs === 0 || stop) return;
		patience.waited(waitMs);
		try {
			await options.sleep(waitMs);
		} catch (thrown) {
			stop = asError(thrown);
		}
	}

	/** Writes, and adds to the account what became of it. */
	async function write(ready: readonly Planned[], account: Account, again: Again[]): Promise<void> {
		const writes = writesOf(ready);
		teller.sending(ready);
		if (writes.length > 0) wrote = true;
		const results = writes.length > 0 ? await send(writes) : NO_RESULTS;
		let place = 0;
		for (const [task, plan] of ready) {
			if (plan.kind === 'decided') {
				account.outcomes.push(plan.outcome);
				continue;
			}
			const { also = NO_WRITES } = plan;
			const first = results[place] ?? NO_RESULT;
			const others = also.length === 0 ? NO_RESULTS : results.slice(place + 1, place + 1 + also.length);
			place += 1 + also.length;
			note(plan.write, first, account);
			for (const [number, one] of also.entries()) note(one, others[number], account);
			const settled = take(task, plan, { first, others });
			if ('outcome' in settled) account.outcomes.push(settled.outcome);
			else again.push(settled);
		}
	}

	function take(task: Task, plan: WritePlan, answers: Answers): Settled {
		const about = { random: options.random, cancelled: signal?.aborted ?? false };
		const verdict = settle(task, plan, answers, about);
		stop ??= verdict.stop;
		if ('outcome' in verdict.settled && verdict.settled.outcome.outcome === 'failed') counter.takeBack(plan);
		return verdict.settled;
	}

	function note(one: PlannedWrite, result: SendResult | undefined, { versions }: Account): void {
		if (result?.outcome !== 'created' && result?.outcome !== 'updated') return;
		patience.restore();
		const id = result.id ?? (one.action === 'update' ? one.id : undefined);
		if (id === undefined) return;
		recent?.note(id, one.identifiers);
		if (result.version === undefined) versions.delete(id);
		else versions.set(id, result.version);
	}

	return { begin, stopped: () => stop, halt: (error) => void (stop ??= error), wrote: () => wrote };
}

function writesOf(ready: readonly Planned[]): PlannedWrite[] {
	const writes: PlannedWrite[] = [];
	for (const [, plan] of ready) {
		if (plan.kind === 'decided') continue;
		writes.push(plan.write);
		if (plan.also) writes.push(...plan.also);
	}
	return writes;
}
