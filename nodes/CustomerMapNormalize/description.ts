import type { INodeProperties } from 'n8n-workflow';
import { countryOptions } from '../shared/countries';
import { identifierOptions } from '../shared/identifiers';
import { outputProperty } from '../shared/sink';
import { columnProperties } from './columns';
import { composedProperty } from './composed';
import { customFieldsProperty } from './customFields';
import { fieldRulesProperty } from './fieldRules';
import { fieldSourceProperties } from './fieldSource';
import { outputOptions } from './outputOptions';
import { PANEL_MODES } from './panelModes';
import { profileProperties } from './profile';
import { valueOptions } from './valueOptions';

const modeProperty: INodeProperties = {
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
		{
			name: 'Fixed Template',
			value: 'template',
			description: 'Take only files with the header of the template that Customer Export makes',
		},
		{
			name: 'Saved Profile',
			value: 'profile',
			description: 'Map as an earlier run did: its mapping, rules and options',
		},
	],
};

/** What a customer must have, and how its phones are read. */
const minimumProperties: INodeProperties[] = [
	{
		displayName: 'Identifiers',
		name: 'identifiers',
		type: 'multiOptions',
		default: ['email', 'phone', 'crmId'],
		description: 'What a customer can be recognised by',
		displayOptions: { show: { mappingMode: PANEL_MODES } },
		options: identifierOptions,
	},
	{
		displayName: 'Minimum Customer Data',
		name: 'minimum',
		type: 'options',
		default: 'any',
		description: "Which of the 'Identifiers' a row must hold. Other rows are rejected.",
		displayOptions: { show: { mappingMode: PANEL_MODES } },
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
		displayOptions: { show: { mappingMode: PANEL_MODES } },
		// eslint-plugin-n8n-nodes-base wants options in the order of their names; the empty choice is first.
		options: [{ name: '(None)', value: '' }, ...countryOptions],
	},
];

export const properties: INodeProperties[] = [
	modeProperty,
	...profileProperties,
	...fieldSourceProperties,
	...columnProperties,
	composedProperty,
	customFieldsProperty,
	fieldRulesProperty,
	...minimumProperties,
	outputProperty('customer', 'How the customers leave this node'),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		description: "What is set here also goes before a 'Saved Profile'",
		options: [...valueOptions, ...outputOptions].sort((a, b) =>
			a.displayName.localeCompare(b.displayName, 'en'),
		),
	},
];
