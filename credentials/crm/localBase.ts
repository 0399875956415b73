import type { INodeProperties } from 'n8n-workflow';

const displayOptions = { show: { provider: ['localBase'] } };

/** The local customer base: a file. */
export const localBase: INodeProperties[] = [
	{
		displayName: 'Base Name',
		name: 'baseName',
		type: 'string',
		default: 'customers',
		required: true,
		placeholder: 'e.g. customers',
		description: 'Letters, digits, hyphens and underscores. The base is made when it does not exist.',
		displayOptions,
	},
	{
		displayName: 'Folder',
		name: 'folder',
		type: 'string',
		default: '',
		placeholder: 'e.g. /data/customers',
		description: "The folder of the base's file. A folder inside n8n's data folder when left empty.",
		displayOptions,
	},
];
