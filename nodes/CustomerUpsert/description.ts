import type { INodeProperties } from 'n8n-workflow';
import { baseNameProperty } from '../shared/destination';
import { identifierOptions } from '../shared/identifiers';
import { outputProperty } from '../shared/sink';

export const properties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'upsert',
		options: [
			{
				name: 'Create or Update',
				value: 'upsert',
				action: 'Create or update customers',
				description: 'Create a new record, or update the current one if it already exists (upsert)',
			},
			{
				name: 'Preview',
				value: 'preview',
				action: 'Preview create or update of customers',
				description: 'Show what would become of every row, and write nothing',
			},
		],
	},
	{
		displayName: 'Destination',
		name: 'destination',
		type: 'options',
		noDataExpression: true,
		default: 'localBase',
		description: 'Where the customers are kept',
		options: [
			{ name: 'CRM', value: 'crm', description: 'The one named in a credential' },
			{ name: 'Local Customer Base', value: 'localBase', description: "A database in n8n's data folder" },
		],
	},
	baseNameProperty({ destination: ['localBase'] }),
	{
		displayName: 'Import Type',
		name: 'importType',
		type: 'options',
		default: 'addAndModify',
		description: 'Which customers this import may touch',
		options: [
			{
				name: 'Add and Modify',
				value: 'addAndModify',
				description: 'Create new customers and update existing ones',
			},
			{
				name: 'Add Only',
				value: 'addOnly',
				description: 'Create new customers and leave existing ones as they are',
			},
			{ name: 'Modify Only', value: 'modifyOnly', description: 'Update existing customers and create none' },
		],
	},
	{
		displayName: 'Main Identifier',
		name: 'mainIdentifier',
		type: 'options',
		default: 'email',
		description: 'What a customer is recognised by',
		options: identifierOptions,
	},
	{
		displayName: 'Other Identifiers',
		name: 'otherIdentifiers',
		type: 'multiOptions',
		// All that Map & Normalize lets pass by default: who came in by phone alone must be found by phone.
		default: ['phone', 'crmId'],
		description:
			'What a customer is also recognised by. A row whose identifiers belong to different customers is not written; leave out what people share.',
		options: identifierOptions,
	},
	{
		displayName: 'Duplicates in File',
		name: 'duplicates',
		type: 'options',
		default: 'ignore',
		description: 'What happens to rows that are the same customer',
		options: [
			{
				name: 'Ignore: First Row Wins',
				value: 'ignore',
				description: 'Import the first row and leave out the others',
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
				description: 'Import all rows one after the other, and warn of those that are the same customer',
			},
		],
	},
	outputProperty('row', 'How the rows leave this node'),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Fail if Rows Failed',
				name: 'failOnErrors',
				type: 'boolean',
				default: true,
				description:
					'Whether the execution fails when rows could not be written, so that a scheduled pull offers them again and the error workflow starts. What was written stays, and the journal has the account.',
			},
			{
				displayName: 'First Rows Only',
				name: 'firstRows',
				type: 'number',
				default: 100,
				typeOptions: { minValue: 1, numberPrecision: 0 },
				description: 'Import this many rows as a trial, and leave out the rest',
			},
			{
				displayName: 'Replace with Empty Values',
				name: 'clearOnEmpty',
				type: 'boolean',
				default: false,
				description: 'Whether an empty cell clears the field of an existing customer',
			},
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
		],
	},
];
