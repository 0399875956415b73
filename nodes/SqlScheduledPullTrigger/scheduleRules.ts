import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { ScheduleRule } from '../../lib';

// In the order of their size and of the week, not of the alphabet.
const UNITS: INodePropertyOptions[] = [
	{ name: 'Seconds', value: 'seconds' },
	{ name: 'Minutes', value: 'minutes' },
	{ name: 'Hours', value: 'hours' },
	{ name: 'Days', value: 'days' },
	{ name: 'Weeks', value: 'weeks' },
	{ name: 'Months', value: 'months' },
	{ name: 'Custom (Cron)', value: 'cron' },
];

const WEEKDAYS: INodePropertyOptions[] = [
	{ name: 'Monday', value: 1 },
	{ name: 'Tuesday', value: 2 },
	{ name: 'Wednesday', value: 3 },
	{ name: 'Thursday', value: 4 },
	{ name: 'Friday', value: 5 },
	{ name: 'Saturday', value: 6 },
	{ name: 'Sunday', value: 0 },
];

const HOURS: INodePropertyOptions[] = Array.from({ length: 24 }, (_, hour) => ({
	name: hourName(hour),
	value: hour,
}));

function hourName(hour: number): string {
	if (hour === 0) return 'Midnight';
	if (hour === 12) return 'Noon';
	return hour < 12 ? `${hour}am` : `${hour - 12}pm`;
}

/** In the order in which a person thinks, the interval first. */
const RULE_FIELDS: INodeProperties[] = [
	{
		displayName: 'Trigger Interval',
		name: 'unit',
		type: 'options',
		default: 'hours',
		description: 'What is counted between two pulls',
		options: UNITS,
	},
	interval('seconds', 'Seconds Between Pulls', 30, 59),
	interval('minutes', 'Minutes Between Pulls', 5, 59),
	interval('hours', 'Hours Between Pulls', 1, 23),
	interval('days', 'Days Between Pulls', 1, 366),
	interval('weeks', 'Weeks Between Pulls', 1, 52),
	interval('months', 'Months Between Pulls', 1, 120),
	{
		displayName: 'Weekdays',
		name: 'weekdays',
		type: 'multiOptions',
		default: [1],
		description: 'The days of the week on which to pull; none means every day',
		displayOptions: { show: { unit: ['weeks'] } },
		options: WEEKDAYS,
	},
	{
		displayName: 'Day of Month',
		name: 'dayOfMonth',
		type: 'number',
		default: 1,
		typeOptions: { minValue: 1, maxValue: 31, numberPrecision: 0 },
		hint: 'A month without this day is left out',
		displayOptions: { show: { unit: ['months'] } },
	},
	{
		displayName: 'Hour',
		name: 'hour',
		type: 'options',
		default: 0,
		description: 'The hour of the day, in the time zone of the schedule',
		options: HOURS,
		displayOptions: { show: { unit: ['days', 'weeks', 'months'] } },
	},
	{
		displayName: 'Minute',
		name: 'minute',
		type: 'number',
		default: 0,
		typeOptions: { minValue: 0, maxValue: 59, numberPrecision: 0 },
		description: 'The minute past the hour',
		displayOptions: { show: { unit: ['hours', 'days', 'weeks', 'months'] } },
	},
	{
		displayName: 'Expression',
		name: 'expression',
		type: 'string',
		default: '',
		placeholder: 'e.g. 0 6 * * 1-5',
		hint: 'Format: (second) minute hour day-of-month month day-of-week. L is the last day of a month, 5#2 the second Friday.',
		displayOptions: { show: { unit: ['cron'] } },
	},
];

/** The rules as the panel shows them: those of n8n's own Schedule Trigger. */
export const scheduleProperty: INodeProperties = {
	displayName: 'Schedule',
	name: 'schedule',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Rule' },
	placeholder: 'Add Rule',
	default: { rules: [{ unit: 'hours', hoursInterval: 1, minute: 0 }] },
	description:
		'When to look for new rows. A time that the clock skips in spring comes when it goes forward; one that it shows twice in autumn comes once.',
	options: [
		{
			displayName: 'Rule',
			name: 'rules',
			values: RULE_FIELDS,
		},
	],
};

function interval(unit: string, displayName: string, usual: number, most: number): INodeProperties {
	return {
		displayName,
		name: `${unit}Interval`,
		type: 'number',
		default: usual,
		typeOptions: { minValue: 1, maxValue: most, numberPrecision: 0 },
		description: `1 means every one of the ${unit}, 2 every second one`,
		displayOptions: { show: { unit: [unit] } },
	};
}

/** A rule of the panel, with the usual values for what n8n leaves out because nobody touched it. */
export function toRule(rule: IDataObject): ScheduleRule {
	const number = (name: string, usual: number): number => Number(rule[name] ?? usual);
	const time = { hour: number('hour', 0), minute: number('minute', 0) };
	switch (rule['unit'] ?? 'hours') {
		case 'seconds':
			return { unit: 'seconds', every: number('secondsInterval', 30) };
		case 'minutes':
			return { unit: 'minutes', every: number('minutesInterval', 5) };
		case 'days':
			return { unit: 'days', every: number('daysInterval', 1), ...time };
		case 'weeks':
			return {
				unit: 'weeks',
				every: number('weeksInterval', 1),
				weekdays: toWeekdays(rule['weekdays']),
				...time,
			};
		case 'months':
			return {
				unit: 'months',
				every: number('monthsInterval', 1),
				dayOfMonth: number('dayOfMonth', 1),
				...time,
			};
		case 'cron':
			return { unit: 'cron', expression: String(rule['expression'] ?? '') };
		default:
			return { unit: 'hours', every: number('hoursInterval', 1), minute: time.minute };
	}
}

const toWeekdays = (days: unknown): number[] => (Array.isArray(days) ? days.map(Number) : [1]);
