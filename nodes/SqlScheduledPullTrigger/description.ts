import type { INodeProperties } from 'n8n-workflow';
import { stateProperty } from '../shared/state';
import { optionProperties, preventProperty } from './optionProperties';
import { queryProperties } from './queryProperties';
import { scheduleProperties } from './scheduleProperties';
import { watermarkProperties } from './watermarkProperties';

const outputProperty: INodeProperties = {
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
};

export const properties: INodeProperties[] = [
	...queryProperties,
	preventProperty,
	...scheduleProperties,
	outputProperty,
	...watermarkProperties,
	stateProperty,
	optionProperties,
];
