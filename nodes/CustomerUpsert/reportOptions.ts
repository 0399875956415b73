import type { INodeProperties } from 'n8n-workflow';

/** What the report is given as, besides its item. */
export const reportOptions: INodeProperties[] = [
	{
		displayName: 'Mask Personal Data',
		name: 'mask',
		type: 'boolean',
		default: true,
		description:
			"Whether e-mails, phones, names and other personal values are hidden in the report's item, page and file: j***@example.com, *****855, J***. IDs stay. A masked file cannot be imported again.",
	},
	{
		displayName: 'Report Language',
		name: 'reportLanguage',
		type: 'options',
		default: 'en',
		description: 'The language of the report page. What is said about single rows is in English.',
		options: [
			{ name: 'Chinese', value: 'zh' },
			{ name: 'English', value: 'en' },
			{ name: 'Polish', value: 'pl' },
		],
	},
	{
		displayName: 'Report Page',
		name: 'reportPage',
		type: 'boolean',
		default: true,
		description:
			"Whether the report item carries an HTML page that shows what happened, in its field 'report': to be looked at, printed or sent by e-mail",
	},
	{
		displayName: 'Rows on Report Page',
		name: 'pageRows',
		type: 'number',
		default: 200,
		typeOptions: { minValue: 0, numberPrecision: 0 },
		description: 'How many of the rows to correct the page shows',
	},
	{
		displayName: 'Rows to Correct File',
		name: 'rowsFile',
		type: 'options',
		default: 'xlsx',
		description:
			"A file of the rows that were not saved and can be corrected, in the field 'rowsToCorrect' of the report item: their columns first, then why and what to do. Import it again by the same mapping.",
		options: [
			{ name: 'CSV', value: 'csv' },
			{ name: 'None', value: 'none' },
			{ name: 'XLSX (Excel)', value: 'xlsx' },
		],
	},
];
