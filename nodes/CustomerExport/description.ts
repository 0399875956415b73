import type { INodeProperties } from 'n8n-workflow';
import { FORMATS } from '../../lib';
import { baseNameProperty } from '../shared/destination';

/** Customers are read from a base or a CRM in these cases. */
const FROM_BASE = { source: ['localBase', 'crm'] };

const conditionValues: INodeProperties[] = [
	{
		displayName: 'Field',
		name: 'field',
		type: 'string',
		default: '',
		placeholder: 'e.g. lastName',
		description: 'The name or the title of a field, standard or custom',
	},
	{
		displayName: 'Operator',
		name: 'operator',
		type: 'options',
		default: 'equals',
		options: [
			{ name: 'Contains', value: 'contains' },
			{ name: 'Equals', value: 'equals' },
			{ name: 'Is After or Greater Than', value: 'after' },
			{ name: 'Is Before or Less Than', value: 'before' },
			{ name: 'Is Empty', value: 'empty' },
			{ name: 'Is Not Empty', value: 'notEmpty' },
			{ name: 'Not Equals', value: 'notEquals' },
			{ name: 'Starts With', value: 'startsWith' },
		],
	},
	{
		displayName: 'Value',
		name: 'value',
		type: 'string',
		default: '',
		placeholder: 'e.g. Nowak',
		displayOptions: { hide: { operator: ['empty', 'notEmpty'] } },
	},
];

const sourceProperties: INodeProperties[] = [
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		noDataExpression: true,
		default: 'localBase',
		description: 'Where the customers come from',
		options: [
			{ name: 'CRM', value: 'crm', description: 'The one named in a credential' },
			{
				name: 'Incoming Rows',
				value: 'input',
				description: 'The items or row batches that come into this node',
			},
			{ name: 'Local Customer Base', value: 'localBase', description: "A database in n8n's data folder" },
		],
	},
	baseNameProperty({ source: ['localBase'] }),
	{
		displayName: 'Conditions',
		name: 'conditions',
		type: 'fixedCollection',
		placeholder: 'Add Condition',
		default: {},
		description: 'Export only customers that fit. All customers when there is none.',
		typeOptions: { multipleValues: true },
		displayOptions: { show: FROM_BASE },
		options: [{ displayName: 'Condition', name: 'condition', values: conditionValues }],
	},
	{
		displayName: 'Combine Conditions',
		name: 'combine',
		type: 'options',
		default: 'and',
		description: 'How many of the conditions a customer must fit',
		displayOptions: { show: FROM_BASE },
		options: [
			{ name: 'All (AND)', value: 'and' },
			{ name: 'Any (OR)', value: 'or' },
		],
	},
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: true,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: { show: FROM_BASE },
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		default: 50,
		typeOptions: { minValue: 1 },
		description: 'Max number of results to return',
		displayOptions: { show: { ...FROM_BASE, returnAll: [false] } },
	},
];

const fileProperties: INodeProperties[] = [
	{
		displayName: 'File Format',
		name: 'format',
		type: 'options',
		noDataExpression: true,
		default: 'csv',
		options: FORMATS.filter((format) => format.write !== undefined)
			.map((format) => ({ name: format.title, value: format.name }))
			.sort((a, b) => a.name.localeCompare(b.name, 'en')),
	},
	{
		displayName: 'Columns',
		name: 'columns',
		type: 'string',
		default: '',
		requiresDataPath: 'multiple',
		placeholder: 'e.g. E-mail, firstName, loyaltyLevel',
		description: 'The fields to export, in this order, separated by commas. All of them when left empty.',
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: 'customers_{date}',
		placeholder: 'e.g. customers_{date}',
		description: 'Without the ending. {date} and {time} stand for now, in the time zone of the workflow.',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryField',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		hint: 'The name of the output field to put the file in',
	},
];

const optionsProperty: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Byte Order Mark',
			name: 'bom',
			type: 'boolean',
			default: true,
			description: 'Whether a CSV file begins with a mark by which Excel knows that it is UTF-8',
		},
		{
			displayName: 'Delimiter',
			name: 'delimiter',
			type: 'options',
			default: ',',
			description: 'The character between the cells of a CSV file',
			options: [
				{ name: 'Comma', value: ',' },
				{ name: 'Semicolon', value: ';' },
				{ name: 'Tab', value: '\t' },
				{ name: 'Vertical Bar', value: '|' },
			],
		},
		{
			displayName: 'Guard Formulas',
			name: 'formulaGuard',
			type: 'boolean',
			default: true,
			description: 'Whether text that a spreadsheet program would run as a formula is marked as text',
		},
		{
			displayName: 'Import Details',
			name: 'importDetails',
			type: 'boolean',
			default: false,
			description:
				'Whether incoming rows are exported with their row number, outcome and issues, to be corrected and imported again',
		},
		{
			displayName: 'Line End',
			name: 'lineEnd',
			type: 'options',
			default: '\r\n',
			description: 'What ends a line of a CSV file',
			options: [
				{ name: 'Unix (LF)', value: '\n' },
				{ name: 'Windows (CRLF)', value: '\r\n' },
			],
		},
		{
			displayName: 'Sheet',
			name: 'sheet',
			type: 'string',
			default: 'Customers',
			description: 'The name of the sheet in an XLSX file',
		},
	],
};

export const properties: INodeProperties[] = [...sourceProperties, ...fileProperties, optionsProperty];
