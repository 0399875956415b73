import type { INodeProperties } from 'n8n-workflow';

const displayOptions = { show: { provider: ['dynamics'] } };
const asApp = { show: { provider: ['dynamics'], loginWith: ['clientCredentials'] } };

/** Microsoft Dynamics 365: an app of the tenant that is an application user, or an access token. */
export const dynamics: INodeProperties[] = [
	{
		displayName: 'Environment URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://contoso.crm4.dynamics.com',
		description: 'Where Dynamics 365 is opened in the browser',
		displayOptions,
	},
	{
		displayName: 'Log In With',
		name: 'loginWith',
		type: 'options',
		default: 'clientCredentials',
		description: 'Who the import works as. To sign in as a person, use the OAuth2 credential.',
		options: [
			{ name: 'Access Token', value: 'accessToken', description: 'A token that ends after an hour' },
			{
				name: 'App Registration',
				value: 'clientCredentials',
				description: 'An app of Microsoft Entra ID that is an application user of the environment',
			},
		],
		displayOptions,
	},
	{
		displayName: 'Tenant ID',
		name: 'tenantId',
		type: 'string',
		default: '',
		placeholder: 'e.g. contoso.onmicrosoft.com',
		description: 'The directory of the organization in Microsoft Entra ID, by its ID or its domain',
		displayOptions: asApp,
	},
	{
		displayName: 'Client ID',
		name: 'clientId',
		type: 'string',
		default: '',
		description: 'The application ID of the app registration',
		displayOptions: asApp,
	},
	{
		displayName: 'Client Secret',
		name: 'clientSecret',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		displayOptions: asApp,
	},
	{
		displayName: 'Authority',
		name: 'authority',
		type: 'string',
		default: 'https://login.microsoftonline.com',
		description: 'Where the app logs in; another address in the clouds of governments and of China',
		displayOptions: asApp,
	},
	{
		displayName: 'Access Token',
		name: 'accessToken',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		displayOptions: { show: { provider: ['dynamics'], loginWith: ['accessToken'] } },
	},
	{
		displayName: 'Table',
		name: 'table',
		type: 'options',
		default: 'contact',
		description: 'What customers are there',
		options: [
			{ name: 'Contact', value: 'contact' },
			{ name: 'Lead', value: 'lead' },
		],
		displayOptions,
	},
	{
		displayName: 'Detect Duplicates',
		name: 'detectDuplicates',
		type: 'boolean',
		default: false,
		description:
			'Whether the duplicate detection rules of the environment may refuse a row, which then is a conflict',
		displayOptions,
	},
	{
		displayName: 'Bypass Custom Logic',
		name: 'bypassLogic',
		type: 'boolean',
		default: false,
		description:
			'Whether an import without automations also keeps custom plug-ins and workflows from running. Needs the privilege prvBypassCustomBusinessLogic; flows are kept from running without it.',
		displayOptions,
	},
	{
		displayName: 'Rows per Batch',
		name: 'batchSize',
		type: 'number',
		default: 100,
		typeOptions: { minValue: 1, maxValue: 1000, numberPrecision: 0 },
		description: 'Requests in a call. Fewer where plug-ins make each of them slow.',
		displayOptions,
	},
	{
		displayName: 'Calls per Five Minutes',
		name: 'callsPer5Min',
		type: 'number',
		default: 6000,
		typeOptions: { minValue: 1, numberPrecision: 0 },
		description: 'What the environment allows a user',
		displayOptions,
	},
];
