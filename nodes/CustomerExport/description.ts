import type { INodeProperties } from 'n8n-workflow';
import { fileProperties } from './fileProperties';
import { optionsProperty } from './options';
import { sourceProperties } from './sourceProperties';

const operationProperty: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: 'export',
	options: [
		{
			name: 'Back Up',
			value: 'backup',
			action: 'Back up customers',
			description: 'Write everything of a destination into a file that an import restores',
		},
		{
			name: 'Count',
			value: 'count',
			action: 'Count customers',
			description: 'Say how many customers fit, before they are exported',
		},
		{
			name: 'Export',
			value: 'export',
			action: 'Export customers',
			description: 'Write customers to a file',
		},
		{
			name: 'Get Template',
			value: 'template',
			action: 'Get import template',
			description: 'Make an XLSX file to be filled in and imported',
		},
	],
};

export const properties: INodeProperties[] = [
	operationProperty,
	...sourceProperties,
	...fileProperties,
	optionsProperty,
];
