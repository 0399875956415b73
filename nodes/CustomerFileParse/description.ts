import type { INodeProperties } from 'n8n-workflow';
import { BATCH_ROWS } from '../shared/rowBatch';
import { encodingOptions } from './encodings';
import { formatOptions } from './fileFormats';

/** Up to this many rows, 'Automatic' gives one item per row. */
export const ITEMS_UP_TO = 10_000;

export const properties: INodeProperties[] = [
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
		options: [
			{
				displayName: 'Delimiter',
				name: 'delimiter',
				type: 'string',
				default: ',',
				placeholder: 'e.g. ;',
				description:
					'The character between the cells of a text file. Write \\t for a tab. Detected when not set.',
			},
			{
				displayName: 'Encoding',
				name: 'encoding',
				type: 'options',
				default: 'utf-8',
				description: 'How the letters of a text file are stored. Detected when not set.',
				options: encodingOptions,
			},
			{
				displayName: 'File Contains Headers',
				name: 'header',
				type: 'boolean',
				default: true,
				description: 'Whether the first row holds the names of the columns',
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
				displayName: 'Items up To',
				name: 'itemsUpTo',
				type: 'number',
				default: ITEMS_UP_TO,
				typeOptions: { minValue: 0, numberPrecision: 0 },
				description: "The number of rows up to which 'Output: Automatic' gives one item per row",
			},
			{
				displayName: 'Maximum File Size',
				name: 'maxFileMb',
				type: 'number',
				default: 500,
				typeOptions: { minValue: 1 },
				description: 'In megabytes. A bigger file is refused. 4,096 when not set.',
			},
			{
				displayName: 'Rows per Batch',
				name: 'batchRows',
				type: 'number',
				default: BATCH_ROWS,
				typeOptions: { minValue: 1, numberPrecision: 0 },
				description: 'How many rows one row batch carries',
			},
			{
				displayName: 'Sheet',
				name: 'sheet',
				type: 'string',
				default: '',
				placeholder: 'e.g. Customers',
				description: 'The name of a sheet, or its number from 1. The first visible one when not set.',
			},
		],
	},
];
