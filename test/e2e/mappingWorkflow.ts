import type { Workflow } from '../../tools/n8n.mjs';

export interface MappingWorkflow {
	readonly id: string;
	/** The file to import. */
	readonly path: string;
	/** Where the file of rejected rows is written. */
	readonly rejected: string;
	/** The local customer base to import into. */
	readonly base: string;
}

const PACKAGE = 'n8n-nodes-customer-import';
const MAP = 'Customer Map & Normalize';

/**
 * A workflow that reads a file, maps it as it comes, writes its customers, and keeps the rejected rows as a file.
 * Of the mapping nothing is set; only the file of rejected rows is asked for.
 */
export function mappingWorkflow({ id, path, rejected, base }: MappingWorkflow): Workflow {
	const nodes = [
		node('Start', 'n8n-nodes-base.manualTrigger', 1, [0, 0], {}),
		node('Read File', 'n8n-nodes-base.readWriteFile', 1.1, [220, 0], {
			operation: 'read',
			fileSelector: path,
			options: {},
		}),
		node('Customer File Parse', `${PACKAGE}.customerFileParse`, 1, [440, 0], { options: {} }),
		node(MAP, `${PACKAGE}.customerMapNormalize`, 1, [660, 0], { options: { rejectedFile: 'xlsx' } }),
		node('Customer Upsert', `${PACKAGE}.customerUpsert`, 1, [880, -120], { baseName: base, options: {} }),
		node('Has Rejected Rows', 'n8n-nodes-base.filter', 2.2, [880, 120], {
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
				combinator: 'and',
				conditions: [
					{
						id: 'rejected',
						leftValue: '={{ $json.rejected }}',
						rightValue: 0,
						operator: { type: 'number', operation: 'gt' },
					},
				],
			},
			options: {},
		}),
		node('Write File', 'n8n-nodes-base.readWriteFile', 1.1, [1100, 120], {
			operation: 'write',
			fileName: rejected,
			dataPropertyName: 'rejected',
			options: {},
		}),
	];
	return {
		id,
		name: id,
		nodes,
		connections: {
			Start: { main: [[to('Read File')]] },
			'Read File': { main: [[to('Customer File Parse')]] },
			'Customer File Parse': { main: [[to(MAP)]] },
			[MAP]: { main: [[to('Customer Upsert')], [], [to('Has Rejected Rows')]] },
			'Has Rejected Rows': { main: [[to('Write File')]] },
		},
		settings: { executionOrder: 'v1' },
	};
}

function node(name: string, type: string, typeVersion: number, position: number[], parameters: object) {
	return { id: name, name, type, typeVersion, position, parameters };
}

const to = (name: string) => ({ node: name, type: 'main', index: 0 });
