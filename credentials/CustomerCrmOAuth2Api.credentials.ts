import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import { fieldNamesProperty } from './crm/fieldNames';
import { SIGN_IN_PROVIDERS, signInProperties } from './crm/signIn';

/** Customers in a CRM that people sign in to, or where an app is registered. n8n keeps and renews the access token. */
export class CustomerCrmOAuth2Api implements ICredentialType {
	name = 'customerCrmOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Customer CRM OAuth2 API';

	icon = { light: 'file:customerCrmApi.svg', dark: 'file:customerCrmApi.dark.svg' } as const;

	documentationUrl =
		'https://github.com/n8n-nodes-customer-import/n8n-nodes-customer-import#customer-crm-credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Provider',
			name: 'provider',
			type: 'options',
			default: 'hubSpot',
			description: 'The CRM that keeps the customers',
			options: [
				{ name: 'HubSpot', value: 'hubSpot' },
				{ name: 'Microsoft Dynamics 365', value: 'dynamics' },
				{ name: 'Salesforce', value: 'salesforce' },
				{ name: 'Zoho CRM', value: 'zohoCrm' },
			],
		},
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'options',
			default: 'authorizationCode',
			description: 'Who signs in. Apps can sign in by themselves to Microsoft Dynamics 365 and Salesforce.',
			options: [
				{ name: 'Authorization Code', value: 'authorizationCode', description: 'A person, in the browser' },
				{
					name: 'Client Credentials',
					value: 'clientCredentials',
					description: 'The app, with a user that was assigned to it in the CRM',
				},
				{
					name: 'PKCE',
					value: 'pkce',
					description: 'A person, in the browser, for an app that asks for a code challenge',
				},
			],
		},
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			default: 'production',
			description: 'Where people sign in when Base URL is empty',
			options: [
				{ name: 'Production', value: 'production' },
				{ name: 'Sandbox', value: 'sandbox' },
			],
			displayOptions: { show: { provider: ['salesforce'] } },
		},
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
			displayOptions: { show: { provider: ['zohoCrm'] } },
		},
		{
			displayName: 'Tenant ID',
			name: 'tenantId',
			type: 'string',
			default: '',
			placeholder: 'e.g. contoso.onmicrosoft.com',
			description:
				'The directory of the organization in Microsoft Entra ID, by its ID or its domain. Needed for Client Credentials; any directory when left empty.',
			displayOptions: { show: { provider: ['dynamics'] } },
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://contoso.crm4.dynamics.com',
			description:
				'The address of the CRM. Needed for Microsoft Dynamics 365, and for Salesforce with Client Credentials (My Domain). Otherwise the CRM tells it when somebody signs in.',
		},
		{
			displayName: 'Customers Are',
			name: 'object',
			type: 'options',
			default: 'Contact',
			description: 'What customers are in Salesforce',
			options: [
				{ name: 'Contacts', value: 'Contact' },
				{ name: 'Leads', value: 'Lead' },
			],
			displayOptions: { show: { provider: ['salesforce'] } },
		},
		{
			displayName: 'Customers Are',
			name: 'table',
			type: 'options',
			default: 'contact',
			description: 'What customers are in Microsoft Dynamics 365',
			options: [
				{ name: 'Contacts', value: 'contact' },
				{ name: 'Leads', value: 'lead' },
			],
			displayOptions: { show: { provider: ['dynamics'] } },
		},
		{
			displayName: 'Customers Are',
			name: 'module',
			type: 'options',
			default: 'Contacts',
			description: 'What customers are in Zoho CRM',
			options: [
				{ name: 'Contacts', value: 'Contacts' },
				{ name: 'Leads', value: 'Leads' },
			],
			displayOptions: { show: { provider: ['zohoCrm'] } },
		},
		{
			displayName: 'Calls per Second',
			name: 'callsPerSecond',
			type: 'number',
			default: 10,
			typeOptions: { minValue: 1, numberPrecision: 0 },
			description: 'How fast the CRM may be asked',
			displayOptions: { show: { provider: ['salesforce', 'zohoCrm'] } },
		},
		{
			displayName: 'Calls per Ten Seconds',
			name: 'callsPer10s',
			type: 'number',
			default: 100,
			typeOptions: { minValue: 1, numberPrecision: 0 },
			description: 'How many calls the account allows an app that people sign in to',
			displayOptions: { show: { provider: ['hubSpot'] } },
		},
		...signInProperties,
		fieldNamesProperty(SIGN_IN_PROVIDERS),
	];
}
