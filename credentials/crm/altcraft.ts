import type { INodeProperties } from 'n8n-workflow';
import { callsPerSecondField, secretField } from './sharedFields';

const PROVIDER = { provider: ['altcraft'] };
const displayOptions = { show: PROVIDER };

/** Altcraft: a token of the account, and one of its databases. */
export const altcraft: INodeProperties[] = [
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://ru.altkraft.com',
		description: 'Where Altcraft is opened in the browser',
		displayOptions,
	},
	secretField('API Token', 'apiToken', PROVIDER, {
		required: true,
		description: 'Made in Altcraft under Settings > Tokens, with access to the database',
	}),
	{
		displayName: 'Database ID',
		name: 'databaseId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 1',
		description: 'The number of the database of customers',
		displayOptions,
	},
	{
		displayName: 'Search In',
		name: 'searchIn',
		type: 'options',
		default: 'both',
		description: 'Where e-mail addresses and phones are looked for to recognise a profile',
		options: [
			{ name: 'Profile', value: 'profile' },
			{ name: 'Profile and Subscriptions', value: 'both' },
			{ name: 'Subscriptions', value: 'subscriptions' },
		],
		displayOptions,
	},
	{
		displayName: 'New Profiles',
		name: 'newProfiles',
		type: 'options',
		default: 'add',
		description:
			'How a profile is written that was not found. Matching makes no second one when two imports run at once, and changes the one it matches.',
		options: [
			{ name: 'Add', value: 'add', description: 'They are added, and nobody else is changed' },
			{ name: 'Match by Email', value: 'email', description: 'Of the profile or a subscription' },
			{ name: 'Match by Email in Profile', value: 'email_profile' },
			{ name: 'Match by Email in Subscriptions', value: 'email_sub' },
			{ name: 'Match by Email or Phone', value: 'email_phone', description: 'Of the profile' },
			{ name: 'Match by Email or Phone in Subscriptions', value: 'email_phone_sub' },
			{
				name: 'Match by Own Field',
				value: 'custom',
				description: "The field that 'Field Names' names for crmId",
			},
			{ name: 'Match by Phone', value: 'phone', description: 'Of the profile or a subscription' },
			{ name: 'Match by Phone in Subscriptions', value: 'phone_sub' },
		],
		displayOptions,
	},
	{
		displayName: 'Skip Invalid Subscriptions',
		name: 'skipInvalidSubscriptions',
		type: 'boolean',
		default: true,
		description:
			'Whether a profile is written without those of its subscriptions that are not valid, instead of being refused',
		displayOptions,
	},
	{
		displayName: 'Batch Size',
		name: 'batchSize',
		type: 'number',
		default: 500,
		typeOptions: { minValue: 1, maxValue: 10000, numberPrecision: 0 },
		description: 'Profiles in one call. Altcraft advises against more than 10,000, or 10 MB.',
		displayOptions,
	},
	callsPerSecondField(
		['altcraft'],
		10,
		'How fast the server may be called. Altcraft does not publish a limit.',
	),
];
