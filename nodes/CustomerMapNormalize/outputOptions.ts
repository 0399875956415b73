import type { INodeProperties } from 'n8n-workflow';

/** What is given out beside the rows. */
export const outputOptions: INodeProperties[] = [
	{
		displayName: 'Explain Changes',
		name: 'explainChanges',
		type: 'boolean',
		default: false,
		description:
			"Whether customers carry what was changed in 'import_changes': each value before and after, the rule and the reason",
	},
	{
		displayName: 'File of Rejected Rows',
		name: 'rejectedFile',
		type: 'options',
		default: 'xlsx',
		description:
			"A file to correct and import again, with the reasons behind the columns: the field 'rejected' of the output 'Summary'. None when not set.",
		options: [
			{ name: 'CSV', value: 'csv' },
			{ name: 'None', value: 'none' },
			{ name: 'XLSX', value: 'xlsx' },
		],
	},
];
