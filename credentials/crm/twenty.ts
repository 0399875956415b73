import type { INodeProperties } from 'n8n-workflow';
import { callsField, secretField } from './sharedFields';

const PROVIDER = { provider: ['twenty'] };
const displayOptions = { show: PROVIDER };

/** Twenty: an API key of a workspace. */
export const twenty: INodeProperties[] = [
	secretField('API Key', 'apiKey', PROVIDER, {
		required: true,
		description:
			'Of Settings > APIs & Webhooks. Its role needs the right to see, edit and destroy people and companies, and the permission Data Model.',
	}),
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: 'https://api.twenty.com',
		description: 'The address of the interface, or of your own server',
		displayOptions,
	},
	{
		displayName: 'Companies',
		name: 'companies',
		type: 'options',
		default: 'create',
		description: 'What happens to the name of a company that a person works for',
		options: [
			{
				name: 'Link and Create',
				value: 'create',
				description: 'The person is linked to the company of that name, which is created where there is none',
			},
			{
				name: 'Link Only',
				value: 'link',
				description: 'A row with the name of a company that is not there fails',
			},
		],
		displayOptions,
	},
	callsField(
		'Calls per Minute',
		'callsPerMinute',
		['twenty'],
		100,
		'What the workspace may be asked: 50 or 100 in the cloud by the plan, and as set on your own server',
	),
];
