import type { INodeProperties } from 'n8n-workflow';
import { callsField, secretField } from './sharedFields';

const PROVIDER = { provider: ['hubSpot'] };
const displayOptions = { show: PROVIDER };

/** HubSpot: a private app of the account. */
export const hubSpot: INodeProperties[] = [
	secretField('Access Token', 'accessToken', PROVIDER, {
		required: true,
		placeholder: 'e.g. pat-eu1-…',
		description:
			'Of a private app with the scopes crm.objects.contacts.read, crm.objects.contacts.write and crm.schemas.contacts.read',
	}),
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: 'https://api.hubapi.com',
		description: 'The address of the interface',
		displayOptions,
	},
	callsField(
		'Calls per Ten Seconds',
		'callsPer10s',
		['hubSpot'],
		100,
		'What the account allows its private apps: 100, or 190 and more in paid plans',
	),
];
