import type { INodeProperties } from 'n8n-workflow';

const displayOptions = { show: { provider: ['tryton'] } };

/** Tryton: a user of a database. */
export const tryton: INodeProperties[] = [
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://tryton.example.com',
		description: "Where Tryton's server answers, without the name of the database",
		displayOptions,
	},
	{
		displayName: 'Database',
		name: 'database',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. company',
		description: 'As it is chosen when people log in to Tryton',
		displayOptions,
	},
	{
		displayName: 'User Name',
		name: 'userName',
		type: 'string',
		default: '',
		required: true,
		description: 'Of a user who may read, create and change parties',
		displayOptions,
	},
	{
		displayName: 'Password',
		name: 'password',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		required: true,
		displayOptions,
	},
	{
		displayName: 'New Phones Are',
		name: 'phoneType',
		type: 'options',
		default: 'phone',
		description: 'Which kind of contact mechanism is made of a phone number. Customers are found by both.',
		options: [
			{ name: 'Mobile', value: 'mobile' },
			{ name: 'Phone', value: 'phone' },
		],
		displayOptions,
	},
	{
		displayName: 'Calls per Second',
		name: 'callsPerSecond',
		type: 'number',
		default: 20,
		typeOptions: { minValue: 1, numberPrecision: 0 },
		description: 'How fast the server may be asked. Tryton has no limit of its own.',
		displayOptions,
	},
];
