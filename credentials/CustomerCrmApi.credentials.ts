import type { ICredentialType, INodeProperties } from 'n8n-workflow';

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
			options: [{ name: 'Local Customer Base', value: 'localBase' }],
		},
		{
			displayName: 'Base Name',
			name: 'baseName',
			type: 'string',
			default: 'customers',
			required: true,
			placeholder: 'e.g. customers',
			description: 'Letters, digits, hyphens and underscores. The base is made when it does not exist.',
			displayOptions: { show: { provider: ['localBase'] } },
		},
		{
			displayName: 'Folder',
			name: 'folder',
			type: 'string',
			default: '',
			placeholder: 'e.g. /data/customers',
			description: "The folder of the base's file. A folder inside n8n's data folder when left empty.",
			displayOptions: { show: { provider: ['localBase'] } },
		},
	];
}
