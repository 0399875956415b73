import type { INodeProperties } from 'n8n-workflow';
import { callsPerSecondField, secretField } from './sharedFields';

const PROVIDER = { provider: ['tryton'] };
const displayOptions = { show: PROVIDER };

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
	secretField('Password', 'password', PROVIDER, { required: true }),
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
	callsPerSecondField(['tryton'], 20, 'How fast the server may be asked. Tryton has no limit of its own.'),
];
