import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { attempt, cancelSignal } from '../shared/execution';

/** What came of the input items: the values of those that worked, and the others as n8n wants them. */
export interface ItemResults<T> {
	readonly values: T[];
	readonly failed: INodeExecutionData[];
}

/**
 * Does the work of the node for one input item after the other. One that fails stops the run or not, as
 * the node's 'On Error' setting says; an execution that is cancelled stops it always.
 */
export async function eachItem<T>(
	context: IExecuteFunctions,
	work: (item: INodeExecutionData, index: number) => Promise<T>,
): Promise<ItemResults<T>> {
	const { signal } = cancelSignal(context);
	const results: ItemResults<T> = { values: [], failed: [] };
	for (const [index, item] of context.getInputData().entries()) {
		const result = await attempt(context, [index], async () => await work(item, index));
		signal?.throwIfAborted();
		if ('failed' in result) results.failed.push(...result.failed);
		else results.values.push(result.value);
	}
	return results;
}
