import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { setImmediate } from 'node:timers/promises';
import { messageOf, toNodeError } from './errors';

/** What came of some work: its value, or what it threw. */
export type Settled<T> = { readonly value: T } | { readonly error: unknown };

/** Waits for `work` and gives what came of it, so that the caller decides about errors outside of a `catch`. */
export async function settle<T>(work: () => Promise<T>): Promise<Settled<T>> {
	try {
		return { value: await work() };
	} catch (error) {
		return { error };
	}
}

/**
 * Does the work that belongs to some input items, as the node's 'On Error' setting says. When it throws
 * and the setting is to stop, the error goes on as n8n's, naming the first of the items. When the setting is
 * to continue, the items come back with the error, for the output where nothing is mistaken for done.
 * @param itemIndexes the input items that have no result when the work fails
 */
export async function attempt<T>(
	context: IExecuteFunctions,
	itemIndexes: Iterable<number>,
	work: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly failed: INodeExecutionData[] }> {
	const result = await settle(work);
	if ('value' in result) return result;
	const indexes = [...itemIndexes];
	const error = failUnlessContinued(context, result.error, indexes[0]);
	return { failed: failedItems(context, indexes, error) };
}

/**
 * Throws `cause` as n8n's error where the node is to stop, and gives that error where it is to continue.
 * @param itemIndex the input item that caused it, where there is one
 */
export function failUnlessContinued(context: IExecuteFunctions, cause: unknown, itemIndex?: number): Error {
	const error = toNodeError(context.getNode(), cause, itemIndex);
	if (!context.continueOnFail()) throw error;
	return error;
}

/**
 * The input items as they came, each with the error. Where the node has an error output, n8n moves items there
 * whose `json` has no keys but `error`, `message` and `details`, and adds the `json` of the input by itself;
 * an `error` beside the `json` would make it drop what the input held (n8n-core, WorkflowExecute.normalizeNodeErrors).
 */
function failedItems(
	context: IExecuteFunctions,
	itemIndexes: readonly number[],
	error: Error,
): INodeExecutionData[] {
	const items = context.getInputData();
	const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
	return itemIndexes.map((index) => {
		const item = items[index];
		return {
			json: { ...(hasErrorOutput ? {} : item?.json), error: messageOf(error), ...detailsOf(error) },
			...(item?.binary === undefined ? {} : { binary: item.binary }),
			pairedItem: { item: index },
		};
	});
}

function detailsOf(error: Error): { details?: string } {
	const hint = error instanceof NodeOperationError ? error.description : undefined;
	return typeof hint === 'string' && hint !== '' ? { details: hint } : {};
}

/** The signal that n8n gives when the user stops the execution; empty where there is none. */
export function cancelSignal(context: IExecuteFunctions): { signal?: AbortSignal } {
	const signal = context.getExecutionCancelSignal();
	return signal === undefined ? {} : { signal };
}

/** Says something above the node's output in n8n's panel. */
export function addHint(
	context: IExecuteFunctions,
	message: string,
	type: 'info' | 'warning' = 'info',
): void {
	context.addExecutionHints({ message, type, location: 'outputPane' });
}

/** A whole number with thousands separators, as hints and messages show it. */
export function formatCount(count: number): string {
	return count.toLocaleString('en-US');
}

/** A whole number with thousands separators and what is counted: `1 row`, `2,000 rows`. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
	return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** Lets other work of the process have its turn: a worker that is blocked for long is taken for dead. */
export async function yieldTurn(): Promise<void> {
	await setImmediate();
}
