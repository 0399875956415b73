import type { Connector, CustomerWriteOptions, PlannedWrite, WriteResult } from '../connectors/connector';
import { asError, isImportError, makeIssue } from '../errors';
import type { FieldSpec } from '../model';
import { inLanes } from './lanes';
import { isTransient } from './retry';

/** What became of a planned write: the destination's word, or why there is none. */
export type SendResult =
	| WriteResult
	/** Nothing was written; a later try can pass. `unsent`: it was not tried, because another batch failed so. */
	| { readonly outcome: 'later'; readonly error: Error; readonly unsent?: boolean }
	/** The run cannot go on. `unknown`: whether this one was written cannot be told. */
	| { readonly outcome: 'stop'; readonly error: Error; readonly unknown: boolean };

export interface SendOptions {
	readonly connector: Connector;
	readonly suppressTriggers?: boolean;
	/** Nobody who is there may be changed. */
	readonly addOnly?: boolean;
	/** The types of fields that the destination may not have yet. */
	readonly fields?: readonly FieldSpec[];
	readonly signal?: AbortSignal;
	/** Told of each batch that was sent, as soon as it is known what became of it. */
	readonly onResults?: (writes: readonly PlannedWrite[], results: readonly SendResult[]) => void;
}

/** Sends planned writes in batches and lanes; one result for each, in that order. Never throws. */
export type Send = (writes: readonly PlannedWrite[]) => Promise<readonly SendResult[]>;

/**
 * Keeps to the destination's size of a batch and number of lanes. New customers and changes go in batches
 * of their own, because a CRM has a call for each. After a cancel, and after a failure that ends the run, no
 * further batch is sent. Writes that are sent together share no identifier: see `wavesOf`.
 */
export function makeSend(settings: SendOptions): Send {
	const { connector, suppressTriggers, addOnly, fields, signal, onResults } = settings;
	const { batchSize, lanes } = connector.capabilities;
	const options: CustomerWriteOptions = {
		...(suppressTriggers === true ? { suppressTriggers } : {}),
		...(addOnly === true ? { addOnly } : {}),
		...(fields === undefined ? {} : { fields }),
		...(signal ? { signal } : {}),
	};
	let stopped: Error | undefined;

	async function send(chunk: readonly PlannedWrite[]): Promise<readonly SendResult[]> {
		if (signal?.aborted === true) stopped = asError(signal.reason);
		if (stopped) return stopAll(chunk, stopped, false);
		try {
			const results = await connector.write(chunk, options);
			if (results.length === chunk.length) return results;
			const count = `${results.length} results for ${chunk.length} customers`;
			return end(chunk, new Error(`${connector.name} gave ${count}`), true);
		} catch (thrown) {
			return await explainFailure(chunk, asError(thrown));
		}
	}

	/** A batch that was refused because of some row is halved until that row stands alone. */
	async function explainFailure(
		chunk: readonly PlannedWrite[],
		error: Error,
	): Promise<readonly SendResult[]> {
		if (isTransient(error)) return chunk.map(() => ({ outcome: 'later', error }));
		if (!isImportError(error) || error.code !== 'BATCH_REFUSED') {
			return end(chunk, error, !isImportError(error));
		}
		if (chunk.length === 1) return [refusal(error.message, error.hint)];
		const half = Math.ceil(chunk.length / 2);
		const first = await send(chunk.slice(0, half));
		return [...first, ...(await send(chunk.slice(half)))];
	}

	function end(chunk: readonly PlannedWrite[], error: Error, unknown: boolean): readonly SendResult[] {
		stopped = error;
		return stopAll(chunk, error, unknown);
	}

	async function sendAndTell(chunk: readonly PlannedWrite[]): Promise<readonly SendResult[]> {
		const results = await send(chunk);
		onResults?.(chunk, results);
		return results;
	}

	return async (writes) => {
		const batches = batchesOf(writes, batchSize);
		if (batches.length === 1) return await sendAndTell(writes);
		const results: SendResult[] = [];
		let busy: Error | undefined;
		await inLanes(batches, lanes, async (places) => {
			const chunk = places.flatMap((place) => writes[place] ?? []);
			const answers = busy ? postpone(chunk, busy) : await sendAndTell(chunk);
			busy ??= answers.find(isLater)?.error;
			places.forEach((place, number) => (results[place] = answers[number] ?? NO_ANSWER));
		});
		return results;
	};
}

function isLater(result: SendResult): result is Extract<SendResult, { outcome: 'later' }> {
	return result.outcome === 'later';
}

/** Whoever is too busy for one batch, or has no calls left, is not sent the next ones before the wait. */
function postpone(chunk: readonly PlannedWrite[], error: Error): readonly SendResult[] {
	return chunk.map(() => ({ outcome: 'later', error, unsent: true }));
}

/** Cannot be: `send` makes sure that there is a result for each write. */
const NO_ANSWER: SendResult = { outcome: 'unknown' };

/** The places of writes that are sent together, those of new customers first. */
function batchesOf(writes: readonly PlannedWrite[], batchSize: number): number[][] {
	const batches: number[][] = [];
	for (const action of ['create', 'update'] as const) {
		let batch: number[] = [];
		for (const [place, write] of writes.entries()) {
			if (write.action !== action) continue;
			if (batch.length === 0 || batch.length === batchSize) batches.push((batch = []));
			batch.push(place);
		}
	}
	return batches;
}

function stopAll(chunk: readonly PlannedWrite[], error: Error, unknown: boolean): readonly SendResult[] {
	return chunk.map(() => ({ outcome: 'stop', error, unknown }));
}

function refusal(message: string, hint: string | undefined): WriteResult {
	return { outcome: 'failed', issue: makeIssue('WRITE_FAILED', { message, ...(hint ? { hint } : {}) }) };
}
