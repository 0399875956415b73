import type { ITriggerFunctions } from 'n8n-workflow';
import type { Delivery, PullHold, PullRun, StateStore } from '../../lib';
import { pullHistory } from '../../lib';
import { messageOf } from '../shared/errors';
import { countOf, formatCount, settle } from '../shared/execution';
import type { RunContext } from './runContext';

/** Runs that an item tells of. */
const LAST_RUNS = 3;

/** A run that is written down, however it ends. */
export async function accountedPull(
	hold: PullHold,
	store: StateStore,
	run: RunContext,
	pull: (lastRuns: readonly PullRun[], seen: Seen) => Promise<Delivery>,
): Promise<void> {
	const { context, prepared } = run;
	const { request } = prepared.settings;
	const lastRuns = prepared.settings.includeDetails
		? await pullHistory(store, { ...ids(context), limit: LAST_RUNS })
		: [];
	const runId = await hold.beginRun(context.getNode().name);
	if (await hold.apply(request.label, request.wanted)) context.logger.info('The watermark was set as asked');
	const { watermark: from } = await hold.place();
	const seen: Seen = { unplaced: undefined, chunks: 0, rows: 0 };
	const result = await settle(() => pull(lastRuns, seen));
	const delivery = 'value' in result ? result.value : { ...NOTHING, ...seen, from };
	await hold.finishRun(runId, {
		...delivery,
		to: (await hold.place()).watermark,
		result: resultOf(result),
		unplaced: seen.unplaced,
		message: 'error' in result ? messageOf(result.error) : refusalOf(delivery),
	});
	if ('error' in result) throw result.error;
	logDelivery(run, delivery);
}

const NOTHING: Delivery = {
	chunks: 0,
	rows: 0,
	unchanged: 0,
	parked: 0,
	refused: undefined,
	from: undefined,
	to: undefined,
};

/** What is learned on the way. */
export interface Seen {
	unplaced: number | undefined;
	/** What was accepted before something went wrong. */
	chunks: number;
	rows: number;
}

const ids = (context: ITriggerFunctions) => ({
	workflowId: context.getWorkflow().id ?? '',
	nodeId: context.getNode().id,
});

function resultOf(
	result: { readonly value: Delivery } | { readonly error: unknown },
): 'success' | 'nothing' | 'failed' | 'error' {
	if ('error' in result) return 'error';
	const { refused, parked, rows } = result.value;
	if (refused !== undefined || parked > 0) return 'failed';
	return rows > 0 ? 'success' : 'nothing';
}

function refusalOf({ refused, parked }: Delivery): string | undefined {
	if (refused !== undefined) {
		return `An execution did not succeed (try ${refused.attempt}): its ${countOf(refused.rows, 'row')} will come again`;
	}
	return parked > 0 ? `Chunks that failed too often were parked: ${parked}` : undefined;
}

function logDelivery({ context }: RunContext, { chunks, rows, refused }: Delivery): void {
	if (rows > 0) context.logger.debug(`Pulled rows: ${formatCount(rows)}, chunks: ${chunks}`);
	if (refused === undefined) return;
	context.logger.warn(
		`The execution did not succeed (try ${refused.attempt}). Its rows, ${formatCount(refused.rows)} in all, come first at the next pull.`,
	);
}
