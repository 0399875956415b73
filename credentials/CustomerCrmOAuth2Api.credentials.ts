import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import { dynamicsSettings } from './crm/dynamics';
import { fieldNamesProperty } from './crm/fieldNames';
import { mailchimpSettings } from './crm/mailchimp';
import { pipedriveOptions } from './crm/pipedrive';
import { salesforceSettings } from './crm/salesforce';
import { callsField, callsPerSecondField, fillerField } from './crm/sharedFields';
import { SIGN_IN_PROVIDERS, signInProperties } from './crm/signIn';
import { zohoCrmSettings } from './crm/zohoCrm';

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
				{ name: 'Mailchimp', value: 'mailchimp' },
				{ name: 'Microsoft Dynamics 365', value: 'dynamics' },
				{ name: 'Pipedrive', value: 'pipedrive' },
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
		...mailchimpSettings,
		...salesforceSettings,
		...dynamicsSettings,
		...zohoCrmSettings,
		fillerField(['mailchimp', 'salesforce', 'zohoCrm']),
		callsPerSecondField(['salesforce', 'zohoCrm'], 10),
		callsField(
			'Calls per Ten Seconds',
			'callsPer10s',
			['hubSpot'],
			100,
			'How many calls the account allows an app that people sign in to',
		),
		...pipedriveOptions,
		...signInProperties,
		fieldNamesProperty(SIGN_IN_PROVIDERS),
	];
}
