import type { INodeProperties } from 'n8n-workflow';
import { callsPerSecondField, customersAreField, secretField } from './sharedFields';

const PROVIDER = { provider: ['espoCrm'] };
const displayOptions = { show: PROVIDER };

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
	secretField('API Key', 'apiKey', PROVIDER, {
		description: 'Of an API user. Left empty, the user name and the password are used.',
	}),
	{
		displayName: 'User Name',
		name: 'userName',
		type: 'string',
		default: '',
		displayOptions,
	},
	secretField('Password', 'password', PROVIDER),
	customersAreField('entity', PROVIDER, [
		{ name: 'Contacts', value: 'Contact' },
		{ name: 'Leads', value: 'Lead' },
	]),
	callsPerSecondField(['espoCrm'], 20, 'How fast the server may be asked. EspoCRM has no limit of its own.'),
];
