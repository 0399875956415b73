import type { INodeProperties } from 'n8n-workflow';
import { SAMPLE_ROWS } from '../../lib';
import { BATCH_ROWS } from '../shared/rowBatch';

/** Up to this many rows, 'Automatic' gives one item per row. */
export const ITEMS_UP_TO = 10_000;

/** How rows leave the node, and how many of them are looked at. */
export const outputOptions: INodeProperties[] = [
	{
		displayName: 'Items up To',
		name: 'itemsUpTo',
		type: 'number',
		default: ITEMS_UP_TO,
		typeOptions: { minValue: 0, numberPrecision: 0 },
		displayOptions: { show: { '/operation': ['readRows'] } },
		description: "The number of rows up to which 'Output: Automatic' gives one item per row",
	},
	{
		displayName: 'Rows per Batch',
		name: 'batchRows',
		type: 'number',
		default: BATCH_ROWS,
		typeOptions: { minValue: 1, numberPrecision: 0 },
		displayOptions: { show: { '/operation': ['readRows'] } },
		description: 'How many rows one row batch carries',
	},
	{
		displayName: 'Rows to Sample',
		name: 'sampleRows',
		type: 'number',
		default: SAMPLE_ROWS,
		typeOptions: { minValue: 1, numberPrecision: 0 },
		displayOptions: { show: { '/operation': ['inspect'] } },
		description: 'How many rows of each table are looked at closely. Big files are not read any further.',
	},
];
