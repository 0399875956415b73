import type { Workflow } from '../../tools/n8n.mjs';

export interface ChainOptions {
	readonly id: string;
	/** The file to import. */
	readonly path: string;
	/** The local customer base to import into. */
	readonly base: string;
	readonly output: 'automatic' | 'item' | 'batch';
	readonly duplicates?: 'ignore' | 'overwrite';
	/** Parameters of Customer Upsert that are other than usual. */
	readonly upsert?: object;
}

const PACKAGE = 'n8n-nodes-customer-import';

/** A workflow that reads a file, maps it and writes its customers: Manual Trigger → Read File → our three nodes. */
export function importChain({
	id,
	path,
	base,
	output,
	duplicates = 'ignore',
	upsert = {},
}: ChainOptions): Workflow {
	const nodes = [
		node('Start', 'n8n-nodes-base.manualTrigger', 1, 0, {}),
		node('Read File', 'n8n-nodes-base.readWriteFile', 1.1, 1, {
			operation: 'read',
			fileSelector: path,
			options: {},
		}),
		node('Customer File Parse', `${PACKAGE}.customerFileParse`, 1, 2, {
			binaryField: 'data',
			output,
			options: {},
		}),
		node('Customer Map & Normalize', `${PACKAGE}.customerMapNormalize`, 1, 3, {
			mappingMode: 'automatic',
			identifiers: ['email', 'phone'],
			minimum: 'any',
			defaultCountry: 'PL',
			output: 'same',
			options: {},
		}),
		node('Customer Upsert', `${PACKAGE}.customerUpsert`, 1, 4, {
			operation: 'upsert',
			destination: 'localBase',
			baseName: base,
			importType: 'addAndModify',
			mainIdentifier: 'email',
			fallbackIdentifiers: { identifier: [{ field: 'phone' }] },
			duplicates,
			output: 'same',
			options: {},
			...upsert,
		}),
	];
	return {
		id,
		name: id,
		nodes,
		connections: connected(nodes.map(({ name }) => name)),
		settings: { executionOrder: 'v1' },
	};
}

function node(name: string, type: string, typeVersion: number, place: number, parameters: object) {
	return { id: name, name, type, typeVersion, position: [place * 220, 0], parameters };
}

/** Each node's first output into the next one. */
function connected(names: readonly string[]): object {
	const links = names
		.slice(0, -1)
		.map((name, n) => [name, { main: [[{ node: names[n + 1], type: 'main', index: 0 }]] }]);
	return Object.fromEntries(links);
}
