import type { INodeProperties } from 'n8n-workflow';
import { CORE_FIELDS, FORMATS } from '../../lib';
import { fieldProperty } from '../shared/fieldProperty';

const FILE = { operation: ['export'] };
const ANY_FILE = { operation: ['export', 'backup', 'template'] };

/** What the file holds and what it is called. */
export const fileProperties: INodeProperties[] = [
	{
		displayName: 'File Format',
		name: 'format',
		type: 'options',
		noDataExpression: true,
		default: 'csv',
		displayOptions: { show: FILE },
		options: FORMATS.filter((format) => format.write !== undefined)
			.map((format) => ({ name: format.title, value: format.name }))
			.sort((a, b) => a.name.localeCompare(b.name, 'en')),
	},
	{
		displayName: 'Fields to Export',
		name: 'fieldMode',
		type: 'options',
		noDataExpression: true,
		default: 'all',
		displayOptions: { show: FILE },
		options: [
			{ name: 'All', value: 'all', description: 'Every field and consent there is' },
			{
				name: 'Core Fields',
				value: 'core',
				description: 'Number, names, company, e-mail, phone, industry, level, owner and time of creation',
			},
			{ name: 'Selected', value: 'selected', description: 'Those you list, in your order' },
		],
	},
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'fixedCollection',
		placeholder: 'Add Field',
		default: {
			column: CORE_FIELDS.map((name) => ({ field: { __rl: true, mode: 'name', value: name }, label: '' })),
		},
		typeOptions: { multipleValues: true, sortable: true },
		displayOptions: { show: { ...FILE, fieldMode: ['selected'] } },
		options: [
			{
				displayName: 'Field',
				name: 'column',
				values: [
					fieldProperty('The field to export'),
					{
						displayName: 'Label',
						name: 'label',
						type: 'string',
						default: '',
						placeholder: 'e.g. Customer',
						description: 'What stands above the column; the title of the field when left empty',
					},
				],
			},
		],
	},
	{
		displayName: 'Labels',
		name: 'labels',
		type: 'options',
		default: 'source',
		description: 'What stands above the columns that you did not label yourself',
		displayOptions: { show: { operation: ['export', 'template'] } },
		options: [
			{
				name: 'Automatic',
				value: 'source',
				description: 'Titles in English for customers; incoming rows and tables as they are',
			},
			{ name: 'Chinese', value: 'zh' },
			{ name: 'English', value: 'en' },
			{ name: 'Names of the Fields', value: 'name', description: 'Such as firstName, for other programs' },
			{ name: 'Polish', value: 'pl' },
		],
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. customers_{date}',
		description:
			'Without the ending. {date}, {time}, {count}, {filter} and {part} are filled in. When left empty, a name with date and time in the language of the labels.',
		displayOptions: { show: ANY_FILE },
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryField',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		hint: 'The name of the output field to put the file in',
		displayOptions: { show: ANY_FILE },
	},
];
