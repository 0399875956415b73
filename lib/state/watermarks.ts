import { createHash, randomUUID } from 'node:crypto';
import type { ParkedChunk, PullRun } from '../model';
import type { PullHold } from './pullHold';
import { HOLD_MS, holdOf } from './pullHold';
import { readParked } from './pullParked';
import { readRuns } from './pullRuns';
import { readPlace, type PullPlace } from './pullPlace';
import type { StateStore } from './store';
import { WATERMARK_STEPS } from './watermarksSchema';

export { HOLD_MS } from './pullHold';
export type { PullHold, PullRequest } from './pullHold';
export type { PullPlace } from './pullPlace';

/** Which pull a watermark belongs to. Other settings, another pull: it begins at its own start value. */
export interface PullId {
	readonly workflowId: string;
	/** The node's id, which stays when the node is renamed. */
	readonly nodeId: string;
	/** Everything that decides which rows come, such as server, query and start value. */
	readonly settings: Readonly<Record<string, string | number | undefined>>;
}

/** One pull's place in the state database. */
export interface PullState {
	get(): Promise<PullPlace>;
	/** The right to run it, or the time until which somebody else has it, in milliseconds since 1970. */
	acquire(): Promise<{ readonly hold: PullHold } | { readonly heldUntil: number }>;
	/** The chunks that were left behind, the oldest first. */
	parked(): Promise<readonly ParkedChunk[]>;
}

export interface Watermarks {
	pull(id: PullId): PullState;
}

/**
 * The watermarks in a state database. What was moved stays moved when the process is killed.
 * @param store stays the caller's to close
 * @param now the time in milliseconds since 1970
 * @throws userError when the database was written by a newer version
 */
export async function openWatermarks(
	store: StateStore,
	{ now = Date.now }: { now?: () => number } = {},
): Promise<Watermarks> {
	await store.migrate('watermarks', WATERMARK_STEPS);
	return { pull: (id) => pullState(store, pullKey(id), id, now) };
}

/** Which runs the account is asked for. */
export interface PullHistoryQuery {
	readonly workflowId?: string;
	readonly nodeId?: string;
	/** The newest so many; 10 where it is not given. */
	readonly limit?: number;
}

/**
 * The last runs of scheduled pulls, the newest first: of one node, of one workflow, or of all.
 * @param store stays the caller's to close
 */
export async function pullHistory(
	store: StateStore,
	{ limit = 10, ...of }: PullHistoryQuery = {},
): Promise<readonly PullRun[]> {
	await store.migrate('watermarks', WATERMARK_STEPS);
	return await readRuns(store, of, limit);
}

function pullKey({ workflowId, nodeId, settings }: PullId): string {
	const entries = Object.entries(settings).filter(([, value]) => value !== undefined);
	const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
	return createHash('sha256')
		.update(JSON.stringify([workflowId, nodeId, sorted]))
		.digest('hex');
}

function pullState(store: StateStore, pull: string, id: PullId, now: () => number): PullState {
	return {
		get: () => readPlace(store, pull),
		parked: () => readParked(store, pull),
		acquire: () => store.inTransaction((own) => acquire(own, store, pull, id, now)),
	};
}

/** One statement decides who gets it, so that two processes cannot both do. */
async function acquire(
	own: StateStore,
	store: StateStore,
	pull: string,
	id: PullId,
	now: () => number,
): ReturnType<PullState['acquire']> {
	const { workflowId, nodeId } = id;
	await own.run(
		`INSERT INTO watermark (pull, workflow_id, node_id, epoch) VALUES (?, ?, ?, ?)
		ON CONFLICT (pull) DO NOTHING`,
		[pull, workflowId, nodeId, randomUUID()],
	);
	const owner = randomUUID();
	const taken = await own.run(
		'UPDATE watermark SET owner = ?, held_until = ? WHERE pull = ? AND (owner IS NULL OR held_until <= ?)',
		[owner, now() + HOLD_MS, pull, now()],
	);
	if (taken === 1) {
		const place = await readPlace(own, pull);
		return { hold: holdOf({ store, pull, owner, now, workflowId, nodeId }, place) };
	}
	const [held] = await own.all('SELECT held_until FROM watermark WHERE pull = ?', [pull]);
	return { heldUntil: Number(held?.['held_until']) };
}
