import type { ICredentialType, INodeProperties } from 'n8n-workflow';

/**
 * The PostgreSQL that journals, plans and watermarks are kept in. A type of its own beside that of the customer
 * databases, because a node has one credential of a type, and a pull may read from one server and keep its place in another.
 */
export class CustomerStateApi implements ICredentialType {
	name = 'customerStateApi';

	displayName = 'Customer Import State API';

	icon = { light: 'file:customerSqlApi.svg', dark: 'file:customerSqlApi.dark.svg' } as const;

	documentationUrl =
		'https://github.com/n8n-nodes-customer-import/n8n-nodes-customer-import#customer-import-state-credential';

	extends = ['customerSqlApi'];

	properties: INodeProperties[] = [
		{
			displayName: 'Engine',
			name: 'engine',
			type: 'hidden',
			default: 'postgres',
		},
		// Two properties of the credential it extends have this name, of which n8n would inherit only the last one: Oracle's.
		{
			displayName: 'Database',
			name: 'database',
			type: 'string',
			default: '',
			placeholder: 'e.g. n8n',
			description: 'The name of the database',
		},
		{
			displayName: 'User',
			name: 'user',
			type: 'string',
			default: '',
			description: 'A user that may make a schema in the database, or owns the one named below',
		},
		{
			displayName: 'Schema',
			name: 'schema',
			type: 'string',
			default: 'customer_import',
			placeholder: 'e.g. customer_import',
			description: 'Where the tables are kept. Made at first use, with the tables in it.',
		},
	];
}
