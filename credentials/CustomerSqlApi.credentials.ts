import type { ICredentialType, INodeProperties } from 'n8n-workflow';

/** How to reach a SQL database with customers in it. Tested by the node that uses it. */
export class CustomerSqlApi implements ICredentialType {
	name = 'customerSqlApi';

	displayName = 'Customer SQL API';

	icon = { light: 'file:customerSqlApi.svg', dark: 'file:customerSqlApi.dark.svg' } as const;

	documentationUrl =
		'https://github.com/n8n-nodes-customer-import/n8n-nodes-customer-import#customer-sql-credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Engine',
			name: 'engine',
			type: 'options',
			default: 'postgres',
			description: 'The kind of database',
			options: [{ name: 'PostgreSQL', value: 'postgres' }],
		},
		{
			displayName: 'Host',
			name: 'host',
			type: 'string',
			default: 'localhost',
			placeholder: 'e.g. db.example.com',
			description: 'The name or address of the server, without a protocol and without the port',
		},
		{
			displayName: 'Port',
			name: 'port',
			type: 'number',
			default: 5432,
			typeOptions: { minValue: 1, maxValue: 65535, numberPrecision: 0 },
		},
		{
			displayName: 'Database',
			name: 'database',
			type: 'string',
			default: '',
			placeholder: 'e.g. shop',
		},
		{
			displayName: 'User',
			name: 'user',
			type: 'string',
			default: '',
			description: 'A user that may only read is best: the nodes never write to this database',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
		},
		{
			displayName: 'TLS',
			name: 'tls',
			type: 'options',
			default: 'off',
			description: 'Whether the connection is encrypted, and whether the server has to prove who it is',
			options: [
				{
					name: 'Off',
					value: 'off',
					description: 'For a server on the same machine or in a private network',
				},
				{ name: 'On', value: 'on', description: "Encrypted, and the server's certificate is verified" },
				{
					name: 'On, Without Verification',
					value: 'onWithoutVerification',
					description: 'Encrypted, but any server is believed',
				},
			],
		},
		{
			displayName: 'CA Certificate',
			name: 'ca',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: '-----BEGIN CERTIFICATE-----',
			description:
				'The certificate of the authority that signed the server’s, as PEM text. Leave empty for a public authority.',
			displayOptions: { show: { tls: ['on'] } },
		},
		{
			displayName: 'Connection Timeout (Seconds)',
			name: 'connectTimeout',
			type: 'number',
			default: 15,
			typeOptions: { minValue: 1 },
			description: 'How long to wait for the server to answer',
		},
		{
			displayName: 'Query Timeout (Seconds)',
			name: 'queryTimeout',
			type: 'number',
			default: 120,
			typeOptions: { minValue: 1 },
			description: 'How long one query may take on the server before it is broken off',
		},
	];
}
