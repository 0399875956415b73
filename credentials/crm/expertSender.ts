import type { INodeProperties } from 'n8n-workflow';
import { callsPerSecondField, secretField } from './sharedFields';

const PROVIDER = { provider: ['expertSender'] };
const displayOptions = { show: PROVIDER };

/** ExpertSender CDP: an API key, and how the account is set. */
export const expertSender: INodeProperties[] = [
	secretField('API Key', 'apiKey', PROVIDER, {
		required: true,
		description: 'Shown in ExpertSender under Settings > API',
	}),
	{
		displayName: 'Matching Mode',
		name: 'matchBy',
		type: 'options',
		default: 'Email',
		description:
			'By what the account recognises its customers: the same as in ExpertSender under Settings > Customers > Default matching mode. New customers need a value for it.',
		options: [
			{ name: 'CRM ID', value: 'CrmId' },
			{ name: 'Email', value: 'Email' },
			{ name: 'Phone Number', value: 'PhoneNumber' },
		],
		displayOptions,
	},
	{
		displayName: 'Newsletter Consent ID',
		name: 'newsletterConsentId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1',
		description:
			'The consent that is the newsletter consent, by its number under Settings > Consents. Needed where there are several for e-mail.',
		displayOptions,
	},
	{
		displayName: 'SMS Consent ID',
		name: 'smsConsentId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2',
		description:
			'The consent that is the SMS consent, by its number under Settings > Consents. Needed where there are several for SMS.',
		displayOptions,
	},
	{
		displayName: 'Confirmation Message ID',
		name: 'confirmationMessageId',
		type: 'number',
		default: 0,
		typeOptions: { minValue: 0, numberPrecision: 0 },
		description:
			'The message that asks a customer to confirm a consent, for imports with double opt-in. No message is sent where it is 0.',
		displayOptions,
	},
	{
		displayName: 'Force Consents',
		name: 'forceConsents',
		type: 'boolean',
		default: true,
		description:
			'Whether a consent that an import gives counts although the customer had withdrawn it in ExpertSender. The import itself gives such a consent only with a newer proof.',
		displayOptions,
	},
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: 'https://api.ecdp.app',
		description: 'The address of the interface',
		displayOptions,
	},
	{
		displayName: 'Batch Size',
		name: 'batchSize',
		type: 'number',
		default: 25,
		typeOptions: { minValue: 1, numberPrecision: 0 },
		description:
			'Customers in one call. ExpertSender does not publish how many it takes; with 1 every customer has an answer of his own.',
		displayOptions,
	},
	callsPerSecondField(
		['expertSender'],
		10,
		'How fast the interface may be called. ExpertSender does not publish its limit.',
	),
];
