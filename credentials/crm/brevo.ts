import type { INodeProperties } from 'n8n-workflow';
import { callsPerSecondField, lookUpField, secretField } from './sharedFields';

const PROVIDER = { provider: ['brevo'] };
const displayOptions = { show: PROVIDER };

/** Brevo: an API key of the account, and where its consents are kept. */
export const brevo: INodeProperties[] = [
	secretField('API Key', 'apiKey', PROVIDER, {
		required: true,
		placeholder: 'e.g. xkeysib-…',
		description: 'Made in Brevo under Settings > SMTP & API > API Keys. The key for SMTP is another one.',
	}),
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: 'https://api.brevo.com/v3',
		description: 'The address of the interface, with its version',
		displayOptions,
	},
	{
		displayName: 'List IDs for New Contacts',
		name: 'listIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2, 7',
		description: 'The numbers of the lists that every created contact is put on, with commas between',
		displayOptions,
	},
	{
		displayName: 'Newsletter List IDs',
		name: 'newsletterListIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 5',
		description:
			'The numbers of the lists whose contacts have given the newsletter consent: a yes puts a contact on them',
		displayOptions,
	},
	{
		displayName: 'Confirmation Template ID',
		name: 'confirmationTemplateId',
		type: 'number',
		default: 0,
		typeOptions: { minValue: 0, numberPrecision: 0 },
		description:
			'The double opt-in template with which Brevo asks for a newsletter consent to be confirmed, or 0 where nobody is asked',
		displayOptions,
	},
	{
		displayName: 'Redirection URL',
		name: 'redirectionUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/confirmed',
		description: 'The page that is shown after the click that confirms',
		displayOptions,
	},
	{
		displayName: 'Blocklist Without Consent',
		name: 'blocklistUnasked',
		type: 'boolean',
		default: false,
		description:
			'Whether new contacts whose row says nothing of a newsletter consent are put on the blocklist, instead of counting as subscribed',
		displayOptions,
	},
	lookUpField('Find Contacts By', 'brevo', 'How it is found out which customers are there already', {
		list: 'A call for 1,000 contacts of the account, and one for 20 who were found',
		search: 'A call for each e-mail address, phone and external ID',
		cheapest: 'Searches, and reads all once that would have taken no longer',
	}),
	callsPerSecondField(
		['brevo'],
		10,
		'What the plan allows for contacts: 10, or 20 in Professional and 60 in Enterprise plans',
	),
];
