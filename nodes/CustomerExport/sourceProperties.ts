import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { authenticationProperty } from '../shared/crmLogin';
import { baseNameProperty } from '../shared/destination';
import { conditionProperties } from './conditionProperties';
import { fieldProperty } from '../shared/fieldProperty';

/** The operations that read customers one can choose. */
const CHOOSING = { operation: ['export', 'count'] };
const STORED = ['localBase', 'crm', 'sql'];

const SOURCES: Readonly<Record<string, INodePropertyOptions>> = {
	crm: { name: 'CRM', value: 'crm', description: 'The one named in a credential' },
	input: {
		name: 'Incoming Rows',
		value: 'input',
		description: 'The items or row batches that come into this node',
	},
	localBase: {
		name: 'Local Customer Base',
		value: 'localBase',
		description: "A database in n8n's data folder",
	},
	sql: { name: 'SQL Table', value: 'sql', description: 'A table, a view or a SELECT of a SQL database' },
	standard: {
		name: 'Standard Fields',
		value: 'standard',
		description: 'The fields that every customer base has',
	},
};

function sourceProperty(operation: string[], description: string, names: readonly string[]): INodeProperties {
	return {
		displayName: 'Source',
		name: 'source',
		type: 'options',
		noDataExpression: true,
		default: 'localBase',
		description,
		displayOptions: { show: { operation } },
		options: names.map((name) => SOURCES[name]).filter((option) => option !== undefined),
	};
}

/** Where the customers come from, and which of them. */
export const sourceProperties: INodeProperties[] = [
	sourceProperty(CHOOSING.operation, 'Where the customers come from', ['crm', 'input', 'localBase', 'sql']),
	sourceProperty(['backup'], 'What is backed up', ['crm', 'localBase']),
	sourceProperty(['template'], 'Whose fields the template has', ['crm', 'localBase', 'standard']),
	authenticationProperty({ source: ['crm'] }),
	baseNameProperty({ source: ['localBase'] }),
	{
		displayName: 'Read',
		name: 'sqlRead',
		type: 'options',
		noDataExpression: true,
		default: 'table',
		displayOptions: { show: { source: ['sql'], ...CHOOSING } },
		options: [
			{ name: 'Query', value: 'query', description: 'The rows of one SELECT' },
			{ name: 'Table', value: 'table', description: 'All rows of a table or a view' },
		],
	},
	{
		displayName: 'Table',
		name: 'table',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. public.customers',
		description: 'The name of a table or view, after its schema and a point where it needs one',
		displayOptions: {
			show: { source: ['sql'], sqlRead: ['table'], ...CHOOSING },
		},
	},
	{
		displayName: 'Query',
		name: 'query',
		type: 'string',
		typeOptions: { editor: 'sqlEditor', rows: 4 },
		noDataExpression: true,
		default: '',
		required: true,
		placeholder: 'e.g. SELECT * FROM customers',
		description: 'One SELECT. It runs read only, and all rows show the same moment.',
		displayOptions: {
			show: { source: ['sql'], sqlRead: ['query'], ...CHOOSING },
		},
	},
	{
		displayName: 'Deleted Customers',
		name: 'deleted',
		type: 'boolean',
		default: false,
		description:
			"Whether customers who were deleted or archived are taken instead of those who are there, as far as the CRM tells of them. 'Changed After' is then when they were deleted.",
		displayOptions: { show: { source: ['crm'], ...CHOOSING } },
	},
	{
		displayName: 'Range',
		name: 'range',
		type: 'options',
		noDataExpression: true,
		default: 'filtered',
		description: 'Which customers are taken',
		displayOptions: { show: CHOOSING },
		options: [
			{ name: 'All Customers', value: 'all', description: 'Every customer there is' },
			{
				name: 'Current Filter',
				value: 'filtered',
				description: 'Those that fit the conditions below; all of them when there is none',
			},
		],
	},
	...conditionProperties({ ...CHOOSING, range: ['filtered'] }),
	{
		displayName: 'Changed After',
		name: 'changedAfter',
		type: 'dateTime',
		default: '',
		description:
			"Only customers created or changed in the source after this time, in the workflow's time zone. Such as {{ $now.minus({ days: 7 }) }} for the last week.",
		displayOptions: { show: { ...CHOOSING, range: ['filtered'], source: ['localBase', 'crm'] } },
	},
	{
		displayName: 'Only Changed Since Last Export',
		name: 'onlyChanged',
		type: 'boolean',
		default: false,
		description:
			'Whether only customers created or changed since the last export of this node are taken. Trying it out in the editor does not count as one.',
		displayOptions: { show: { operation: ['export'], source: ['localBase', 'crm'] } },
	},
	{
		displayName: 'Sort',
		name: 'sort',
		type: 'fixedCollection',
		placeholder: 'Add Sort Field',
		default: {},
		description: 'The order of the customers; that in which they were created when there is none',
		typeOptions: { multipleValues: true, sortable: true },
		displayOptions: { show: { operation: ['export'], source: STORED } },
		options: [
			{
				displayName: 'Field',
				name: 'key',
				values: [
					fieldProperty('The field to sort by'),
					{
						displayName: 'Order',
						name: 'order',
						type: 'options',
						default: 'ascending',
						options: [
							{ name: 'Ascending', value: 'ascending' },
							{ name: 'Descending', value: 'descending' },
						],
					},
				],
			},
		],
	},
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: true,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: { show: { operation: ['export'] } },
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		default: 50,
		typeOptions: { minValue: 1 },
		description: 'Max number of results to return',
		displayOptions: { show: { operation: ['export'], returnAll: [false] } },
	},
];
