import { randomUUID } from 'node:crypto';
import { transientError } from '../errors';
import type { DeliveredRow, DeliveryStep, ParkedChunk, PullRun, Watermark } from '../model';
import { forget, forgetAll, forgetBefore, remember, remembered } from './pullMemory';
import { dropParked, offerParked, park, putBack, readParked } from './pullParked';
import type { PullPlace } from './pullPlace';
import { readPlace } from './pullPlace';
import { beginRun, finishRun, type RunEnd } from './pullRuns';
import type { StateStore, StateValue } from './store';

/** How long a hold lasts without a sign of life, in milliseconds. */
export const HOLD_MS = 30_000;

/** What the panel asks for, once. */
export type PullRequest =
	| { readonly action: 'startAgain' }
	| { readonly action: 'setTo'; readonly watermark: Watermark }
	| { readonly action: 'offerParked' };

/** The right to run a pull, of which there is one at a time. */
export interface PullHold {
	readonly watermark: Watermark | undefined;
	/** The whole place, as it is now. */
	place(): Promise<PullPlace>;
	/** Counts a try to hand on the rows after the watermark. `token` is different for every try. */
	beginAttempt(): Promise<{ readonly number: number; readonly token: string }>;
	/** Moves the watermark from `from` to `to`, unless it is somewhere else or the hold was lost. */
	compareAndSet(from: Watermark | undefined, to: Watermark): Promise<boolean>;
	/** The same, with what is to be kept along with it. */
	settle(step: DeliveryStep): Promise<boolean>;
	/** The content of those of the rows that were delivered before. */
	remembered(rows: readonly string[]): Promise<ReadonlyMap<string, string>>;
	/** Forgets what was delivered of these rows, or of all. */
	forget(rows: readonly string[] | 'all'): Promise<void>;
	/** Carries a request of the panel out, if it is not the one that was carried out last; says whether it did. */
	apply(label: string, request: PullRequest | undefined): Promise<boolean>;
	/** The parked chunks that are to be offered again. */
	offered(): Promise<readonly ParkedChunk[]>;
	/** A parked chunk was accepted, and its rows delivered; or it was not, and waits again. */
	settleParked(id: string, accepted: readonly DeliveredRow[] | undefined): Promise<void>;
	/** Begins a run in the account. A run before it that did not end was interrupted. */
	beginRun(nodeName: string): Promise<string>;
	finishRun(runId: string, end: RunEnd): Promise<PullRun | undefined>;
	/** A sign of life; gives whether the hold is still ours. */
	renew(): Promise<boolean>;
	release(): Promise<void>;
}

/** Who holds which pull. */
export interface Holder {
	readonly store: StateStore;
	readonly pull: string;
	readonly owner: string;
	readonly workflowId: string;
	readonly nodeId: string;
	readonly now: () => number;
}

export function holdOf(holder: Holder, { watermark }: PullPlace): PullHold {
	const { store, pull, now } = holder;
	const settle = (step: DeliveryStep) => store.inTransaction((own) => settleStep(own, holder, step));
	return {
		watermark,
		place: () => readPlace(store, pull),
		beginAttempt: () => store.inTransaction((own) => beginAttempt(own, holder)),
		compareAndSet: (from, to) => settle({ from, to }),
		settle,
		remembered: (rows) => remembered(store, pull, rows),
		async forget(rows) {
			if (rows === 'all') return await forgetAll(store, pull);
			if (rows.length > 0) await store.inTransaction((own) => forget(own, pull, rows));
		},
		apply: (label, request) => store.inTransaction((own) => applyRequest(own, holder, label, request)),
		offered: async () => await readParked(store, pull, { offered: true }),
		settleParked: (id, accepted) => store.inTransaction((own) => settleParked(own, holder, id, accepted)),
		beginRun: (nodeName) => store.inTransaction((own) => beginRun(own, holder, nodeName)),
		finishRun: (runId, end) => store.inTransaction((own) => finishRun(own, holder, runId, end)),
		renew: async () => await asOwner(store, holder, 'held_until = ?', [now() + HOLD_MS]),
		async release() {
			await asOwner(store, holder, 'owner = NULL, held_until = 0', []);
		},
	};
}

/** Changes the pull's row, unless the hold was lost; says whether it did. */
async function asOwner(
	store: StateStore,
	{ pull, owner }: Holder,
	change: string,
	values: readonly StateValue[],
	condition = '',
	conditionValues: readonly StateValue[] = [],
): Promise<boolean> {
	const changed = await store.run(`UPDATE watermark SET ${change} WHERE pull = ? AND owner = ?${condition}`, [
		...values,
		pull,
		owner,
		...conditionValues,
	]);
	return changed === 1;
}

async function beginAttempt(store: StateStore, holder: Holder): ReturnType<PullHold['beginAttempt']> {
	if (!(await asOwner(store, holder, 'attempts = attempts + 1', []))) throw holdLost();
	const [row] = await store.all('SELECT epoch, version, attempts FROM watermark WHERE pull = ?', [
		holder.pull,
	]);
	const number = Number(row?.['attempts']);
	return { number, token: `${String(row?.['epoch'])}:${String(row?.['version'])}:${number}` };
}

function holdLost(): Error {
	return transientError(
		'Another run of this pull has begun meanwhile',
		undefined,
		'This run stood still for too long. The other one goes on from the same watermark.',
		'WATERMARK_MOVED',
	);
}

async function settleStep(store: StateStore, holder: Holder, step: DeliveryStep): Promise<boolean> {
	const { from, to } = step;
	const isMoved = await asOwner(
		store,
		holder,
		`value = ?, key = ?, version = version + 1, attempts = 0, moved_at = ?, held_until = ?,
		unplaced_done = CASE WHEN ? = 1 THEN 1 ELSE unplaced_done END`,
		[
			to?.value ?? null,
			to?.key ?? null,
			new Date(holder.now()).toISOString(),
			holder.now() + HOLD_MS,
			step.unplacedDone === true ? 1 : 0,
		],
		' AND value IS NOT DISTINCT FROM ? AND key IS NOT DISTINCT FROM ?',
		[from?.value ?? null, from?.key ?? null],
	);
	if (!isMoved) return false;
	await remember(store, holder.pull, step.delivered ?? []);
	if (step.forgetBefore !== undefined) await forgetBefore(store, holder.pull, step.forgetBefore);
	if (step.park !== undefined) await park(store, holder, step.park);
	return true;
}

async function settleParked(
	store: StateStore,
	holder: Holder,
	id: string,
	accepted: readonly DeliveredRow[] | undefined,
): Promise<void> {
	if (!(await asOwner(store, holder, 'version = version + 1', []))) throw holdLost();
	if (accepted === undefined) return await putBack(store, id);
	await remember(store, holder.pull, accepted);
	await dropParked(store, id);
}

async function applyRequest(
	store: StateStore,
	holder: Holder,
	label: string,
	request: PullRequest | undefined,
): Promise<boolean> {
	const { applied } = await readPlace(store, holder.pull);
	if (applied === label) return false;
	if (!(await asOwner(store, holder, 'applied = ?', [label]))) throw holdLost();
	if (request === undefined) return false;
	if (request.action === 'offerParked') await offerParked(store, holder.pull);
	else await moveTo(store, holder, request.action === 'setTo' ? request.watermark : undefined);
	return true;
}

/** What was delivered is forgotten with it: whoever goes back wants the rows again. */
async function moveTo(store: StateStore, holder: Holder, to: Watermark | undefined): Promise<void> {
	await asOwner(
		store,
		holder,
		'epoch = ?, version = 0, value = ?, key = ?, attempts = 0, unplaced_done = CASE WHEN ? = 1 THEN 0 ELSE unplaced_done END',
		[randomUUID(), to?.value ?? null, to?.key ?? null, to === undefined ? 1 : 0],
	);
	await forgetAll(store, holder.pull);
	// Everything comes again, and what was parked with it.
	if (to === undefined) await dropParked(store, undefined, holder.pull);
}
