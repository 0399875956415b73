import type { INodeProperties } from 'n8n-workflow';

/** What most pulls leave as it is. */
export const optionProperties: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Content Column Names or IDs',
			name: 'contentColumns',
			type: 'multiOptions',
			default: [],
			typeOptions: { loadOptionsMethod: 'getColumns' },
			hint: "For 'Prevent Duplication': a row has changed when one of these has. None means all.",
			description:
				'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		},
		{
			displayName: 'Execute Step Shows',
			name: 'sampleShows',
			type: 'options',
			default: 'rows',
			description: 'What a run from the editor gives. It never moves the watermark.',
			options: [
				{
					name: 'Description of the Pull',
					value: 'description',
					description:
						'The query as it is run, each column with its type and first value, the next five runs, the watermark and the last runs',
				},
				{
					name: 'First Rows',
					value: 'rows',
					description: 'Up to 100 rows, as the next pull would give them',
				},
			],
		},
		{
			displayName: 'Include Pull Details',
			name: 'includeDetails',
			type: 'boolean',
			default: false,
			description:
				'Whether each item says in pull_details which chunk it is of, from which watermark to which, and how the last runs ended',
		},
		{
			displayName: 'Include Rows Without Start Value',
			name: 'includeUnplaced',
			type: 'boolean',
			default: false,
			description:
				'Whether the first run brings the rows whose start column is NULL, once. In any case they are counted in the account. Not for queries with {lastItem}.',
		},
		{
			displayName: 'Lag Window',
			name: 'lagWindow',
			type: 'number',
			default: 60,
			typeOptions: { minValue: 0, numberPrecision: 0 },
			description:
				'For rows that are committed late: each pull begins so far before the watermark, and leaves out the rows that it has brought already as they are. Seconds for a column of times, a difference for one of numbers. Also covers a clock that goes back so far.',
		},
		{
			displayName: 'Maximum Chunks per Run',
			name: 'maxChunks',
			type: 'number',
			default: 10,
			typeOptions: { minValue: 1, numberPrecision: 0 },
			description:
				'The rest follows at the next time of the schedule; 1 means one chunk a run. No limit when not set.',
		},
		{
			displayName: 'Maximum Rows per Run',
			name: 'maxRows',
			type: 'number',
			default: 10_000,
			typeOptions: { minValue: 1, numberPrecision: 0 },
			description:
				'A run ends with the chunk that reaches it, and the rest follows at the next time. No limit when not set.',
		},
		{
			displayName: 'Park a Chunk After Tries',
			name: 'parkAfter',
			type: 'number',
			default: 5,
			typeOptions: { minValue: 0, numberPrecision: 0 },
			description:
				"After so many failed tries a chunk is left behind and kept, the error workflow is told, and the pull goes on after it. 0 means never. See 'Offer Parked Chunks Again' in 'Watermark'.",
		},
		{
			displayName: 'Pause Between Chunks (Seconds)',
			name: 'pauseSeconds',
			type: 'number',
			default: 1,
			typeOptions: { minValue: 0 },
			description: 'How long to wait after a chunk before the next one, to spread the load',
		},
		{
			displayName: 'Query Timeout (Seconds)',
			name: 'queryTimeout',
			type: 'number',
			default: 120,
			typeOptions: { minValue: 1 },
			description: 'How long one query may take on the server. That of the credential when not set.',
		},
		{
			displayName: 'Row Key Names or IDs',
			name: 'rowKey',
			type: 'multiOptions',
			default: [],
			typeOptions: { loadOptionsMethod: 'getColumns' },
			hint: 'The columns that together tell one row from another. None means the key column.',
			description:
				'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		},
	],
};

/** Which rows need not come again. */
export const preventProperty: INodeProperties = {
	displayName: 'Prevent Duplication',
	name: 'preventDuplication',
	type: 'options',
	noDataExpression: true,
	default: 'off',
	description:
		"Which rows are left out because they came before. Needs 'Key Column' or 'Row Key'. What came is remembered as short hashes, some 100 bytes a row.",
	options: [
		{ name: 'Off', value: 'off', description: 'Every row that was written to comes' },
		{
			name: 'Unchanged Rows',
			value: 'unchanged',
			description: 'Rows whose content is the same as when they last came are left out',
		},
		{
			name: 'Unchanged Rows, and Each Key Once a Run',
			value: 'oncePerRun',
			description: 'A key that is changed again while a run goes on comes with the next run',
		},
	],
};
