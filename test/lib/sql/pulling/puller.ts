import type { Cell } from '../../../../lib/model';
import type { HandOn, OfferedChunk, PullSettings, SqlDialect, SqlSession } from '../../../../lib/sql';
import { deliverPull, openPull } from '../../../../lib/sql';
import type { PullHold, PullId } from '../../../../lib/state';
import { HOLD_MS, openWatermarks } from '../../../../lib/state';
import type { StatePlace } from '../../state/statePlaces';
import type { Random } from './random';

const ID: PullId = { workflowId: 'w', nodeId: 'n', settings: {} };

/** The process was ended in the middle of its work. */
class Killed extends Error {}

/** What goes wrong in a run. */
export interface Mishaps {
	/** How likely an execution fails, each after its rows were written or before. */
	readonly failure: number;
	/** How likely the process is killed at each step. */
	readonly kill: number;
}

export const CLEAN: Mishaps = { failure: 0, kill: 0 };

export interface Delivered {
	readonly id: number;
	readonly cells: readonly (Cell | undefined)[];
}

/** A pull with what it delivered. */
export interface Puller {
	/** The rows of accepted executions, in their order. */
	readonly accepted: Delivered[];
	/** The customer base: what executions wrote, whether they succeeded or not. */
	readonly base: Map<number, readonly (Cell | undefined)[]>;
	/** One run, as a process of its own; `undefined` when it was killed. */
	run(
		mishaps: Mishaps,
		offerParked?: string,
	): Promise<{ readonly rows: number; readonly parked: number } | undefined>;
}

export function makePuller(
	session: SqlSession,
	dialect: SqlDialect,
	settings: PullSettings,
	parkAfter: number,
	state: StatePlace,
	random: Random,
): Puller {
	const accepted: Delivered[] = [];
	const base: Puller['base'] = new Map();
	let time = Date.parse('2026-11-22T10:00:00Z');

	function work(chunk: OfferedChunk): void {
		for (const { cells } of chunk.rows) base.set(Number(cells[0]), cells);
	}

	const executing = (mishaps: Mishaps): HandOn => {
		return async (chunk) => {
			dieMaybe(mishaps);
			const fails = random.chance(mishaps.failure);
			if (!fails || random.chance(0.5)) work(chunk);
			dieMaybe(mishaps);
			if (!fails) accepted.push(...chunk.rows.map(({ cells }) => ({ id: Number(cells[0]), cells })));
			return await Promise.resolve(!fails);
		};
	};

	function dieMaybe({ kill }: Mishaps): void {
		if (random.chance(kill)) throw new Killed();
	}

	/** Dies before or after what it keeps. */
	const mortal = (hold: PullHold, mishaps: Mishaps): PullHold => ({
		...hold,
		async settle(step) {
			dieMaybe(mishaps);
			const done = await hold.settle(step);
			dieMaybe(mishaps);
			return done;
		},
		async settleParked(id, rows) {
			dieMaybe(mishaps);
			await hold.settleParked(id, rows);
			dieMaybe(mishaps);
		},
	});

	async function deliver(hold: PullHold, mishaps: Mishaps, offerParked: string | undefined) {
		const label = offerParked ?? '';
		await hold.apply(label, label === '' ? undefined : { action: 'offerParked' });
		const pull = await openPull(session, dialect, settings);
		const options = { move: 'afterSuccess', parkAfter } as const;
		return await deliverPull(pull, mortal(hold, mishaps), executing(mishaps), options);
	}

	return {
		accepted,
		base,
		async run(mishaps, offerParked) {
			const store = await state.open();
			const taken = await (await openWatermarks(store, { now: () => time })).pull(ID).acquire();
			if ('heldUntil' in taken) throw new Error('Two runs at once');
			const result = await deliver(taken.hold, mishaps, offerParked).then(
				async (delivery) => {
					await taken.hold.release();
					return delivery;
				},
				(error: unknown) => asKilled(error),
			);
			// Nobody gives the hold of a killed process up; it lapses.
			if (result === undefined) time += HOLD_MS + 1;
			await store.close();
			return result;
		},
	};
}

function asKilled(error: unknown): undefined {
	if (!(error instanceof Killed)) throw error;
	return undefined;
}
