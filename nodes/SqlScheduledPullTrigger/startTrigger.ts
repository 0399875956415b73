import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { checkPull, checkSchedule } from '../../lib';
import { toNodeError } from '../shared/errors';
import { settle } from '../shared/execution';
import { emitSample } from './sample';
import { schedulePulls } from './scheduledPulls';
import type { Prepared } from './settings';
import { readSettings } from './settings';

/**
 * Starts the trigger: a sample for a manual run, the schedule for a published workflow.
 * @throws NodeOperationError when a parameter has to be changed first
 */
export async function startTrigger(context: ITriggerFunctions): Promise<ITriggerResponse> {
	const prepared = await asNodeError(context, () => prepare(context));
	if (context.getMode() === 'manual') {
		return { manualTriggerFunction: () => asNodeError(context, () => emitSample(context, prepared)) };
	}
	const stop = schedulePulls(context, prepared);
	return { closeFunction: async () => await Promise.resolve(stop()) };
}

/**
 * Everything n8n has to say, read now: expressions in parameters and credentials can be resolved while the trigger
 * is being started, and not at a tick. Checked as far as it can be without the database, which may be down just now.
 */
async function prepare(context: ITriggerFunctions): Promise<Prepared> {
	const prepared = await readSettings(context);
	checkPull(prepared.source.dialect, prepared.settings.pull);
	checkSchedule(prepared.settings.schedule);
	return prepared;
}

async function asNodeError<T>(context: ITriggerFunctions, work: () => Promise<T>): Promise<T> {
	const result = await settle(work);
	if ('value' in result) return result.value;
	throw toNodeError(context.getNode(), result.error);
}
