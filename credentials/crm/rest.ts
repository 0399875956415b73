import type { INodeProperties } from 'n8n-workflow';
import { restLoginProperties } from './restLogin';
import { restRequestProperties } from './restRequests';

const displayOptions = { show: { provider: ['rest'] } };

/** Any CRM over HTTP and JSON, described by the person who uses it. */
export const rest: INodeProperties[] = [
	{
		displayName: 'Start From',
		name: 'preset',
		type: 'options',
		default: 'plain',
		description:
			'What is known of the CRM already. Whatever is filled in below stands in its place; try it with Try One Record of Customer Upsert.',
		options: [
			{ name: 'Dolibarr', value: 'dolibarr', description: 'Third parties of Dolibarr' },
			{ name: 'JSON:API', value: 'jsonApi', description: 'Data, attributes and links as JSON:API has them' },
			{ name: 'Like EspoCRM', value: 'espoCrmLike', description: 'Contacts, with filters in the address' },
			{ name: 'Plain JSON', value: 'plain', description: 'One address for contacts, each a JSON object' },
			{ name: 'SuiteCRM V8', value: 'suiteCrmV8', description: 'Contacts of the V8 interface' },
		],
		displayOptions,
	},
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://crm.example.com',
		description: 'What the paths of the requests are added to',
		displayOptions,
	},
	...restLoginProperties(displayOptions),
	{
		displayName: 'Fields',
		name: 'restFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add field',
		default: {},
		description:
			'What the CRM keeps of a customer. A field stands in the place of the one it starts from; an empty CRM Field takes it away.',
		options: [
			{
				displayName: 'Field',
				name: 'field',
				values: [
					{
						displayName: 'CRM Field',
						name: 'property',
						type: 'string',
						default: '',
						placeholder: 'e.g. address.city',
						description: 'Its name in the CRM, with points where it is inside another',
					},
					{
						displayName: 'Field',
						name: 'field',
						type: 'string',
						default: '',
						placeholder: 'e.g. city',
						description: 'Our name for it, as the Summary of Customer Map & Normalize shows it',
					},
					{
						displayName: 'Find By',
						name: 'findBy',
						type: 'boolean',
						default: false,
						description: 'Whether customers are looked up by it',
					},
					{
						displayName: 'Read Only',
						name: 'readOnly',
						type: 'boolean',
						default: false,
						description: 'Whether the CRM sets it by itself',
					},
					{
						displayName: 'Required',
						name: 'required',
						type: 'boolean',
						default: false,
						description: 'Whether the CRM makes no customer without it',
					},
					{
						displayName: 'Several Values',
						name: 'multiple',
						type: 'boolean',
						default: false,
						description: 'Whether it is a list',
					},
					{
						displayName: 'Type',
						name: 'type',
						type: 'options',
						default: 'automatic',
						description: 'What kind of value it holds',
						options: [
							{ name: 'Automatic', value: 'automatic', description: 'That of the standard field, or text' },
							{ name: 'Consent', value: 'consent' },
							{ name: 'Date', value: 'date' },
							{ name: 'Date and Time', value: 'dateTime' },
							{ name: 'E-Mail', value: 'email' },
							{ name: 'Number', value: 'number' },
							{ name: 'Option', value: 'option' },
							{ name: 'Phone', value: 'phone' },
							{ name: 'Text', value: 'text' },
							{ name: 'Yes or No', value: 'boolean' },
						],
					},
				],
			},
		],
		displayOptions,
	},
	...restRequestProperties(displayOptions),
	{
		displayName: 'Cleared By',
		name: 'clearBy',
		type: 'options',
		default: 'automatic',
		description: 'What empties a field',
		options: [
			{ name: 'An Empty Text', value: 'empty' },
			{ name: 'As It Starts From', value: 'automatic' },
			{ name: 'Null', value: 'null' },
		],
		displayOptions,
	},
	{
		displayName: 'Phone Form',
		name: 'phoneForm',
		type: 'options',
		default: 'automatic',
		description: 'How phones are written and looked up',
		options: [
			{ name: 'As It Starts From', value: 'automatic' },
			{ name: 'Digits (48501228855)', value: 'digits' },
			{ name: 'With a Plus (+48501228855)', value: 'plus' },
		],
		displayOptions,
	},
];
