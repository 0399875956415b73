import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { customerCrmApiTest, customerSqlApiTest } from '../shared/credentialTest';
import { shownFor } from '../shared/crmLogin';
import { searchSqlColumns, searchSqlTables } from '../shared/sqlDestination';
import { MAP, properties, TEMPLATE } from './description';
import { searchFields } from './fieldSource';
import { mapCustomers } from './mapCustomers';
import { templates } from './template';

/** Turns rows into customers: columns into fields, values into one form. */
export class CustomerMapNormalize implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Customer Map & Normalize',
		name: 'customerMapNormalize',
		icon: { light: 'file:customerMapNormalize.svg', dark: 'file:customerMapNormalize.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ $parameter["operation"] === "template" ? "get template" : ({ automatic: "automatic mapping", defined: "defined columns only", template: "fixed template", profile: "saved profile" })[$parameter["mappingMode"]] }}',
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
				displayOptions: shownFor('apiCredential', { fieldSource: ['crm'] }, { mappingMode: ['profile'] }),
			},
			{
				name: 'customerCrmOAuth2Api',
				required: true,
				displayOptions: shownFor('oAuth2', { fieldSource: ['crm'] }, { mappingMode: ['profile'] }),
			},
			{
				name: 'customerSqlApi',
				required: true,
				testedBy: 'customerSqlApiTest',
				displayOptions: { show: { fieldSource: ['sqlTable'] }, hide: { mappingMode: ['profile'] } },
			},
		],
		properties,
	};

	methods = {
		credentialTest: { customerCrmApiTest, customerSqlApiTest },
		listSearch: { searchFields, searchSqlColumns, searchSqlTables },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const isTemplate = this.getNodeParameter('operation', 0, MAP) === TEMPLATE;
		return isTemplate ? [await templates(this), [], []] : await mapCustomers(this);
	}
}
