import type { INodeProperties } from 'n8n-workflow';
import { columnProperties } from './columns';
import { countryOptions } from './countries';
import { identifierOptions } from '../shared/identifiers';
import { outputProperty } from '../shared/sink';

export const properties: INodeProperties[] = [
	{
		displayName: 'Mapping Mode',
		name: 'mappingMode',
		type: 'options',
		noDataExpression: true,
		default: 'automatic',
		description: 'How the columns of the input become fields of a customer',
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description: 'Recognise the columns by their names, in many languages. Corrections go first.',
			},
			{
				name: 'Defined Columns Only',
				value: 'defined',
				description: 'Use the columns listed below and no others',
			},
		],
	},
	...columnProperties,
	{
		displayName: 'Identifiers',
		name: 'identifiers',
		type: 'multiOptions',
		default: ['email', 'phone', 'crmId'],
		description: 'What a customer can be recognised by',
		options: identifierOptions,
	},
	{
		displayName: 'Minimum Customer Data',
		name: 'minimum',
		type: 'options',
		default: 'any',
		description: "Which of the 'Identifiers' a row must hold. Other rows are rejected.",
		options: [
			{ name: 'All of the Identifiers', value: 'all' },
			{ name: 'Any of the Identifiers', value: 'any' },
		],
	},
	{
		displayName: 'Default Country',
		name: 'defaultCountry',
		type: 'options',
		default: '',
		description: 'The country of phone numbers without a country prefix. They are rejected when not set.',
		// eslint-plugin-n8n-nodes-base wants options in the order of their names; the empty choice is first.
		options: [{ name: '(None)', value: '' }, ...countryOptions],
	},
	outputProperty('customer', 'How the customers leave this node'),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
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
				description: 'A comma before exactly three digits groups thousands when not set',
				options: [
					{ name: 'Comma', value: ',' },
					{ name: 'Point', value: '.' },
				],
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
				displayName: 'Phone Format',
				name: 'phoneFormat',
				type: 'options',
				default: 'digits',
				description: 'How phone numbers are kept',
				options: [
					{ name: 'Digits Only', value: 'digits', description: '48501228855' },
					{ name: 'With Plus (E.164)', value: 'e164', description: '+48501228855' },
				],
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
				displayName: 'Unmapped Columns',
				name: 'unmapped',
				type: 'options',
				default: 'drop',
				description: 'What happens to columns that are no known field',
				options: [
					{ name: 'Keep as Custom Fields', value: 'customField' },
					{ name: 'Leave Out', value: 'drop' },
				],
			},
		],
	},
];
