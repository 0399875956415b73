import type { Connector, PlannedWrite, WriteResult } from '../connectors/connector';
import { asError, isImportError, makeIssue } from '../errors';
import { chunksOf, inLanes } from './lanes';
import { isTransient } from './retry';

/** What became of a planned write: the destination's word, or why there is none. */
export type SendResult =
	| WriteResult
	/** Nothing was written; a later try can pass. */
	| { readonly outcome: 'later'; readonly error: Error }
	/** The run cannot go on. `unknown`: whether this one was written cannot be told. */
	| { readonly outcome: 'stop'; readonly error: Error; readonly unknown: boolean };

/** Sends planned writes in batches and lanes; one result for each, in that order. Never throws. */
export async function sendAll(connector: Connector, writes: readonly PlannedWrite[]): Promise<SendResult[]> {
	const { batchSize, lanes } = connector.capabilities;
	const chunks = chunksOf(writes, batchSize);
	return (await inLanes(chunks, lanes, async (chunk) => await sendChunk(connector, chunk))).flat();
}

async function sendChunk(
	connector: Connector,
	chunk: readonly PlannedWrite[],
): Promise<readonly SendResult[]> {
	try {
		const results = await connector.write(chunk);
		if (results.length === chunk.length) return results;
		const error = new Error(`${connector.name} gave ${results.length} results for ${chunk.length} customers`);
		return chunk.map(() => ({ outcome: 'stop', error, unknown: true }));
	} catch (thrown) {
		return await explainFailure(connector, chunk, asError(thrown));
	}
}

/** A batch that was refused because of some row is halved until that row stands alone. */
async function explainFailure(
	connector: Connector,
	chunk: readonly PlannedWrite[],
	error: Error,
): Promise<readonly SendResult[]> {
	if (isTransient(error)) return chunk.map(() => ({ outcome: 'later', error }));
	if (!isImportError(error) || error.code !== 'BATCH_REFUSED') {
		return chunk.map(() => ({ outcome: 'stop', error, unknown: !isImportError(error) }));
	}
	if (chunk.length === 1) return [refusal(error.message, error.hint)];
	const half = Math.ceil(chunk.length / 2);
	const first = await sendChunk(connector, chunk.slice(0, half));
	return [...first, ...(await sendChunk(connector, chunk.slice(half)))];
}

function refusal(message: string, hint: string | undefined): WriteResult {
	return { outcome: 'failed', issue: makeIssue('WRITE_FAILED', { message, ...(hint ? { hint } : {}) }) };
}
