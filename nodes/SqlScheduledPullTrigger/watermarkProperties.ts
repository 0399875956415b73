import type { INodeProperties } from 'n8n-workflow';

/** When the watermark moves, and how it is set by hand. */
export const watermarkProperties: INodeProperties[] = [
	{
		displayName: 'Move Watermark',
		name: 'moveWatermark',
		type: 'options',
		noDataExpression: true,
		default: 'afterSuccess',
		description: 'When a chunk counts as done, so that the next pull goes on after it',
		options: [
			{
				name: 'After the Execution Succeeded',
				value: 'afterSuccess',
				description:
					'One chunk after the other. A chunk whose execution failed comes again, and no row is lost.',
			},
			{
				name: 'At Once',
				value: 'atOnce',
				description: 'All chunks without waiting. Rows of a failed execution do not come again.',
			},
		],
	},
	{
		displayName: 'Watermark',
		name: 'watermarkAction',
		type: 'options',
		noDataExpression: true,
		default: 'keep',
		description:
			'What becomes of the place that has been reached. The next pull of the published workflow does it, once for every change made here.',
		options: [
			{ name: 'Keep', value: 'keep', description: 'Go on where the last pull ended' },
			{
				name: 'Offer Parked Chunks Again',
				value: 'offerParked',
				description: 'Read the chunks again that failed too often, and go on as before',
			},
			{
				name: 'Set To Value',
				value: 'setTo',
				description: 'Go on after the value below: back to read rows again, or ahead to skip some',
			},
			{ name: 'Start Again', value: 'startAgain', description: 'Read everything from the start value' },
		],
	},
	{
		displayName: 'Watermark Value',
		name: 'watermarkValue',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 2026-11-01 00:00:00',
		description: 'The next pull takes the rows after it, written as the database prints it',
		displayOptions: { show: { watermarkAction: ['setTo'] } },
	},
	{
		displayName: 'Watermark Key',
		name: 'watermarkKey',
		type: 'string',
		default: '',
		description: 'The value of the key column, where rows of the same watermark value are to be left out',
		displayOptions: { show: { watermarkAction: ['setTo'] } },
	},
	{
		displayName: 'Reason',
		name: 'watermarkReason',
		type: 'string',
		default: '',
		placeholder: 'e.g. new CRM, 22 November',
		description: 'Any text. Change it to do the same once more.',
		displayOptions: { hide: { watermarkAction: ['keep'] } },
	},
];
