import type { IRun } from 'n8n-workflow';
import type { Attempt, OfferedChunk, PullRun } from '../../lib';
import { settle } from '../shared/execution';
import { chunkItems } from './chunkItems';
import { pullDetails } from './pullDetails';
import type { RunContext } from './runContext';

/** Starts an execution with the chunk; gives whether its rows are safe. */
export async function emitChunk(
	{ context, prepared: { settings } }: RunContext,
	chunk: OfferedChunk,
	attempt: Attempt,
	lastRuns: readonly PullRun[],
): Promise<boolean> {
	const details = settings.includeDetails ? pullDetails(chunk, attempt, lastRuns) : undefined;
	const items = await chunkItems(chunk, settings.output, details);
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
