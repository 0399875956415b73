import { setTimeout as sleep } from 'node:timers/promises';
import type { Attempt, Delivery, OfferedChunk, PullHold, PullRun, PullState } from '../../lib';
import { deliverPull, openPull, openStore, openWatermarks } from '../../lib';
import { settle } from '../shared/execution';
import { whileHeld } from '../shared/hold';
import { emitChunk } from './emitChunk';
import { reportParked } from './failures';
import type { Seen } from './pullAccount';
import { accountedPull } from './pullAccount';
import { warnOfFall, warnOfUnplaced } from './pullWarnings';
import type { RunContext } from './runContext';
import { pullId } from './settings';

/** Longer than a clock's inexactness. */
const AFTER_HOLD_MS = 50;
/**
 * Pulls what is new, once: reads chunk by chunk, has an execution work on each, and moves the watermark.
 * Does nothing when another run of the same pull is at it.
 * @throws userError or transientError when the pull cannot go on
 */
export async function runPull(run: RunContext): Promise<void> {
	const store = await openStore(run.prepared.state);
	try {
		const watermarks = await openWatermarks(store);
		const hold = await acquireHold(watermarks.pull(pullId(run.context, run.prepared)), run.signal);
		if (hold === undefined) {
			run.context.logger.info('The last pull is still being worked on, so this one is left out');
			return;
		}
		await whileHeld(hold, run.context.logger, () =>
			accountedPull(hold, store, run, (lastRuns, seen) => pullWith(hold, run, lastRuns, seen)),
		);
	} finally {
		await store.close();
	}
}

/** A hold of a process that was killed is waited for, as long as it lasts; one that is renewed meanwhile is a running pull. */
async function acquireHold(state: PullState, signal: AbortSignal): Promise<PullHold | undefined> {
	const first = await state.acquire();
	if ('hold' in first) return first.hold;
	const wait = Math.max(0, first.heldUntil - Date.now()) + AFTER_HOLD_MS;
	await settle(() => sleep(wait, undefined, { signal, ref: false }));
	if (signal.aborted) return undefined;
	const second = await state.acquire();
	return 'hold' in second ? second.hold : undefined;
}

async function pullWith(
	hold: PullHold,
	run: RunContext,
	lastRuns: readonly PullRun[],
	seen: Seen,
): Promise<Delivery> {
	const { settings, source } = run.prepared;
	const session = await source.dialect.connect(source.connection);
	try {
		const pull = await openPull(session, source.dialect, settings.pull);
		if ((await hold.place()).watermark === undefined) seen.unplaced = await warnOfUnplaced(pull, run);
		const handOn = async (chunk: OfferedChunk, attempt: Attempt): Promise<boolean> => {
			const isAccepted = await emitChunk(run, chunk, attempt, lastRuns);
			if (isAccepted) countIn(seen, chunk);
			return isAccepted;
		};
		const delivery = await deliverPull(pull, hold, handOn, {
			move: settings.move,
			parkAfter: settings.parkAfter,
			signal: run.signal,
			pause: () => pauseBetween(run),
			onPark: (parked) => reportParked(run.context, parked),
		});
		if (run.isFirst && delivery.rows === 0) await warnOfFall(pull, delivery, run);
		return delivery;
	} finally {
		await session.close();
	}
}

async function pauseBetween({ prepared: { settings }, signal }: RunContext): Promise<void> {
	if (settings.pauseMs > 0) await settle(() => sleep(settings.pauseMs, undefined, { signal, ref: false }));
}

function countIn(seen: Seen, { rows }: OfferedChunk): void {
	seen.chunks += 1;
	seen.rows += rows.length;
}
