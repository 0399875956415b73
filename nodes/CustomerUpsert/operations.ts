import type { INodeProperties } from 'n8n-workflow';

/** What the node can do: with the customers of its input, and with imports that were done. */
export type CustomerOperation = 'upsert' | 'preview' | 'applyPlan' | 'tryOne';
export type ImportOperation = 'history' | 'report' | 'resume' | 'undo';
export type Operation = CustomerOperation | ImportOperation;

/** The operations that plan with the rows of the input. */
export const PLANNING: Operation[] = ['preview', 'tryOne', 'upsert'];
/** The operations that write. */
export const WRITING: Operation[] = ['applyPlan', 'resume', 'undo', 'upsert'];
/** The operations that need to reach the customers. */
export const REACHING: Operation[] = [...WRITING, 'preview', 'tryOne'];

/** On what and what is done. */
export const operationProperties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		default: 'customer',
		options: [
			{ name: 'Customer', value: 'customer', description: 'The customers that come into this node' },
			{ name: 'Import', value: 'import', description: 'Imports that were done before' },
		],
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'upsert',
		displayOptions: { show: { resource: ['customer'] } },
		options: [
			{
				name: 'Apply Plan',
				value: 'applyPlan',
				action: 'Apply plan to customers',
				description: 'Write exactly what a preview has shown, once it was approved',
			},
			{
				name: 'Create or Update',
				value: 'upsert',
				action: 'Create or update customers',
				description: 'Create a new record, or update the current one if it already exists (upsert)',
			},
			{
				name: 'Preview',
				value: 'preview',
				action: 'Preview create or update of customers',
				description: 'Show what would become of every row, and write nothing',
			},
			{
				name: 'Try One Record',
				value: 'tryOne',
				action: 'Try one record',
				description: 'Show the requests to the CRM about the first row, and its answers',
			},
		],
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'history',
		displayOptions: { show: { resource: ['import'] } },
		options: [
			{
				name: 'Get History',
				value: 'history',
				action: 'Get history of imports',
				description:
					'List the latest imports with their counts, also those that are still running, or the latest runs of scheduled pulls',
			},
			{
				name: 'Get Report',
				value: 'report',
				action: 'Get report of an import',
				description: 'Get the account of an import as an item, a page and a file of rows to correct',
			},
			{
				name: 'Resume',
				value: 'resume',
				action: 'Resume an import',
				description: 'Go on after a crash or a stop. Rows that have an outcome are not sent again.',
			},
			{
				name: 'Undo',
				value: 'undo',
				action: 'Undo an import',
				description:
					'Remove who was created and give back what was changed, where nobody has changed the customer since',
			},
		],
	},
];
