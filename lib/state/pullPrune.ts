import { forgetAll } from './pullMemory';
import { dropParked } from './pullParked';
import type { StateStore } from './store';

/** How long the place of a pull is kept whose settings were changed: whoever changes them back goes on from there. */
const KEPT_MS = 30 * 86_400_000;

/**
 * Removes what is left of pulls of the same node that had other settings, and were not run for long. The pulls of
 * workflows that are just not published are kept: nobody knows whether they come back.
 */
export async function pruneChanged(
	store: StateStore,
	of: {
		readonly pull: string;
		readonly workflowId: string;
		readonly nodeId: string;
		readonly now: () => number;
	},
): Promise<void> {
	const found = await store.all(
		`SELECT pull FROM watermark WHERE workflow_id = ? AND node_id = ? AND pull <> ?
			AND held_until < ? AND COALESCE(last_run, 0) < ?`,
		[of.workflowId, of.nodeId, of.pull, of.now(), of.now() - KEPT_MS],
	);
	for (const row of found) await remove(store, String(row['pull']));
}

async function remove(store: StateStore, pull: string): Promise<void> {
	await forgetAll(store, pull);
	await dropParked(store, undefined, pull);
	await store.run('DELETE FROM pull_run WHERE pull = ?', [pull]);
	await store.run('DELETE FROM watermark WHERE pull = ?', [pull]);
}
