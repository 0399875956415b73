import type { CronExpression, ITriggerFunctions } from 'n8n-workflow';
import { isDueBetween, needsSeconds, openStore, openWatermarks, secondOf, type Schedule } from '../../lib';
import { settle } from '../shared/execution';
import { reportFailure } from './failures';
import { runPull } from './pullRun';
import type { Prepared } from './settings';
import { pullId } from './settings';

/** Kinds of activation by which somebody publishes a workflow; the others are restarts of n8n. */
const PUBLISHED = ['activate', 'create', 'update'];

/** A tick that is late by more was not late: n8n stood still, and its times were missed. */
const LATE_MS = 10 * 60_000;

/**
 * Pulls by the schedule until it is stopped. One run at a time: a tick during a run is left out.
 * @returns stops it; what is being worked on is still seen to its end, so that its watermark moves
 */
export function schedulePulls(context: ITriggerFunctions, prepared: Prepared): () => void {
	const { settings } = prepared;
	const stop = new AbortController();
	let isRunning = false;
	let isFirst = true;

	async function pull(): Promise<void> {
		if (isRunning || stop.signal.aborted) return;
		isRunning = true;
		const run = { context, prepared, signal: stop.signal, isFirst };
		isFirst = false;
		context.logger.debug('A pull begins');
		const result = await settle(() => runPull(run));
		isRunning = false;
		context.logger.debug('The pull has ended');
		// The workflow stays active: the next tick tries again.
		if ('error' in result) reportFailure(context, result.error);
	}

	async function catchUp(): Promise<void> {
		context.logger.debug('A search for missed runs begins');
		const missed = await settle(() => hasMissed(context, prepared));
		if ('error' in missed) reportFailure(context, missed.error);
		else if (missed.value) await pull();
		context.logger.debug('The search for missed runs has ended');
	}

	registerTicks(context, settings.schedule, settings.catchUp, () => void pull());
	if (settings.pullOnActivation && PUBLISHED.includes(context.getActivationMode())) void pull();
	else if (settings.catchUp) void catchUp();
	return () => stop.abort();
}

/** Whether a time of the schedule has passed since the last run. */
async function hasMissed(context: ITriggerFunctions, prepared: Prepared): Promise<boolean> {
	const store = await openStore(prepared.state);
	const place = await settle(async () => (await openWatermarks(store)).pull(pullId(context, prepared)).get());
	await store.close();
	if ('error' in place) throw place.error;
	const { lastRun } = place.value;
	return lastRun !== undefined && isDueBetween(prepared.settings.schedule, lastRun, Date.now());
}

/**
 * n8n ticks in the time zone of the workflow alone. So it ticks often, in every zone the same, and what is due is
 * computed from the schedule: whatever lies between two ticks.
 */
function registerTicks(
	context: ITriggerFunctions,
	schedule: Schedule,
	isCatchingUp: boolean,
	pull: () => void,
): void {
	const isFine = needsSeconds(schedule);
	const expression: CronExpression = isFine ? '* * * * * *' : `${secondOf(schedule.seed)} * * * * *`;
	const tickMs = isFine ? 1000 : 60_000;
	let last: number | undefined;
	context.helpers.registerCron({ expression }, (at) => {
		const now = at.getTime();
		const usual = now - tickMs;
		const from = last === undefined || (!isCatchingUp && now - last > LATE_MS) ? usual : last;
		last = now;
		if (isDueBetween(schedule, from, now)) pull();
	});
}
