import type { INodeProperties } from 'n8n-workflow';
import { formatOptions } from './fileFormats';

/** What of a file is read, and which of its rows are rows of the table. */
export const structureOptions: INodeProperties[] = [
	{
		displayName: 'File Contains Headers',
		name: 'header',
		type: 'boolean',
		default: true,
		description: 'Whether the first row of the table holds the names of the columns',
	},
	{
		displayName: 'File Format',
		name: 'format',
		type: 'options',
		default: 'auto',
		description: 'Recognised by the content of the file, not by its name, when not set',
		options: formatOptions,
	},
	{
		displayName: 'Files in Archive',
		name: 'files',
		type: 'string',
		default: '',
		placeholder: 'e.g. customers_*.csv',
		description:
			'The names of the files to read, with * for any text and ? for any character; separate several with commas. Every file that holds rows when not set.',
	},
	{
		displayName: 'Footer Rows',
		name: 'footerRows',
		type: 'number',
		default: 0,
		typeOptions: { minValue: 0, numberPrecision: 0 },
		description:
			'How many rows at the end are totals or remarks and no customers. Detected when not set; 0 where the last row is a customer.',
	},
	{
		displayName: 'Record Path',
		name: 'recordPath',
		type: 'string',
		default: '',
		placeholder: 'e.g. data.customers',
		description:
			'Where the customers are in a JSON file, or the name or path of their element in an XML file. Found when not set.',
	},
	{
		displayName: 'Rows to Skip',
		name: 'skipRows',
		type: 'number',
		default: 0,
		typeOptions: { minValue: 0, numberPrecision: 0 },
		description:
			'How many lines or rows stand above the header and are no part of the table. Detected when not set; 0 where the first one is the header.',
	},
	{
		displayName: 'Skip Empty Lines',
		name: 'skipEmptyLines',
		type: 'boolean',
		default: true,
		description: 'Whether rows without any text are left out and counted',
	},
	{
		displayName: 'Units Row',
		name: 'unitsRow',
		type: 'boolean',
		default: true,
		description:
			'Whether the row under the header holds units or descriptions and no customer. Detected when not set.',
	},
];
