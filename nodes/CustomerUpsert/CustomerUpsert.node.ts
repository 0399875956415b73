import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { customerCrmApiTest } from '../shared/credentialTest';
import { properties } from './description';
import { upsertCustomers } from './upsertCustomers';

/** Creates and updates customers in a destination, each at most once. */
export class CustomerUpsert implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Customer Upsert',
		name: 'customerUpsert',
		icon: { light: 'file:customerUpsert.svg', dark: 'file:customerUpsert.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{ $parameter["operation"] + ": " + ($parameter["destination"] === "crm" ? "CRM" : $parameter["baseName"]) }}',
		description: 'Create or update customers in a CRM or a local customer base, with a report of every row',
		defaults: { name: 'Customer Upsert' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Saved', 'Not Saved', 'Report'],
		credentials: [
			{
				name: 'customerCrmApi',
				required: true,
				testedBy: 'customerCrmApiTest',
				displayOptions: { show: { destination: ['crm'] } },
			},
		],
		properties,
	};

	methods = { credentialTest: { customerCrmApiTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await upsertCustomers(this);
	}
}
