import type { Execution, Item, Workflow } from '../../tools/n8n.mjs';
import { itemsOf } from './realN8n';

/** The node whose items tell what came of the files. */
export const PARSE = 'Customer File Parse';

/**
 * A workflow that reads files and hands on their rows as row batches.
 * @param files a path, or a pattern for several
 */
export function parseWorkflow(id: string, files: string): Workflow {
	const nodes = [
		node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
		node('Read Files', 'n8n-nodes-base.readWriteFile', 1.1, {
			operation: 'read',
			fileSelector: files,
			options: {},
		}),
		node(PARSE, 'n8n-nodes-customer-import.customerFileParse', 1, {
			operation: 'readRows',
			binaryField: 'data',
			output: 'batch',
			options: {},
		}),
	];
	return {
		id,
		name: id,
		settings: { executionOrder: 'v1' },
		nodes: nodes.map((each, place) => ({ ...each, position: [place * 220, 0] })),
		connections: { Start: link('Read Files'), 'Read Files': link(PARSE) },
	};
}

function node(name: string, type: string, typeVersion: number, parameters: object) {
	return { id: name, name, type, typeVersion, parameters, onError: 'continueRegularOutput' };
}

const link = (to: string) => ({ main: [[{ node: to, type: 'main', index: 0 }]] });

/** What the summary of a row batch says. */
export interface Batch {
	readonly file: string;
	readonly rows: number;
	readonly first: number;
	readonly last: number;
	readonly source: string;
}

/** The row batches that a run gave out, in order. */
export function batchesOf(execution: Execution): Batch[] {
	return itemsOf(execution, PARSE).flatMap((item) => batchOf(item));
}

function batchOf({ json }: Item): Batch[] {
	const batch = Object(json['rowBatch']) as Batch;
	return batch.rows === undefined ? [] : [batch];
}

/** How many rows of each file came out, by the name of the file. */
export function rowsByFile(execution: Execution): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { rows, source } of batchesOf(execution)) {
		const file = source.split(' › ')[0] ?? source;
		counts[file] = (counts[file] ?? 0) + rows;
	}
	return counts;
}
