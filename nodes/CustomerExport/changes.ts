import type { IExecuteFunctions } from 'n8n-workflow';
import type { PullHold, ReadQuery } from '../../lib';
import { openStore, openWatermarks, transientError, userError } from '../../lib';
import { stateDatabase } from '../shared/folder';
import { whileHeld } from '../shared/hold';
import type { OpenSource } from './source';

/**
 * Exports what was created or changed since the last export of this node with these settings. What changes
 * while the export runs is in the next one. The watermark moves when the work is done, and never when the
 * node is tried out in the editor.
 * @throws userError where the source does not tell its changes, transientError while another run exports them
 */
export async function sinceLastExport<T>(
	context: IExecuteFunctions,
	{ source, title, identity }: OpenSource,
	query: ReadQuery,
	restartLabel: string,
	work: (query: ReadQuery) => Promise<T>,
): Promise<T> {
	const { changePoint } = source;
	if (changePoint === undefined) throw tellsNoChanges(title);
	const store = await openStore({ kind: 'sqlite', path: stateDatabase() });
	try {
		const watermarks = await openWatermarks(store);
		const settings = { ...identity, filter: JSON.stringify(query.filter ?? null), restartLabel };
		const ids = { workflowId: context.getWorkflow().id ?? '', nodeId: context.getNode().id };
		const state = watermarks.pull({ ...ids, settings });
		const taken = await state.acquire();
		if ('heldUntil' in taken) throw isRunning(taken.heldUntil - Date.now());
		return await whileHeld(taken.hold, context.logger, async () => {
			const point = await changePoint();
			const result = await work(changedQuery(query, taken.hold));
			if (context.getMode() !== 'manual') {
				await taken.hold.compareAndSet(taken.hold.watermark, { value: point });
			}
			return result;
		});
	} finally {
		await store.close();
	}
}

function changedQuery(query: ReadQuery, { watermark }: PullHold): ReadQuery {
	return watermark === undefined ? query : { ...query, changedSince: watermark.value };
}

function tellsNoChanges(title: string): Error {
	return userError(
		`${title} does not tell what has changed`,
		"Turn off 'Only Changed Since Last Export', or use conditions on a time.",
		'NO_CHANGES',
	);
}

function isRunning(waitMs: number): Error {
	return transientError(
		'Another run of this export is not done yet',
		Math.max(0, waitMs),
		'Let it end first, or run it again later.',
		'EXPORT_RUNNING',
	);
}
