import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { loginOf } from '../lib';
import { altcraft } from './crm/altcraft';
import { brevo } from './crm/brevo';
import { dynamics } from './crm/dynamics';
import { espoCrm } from './crm/espoCrm';
import { expertSender } from './crm/expertSender';
import { fieldNamesProperty } from './crm/fieldNames';
import { fxiaoke } from './crm/fxiaoke';
import { hubSpot } from './crm/hubSpot';
import { localBase } from './crm/localBase';
import { mailchimp } from './crm/mailchimp';
import { odoo } from './crm/odoo';
import { pipedrive } from './crm/pipedrive';
import { rest } from './crm/rest';
import { salesforce } from './crm/salesforce';
import { tryton } from './crm/tryton';
import { twenty } from './crm/twenty';
import { zohoCrm } from './crm/zohoCrm';

/** Where customers are kept, and what is needed to get there. A new CRM is one more provider. */
export class CustomerCrmApi implements ICredentialType {
	name = 'customerCrmApi';

	displayName = 'Customer CRM API';

	icon = { light: 'file:customerCrmApi.svg', dark: 'file:customerCrmApi.dark.svg' } as const;

	documentationUrl =
		'https://github.com/n8n-nodes-customer-import/n8n-nodes-customer-import#customer-crm-credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Provider',
			name: 'provider',
			type: 'options',
			default: 'localBase',
			description: 'The system that keeps the customers',
			options: [
				{ name: 'Altcraft', value: 'altcraft' },
				{ name: 'Brevo', value: 'brevo' },
				{ name: 'EspoCRM', value: 'espoCrm' },
				{ name: 'ExpertSender CDP', value: 'expertSender' },
				{ name: 'Fxiaoke (纷享销客)', value: 'fxiaoke' },
				{ name: 'HubSpot', value: 'hubSpot' },
				{ name: 'Local Customer Base', value: 'localBase' },
				{ name: 'Mailchimp', value: 'mailchimp' },
				{ name: 'Microsoft Dynamics 365', value: 'dynamics' },
				{ name: 'Odoo', value: 'odoo' },
				{ name: 'Pipedrive', value: 'pipedrive' },
				{ name: 'REST CRM', value: 'rest' },
				{ name: 'Salesforce', value: 'salesforce' },
				{ name: 'Tryton', value: 'tryton' },
				{ name: 'Twenty', value: 'twenty' },
				{ name: 'Zoho CRM', value: 'zohoCrm' },
			],
		},
		...localBase,
		...altcraft,
		...brevo,
		...dynamics,
		...espoCrm,
		...expertSender,
		...fxiaoke,
		...hubSpot,
		...mailchimp,
		...rest,
		...salesforce,
		...tryton,
		...twenty,
		...odoo,
		...pipedrive,
		...zohoCrm,
		fieldNamesProperty([
			'altcraft',
			'brevo',
			'dynamics',
			'espoCrm',
			'expertSender',
			'fxiaoke',
			'hubSpot',
			'mailchimp',
			'odoo',
			'pipedrive',
			'salesforce',
			'tryton',
			'twenty',
			'zohoCrm',
		]),
	];

	/** Adds the login of the provider to a request. */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const { headers = {}, query = {} } = loginOf(String(credentials['provider']), credentials);
		return await Promise.resolve({
			...options,
			headers: { ...options.headers, ...headers },
			qs: { ...options.qs, ...query },
		});
	};
}
