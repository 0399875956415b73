import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { customerCrmApiTest } from '../shared/credentialTest';
import { properties } from './description';
import { exportCustomers } from './exportCustomers';

/** Writes customers to a file. */
export class CustomerExport implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Customer Export',
		name: 'customerExport',
		icon: { light: 'file:customerExport.svg', dark: 'file:customerExport.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{ ($parameter["source"] === "input" ? "incoming rows" : $parameter["source"] === "crm" ? "CRM" : $parameter["baseName"]) + " to " + $parameter["format"].toUpperCase() }}',
		description: 'Write customers to a CSV or XLSX file, from a CRM, a local customer base or incoming rows',
		defaults: { name: 'Customer Export' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'customerCrmApi',
				required: true,
				testedBy: 'customerCrmApiTest',
				displayOptions: { show: { source: ['crm'] } },
			},
		],
		properties,
	};

	methods = { credentialTest: { customerCrmApiTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await exportCustomers(this);
	}
}
