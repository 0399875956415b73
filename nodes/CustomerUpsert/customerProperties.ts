import type { INodeProperties } from 'n8n-workflow';
import { authenticationProperty } from '../shared/crmLogin';
import { baseNameProperty } from '../shared/destination';
import { duplicatePolicyOptions } from '../shared/duplicates';
import { fieldProperty } from '../shared/fieldProperty';
import { outputProperty } from '../shared/sink';
import { sqlTableProperties, uniqueIndexProperty } from '../shared/sqlTableProperties';
import { PLANNING, REACHING, WRITING } from './operations';

const ROWS = { operation: PLANNING };

/** A field that customers can be recognised by, chosen from those of the destination or written. */
function identifierProperty(
	displayName: string,
	name: string,
	description: string,
	value: readonly [name: string, title: string],
): INodeProperties {
	const [field, title] = value;
	return {
		...fieldProperty(description, { displayName, name }, 'searchIdentifiers'),
		default: { __rl: true, mode: 'list', value: field, cachedResultName: title },
	};
}

/** Where the customers are. */
export const destinationProperties: INodeProperties[] = [
	{
		displayName: 'Destination',
		name: 'destination',
		type: 'options',
		noDataExpression: true,
		default: 'localBase',
		description: 'Where the customers are kept',
		displayOptions: { show: { operation: REACHING } },
		options: [
			{ name: 'CRM', value: 'crm', description: 'The one named in a credential' },
			{ name: 'Local Customer Base', value: 'localBase', description: "A database in n8n's data folder" },
			{
				name: 'SQL Table',
				value: 'sqlTable',
				description: 'A table of PostgreSQL, MySQL, MariaDB or SQL Server',
			},
		],
	},
	authenticationProperty({ destination: ['crm'], operation: REACHING }),
	baseNameProperty({ destination: ['localBase'], operation: REACHING }),
	...sqlTableProperties({ destination: ['sqlTable'], operation: REACHING }),
	uniqueIndexProperty({ destination: ['sqlTable'], operation: PLANNING }),
];

/** Whether trying goes as far as writing. */
const writeProperty: INodeProperties = {
	displayName: 'Write',
	name: 'write',
	type: 'boolean',
	default: false,
	description: 'Whether the first row is written too, after it was looked up',
	displayOptions: { show: { operation: ['tryOne'] } },
};

/** What may become of customers, and by what they are recognised. */
export const ruleProperties: INodeProperties[] = [
	writeProperty,
	{
		displayName: 'Import Type',
		name: 'importType',
		type: 'options',
		default: 'addAndModify',
		description: 'Which customers this import may touch',
		displayOptions: { show: ROWS },
		options: [
			{
				name: 'Add and Modify',
				value: 'addAndModify',
				description: 'Create new customers and update existing ones',
			},
			{
				name: 'Add Only',
				value: 'addOnly',
				description: 'Create new customers and leave existing ones as they are',
			},
			{ name: 'Modify Only', value: 'modifyOnly', description: 'Update existing customers and create none' },
		],
	},
	{
		...identifierProperty(
			'Main Identifier',
			'mainIdentifier',
			'What a customer is recognised by: a standard field, or a custom one by which the destination can find customers. It is never cleared by an empty cell.',
			['email', 'E-mail'],
		),
		displayOptions: { show: ROWS },
	},
	{
		displayName: 'Fallback Identifiers',
		name: 'fallbackIdentifiers',
		type: 'fixedCollection',
		placeholder: 'Add Identifier',
		// All that Map & Normalize lets pass by default: who came in by phone alone must be found by phone.
		default: {
			identifier: [
				{ field: { __rl: true, mode: 'list', value: 'phone', cachedResultName: 'Phone' } },
				{ field: { __rl: true, mode: 'list', value: 'crmId', cachedResultName: 'CRM ID' } },
			],
		},
		description:
			'What a customer is also recognised by, in this order. A row whose identifiers belong to different customers is not written, unless you say so; leave out what people share.',
		typeOptions: { multipleValues: true, sortable: true },
		displayOptions: { show: ROWS },
		options: [
			{
				displayName: 'Identifier',
				name: 'identifier',
				values: [identifierProperty('Field', 'field', 'The field of the identifier', ['phone', 'Phone'])],
			},
		],
	},
	{
		displayName: 'Duplicates in File',
		name: 'duplicates',
		type: 'options',
		default: 'ignore',
		description: 'What happens to rows that are the same customer',
		displayOptions: { show: ROWS },
		options: duplicatePolicyOptions,
	},
	{
		...outputProperty('row', 'How the rows leave this node'),
		displayOptions: { show: { operation: [...WRITING, 'preview'] } },
	},
];
