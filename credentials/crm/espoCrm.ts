import type { INodeProperties } from 'n8n-workflow';

const displayOptions = { show: { provider: ['espoCrm'] } };

/** EspoCRM: an API user with a key, or a user name and password. */
export const espoCrm: INodeProperties[] = [
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://crm.example.com',
		description: 'Where EspoCRM is opened in the browser',
		displayOptions,
	},
	{
		displayName: 'API Key',
		name: 'apiKey',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description: 'Of an API user. Left empty, the user name and the password are used.',
		displayOptions,
	},
	{
		displayName: 'User Name',
		name: 'userName',
		type: 'string',
		default: '',
		displayOptions,
	},
	{
		displayName: 'Password',
		name: 'password',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		displayOptions,
	},
	{
		displayName: 'Entity',
		name: 'entity',
		type: 'options',
		default: 'Contact',
		description: 'What customers are there',
		options: [
			{ name: 'Contact', value: 'Contact' },
			{ name: 'Lead', value: 'Lead' },
		],
		displayOptions,
	},
	{
		displayName: 'Calls per Second',
		name: 'callsPerSecond',
		type: 'number',
		default: 20,
		typeOptions: { minValue: 1, numberPrecision: 0 },
		description: 'How fast the server may be asked. EspoCRM has no limit of its own.',
		displayOptions,
	},
];
