import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

type Text = readonly [displayName: string, name: string, placeholder: string, description: string];

function textOf([displayName, name, placeholder, description]: Text): INodeProperties {
	return { displayName, name, type: 'string', default: '', placeholder: `e.g. ${placeholder}`, description };
}

function numberOf(
	displayName: string,
	name: string,
	value: number,
	description: string,
	typeOptions: INodeProperties['typeOptions'] = { minValue: 1, numberPrecision: 0 },
): INodeProperties {
	return { displayName, name, type: 'number', default: value, typeOptions, description };
}

const request: INodeProperties[] = [
	{
		displayName: 'Request',
		name: 'action',
		type: 'options',
		default: 'find',
		description: 'What it is for',
		options: [
			{
				name: 'Create',
				value: 'create',
				description: 'Make a customer: {{fields}}, {{fields.name}}, {{silent}}',
			},
			{
				name: 'Create Many',
				value: 'createMany',
				description: 'Make several customers: {{records}}, {{silent}}',
			},
			{ name: 'Get by ID', value: 'get', description: 'Give a customer: {{id}}' },
			{ name: 'List', value: 'list', description: 'Give all customers: {{changedAfter}}' },
			{
				name: 'Look Up',
				value: 'find',
				description: 'Find customers by a field: {{field}}, {{value}}, {{values}}, {{each}}',
			},
			{ name: 'Remove', value: 'remove', description: 'Take a customer away: {{id}}' },
			{
				name: 'Update',
				value: 'update',
				description: 'Change a customer: {{id}}, {{fields}}, {{fields.name}}, {{version}}, {{silent}}',
			},
			{
				name: 'Update Many',
				value: 'updateMany',
				description: 'Change several customers: {{records}}, {{silent}}',
			},
		],
	},
	{
		displayName: 'Method',
		name: 'method',
		type: 'options',
		default: 'GET',
		description: 'The HTTP method',
		options: ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'].map((name) => ({ name, value: name })),
	},
	textOf(['Path', 'path', '/contacts/{{id}}', 'What comes after Base URL']),
	{
		...textOf([
			'Query',
			'query',
			'filter[{{field}}]={{value}}',
			'Name=value, one a line. A line whose placeholder has no value is left out.',
		]),
		typeOptions: { rows: 3 },
	},
	{
		displayName: 'Body',
		name: 'body',
		type: 'json',
		default: '',
		description:
			'JSON with placeholders in quotes, such as {"contact": "{{fields}}"}. Values are put in as values: nothing in them can change the JSON.',
	},
	{
		...textOf(['Headers', 'headers', 'If-Match: {{version}}', 'Name: value, one a line, besides the login']),
		typeOptions: { rows: 2 },
	},
	textOf([
		'Condition for Each Value',
		'each',
		"({{field}} = '{{value|sql}}')",
		'For a look-up of several values: what {{each}} has for one of them. The form sql doubles quotes, json escapes them.',
	]),
	textOf(['Between Conditions', 'between', 'OR', 'What stands between them, with its spaces']),
];

const answers: readonly Text[] = [
	[
		'Customer',
		'record',
		'data',
		'Where the customer is in an answer about one. A hyphen: it is the whole answer.',
	],
	[
		'Customers',
		'records',
		'data.items',
		'Where the customers of a look-up or a list are. A hyphen: they are the whole answer.',
	],
	[
		'Error Despite a Good Status',
		'failure',
		'errorCode',
		'What is there, and not empty or zero, only where something went wrong',
	],
	[
		'Error Message',
		'message',
		'error.message',
		'Where the CRM says what went wrong. Several places are separated by commas.',
	],
	['ID', 'id', 'id', 'Where the ID is in a customer'],
	[
		'Properties',
		'properties',
		'attributes',
		'Where the fields are in a customer. A hyphen: directly in him.',
	],
	[
		'Result Error',
		'resultError',
		'error',
		'Where it is said why one of several customers was not written, in his result',
	],
	['Results', 'results', 'results', 'Where the results of several customers are, in their order'],
	['Version', 'version', 'modifiedAt', 'Where something is in a customer that changes whenever he changes'],
];

const signals: readonly Text[] = [
	[
		'Duplicate Statuses',
		'duplicateStatuses',
		'409',
		'Of an answer that says that there is such a customer already',
	],
	[
		'Duplicate Text',
		'duplicateText',
		'already exists',
		'What such an answer says, where the status means other things too',
	],
	['Nobody Statuses', 'emptyStatuses', '404', 'Of a look-up or a list that has found nobody'],
	['Quota Text', 'quotaText', 'daily limit', 'What an answer says when there are no more calls today'],
	['Throttled Statuses', 'throttledStatuses', '429, 403', 'Of an answer that asks to wait'],
	[
		'Throttled Text',
		'throttledText',
		'rate limit',
		'What such an answer says, where the status means other things too',
	],
	['Wait Header', 'waitHeader', 'X-RateLimit-Reset', 'The header that says how long to wait, or until when'],
];

/** What is asked of a REST CRM, and how its answers are read. */
export function restRequestProperties(displayOptions: IDisplayOptions): INodeProperties[] {
	const collection = (displayName: string, name: string, description: string, options: INodeProperties[]) =>
		({
			displayName,
			name,
			type: 'collection',
			placeholder: 'Add setting',
			default: {},
			description,
			options,
			displayOptions,
		}) satisfies INodeProperties;
	return [
		{
			displayName: 'Requests',
			name: 'requests',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add request',
			default: {},
			description: 'What is asked of the CRM, where it is not as it starts from',
			options: [{ displayName: 'Request', name: 'request', values: request }],
			displayOptions,
		},
		collection(
			'Answers',
			'answers',
			'Where things are in the answers, with points between names, such as data.0.id',
			answers.map(textOf),
		),
		collection('Paging', 'paging', 'How one gets to the next page of customers', [
			numberOf('First Page', 'first', 1, 'The number of the first page', { minValue: 0, numberPrecision: 0 }),
			{
				displayName: 'Kind',
				name: 'kind',
				type: 'options',
				default: 'page',
				description: 'What a next page is asked for by',
				options: [
					{ name: 'Cursor', value: 'cursor', description: 'What the answer gives for the next page' },
					{ name: 'Link', value: 'link', description: 'An address in the answer or in the header Link' },
					{ name: 'None', value: 'none', description: 'All customers come at once' },
					{ name: 'Offset', value: 'offset', description: 'How many customers are left out' },
					{ name: 'Page', value: 'page', description: 'The number of the page' },
				],
			},
			textOf(['Next', 'next', 'meta.next_cursor', 'Where the answer has the cursor or the link']),
			numberOf('Page Size', 'size', 100, 'How many customers are on a page'),
			textOf(['Parameter', 'parameter', 'page', 'The query parameter of the page, the offset or the cursor']),
			textOf(['Size Parameter', 'sizeParameter', 'limit', 'The query parameter of the page size']),
		]),
		collection('Limits', 'limits', 'How much the CRM takes at once', [
			numberOf('Calls per Second', 'callsPerSecond', 5, 'How fast the CRM may be asked', {
				minValue: 0.01,
				numberPrecision: 2,
			}),
			numberOf('Customers per Write', 'customersPerWrite', 50, 'In a request of Create Many or Update Many'),
			numberOf('Values per Look-Up', 'valuesPerLookUp', 1, 'In a request of Look Up'),
		]),
		collection('Signals', 'signals', 'What answers mean', signals.map(textOf)),
	];
}
