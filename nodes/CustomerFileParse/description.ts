import type { INodeProperties } from 'n8n-workflow';
import { limitsOption } from './limits';
import { ITEMS_UP_TO, outputOptions } from './outputOptions';
import { sheetOptions } from './sheetOptions';
import { structureOptions } from './structureOptions';
import { textOptions } from './textOptions';

function byName(one: INodeProperties, other: INodeProperties): number {
	return one.displayName < other.displayName ? -1 : 1;
}

export const properties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'readRows',
		options: [
			{
				name: 'Inspect File',
				value: 'inspect',
				action: 'Inspect a customer file',
				description:
					'Say what is in a file, which field each column would be, and how the first rows would be imported',
			},
			{
				name: 'Read Rows',
				value: 'readRows',
				action: 'Read rows of a customer file',
				description: 'Give every row of the file, as it is there',
			},
		],
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryField',
		type: 'string',
		default: 'data',
		placeholder: 'e.g. data',
		hint: 'The name of the input field that contains the file',
		description: 'Separate several names with commas, or leave empty to read every file of the item',
		typeOptions: { binaryDataProperty: true },
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		noDataExpression: true,
		default: 'automatic',
		description: 'How the rows leave this node. The other customer nodes understand both.',
		displayOptions: { show: { operation: ['readRows'] } },
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description: `One item per row, or row batches when there are more than ${ITEMS_UP_TO.toLocaleString('en-US')} rows`,
			},
			{
				name: 'Items',
				value: 'item',
				description: 'One item per row: every n8n node can read it, and big files take much memory',
			},
			{
				name: 'Row Batches',
				value: 'batch',
				description: 'One item carries some thousands of rows as a file: for files of any size',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [...textOptions, ...structureOptions, ...sheetOptions, ...outputOptions, limitsOption].sort(
			byName,
		),
	},
];
