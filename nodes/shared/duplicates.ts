import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** What happens to rows of one customer, as choices. */
export const duplicatePolicyOptions: INodePropertyOptions[] = [
	{
		name: 'Ignore: First Row Wins',
		value: 'ignore',
		description: 'Take the first row and leave out the others',
	},
	{
		name: 'Overwrite: Later Rows Win',
		value: 'overwrite',
		description: 'Make one customer of them, where values lower in the file replace those above',
	},
	{
		name: 'Fill: Last Value of Each Field Wins',
		value: 'fill',
		description: 'Make one customer of them, with the last value of each field that is not empty',
	},
	{
		name: 'Report: All Rows Go On',
		value: 'report',
		description: 'Take all rows one after the other, and warn of those that are the same customer',
	},
];

/** How duplicates of a file are found, as options. */
export const duplicateOptions: INodeProperties[] = [
	{
		displayName: 'Report Possible Duplicates',
		name: 'possible',
		type: 'boolean',
		default: true,
		description:
			'Whether rows get a warning that look like another customer of the file, such as one of the same name and birth date. They are never merged by it.',
	},
	{
		displayName: 'Rows Are One Customer If',
		name: 'sameCustomer',
		type: 'options',
		default: 'mainIdentifier',
		description: 'What rows of the file must have in common to be the same customer',
		options: [
			{
				name: 'All Identifiers Agree',
				value: 'allIdentifiers',
				description: 'The main and all other identifiers. A row that lacks one is a customer of its own.',
			},
			{
				name: 'Any Identifier Agrees',
				value: 'anyIdentifier',
				description: 'Also over several rows: one with the e-mail, one with both, one with the phone',
			},
			{
				name: 'The Main Identifier Agrees',
				value: 'mainIdentifier',
				description: 'A row without it is recognised by its first other identifier',
			},
		],
	},
	{
		displayName: 'Shared Values From',
		name: 'sharedFrom',
		type: 'number',
		default: 5,
		typeOptions: { minValue: 0, numberPrecision: 0 },
		description:
			'From how many different people with the same e-mail or phone it recognises nobody, like the number of a switchboard. 0: never.',
	},
];
