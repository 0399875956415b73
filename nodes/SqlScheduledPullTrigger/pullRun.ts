import type { IRun, ITriggerFunctions } from 'n8n-workflow';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Attempt, Delivery, PulledChunk, PullHold, PullState, SqlSession } from '../../lib';
import { countUnplacedRows, deliverChunks, openWatermarks, pullChunks } from '../../lib';
import { formatCount, settle } from '../shared/execution';
import { stateDatabase } from '../shared/folder';
import { whileHeld } from '../shared/hold';
import { chunkItems } from './chunkItems';
import type { SqlSource } from '../shared/sqlServer';
import type { TriggerSettings } from './settings';
import { pullId } from './settings';

/** Longer than a clock's inexactness. */
const AFTER_HOLD_MS = 50;

/** What a run needs. */
export interface PullRun {
	readonly context: ITriggerFunctions;
	readonly settings: TriggerSettings;
	readonly source: SqlSource;
	/** Says that no further chunk is wanted. A chunk that is being worked on is still seen to its end. */
	readonly signal: AbortSignal;
}

/**
 * Pulls what is new, once: reads chunk by chunk, has an execution work on each, and moves the watermark.
 * Does nothing when another run of the same pull is at it.
 * @throws userError or transientError when the pull cannot go on
 */
export async function runPull(run: PullRun): Promise<void> {
	const watermarks = openWatermarks(stateDatabase());
	try {
		const state = watermarks.pull(pullId(run.context, run.settings, run.source));
		const hold = await acquireHold(state, run.signal);
		if (hold === undefined) {
			run.context.logger.info('The last pull is still being worked on, so this one is left out');
			return;
		}
		await whileHeld(hold, run.context.logger, () => pullWith(hold, run));
	} finally {
		watermarks.close();
	}
}

/** A hold of a process that was killed is waited for, as long as it lasts; one that is renewed meanwhile is a running pull. */
async function acquireHold(state: PullState, signal: AbortSignal): Promise<PullHold | undefined> {
	const first = state.acquire();
	if ('hold' in first) return first.hold;
	const wait = Math.max(0, first.heldUntil - Date.now()) + AFTER_HOLD_MS;
	await settle(() => sleep(wait, undefined, { signal, ref: false }));
	if (signal.aborted) return undefined;
	const second = state.acquire();
	return 'hold' in second ? second.hold : undefined;
}

async function pullWith(hold: PullHold, run: PullRun): Promise<void> {
	const { settings, source, signal } = run;
	const { dialect } = source;
	const session = await dialect.connect(source.connection);
	try {
		if (hold.watermark === undefined) await warnOfUnplaced(session, run);
		const chunks = pullChunks(session, dialect, settings.pull, hold.watermark, { signal });
		const handOn = (chunk: PulledChunk, attempt: Attempt) => emitChunk(run, chunk, attempt);
		logDelivery(run, await deliverChunks(chunks, hold, handOn, { move: settings.move }));
	} finally {
		await session.close();
	}
}

/** Rows without a start value are never pulled, which nobody would notice. */
async function warnOfUnplaced(session: SqlSession, { context, settings, source }: PullRun): Promise<void> {
	const counted = await settle(() => countUnplacedRows(session, source.dialect, settings.pull));
	const count = 'value' in counted ? (counted.value ?? 0) : 0;
	if (count === 0) return;
	const column = settings.pull.startColumn;
	context.logger.warn(`Rows without a value in '${column}' are not pulled: ${formatCount(count)}`);
}

/** Starts an execution with the chunk; gives whether its rows are safe. */
async function emitChunk(
	{ context, settings }: PullRun,
	chunk: PulledChunk,
	attempt: Attempt,
): Promise<boolean> {
	const items = await chunkItems(chunk, settings.output);
	// n8n starts no second execution with the same key; every try has its own, or a failed one could not be repeated.
	const key = `${context.getWorkflow().id ?? ''}:${context.getNode().id}:${attempt.token}`;
	if (settings.move === 'atOnce') {
		context.emit([items], undefined, undefined, key);
		return true;
	}
	const done = context.helpers.createDeferredPromise<IRun>();
	context.emit([items], undefined, done, key);
	const ended = await settle(() => done.promise);
	// n8n gives no run at all where the key was known.
	const run: IRun | undefined = 'value' in ended ? ended.value : undefined;
	if (run?.status === 'waiting') {
		context.logger.warn(
			"The execution waits, and its end cannot be seen: set 'Move Watermark' to 'At Once' for a workflow with a Wait node",
		);
	}
	return run?.status === 'success';
}

function logDelivery({ context }: PullRun, { chunks, rows, refused }: Delivery): void {
	if (rows > 0) context.logger.debug(`Pulled rows: ${formatCount(rows)}, chunks: ${chunks}`);
	if (refused === undefined) return;
	context.logger.warn(
		`The execution did not succeed (try ${refused.attempt}). Its rows, ${formatCount(refused.rows)} in all, come first at the next pull.`,
	);
}
