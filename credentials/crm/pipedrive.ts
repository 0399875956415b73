import type { INodeProperties } from 'n8n-workflow';
import { callsField, lookUpField, secretField } from './sharedFields';

const PROVIDER = { provider: ['pipedrive'] };
const displayOptions = { show: PROVIDER };

/** What a connection to Pipedrive has besides its login, the same by a token and by signing in. */
export const pipedriveOptions: INodeProperties[] = [
	lookUpField(
		'Find Persons By',
		'pipedrive',
		'How it is found out which customers are there already. Each way costs tokens of the day.',
		{
			list: '10 tokens for 500 persons. Finds phones in any international form.',
			search: '20 tokens for each value. Finds phones written as +48501228855.',
			cheapest: 'Searches, and reads all once that would have cost no more',
		},
	),
	{
		displayName: 'Create Organizations',
		name: 'createOrganizations',
		type: 'boolean',
		default: true,
		description:
			'Whether a company that Pipedrive does not have is created as an organization. Otherwise its rows are refused.',
		displayOptions,
	},
	callsField(
		'Calls per Two Seconds',
		'callsPer2s',
		['pipedrive'],
		20,
		'What the plan allows a token: 20 in Lite, 40 in Growth, 100 in Premium, 120 in Ultimate; four times as many for an app that people sign in to. Searches have a limit of their own.',
	),
];

/** Pipedrive: the personal API token of a user. */
export const pipedrive: INodeProperties[] = [
	secretField('API Token', 'apiToken', PROVIDER, {
		required: true,
		description: 'Of a user, under Personal Preferences > API. It ends when the user makes a new one.',
	}),
	{
		displayName: 'Company Address',
		name: 'baseUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://acme.pipedrive.com',
		description: 'Where Pipedrive is opened in the browser, or only the name before .pipedrive.com',
		displayOptions,
	},
	...pipedriveOptions,
];
