import type { Connector } from '../connectors/connector';
import type { CustomerRow } from '../model';
import type { Intent } from '../state/journal';
import { admitWrites } from './admit';
import type { PlanContext } from './context';
import { findCustomers, type Retried } from './find';
import { intentsOf } from './intents';
import type { WriteCounter } from './limits';
import type { Hits } from './match';
import { planRow, type RowPlan } from './plan';
import type { Recent } from './recent';
import { type Again, lookAgain, type Planned, recognise, separate, type Task } from './task';
import { clearOf, foundFor, makeUnderWay, type UnderWay } from './underWay';

/** Rows that came together. */
export interface Group {
	readonly tasks: readonly Task[];
	/** All of their identifiers, as texts. */
	readonly keys: ReadonlySet<string>;
	/** The first wave of them, and those that come after it. */
	readonly first: readonly Task[];
	readonly others: readonly Task[];
	/** Those that wait for the group before. */
	readonly held: readonly Task[];
}

/** A wave that is planned, and what it is to be written with. */
export interface PlannedWave {
	readonly ready: readonly Planned[];
	readonly again: readonly Again[];
	/** Rows that come after those of the wave. */
	readonly later: readonly Task[];
	/** Why the run ends after it, unless something of it is refused. */
	readonly stop?: Error;
}

/** A wave that is planned while another group may still be on its way. */
export interface FirstWave extends PlannedWave {
	/** What the next group has to keep clear of; nothing where everything is decided. */
	readonly underWay: UnderWay | undefined;
}

/** What waves are planned with. */
export interface WavePlannerOptions {
	readonly connector: Connector;
	readonly context: PlanContext;
	readonly saveIntents?: ((intents: readonly Intent[]) => Promise<void>) | undefined;
	readonly review: (row: CustomerRow, plan: RowPlan) => RowPlan;
	readonly counter: WriteCounter;
	readonly recent: Recent | undefined;
	readonly retried: Retried;
	/** Throws where the run is to end. */
	readonly throwIfOver: () => void;
}

/** Looks up and plans rows, and keeps what is about to be written of them. */
export interface WavePlanner {
	/** Rows that have nothing to do with each other. */
	planWave(wave: readonly Task[]): Promise<PlannedWave>;
	/** The first wave of a group. @param earlier the group that is still on its way */
	planFirst(group: Group, earlier: UnderWay | undefined): Promise<FirstWave>;
}

export function makeWavePlanner(options: WavePlannerOptions): WavePlanner {
	const { connector, context, review, counter, recent, retried, throwIfOver } = options;

	async function planFirst(group: Group, earlier: UnderWay | undefined): Promise<FirstWave> {
		const { first, others, held } = group;
		if (connector.capabilities.overlaps !== true) return { ...(await planWave(first)), underWay: undefined };
		throwIfOver();
		const hits = await findCustomers(connector, [...first, ...others, ...held], recent, retried);
		// Who waits must not be overtaken by a row about the same customer either.
		const busy = new Set([...(earlier?.customers ?? []), ...foundFor(held, hits)]);
		const { clear, waiting } = clearOf(first, hits, busy);
		const wave = await planFound(clear, hits);
		const later = [...waiting, ...wave.later];
		const open = [...later, ...wave.again.map((one) => one.again), ...others, ...held];
		const isDecided = open.length === 0 && wave.ready.every(([, plan]) => plan.kind === 'decided');
		const own = isDecided ? undefined : makeUnderWay(group, wave.ready, foundFor(open, hits));
		return { ...wave, later, underWay: own };
	}

	async function planWave(wave: readonly Task[]): Promise<PlannedWave> {
		throwIfOver();
		return await planFound(wave, await findCustomers(connector, wave, recent, retried));
	}

	/** Plans rows whose customers were looked up, and keeps what is about to be written. */
	async function planFound(wave: readonly Task[], hits: Hits): Promise<PlannedWave> {
		const again: Again[] = [];
		const planned: Planned[] = [];
		for (const task of wave) {
			const plan = recognise(task, review(task.row, planRow(task, hits, context)), context);
			if (task.sent && plan.customer) recent?.note(plan.customer.id, task.identifiers);
			const later = lookAgain(task, plan, connector);
			if (later) again.push(later);
			else planned.push([task, plan]);
		}
		const { ready, deferred } = separate(planned);
		const admitted = admitWrites(ready, counter);
		await saveIntents(admitted.ready);
		const later = [...deferred, ...admitted.held];
		return { ready: admitted.ready, again, later, ...(admitted.stop ? { stop: admitted.stop } : {}) };
	}

	async function saveIntents(ready: readonly Planned[]): Promise<void> {
		const intents = options.saveIntents ? intentsOf(ready) : [];
		if (intents.length > 0) await options.saveIntents?.(intents);
	}

	return { planWave, planFirst };
}
