import type { INodeProperties } from 'n8n-workflow';
import { duplicateOptions } from '../shared/duplicates';
import type { Operation } from './operations';
import { reportOptions } from './reportOptions';

/** How rows and customers are treated. */
const planOptions: INodeProperties[] = [
	{
		displayName: 'Accept Empty Identifier',
		name: 'acceptEmptyIdentifier',
		type: 'boolean',
		default: true,
		description:
			'Whether a row that has none of the identifiers makes a new customer. It is left out otherwise. Such a row never changes a customer, and makes a new one each time it is imported.',
	},
	{
		displayName: 'Consent Begins As',
		name: 'optIn',
		type: 'options',
		default: 'single',
		description: 'What a consent that a row gives begins as',
		options: [
			{
				name: 'Subscribed (Single Opt-In)',
				value: 'single',
				description: 'Given, as the row says',
			},
			{
				name: 'Unconfirmed (Double Opt-In)',
				value: 'double',
				description: 'Waiting until the customer has confirmed it',
			},
		],
	},
	{
		displayName: 'Consent Refused Before',
		name: 'raiseConsent',
		type: 'options',
		default: 'newerProof',
		description:
			'When a row may give a consent that the customer has refused, taken back or not confirmed. To refuse or to unsubscribe always passes.',
		options: [
			{
				name: 'Give Always',
				value: 'force',
				description: 'Also without any proof. Only with a legal ground of your own.',
			},
			{
				name: 'Give If Newer',
				value: 'newerProof',
				description: 'Only where the row has a time of the consent that is later than the stored one',
			},
			{ name: 'Give Never', value: 'never', description: 'What was refused stays refused' },
		],
	},
	...duplicateOptions,
	{
		displayName: 'Fields to Clear',
		name: 'clearFields',
		type: 'string',
		default: '',
		placeholder: 'e.g. notes, city',
		description:
			"The fields that an empty cell clears, with commas between them, where 'Replace with Empty Values' is off. All others are left alone.",
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
		displayName: 'Max Creates',
		name: 'maxCreates',
		type: 'number',
		default: 1000,
		typeOptions: { minValue: 0, numberPrecision: 0 },
		description:
			'The import stops before it creates more customers than this, so that a wrong file or identifier does little harm',
	},
	{
		displayName: 'Max Updates',
		name: 'maxUpdates',
		type: 'number',
		default: 1000,
		typeOptions: { minValue: 0, numberPrecision: 0 },
		description: 'The import stops before it updates more customers than this',
	},
	{
		displayName: 'Multiple Values',
		name: 'multiValues',
		type: 'options',
		default: 'append',
		description: 'What happens to fields of several values, such as e-mails, phones and tags',
		options: [
			{ name: 'Append', value: 'append', description: 'Keep the stored ones and add those of the row' },
			{ name: 'Replace', value: 'replace', description: 'Keep only those of the row' },
		],
	},
	{
		displayName: 'Replace with Empty Values',
		name: 'clearOnEmpty',
		type: 'boolean',
		default: false,
		description:
			'Whether an empty cell clears the field of an existing customer. Identifiers, required fields and consents are never cleared; a cell or column that is not there changes nothing.',
	},
	{
		displayName: 'Stop at Failures',
		name: 'stopAtFailures',
		type: 'number',
		default: 10,
		typeOptions: { minValue: 1, maxValue: 100 },
		description:
			'The import stops as soon as this part of its rows, in percent, is rejected, ambiguous or could not be written. Looked at after each hundred rows.',
	},
	{
		displayName: 'Suppress Triggers',
		name: 'suppressTriggers',
		type: 'boolean',
		default: true,
		description:
			'Whether the destination is told not to start its own automations, such as welcome mails. The import does not begin where the destination cannot be told.',
	},
	{
		displayName: 'When Ambiguous',
		name: 'ambiguous',
		type: 'options',
		default: 'skip',
		description:
			'What becomes of a row that fits several customers: one value that several have, or an e-mail of one and a phone of another. No identifier is ever taken from a customer.',
		options: [
			{ name: 'Create New', value: 'create', description: 'Make one more customer' },
			{ name: 'Skip', value: 'skip', description: 'Write nothing, and name the customers in the report' },
			{
				name: 'Update All',
				value: 'updateAll',
				description: 'Update every one of them',
			},
			{
				name: 'Update the Newest',
				value: 'newest',
				description: 'Update the one who was created last',
			},
			{
				name: 'Update the Oldest',
				value: 'oldest',
				description: 'Update the one who was created first',
			},
		],
	},
];

const failOption: INodeProperties = {
	displayName: 'Fail if Rows Failed',
	name: 'failOnErrors',
	type: 'boolean',
	default: true,
	description:
		'Whether the execution fails when rows could not be written, so that a scheduled pull offers them again and the error workflow starts. What was written stays, and the journal has the account.',
};

const keepPlanOption: INodeProperties = {
	displayName: 'Keep Plan',
	name: 'keepPlan',
	type: 'boolean',
	default: true,
	description:
		"Whether the plan is kept, so that 'Apply Plan' can write exactly this after it was approved. The report has its planId and planHash.",
};

const keepDaysOption: INodeProperties = {
	displayName: 'Keep Details for Days',
	name: 'keepDays',
	type: 'number',
	default: 90,
	typeOptions: { minValue: 1, numberPrecision: 0 },
	description:
		'Rows, plans and what customers were before are forgotten after this many days, for all imports of this state. Imports that old cannot be undone; their counts stay. When not set, after 90 days, and not those of the last ten imports.',
};

/** The options of some operations, in the order of the alphabet. */
function optionsFor(operation: readonly Operation[], options: readonly INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { operation: [...operation] } },
		options: [...options].sort((a, b) => a.displayName.localeCompare(b.displayName, 'en')),
	};
}

/** The rarely needed settings, by what is done. */
export const optionProperties: INodeProperties[] = [
	optionsFor(['upsert'], [...planOptions, ...reportOptions, failOption, keepDaysOption]),
	optionsFor(['preview'], [...planOptions, ...reportOptions, keepPlanOption, keepDaysOption]),
	optionsFor(['applyPlan'], [...reportOptions, failOption, keepDaysOption]),
	optionsFor(['resume', 'undo'], [...reportOptions, failOption]),
	optionsFor(['report'], reportOptions),
];
