import type { INodeProperties } from 'n8n-workflow';

const DEFAULT_QUERY = 'SELECT * FROM customers WHERE id > {lastItem} ORDER BY id LIMIT {limit}';

/** A column that is chosen from a list or written by name. */
function columnProperty(
	listMethod: string,
	parts: Pick<INodeProperties, 'displayName' | 'name' | 'default' | 'description'> & Partial<INodeProperties>,
): INodeProperties {
	return {
		type: 'resourceLocator',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: listMethod, searchable: true },
			},
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. updated_at' },
		],
		...parts,
	};
}

/** What is read, and by which columns it goes on. */
export const queryProperties: INodeProperties[] = [
	{
		displayName: 'Query Mode',
		name: 'queryMode',
		type: 'options',
		noDataExpression: true,
		default: 'query',
		description: 'How it is said what to read',
		options: [
			{
				name: 'Choose Table and Columns',
				value: 'table',
				description: "The query is written for you; 'Execute Step Shows' shows it",
			},
			{ name: 'Write a Query', value: 'query', description: 'Any SELECT, with joins and conditions' },
		],
	},
	{
		displayName: 'Query',
		name: 'query',
		type: 'string',
		typeOptions: { rows: 6 },
		default: DEFAULT_QUERY,
		required: true,
		hint: '{lastItem} is the last value of the start column, {lastId} that of the key column, and {limit} the size of a chunk. Write them without quotes.',
		description:
			'One SELECT. The values in braces are handed to the database apart from the query, so they cannot change it. Without {lastItem}, the node adds the condition, the order and the limit itself.',
		displayOptions: { show: { queryMode: ['query'] } },
	},
	{
		displayName: 'Table',
		name: 'table',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The table or view to read',
		displayOptions: { show: { queryMode: ['table'] } },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchTables', searchable: true },
			},
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. sales.customers' },
		],
	},
	{
		displayName: 'Column Names or IDs',
		name: 'columns',
		type: 'multiOptions',
		default: [],
		hint: 'None means all. The start column and the key column are read in any case.',
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		displayOptions: { show: { queryMode: ['table'] } },
		typeOptions: { loadOptionsMethod: 'getColumns', loadOptionsDependsOn: ['table.value'] },
	},
	columnProperty('searchStartColumns', {
		displayName: 'Start Column',
		name: 'startColumn',
		default: { mode: 'name', value: 'id' },
		required: true,
		description:
			'The column of the result by which the next pull goes on. A growing number finds new rows only; the time of the last change finds changed rows too. Best is a time in UTC. Deleted rows are not seen: mark them in a column and change its time.',
	}),
	{
		displayName: 'Start Value',
		name: 'startValue',
		type: 'string',
		default: '0',
		placeholder: 'e.g. 2026-01-01',
		description:
			'The first pull takes the rows after this value, written as the database prints it. Empty means all rows, in queries without {lastItem}. Later pulls go on by themselves. A new value begins again.',
	},
	columnProperty('searchKeyColumns', {
		displayName: 'Key Column',
		name: 'keyColumn',
		default: { mode: 'list', value: '' },
		description:
			'A unique column, for when many rows share a start value. With {lastItem} in the query, it needs {lastId} there too, as in WHERE (updated_at, customer_number) > ({lastItem}, {lastId}) ORDER BY updated_at, customer_number LIMIT {limit}.',
	}),
	{
		displayName: 'Chunk Size',
		name: 'chunkSize',
		type: 'number',
		default: 1000,
		typeOptions: { minValue: 1, maxValue: 100_000, numberPrecision: 0 },
		description:
			'How many rows come at once. Each chunk is an execution of its own. Rows with the same start value stay together.',
	},
];
