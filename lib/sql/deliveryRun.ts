import { userError } from '../errors';
import type { DeliveryStep, PullRange, RowBatch, Watermark } from '../model';
import type { Attempt, Delivery, DeliveryOptions, HandOn, OfferedChunk, WatermarkHold } from './delivery';
import { comparePlaces } from './place';
import type { OpenPull } from './pull';
import type { FreshRows, RepeatFilter } from './repeats';

/** A run of a delivery, and how far it is. */
export interface Run {
	/** A short text that no other run has. */
	readonly tag: string;
	readonly pull: OpenPull;
	readonly hold: WatermarkHold;
	readonly handOn: HandOn;
	readonly options: DeliveryOptions;
	readonly filter: RepeatFilter;
	/** What has been done so far. */
	readonly done: {
		chunks: number;
		rows: number;
		unchanged: number;
		parked: number;
		/** Chunks that were handed on, accepted or not. */
		offered: number;
		watermark: Watermark | undefined;
		refused: Delivery['refused'];
	};
}

/** Whether the run is to go on: nobody has stopped it, and it has not had its fill. */
export function goesOn({ done, pull, options }: Run): boolean {
	const { maxChunks = Infinity, maxRows = Infinity } = pull.settings;
	const isStopped = options.signal?.aborted === true || done.refused !== undefined;
	return !isStopped && done.offered < maxChunks && done.rows < maxRows;
}

export async function beginAttempt({ hold }: Run, { outdated }: FreshRows): Promise<Attempt> {
	await hold.forget(outdated);
	return await hold.beginAttempt();
}

/** Hands a chunk on, after the pause that is due between two of them. */
export async function tryOn(run: Run, chunk: OfferedChunk, attempt: Attempt): Promise<boolean> {
	const { done, options } = run;
	if (done.offered > 0) await options.pause?.();
	done.offered += 1;
	const isAccepted = (await run.handOn(chunk, attempt)) || options.move === 'atOnce';
	if (!isAccepted) return false;
	done.chunks += 1;
	done.rows += chunk.rows.length;
	return true;
}

/** A chunk was not accepted: it stays first in line, or is left behind after too many tries. */
export async function leaveOrStop(
	run: Run,
	{ from, to, kind }: OfferedChunk,
	attempt: Attempt,
	rows: RowBatch,
): Promise<void> {
	const { parkAfter = 0, onPark } = run.options;
	if (parkAfter === 0 || attempt.number < parkAfter) {
		run.done.refused = { attempt: attempt.number, rows: rows.length };
		return;
	}
	const range = kind === 'unplaced' ? {} : rangeOf(from, to);
	const park = { ...range, rows: rows.length, attempts: attempt.number };
	const moved = to === undefined ? undefined : laterOf(run, to);
	const delivered = run.filter.leftBehind(rows);
	await settle(run, { to: moved, delivered, park, unplacedDone: kind === 'unplaced' });
	run.done.parked += 1;
	onPark?.(park);
}

function rangeOf(after: Watermark | undefined, to: Watermark | undefined): PullRange {
	return { ...(after === undefined ? {} : { after }), ...(to === undefined ? {} : { to }) };
}

export async function settle(run: Run, step: Omit<DeliveryStep, 'from'>): Promise<void> {
	const forgetBefore = run.filter.forgetBefore(step.to);
	const delivered = (step.delivered ?? []).filter(
		({ place }) => place === undefined || forgetBefore === undefined || place >= forgetBefore,
	);
	const isKept = await run.hold.settle({ ...step, from: run.done.watermark, delivered, forgetBefore });
	if (!isKept) throw movedByAnother();
	run.done.watermark = step.to;
}

export function chunkOf(
	{ pull: { plan } }: Run,
	kind: OfferedChunk['kind'],
	rows: RowBatch,
	from: Watermark | undefined,
	to: Watermark | undefined,
): OfferedChunk {
	return { kind, rows, labels: plan.labels, types: plan.types, from, to };
}

/** Rows that are late leave the watermark where it is. */
export function laterOf({ pull: { plan }, done: { watermark } }: Run, place: Watermark): Watermark {
	if (watermark === undefined || plan.repeats === undefined) return place;
	return (comparePlaces(watermark, place, plan) ?? -1) > 0 ? watermark : place;
}

function movedByAnother(): Error {
	return userError(
		'Another run has moved the watermark of this pull meanwhile',
		'The rows of this run may have been handed on twice. Let only one n8n run the workflow.',
		'WATERMARK_MOVED',
	);
}
