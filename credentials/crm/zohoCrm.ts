import type { INodeProperties } from 'n8n-workflow';

const displayOptions = { show: { provider: ['zohoCrm'] } };
const asClient = { show: { provider: ['zohoCrm'], loginWith: ['refreshToken'] } };

/** Zoho CRM: a self client with a refresh token, or an access token. */
export const zohoCrm: INodeProperties[] = [
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
	{
		displayName: 'Log In With',
		name: 'loginWith',
		type: 'options',
		default: 'refreshToken',
		description: 'Who the import works as. To sign in as a person, use the OAuth2 credential.',
		options: [
			{ name: 'Access Token', value: 'accessToken', description: 'A token that ends after an hour' },
			{
				name: 'Self Client',
				value: 'refreshToken',
				description: 'A client of the API console, renewed by itself',
			},
		],
		displayOptions,
	},
	{
		displayName: 'Client ID',
		name: 'clientId',
		type: 'string',
		default: '',
		description: 'Of the self client in the API console',
		displayOptions: asClient,
	},
	{
		displayName: 'Client Secret',
		name: 'clientSecret',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		displayOptions: asClient,
	},
	{
		displayName: 'Refresh Token',
		name: 'refreshToken',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description:
			'Of a code with the scopes ZohoCRM.modules.ALL, ZohoCRM.settings.fields.READ and ZohoCRM.coql.READ',
		displayOptions: asClient,
	},
	{
		displayName: 'Access Token',
		name: 'accessToken',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		displayOptions: { show: { provider: ['zohoCrm'], loginWith: ['accessToken'] } },
	},
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://sandbox.zohoapis.eu',
		description: 'The address of the interface, where it is another than that of the data centre',
		displayOptions,
	},
	{
		displayName: 'Module',
		name: 'module',
		type: 'options',
		default: 'Contacts',
		description: 'What customers are there',
		options: [
			{ name: 'Contacts', value: 'Contacts' },
			{ name: 'Leads', value: 'Leads' },
		],
		displayOptions,
	},
	{
		displayName: 'Filler for Required Fields',
		name: 'filler',
		type: 'string',
		default: '',
		placeholder: 'e.g. [not provided]',
		description:
			'Written where Zoho wants a text, such as a last name, and the row has none. Left empty, Zoho refuses such a row.',
		displayOptions,
	},
	{
		displayName: 'Calls per Second',
		name: 'callsPerSecond',
		type: 'number',
		default: 10,
		typeOptions: { minValue: 1, numberPrecision: 0 },
		description: 'How fast Zoho may be asked. It limits the credits of 24 hours and the calls at once.',
		displayOptions,
	},
];
