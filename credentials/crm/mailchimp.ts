import type { INodeProperties } from 'n8n-workflow';
import { callsField, fillerField, secretField } from './sharedFields';

const PROVIDER = { provider: ['mailchimp'] };
const displayOptions = { show: PROVIDER };

/** Which audience of a Mailchimp account, and how it is written to, whoever logs in and however. */
export const mailchimpSettings: INodeProperties[] = [
	{
		displayName: 'Audience ID',
		name: 'audience',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. a1b2c3d4e5',
		description:
			'The audience whose contacts are the customers. Mailchimp shows it under Audience > Settings > Audience name and defaults.',
		displayOptions,
	},
	{
		displayName: 'Status Without Consent',
		name: 'statusWithoutConsent',
		type: 'options',
		default: 'transactional',
		description: 'What new contacts become whose row has no newsletter consent',
		options: [
			{
				name: 'Not Subscribed',
				value: 'transactional',
				description: 'No consent is assumed, and no campaigns are sent to them',
			},
			{
				name: 'Pending',
				value: 'pending',
				description: 'Mailchimp sends each of them a mail that asks for confirmation (double opt-in)',
			},
			{
				name: 'Subscribed',
				value: 'subscribed',
				description: 'Only where everybody in the file has agreed to get campaigns',
			},
			{ name: 'Unsubscribed', value: 'unsubscribed', description: 'They have said no' },
		],
		displayOptions,
	},
	{
		displayName: 'Skip Required Fields',
		name: 'skipMergeValidation',
		type: 'boolean',
		default: false,
		description:
			'Whether contacts are also taken that have no value in a field which the audience marks as required',
		displayOptions,
	},
	callsField(
		'Calls at Once',
		'connections',
		['mailchimp'],
		8,
		'How many requests may be under way at the same time. Mailchimp answers 10 of all programs together.',
	),
	callsField(
		'Members in Memory',
		'membersInMemory',
		['mailchimp'],
		200_000,
		'Up to so many contacts are read once and looked up in memory, some 200 MB for 200,000. In a larger audience only e-mail addresses can be looked up, one a call.',
	),
];

/** Mailchimp: an API key of a user of the account. */
export const mailchimp: INodeProperties[] = [
	secretField('API Key', 'apiKey', PROVIDER, {
		required: true,
		placeholder: 'e.g. 0123456789abcdef-us21',
		description: 'With its end, which says the data centre of the account',
	}),
	...mailchimpSettings,
	fillerField(['mailchimp']),
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://us21.api.mailchimp.com',
		description: 'The address of the interface, where it is another than the API key says',
		displayOptions,
	},
];
