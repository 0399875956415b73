import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { customerCrmApiTest, customerSqlApiTest, customerStateApiTest } from '../shared/credentialTest';
import { shownFor } from '../shared/crmLogin';
import { searchSqlColumns, searchSqlTables } from '../shared/sqlDestination';
import { properties } from './description';
import { run } from './run';
import { searchIdentifiers } from './searchIdentifiers';

/** Creates and updates customers in a destination, each at most once. */
export class CustomerUpsert implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Customer Upsert',
		name: 'customerUpsert',
		icon: { light: 'file:customerUpsert.svg', dark: 'file:customerUpsert.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{ $parameter["operation"] + ($parameter["destination"] === "crm" ? ": CRM" : $parameter["destination"] === "sqlTable" ? ": SQL table" : $parameter["baseName"] ? ": " + $parameter["baseName"] : "") }}',
		description:
			'Create or update customers in a CRM, a SQL table or a local customer base: previewed, approved, reported, resumed and undone',
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
				displayOptions: shownFor('apiCredential', { destination: ['crm'] }),
			},
			{
				name: 'customerCrmOAuth2Api',
				required: true,
				displayOptions: shownFor('oAuth2', { destination: ['crm'] }),
			},
			{
				name: 'customerSqlApi',
				required: true,
				testedBy: 'customerSqlApiTest',
				displayOptions: { show: { destination: ['sqlTable'] } },
			},
			{
				name: 'customerStateApi',
				required: true,
				testedBy: 'customerStateApiTest',
				displayOptions: { show: { keepStateIn: ['postgres'] } },
			},
		],
		properties,
	};

	methods = {
		credentialTest: { customerCrmApiTest, customerSqlApiTest, customerStateApiTest },
		listSearch: { searchIdentifiers, searchSqlColumns, searchSqlTables },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await run(this);
	}
}
