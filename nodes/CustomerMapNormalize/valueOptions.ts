import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** What is done with text that may be unwanted. */
function policies(clean: string): INodePropertyOptions[] {
	return [
		{ name: 'Clean', value: 'clean', description: clean },
		{ name: 'Keep', value: 'keep' },
		{ name: 'Refuse', value: 'reject', description: 'The value is not valid' },
	];
}

/** How values are read and kept. */
export const valueOptions: INodeProperties[] = [
	{
		displayName: 'Currencies',
		name: 'currencies',
		type: 'options',
		default: 'keep',
		description: 'What happens to the currency beside an amount. Kept when not set.',
		options: [
			{
				name: 'Keep',
				value: 'keep',
				description: 'In a custom field, such as orderValueCurrency beside orderValue',
			},
			{ name: 'Leave Out', value: 'drop' },
		],
	},
	{
		displayName: 'Date Consistency',
		name: 'dateConsistency',
		type: 'options',
		default: 'any',
		description:
			'Whether all dates of a file must be written in one way, such as DD.MM.YYYY. Any way is taken when not set.',
		options: [
			{ name: 'Any Way', value: 'any' },
			{ name: 'One Way, or Refuse', value: 'refuse', description: 'A date written otherwise is not valid' },
			{ name: 'One Way, or Warn', value: 'warn' },
		],
	},
	{
		displayName: 'Date Order',
		name: 'dateOrder',
		type: 'options',
		default: 'dayFirst',
		description:
			'How dates such as 03/04/2022 are read. Found out per column when not set, and refused when the column proves nothing.',
		options: [
			{ name: 'Day First', value: 'dayFirst', description: '03/04/2022 is 3 April' },
			{ name: 'Month First', value: 'monthFirst', description: '03/04/2022 is March 4' },
			{ name: 'Year First', value: 'yearFirst', description: '22/04/03 is 3 April 2022' },
		],
	},
	{
		displayName: 'Decimal Separator',
		name: 'decimal',
		type: 'options',
		default: '.',
		description:
			'How numbers such as 1,234 are read. Found out per column when not set, and refused when the column proves nothing.',
		options: [
			{ name: 'Comma', value: ',' },
			{ name: 'Point', value: '.' },
		],
	},
	{
		displayName: 'Formulas',
		name: 'formulas',
		type: 'options',
		default: 'clean',
		description: 'What happens to text that a spreadsheet would run, such as =SUM(A1:A2). Kept when not set.',
		options: policies('Take away what makes it a formula'),
	},
	{
		displayName: 'Invalid Values',
		name: 'invalidValue',
		type: 'options',
		default: 'dropValue',
		description:
			'What happens to a row with a value that cannot be understood. The value is left out when not set.',
		options: [
			{
				name: 'Leave Out the Value',
				value: 'dropValue',
				description: 'Import the row without it and report it',
			},
			{ name: 'Reject the Row', value: 'rejectRow' },
		],
	},
	{
		displayName: 'Long Values',
		name: 'tooLong',
		type: 'options',
		default: 'reject',
		description: "What happens to text beyond the 'Maximum Length' of its field. Refused when not set.",
		options: [
			{ name: 'Cut', value: 'cut', description: 'Keep the beginning and report it' },
			{ name: 'Refuse', value: 'reject', description: 'The value is not valid' },
		],
	},
	{
		displayName: 'Name Case',
		name: 'nameCase',
		type: 'options',
		default: 'proper',
		description: 'How names in capitals or small letters only are kept. As they are when not set.',
		options: [
			{ name: 'As They Are', value: 'keep' },
			{ name: 'Proper', value: 'proper', description: 'JAN KOWALSKI becomes Jan Kowalski' },
		],
	},
	{
		displayName: 'Phone Extensions',
		name: 'extensions',
		type: 'options',
		default: 'keep',
		description: 'What happens to the extension of a phone number. Kept when not set.',
		options: [
			{ name: 'Keep', value: 'keep', description: "That of the main number, in the field 'Phone Extension'" },
			{ name: 'Leave Out', value: 'drop', description: 'And warn of it' },
		],
	},
	{
		displayName: 'Phone Format',
		name: 'phoneFormat',
		type: 'options',
		default: 'digits',
		description: 'How phone numbers are kept',
		options: [
			{ name: 'Digits Only', value: 'digits', description: '48501228855' },
			{ name: 'International', value: 'international', description: '+48 501 228 855' },
			{
				name: 'National',
				value: 'national',
				description: "501 228 855 for numbers of the 'Default Country', others international",
			},
			{ name: 'With Plus (E.164)', value: 'e164', description: '+48501228855' },
		],
	},
	{
		displayName: 'Required Fields Without a Column',
		name: 'requiredWithoutColumn',
		type: 'options',
		default: 'stop',
		description:
			'What happens where no column gives a field that the destination or a rule requires. The run stops when not set.',
		options: [
			{
				name: 'Only Warn',
				value: 'warn',
				description: 'For imports that change customers who have the field already',
			},
			{ name: 'Reject the Rows', value: 'rejectRows' },
			{ name: 'Stop Before the First Row', value: 'stop' },
		],
	},
	{
		displayName: 'Special Characters',
		name: 'specialCharacters',
		type: 'options',
		default: 'clean',
		description:
			'What happens to emoji, symbols and marks such as ! and # in text and names. Kept when not set.',
		options: policies('Take them away'),
	},
	{
		displayName: 'Time Zone',
		name: 'timeZone',
		type: 'string',
		default: 'UTC',
		placeholder: 'e.g. Europe/Warsaw',
		description: 'The zone of dates with a time that name none. UTC when not set.',
	},
	{
		displayName: 'Two-Digit Years From',
		name: 'twoDigitYearsFrom',
		type: 'number',
		default: 1950,
		typeOptions: { minValue: 1000, maxValue: 9900 },
		description: 'The first of the hundred years that years of two digits stand for. 1950 when not set.',
	},
	{
		displayName: 'Unmapped Columns',
		name: 'unmapped',
		type: 'options',
		default: 'drop',
		description: 'What happens to columns that are no known field',
		options: [
			{ name: 'Keep as Custom Fields', value: 'customField', description: 'As text' },
			{
				name: 'Keep as Custom Fields with Their Types',
				value: 'typedCustomField',
				description: 'Numbers and yes-or-no of JSON, databases and spreadsheets stay what they are',
			},
			{ name: 'Leave Out', value: 'drop' },
		],
	},
];
