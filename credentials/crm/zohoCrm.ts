import type { INodeProperties } from 'n8n-workflow';
import {
	callsPerSecondField,
	clientIdField,
	customersAreField,
	fillerField,
	loginWithField,
	secretField,
} from './sharedFields';

const PROVIDER = { provider: ['zohoCrm'] };
const displayOptions = { show: PROVIDER };
const asClient = { ...PROVIDER, loginWith: ['refreshToken'] };

/** Where the account is and what customers are there, whoever logs in and however. */
export const zohoCrmSettings: INodeProperties[] = [
	{
		displayName: 'Data Centre',
		name: 'dataCentre',
		type: 'options',
		default: 'zoho.com',
		description: 'Where the account is, as the address of Zoho CRM in the browser ends',
		options: [
			{ name: 'Australia (zoho.com.au)', value: 'zoho.com.au' },
			{ name: 'Canada (zohocloud.ca)', value: 'zohocloud.ca' },
			{ name: 'China (zoho.com.cn)', value: 'zoho.com.cn' },
			{ name: 'Europe (zoho.eu)', value: 'zoho.eu' },
			{ name: 'India (zoho.in)', value: 'zoho.in' },
			{ name: 'Japan (zoho.jp)', value: 'zoho.jp' },
			{ name: 'Saudi Arabia (zoho.sa)', value: 'zoho.sa' },
			{ name: 'United States (zoho.com)', value: 'zoho.com' },
		],
		displayOptions,
	},
	customersAreField('module', PROVIDER, [
		{ name: 'Contacts', value: 'Contacts' },
		{ name: 'Leads', value: 'Leads' },
	]),
];

/** Zoho CRM: a self client with a refresh token, or an access token. */
export const zohoCrm: INodeProperties[] = [
	...zohoCrmSettings,
	loginWithField(PROVIDER, 'A token that ends after an hour', {
		name: 'Self Client',
		value: 'refreshToken',
		description: 'A client of the API console, renewed by itself',
	}),
	clientIdField(asClient, 'Of the self client in the API console'),
	secretField('Client Secret', 'clientSecret', asClient),
	secretField('Refresh Token', 'refreshToken', asClient, {
		description:
			'Of a code with the scopes ZohoCRM.modules.ALL, ZohoCRM.settings.fields.READ and ZohoCRM.coql.READ',
	}),
	secretField('Access Token', 'accessToken', { ...PROVIDER, loginWith: ['accessToken'] }),
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://sandbox.zohoapis.eu',
		description: 'The address of the interface, where it is another than that of the data centre',
		displayOptions,
	},
	fillerField(['zohoCrm']),
	callsPerSecondField(
		['zohoCrm'],
		10,
		'How fast Zoho may be asked. It limits the credits of 24 hours and the calls at once.',
	),
];
