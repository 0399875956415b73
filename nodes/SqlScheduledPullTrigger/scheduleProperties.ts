import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { momentIn } from '../../lib';
import { scheduleProperty } from './scheduleRules';

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone')].map((name) => ({ name, value: name }));

/** When to pull. */
export const scheduleProperties: INodeProperties[] = [
	scheduleProperty,
	{
		displayName: 'Next Runs',
		name: 'nextRuns',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description:
			'Open the list to see the next five runs of the schedule above. Whatever is chosen changes nothing.',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'nextRuns', searchable: false },
			},
		],
	},
	{
		displayName: 'Pull Instantly on Activation',
		name: 'pullOnActivation',
		type: 'boolean',
		default: false,
		description: 'Whether to pull as soon as the workflow is published, in addition to the schedule',
	},
	{
		displayName: 'Schedule Options',
		name: 'scheduleOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Catch Up Missed Runs',
				name: 'catchUp',
				type: 'boolean',
				default: false,
				description:
					'Whether to pull once, at the start of n8n or of the workflow, when a time of the schedule was missed since the last run',
			},
			{
				displayName: 'End Date',
				name: 'endDate',
				type: 'dateTime',
				default: '',
				description: 'After it, nothing is pulled any more. The workflow stays published.',
			},
			{
				displayName: 'Start Date',
				name: 'startDate',
				type: 'dateTime',
				default: '',
				description: 'Before it, nothing is pulled',
			},
			{
				displayName: 'Time Zone',
				name: 'timeZone',
				type: 'options',
				default: 'UTC',
				description: 'The zone of the hours and dates of this schedule. That of the workflow when not set.',
				options: ZONES,
			},
		],
	},
];

/** When to pull besides the rules. */
export interface ScheduleOptions {
	readonly timeZone: string;
	readonly catchUp: boolean;
	/** In milliseconds since 1970. */
	readonly notBefore: number | undefined;
	readonly notAfter: number | undefined;
}

/** @param usualZone that of the workflow */
export function toScheduleOptions(options: IDataObject, usualZone: string): ScheduleOptions {
	const timeZone = String(options['timeZone'] ?? '') || usualZone;
	return {
		timeZone,
		catchUp: options['catchUp'] === true,
		notBefore: momentOf(options['startDate'], timeZone),
		notAfter: momentOf(options['endDate'], timeZone),
	};
}

/** n8n gives the date as it was picked, with or without a zone. */
function momentOf(value: unknown, timeZone: string): number | undefined {
	return typeof value === 'string' && value !== '' ? momentIn(value, timeZone) : undefined;
}
