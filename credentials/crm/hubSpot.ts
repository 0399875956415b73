import type { INodeProperties } from 'n8n-workflow';

const displayOptions = { show: { provider: ['hubSpot'] } };

/** HubSpot: a private app of the account. */
export const hubSpot: INodeProperties[] = [
	{
		displayName: 'Access Token',
		name: 'accessToken',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		required: true,
		placeholder: 'e.g. pat-eu1-…',
		description:
			'Of a private app with the scopes crm.objects.contacts.read, crm.objects.contacts.write and crm.schemas.contacts.read',
		displayOptions,
	},
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: 'https://api.hubapi.com',
		description: 'The address of the interface',
		displayOptions,
	},
	{
		displayName: 'Calls per Ten Seconds',
		name: 'callsPer10s',
		type: 'number',
		default: 100,
		typeOptions: { minValue: 1, numberPrecision: 0 },
		description: 'What the account allows its private apps: 100, or 190 and more in paid plans',
		displayOptions,
	},
];
