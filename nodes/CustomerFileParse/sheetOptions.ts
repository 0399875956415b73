import type { INodeProperties } from 'n8n-workflow';

/** How the sheets of a workbook are read. */
export const sheetOptions: INodeProperties[] = [
	{
		displayName: 'Cells',
		name: 'cells',
		type: 'options',
		default: 'value',
		description: 'Which of the two a cell of a workbook is. As stored when not set.',
		options: [
			{
				name: 'As Displayed',
				value: 'displayed',
				description: 'The text that a person sees: 1,234.50 €, 30 Sep 2022',
			},
			{
				name: 'As Stored',
				value: 'value',
				description: 'The value behind it: 1234.5, 2022-09-30. A number shown as 00123 stays 00123.',
			},
		],
	},
	{
		displayName: 'Hidden Sheets',
		name: 'hiddenSheets',
		type: 'boolean',
		default: true,
		description: "Whether 'Sheets: All' reads hidden sheets too",
	},
	{
		displayName: 'Merged Cells',
		name: 'mergedCells',
		type: 'options',
		default: 'all',
		description: 'Which cells of a merged area have its value. The first one when not set.',
		options: [
			{ name: 'All Cells Have the Value', value: 'all' },
			{ name: 'First Cell Has the Value', value: 'first' },
		],
	},
	{
		displayName: 'Sheet Names',
		name: 'sheet',
		type: 'string',
		default: '',
		placeholder: 'e.g. Customers',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Sheet' },
		displayOptions: { hide: { sheets: ['all', 'first'] } },
		description: 'The name of a sheet, or its number from 1. The first visible sheet when not set.',
	},
	{
		displayName: 'Sheets',
		name: 'sheets',
		type: 'options',
		default: 'all',
		description: 'Which sheets of a workbook are read. Each row says of which one it is.',
		options: [
			{ name: 'All', value: 'all', description: 'Every visible sheet, one after the other' },
			{ name: 'By Name', value: 'named', description: "Those of 'Sheet Names'" },
			{ name: 'First Visible', value: 'first' },
		],
	},
];
