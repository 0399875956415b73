import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { customerCrmApiTest, customerSqlApiTest } from '../shared/credentialTest';
import { shownFor } from '../shared/crmLogin';
import { properties } from './description';
import { run } from './run';
import { searchFields } from './searchFields';

/** Writes customers to a file. */
export class CustomerExport implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Customer Export',
		name: 'customerExport',
		icon: { light: 'file:customerExport.svg', dark: 'file:customerExport.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{ $parameter["operation"] + ": " + ($parameter["source"] === "localBase" ? $parameter["baseName"] : $parameter["source"]) + ($parameter["operation"] === "export" ? " to " + $parameter["format"].toUpperCase() : "") }}',
		description: 'Write customers of a CRM, a customer base, a SQL table or incoming rows to files',
		defaults: { name: 'Customer Export' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'customerCrmApi',
				required: true,
				testedBy: 'customerCrmApiTest',
				displayOptions: shownFor('apiCredential', { source: ['crm'] }),
			},
			{
				name: 'customerCrmOAuth2Api',
				required: true,
				displayOptions: shownFor('oAuth2', { source: ['crm'] }),
			},
			{
				name: 'customerSqlApi',
				required: true,
				testedBy: 'customerSqlApiTest',
				displayOptions: { show: { source: ['sql'] } },
			},
		],
		properties,
	};

	methods = {
		credentialTest: { customerCrmApiTest, customerSqlApiTest },
		listSearch: { searchFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await run(this);
	}
}
