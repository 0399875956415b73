import { randomBytes } from 'node:crypto';
import type { DeliveredRow, ParkedChunk, PullRange, RowBatch, Watermark } from '../model';
import { compareValues } from './compare';
import type { Delivery, DeliveryOptions, HandOn, WatermarkHold } from './delivery';
import type { Run } from './deliveryRun';
import { beginAttempt, chunkOf, goesOn, laterOf, leaveOrStop, settle, tryOn } from './deliveryRun';
import { valueBefore } from './lag';
import type { OpenPull, PulledChunk } from './pull';
import { chunkBefore } from './pull';
import type { FreshRows } from './repeats';
import { repeatFilter } from './repeats';

/**
 * Hands the rows of a pull on, chunk by chunk, and moves the watermark behind each: at least once each, in
 * order. First what was parked and is offered again, then by choice the rows without a start value, then what
 * is new. A chunk that is not accepted ends the run and is offered again by the next, so that no row overtakes
 * it; when it failed too often, it is parked in one step with the watermark.
 * @throws userError when somebody else moved the watermark meanwhile
 */
export async function deliverPull(
	pull: OpenPull,
	hold: WatermarkHold,
	handOn: HandOn,
	options: DeliveryOptions,
): Promise<Delivery> {
	const { watermark, unplacedDone } = await hold.place();
	const tag = randomBytes(6).toString('base64url');
	const run: Run = {
		tag,
		pull,
		hold,
		handOn,
		options,
		filter: repeatFilter(pull.plan, hold.remembered, tag),
		done: { chunks: 0, rows: 0, unchanged: 0, parked: 0, offered: 0, watermark, refused: undefined },
	};
	// What is delivered now is not remembered, so nothing of what was may be taken for its content later.
	if (pull.plan.repeats === undefined) await hold.forget('all');
	await offerParked(run);
	const isFirst = watermark === undefined && !unplacedDone;
	if (isFirst && pull.settings.includeUnplaced === true) await offerUnplaced(run);
	if (run.done.refused === undefined) await offerNext(run);
	const { chunks, rows, unchanged, parked, refused } = run.done;
	return { chunks, rows, unchanged, parked, refused, from: watermark, to: run.done.watermark };
}

async function offerParked(run: Run): Promise<void> {
	for (const parked of await run.hold.offered()) {
		if (!goesOn(run)) return;
		await offerAgain(run, parked);
	}
}

/** Reads a parked stretch again. What has moved on since then comes at its new place. */
async function offerAgain(run: Run, parked: ParkedChunk): Promise<void> {
	const delivered: DeliveredRow[] = [];
	for await (const rows of stretches(run, parked)) {
		const fresh = await run.filter.fresh(rows, { again: true });
		run.done.unchanged += fresh.repeats;
		if (fresh.rows.length > 0) {
			const number = parked.attempts + 1;
			const token = `parked:${parked.id}:${run.tag}:${delivered.length}`;
			const chunk = chunkOf(run, 'again', fresh.rows, parked.after, parked.to);
			await run.hold.forget(fresh.outdated);
			if (!(await tryOn(run, chunk, { number, token }))) {
				return await run.hold.settleParked(parked.id, undefined);
			}
		}
		delivered.push(...fresh.delivered);
	}
	await run.hold.settleParked(parked.id, delivered);
}

async function* stretches({ pull }: Run, { after, to }: PullRange): AsyncGenerator<RowBatch> {
	if (to === undefined) return yield* await pull.unplacedRows();
	for await (const { rows } of pull.chunks(after, { until: to })) yield rows;
}

/** The rows without a start value, all of them before the first watermark is set. */
async function offerUnplaced(run: Run): Promise<void> {
	const delivered: DeliveredRow[] = [];
	for (const rows of await run.pull.unplacedRows()) {
		const fresh = await run.filter.fresh(rows);
		run.done.unchanged += fresh.repeats;
		if (fresh.rows.length > 0) {
			const attempt = await beginAttempt(run, fresh);
			const chunk = chunkOf(run, 'unplaced', fresh.rows, undefined, undefined);
			if (!(await tryOn(run, chunk, attempt))) return await leaveOrStop(run, chunk, attempt, rows);
		}
		delivered.push(...fresh.delivered);
	}
	await settle(run, { to: undefined, delivered, unplacedDone: true });
}

async function offerNext(run: Run): Promise<void> {
	const { pull, options } = run;
	const reading = options.signal === undefined ? {} : { signal: options.signal };
	if (!goesOn(run)) return;
	for await (const chunk of pull.chunks(firstPlace(run), reading)) {
		if (!(await offerChunk(run, chunk))) return;
	}
}

/** Gives whether the run goes on. */
async function offerChunk(run: Run, chunk: PulledChunk): Promise<boolean> {
	const fresh = await run.filter.fresh(chunk.rows);
	if (fresh.stopBefore !== undefined) return await offerHead(run, chunk, fresh.stopBefore);
	await offerFresh(run, chunk, fresh);
	return goesOn(run);
}

/** A key comes a second time in this run: what is before it is handed on, and the next run goes on with it. */
async function offerHead(run: Run, chunk: PulledChunk, stopBefore: number): Promise<false> {
	const head = chunkBefore(chunk, run.pull.plan, stopBefore);
	if (head !== undefined) await offerFresh(run, head, await run.filter.fresh(head.rows));
	return false;
}

async function offerFresh(run: Run, chunk: PulledChunk, fresh: FreshRows): Promise<void> {
	run.done.unchanged += fresh.repeats;
	const to = laterOf(run, chunk.watermark);
	if (fresh.rows.length === 0) return await passOver(run, to);
	const offered = chunkOf(run, 'next', fresh.rows, chunk.from, to);
	const attempt = await beginAttempt(run, fresh);
	if (await tryOn(run, offered, attempt)) await settle(run, { to, delivered: fresh.delivered });
	else await leaveOrStop(run, { ...offered, from: chunk.from, to: chunk.watermark }, attempt, fresh.rows);
}

/** Nothing of it is new. Where the watermark stays, so do the tries of what comes next. */
async function passOver(run: Run, to: Watermark): Promise<void> {
	if (run.done.watermark?.value === to.value && run.done.watermark.key === to.key) return;
	await settle(run, { to });
}

/** Where reading begins: at the watermark, or as far before it as rows may be late, but not before the start value. */
function firstPlace({ pull: { plan, settings }, done: { watermark } }: Run): Watermark | undefined {
	const { lag = 0, startValue } = settings;
	if (lag === 0 || watermark === undefined) return watermark;
	const value = valueBefore(plan.start.order, watermark.value, lag);
	if (value === undefined) return watermark;
	const isBeforeStart =
		startValue !== undefined && (compareValues(plan.start.order, value, startValue) ?? 1) < 0;
	return isBeforeStart ? undefined : { value };
}
