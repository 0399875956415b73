import type { INodeProperties } from 'n8n-workflow';
import { scheduleProperty } from './scheduleRules';

export const properties: INodeProperties[] = [
	{
		displayName: 'Query',
		name: 'query',
		type: 'string',
		typeOptions: { rows: 6 },
		default: 'SELECT * FROM customers WHERE id > {lastItem} ORDER BY id LIMIT {limit}',
		required: true,
		hint: '{lastItem} is the last value of the start column, {lastId} that of the key column, and {limit} the size of a chunk. Write them without quotes.',
		description:
			'One SELECT. The values in braces are handed to the database apart from the query, so they cannot change it. Without {lastItem}, the node adds the condition, the order and the limit itself.',
	},
	{
		displayName: 'Start Column',
		name: 'startColumn',
		type: 'string',
		default: 'id',
		required: true,
		placeholder: 'e.g. updated_at',
		description:
			'The column of the result by which the next pull goes on. A growing number finds new rows; the time of the last change finds changed rows too.',
	},
	{
		displayName: 'Start Value',
		name: 'startValue',
		type: 'string',
		default: '0',
		placeholder: 'e.g. 2026-01-01',
		description:
			'The first pull takes the rows after this value, written as the database prints it. Later pulls go on by themselves. A new value begins again.',
	},
	{
		displayName: 'Key Column',
		name: 'keyColumn',
		type: 'string',
		default: '',
		placeholder: 'e.g. customer_number',
		description:
			'A unique column, for when many rows share a start value. With {lastItem} in the query, it needs {lastId} there too, as in WHERE (updated_at, customer_number) > ({lastItem}, {lastId}) ORDER BY updated_at, customer_number LIMIT {limit}.',
	},
	{
		displayName: 'Chunk Size',
		name: 'chunkSize',
		type: 'number',
		default: 1000,
		typeOptions: { minValue: 1, maxValue: 100_000, numberPrecision: 0 },
		description:
			'How many rows come at once. Each chunk is an execution of its own. Rows with the same start value stay together.',
	},
	scheduleProperty,
	{
		displayName: 'Pull Instantly on Activation',
		name: 'pullOnActivation',
		type: 'boolean',
		default: false,
		description: 'Whether to pull as soon as the workflow is published, in addition to the schedule',
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		noDataExpression: true,
		default: 'item',
		description: 'How the rows leave this node. The other customer nodes understand both.',
		options: [
			{
				name: 'Items',
				value: 'item',
				description: 'One item per row: every n8n node can read it, and many rows take much memory',
			},
			{
				name: 'Row Batches',
				value: 'batch',
				description: 'One item carries some thousands of rows as a file',
			},
		],
	},
	{
		displayName: 'Move Watermark',
		name: 'moveWatermark',
		type: 'options',
		noDataExpression: true,
		default: 'afterSuccess',
		description: 'When a chunk counts as done, so that the next pull goes on after it',
		options: [
			{
				name: 'After the Execution Succeeded',
				value: 'afterSuccess',
				description:
					'One chunk after the other. A chunk whose execution failed comes again, and no row is lost.',
			},
			{
				name: 'At Once',
				value: 'atOnce',
				description: 'All chunks without waiting. Rows of a failed execution do not come again.',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Maximum Chunks per Run',
				name: 'maxChunks',
				type: 'number',
				default: 10,
				typeOptions: { minValue: 1, numberPrecision: 0 },
				description: 'The rest follows at the next time of the schedule. No limit when not set.',
			},
			{
				displayName: 'Restart Label',
				name: 'restartLabel',
				type: 'string',
				default: '',
				placeholder: 'e.g. again on 22 November',
				description: 'Any text. Change it to read everything again from the start value.',
			},
		],
	},
];
