import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { properties } from './description';
import { mapCustomers } from './mapCustomers';

/** Turns rows into customers: columns into fields, values into one form. */
export class CustomerMapNormalize implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Customer Map & Normalize',
		name: 'customerMapNormalize',
		icon: { light: 'file:customerMapNormalize.svg', dark: 'file:customerMapNormalize.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["mappingMode"] === "defined" ? "defined columns only" : "automatic mapping" }}',
		description: 'Map columns to customer fields and bring e-mails, phones, dates and numbers into one form',
		defaults: { name: 'Customer Map & Normalize' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Customers', 'Rejected'],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await mapCustomers(this);
	}
}
