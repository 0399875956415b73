import type { INodeProperties } from 'n8n-workflow';
import {
	callsPerSecondField,
	clientIdField,
	customersAreField,
	fillerField,
	loginWithField,
	secretField,
} from './sharedFields';

const PROVIDER = { provider: ['salesforce'] };
const displayOptions = { show: PROVIDER };
const asApp = { ...PROVIDER, loginWith: ['clientCredentials'] };

/** How customers are written to Salesforce, whoever logs in and however. */
export const salesforceSettings: INodeProperties[] = [
	customersAreField('object', PROVIDER, [
		{ name: 'Contacts', value: 'Contact' },
		{ name: 'Leads', value: 'Lead' },
	]),
	{
		displayName: 'Save in Spite of Duplicate Alerts',
		name: 'allowDuplicates',
		type: 'boolean',
		default: false,
		description:
			'Whether a record is saved that a duplicate rule only warns of. Otherwise the row is a conflict.',
		displayOptions,
	},
	{
		displayName: 'Use Bulk Above',
		name: 'bulkAbove',
		type: 'number',
		default: 0,
		typeOptions: { minValue: 0, numberPrecision: 0 },
		placeholder: 'e.g. 2000',
		description:
			'Batches of more rows than this go through the Bulk API 2.0, up to 10,000 in a job: far fewer calls, and an answer only when the job is done. 0 never uses it.',
		displayOptions,
	},
	{
		displayName: 'API Version',
		name: 'apiVersion',
		type: 'string',
		default: '62.0',
		description: 'The version of the REST API',
		displayOptions,
	},
];

/** Salesforce: a connected app that logs in as its own user, or an access token. */
export const salesforce: INodeProperties[] = [
	{
		displayName: 'Instance URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://acme.my.salesforce.com',
		description: 'The My Domain address of the org',
		displayOptions,
	},
	loginWithField(PROVIDER, 'A session that ends after some hours', {
		name: 'Connected App',
		value: 'clientCredentials',
		description: 'The client credentials flow, as the user that the app runs as',
	}),
	clientIdField(asApp, 'The consumer key of the connected app'),
	secretField('Client Secret', 'clientSecret', asApp, {
		description: 'The consumer secret of the connected app',
	}),
	secretField('Access Token', 'accessToken', { ...PROVIDER, loginWith: ['accessToken'] }),
	...salesforceSettings,
	fillerField(['salesforce']),
	callsPerSecondField(
		['salesforce'],
		25,
		'How fast Salesforce may be asked. It limits the calls of 24 hours, not of a second.',
	),
];
