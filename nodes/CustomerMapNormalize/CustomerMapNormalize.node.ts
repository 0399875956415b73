import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { customerCrmApiTest } from '../shared/credentialTest';
import { properties } from './description';
import { searchFields } from './fieldSource';
import { mapCustomers } from './mapCustomers';

/** Turns rows into customers: columns into fields, values into one form. */
export class CustomerMapNormalize implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Customer Map & Normalize',
		name: 'customerMapNormalize',
		icon: { light: 'file:customerMapNormalize.svg', dark: 'file:customerMapNormalize.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ({ automatic: "automatic mapping", defined: "defined columns only", template: "fixed template", profile: "saved profile" })[$parameter["mappingMode"]] }}',
		description: 'Map columns to customer fields and bring e-mails, phones, dates and numbers into one form',
		defaults: { name: 'Customer Map & Normalize' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Customers', 'Rejected', 'Summary'],
		credentials: [
			{
				name: 'customerCrmApi',
				required: true,
				testedBy: 'customerCrmApiTest',
				displayOptions: { show: { fieldSource: ['crm'], mappingMode: ['automatic', 'defined', 'template'] } },
			},
		],
		properties,
	};

	methods = {
		credentialTest: { customerCrmApiTest },
		listSearch: { searchFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await mapCustomers(this);
	}
}
