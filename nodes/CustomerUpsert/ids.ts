import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { userError } from '../../lib';
import { attempt } from '../shared/execution';

/** The input items that name the same plan or import. */
export interface Named<T> {
	readonly what: T;
	readonly items: readonly number[];
}

/** What the items name, each once, in the order of the input. */
export function namedBy<T extends Readonly<Record<string, string>>>(
	context: IExecuteFunctions,
	read: (itemIndex: number) => T,
): ReadonlyArray<Named<T>> {
	const found = new Map<string, { readonly what: T; readonly items: number[] }>();
	for (const index of context.getInputData().keys()) {
		const what = read(index);
		const key = JSON.stringify(what);
		const known = found.get(key);
		if (known === undefined) found.set(key, { what, items: [index] });
		else known.items.push(index);
	}
	return [...found.values()];
}

/**
 * An id that the user has set.
 * @throws userError where it is empty
 */
export function readId(context: IExecuteFunctions, name: string, label: string, itemIndex: number): string {
	const id = String(context.getNodeParameter(name, itemIndex, '') ?? '').trim();
	if (id !== '') return id;
	throw userError(
		`'${label}' is empty [item ${itemIndex}]`,
		"The report of the import and 'Get History' have it.",
		'NO_ID',
	);
}

/** Does work for each, as the node's 'On Error' setting says; the outputs one after the other. */
export async function forEach<T>(
	context: IExecuteFunctions,
	all: ReadonlyArray<Named<T>>,
	work: (one: Named<T>) => Promise<INodeExecutionData[][]>,
): Promise<INodeExecutionData[][]> {
	const outputs: INodeExecutionData[][] = [[], [], []];
	for (const one of all) {
		const result = await attempt(context, one.items, async () => await work(one));
		const given = 'failed' in result ? [[], result.failed, []] : result.value;
		// Not by spreading: a plan of some hundred thousand rows is more than a call takes as arguments.
		given.forEach((items, output) => items.forEach((item) => outputs[output]?.push(item)));
	}
	return outputs;
}
