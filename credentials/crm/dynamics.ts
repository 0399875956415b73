import type { INodeProperties } from 'n8n-workflow';
import { callsField, clientIdField, customersAreField, loginWithField, secretField } from './sharedFields';

const PROVIDER = { provider: ['dynamics'] };
const displayOptions = { show: PROVIDER };
const asApp = { ...PROVIDER, loginWith: ['clientCredentials'] };

/** How customers are written to Dynamics 365, whoever logs in and however. */
export const dynamicsSettings: INodeProperties[] = [
	customersAreField('table', PROVIDER, [
		{ name: 'Contacts', value: 'contact' },
		{ name: 'Leads', value: 'lead' },
	]),
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
	callsField(
		'Calls per Five Minutes',
		'callsPer5Min',
		['dynamics'],
		6000,
		'What the environment allows a user',
	),
];

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
	loginWithField(PROVIDER, 'A token that ends after an hour', {
		name: 'App Registration',
		value: 'clientCredentials',
		description: 'An app of Microsoft Entra ID that is an application user of the environment',
	}),
	{
		displayName: 'Tenant ID',
		name: 'tenantId',
		type: 'string',
		default: '',
		placeholder: 'e.g. contoso.onmicrosoft.com',
		description: 'The directory of the organization in Microsoft Entra ID, by its ID or its domain',
		displayOptions: { show: asApp },
	},
	clientIdField(asApp, 'The application ID of the app registration'),
	secretField('Client Secret', 'clientSecret', asApp),
	{
		displayName: 'Authority',
		name: 'authority',
		type: 'string',
		default: 'https://login.microsoftonline.com',
		description: 'Where the app logs in; another address in the clouds of governments and of China',
		displayOptions: { show: asApp },
	},
	secretField('Access Token', 'accessToken', { ...PROVIDER, loginWith: ['accessToken'] }),
	...dynamicsSettings,
];
