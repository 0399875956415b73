import type { INodeProperties } from 'n8n-workflow';
import { countryOptions } from '../shared/countries';
import { identifierOptions } from '../shared/identifiers';
import { outputProperty } from '../shared/sink';
import { columnProperties } from './columns';
import { composedProperty } from './composed';
import { customFieldsProperty } from './customFields';
import { duplicateProperties } from './duplicates';
import { fieldRulesProperty } from './fieldRules';
import { fieldSourceProperties } from './fieldSource';
import { outputOptions } from './outputOptions';
import { PANEL_MODES } from './panelModes';
import { profileProperties } from './profile';
import { subscriptionsProperty } from './subscriptions';
import { templateProperties } from './template';
import { valueOptions } from './valueOptions';

/** What the node does. */
export const MAP = 'map';
export const TEMPLATE = 'template';

const operationProperty: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: MAP,
	options: [
		{
			name: 'Get Template',
			value: TEMPLATE,
			action: 'Get import template',
			description: 'Make an XLSX file to be filled in and mapped',
		},
		{
			name: 'Map Rows',
			value: MAP,
			action: 'Map rows to customers',
			description: 'Turn rows into customers, with every value in one form',
		},
	],
};

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
			description: 'Take only files with the header of the template',
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

/** All that says how rows become customers. */
const mapProperties: INodeProperties[] = [
	modeProperty,
	...profileProperties,
	...fieldSourceProperties({ mappingMode: PANEL_MODES }),
	...columnProperties,
	composedProperty,
	subscriptionsProperty,
	customFieldsProperty({ mappingMode: PANEL_MODES }),
	fieldRulesProperty({ mappingMode: PANEL_MODES }),
	...minimumProperties,
	...duplicateProperties,
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

export const properties: INodeProperties[] = [
	operationProperty,
	...mapProperties.map(shownFor(MAP)),
	...[
		...fieldSourceProperties({}),
		customFieldsProperty({}),
		fieldRulesProperty({}),
		...templateProperties,
	].map(shownFor(TEMPLATE)),
];

/** Shows a property in one operation only, under its own conditions. */
function shownFor(operation: string): (property: INodeProperties) => INodeProperties {
	return (property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { operation: [operation], ...property.displayOptions?.show },
		},
	});
}
