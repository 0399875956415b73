import type { INodeProperties } from 'n8n-workflow';
import { callsPerSecondField, secretField } from './sharedFields';

const PROVIDER = { provider: ['odoo'] };
const displayOptions = { show: PROVIDER };

/** Odoo: a user with an API key, and the interface that the version has. */
export const odoo: INodeProperties[] = [
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://company.odoo.com',
		description: 'Where Odoo is opened in the browser',
		displayOptions,
	},
	{
		displayName: 'Interface',
		name: 'odooInterface',
		type: 'options',
		default: 'json2',
		description: 'The external interface of the version',
		options: [
			{
				name: 'JSON-2',
				value: 'json2',
				description: 'Odoo 19 and later, with an API key',
			},
			{
				name: 'JSON-RPC',
				value: 'jsonRpc',
				description: 'Odoo 18 and earlier, with a user name and an API key or a password',
			},
		],
		displayOptions,
	},
	{
		displayName: 'Database',
		name: 'database',
		type: 'string',
		default: '',
		placeholder: 'e.g. company',
		description: 'Needed for JSON-RPC, and where the server has several',
		displayOptions,
	},
	{
		displayName: 'User Name',
		name: 'userName',
		type: 'string',
		default: '',
		placeholder: 'e.g. import@example.com',
		description: 'What the user logs in with',
		displayOptions: { show: { provider: ['odoo'], odooInterface: ['jsonRpc'] } },
	},
	secretField('API Key', 'apiKey', PROVIDER, {
		required: true,
		description: "From the user's preferences, Account Security; for JSON-RPC the password does too",
	}),
	callsPerSecondField(['odoo'], 5, 'How fast the server may be asked'),
];
