import type { INodeProperties } from 'n8n-workflow';

/**
 * Which of a CRM's own fields stands for which of ours, for what it has no standard field for.
 * @param providers the CRMs that have it
 */
export function fieldNamesProperty(providers: string[]): INodeProperties {
	return {
		displayName: 'Field Names',
		name: 'fieldNames',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add field name',
		default: {},
		description:
			"The CRM's own fields that stand for ours, such as crm_number for crmId. Needed for what the CRM has no standard field for. In Microsoft Dynamics 365, Salesforce and Zoho CRM a field may have several, separated by commas, one for each of its values.",
		options: [
			{
				displayName: 'Pair',
				name: 'pairs',
				values: [
					{
						displayName: 'Field',
						name: 'field',
						type: 'string',
						default: '',
						placeholder: 'e.g. crmId',
						description: 'Our name for it, as the Summary of Customer Map & Normalize shows it',
					},
					{
						displayName: 'CRM Field',
						name: 'property',
						type: 'string',
						default: '',
						placeholder: 'e.g. crm_number',
						description: 'Its internal name in the CRM',
					},
				],
			},
		],
		displayOptions: { show: { provider: providers } },
	};
}
