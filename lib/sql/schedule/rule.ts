import { userError } from '../../errors';
import { checkExpression } from './cron';

/** When to pull. Hours, minutes and days are those of the schedule's time zone. */
export type ScheduleRule =
	| { readonly unit: 'seconds' | 'minutes'; readonly every: number }
	| { readonly unit: 'hours'; readonly every: number; readonly minute: number }
	| { readonly unit: 'days'; readonly every: number; readonly hour: number; readonly minute: number }
	| {
			readonly unit: 'weeks';
			readonly every: number;
			/** 0 is Sunday. None means every day. */
			readonly weekdays: readonly number[];
			readonly hour: number;
			readonly minute: number;
	  }
	| {
			readonly unit: 'months';
			readonly every: number;
			readonly dayOfMonth: number;
			readonly hour: number;
			readonly minute: number;
	  }
	| { readonly unit: 'cron'; readonly expression: string };

type Limits = Readonly<Record<string, readonly [least: number, most: number]>>;

const LIMITS: Readonly<Record<Exclude<ScheduleRule['unit'], 'cron'>, Limits>> = {
	seconds: { every: [1, 59] },
	minutes: { every: [1, 59] },
	hours: { every: [1, 23], minute: [0, 59] },
	days: { every: [1, 366], hour: [0, 23], minute: [0, 59] },
	weeks: { every: [1, 52], hour: [0, 23], minute: [0, 59] },
	months: { every: [1, 120], dayOfMonth: [1, 31], hour: [0, 23], minute: [0, 59] },
};

const TITLES: Readonly<Record<string, string>> = {
	every: 'Every',
	minute: 'Minute',
	hour: 'Hour',
	dayOfMonth: 'Day of Month',
};

/**
 * Checks that a rule can ever be met.
 * @throws userError (`SCHEDULE`) that says which number is out of its range
 */
export function checkRule(rule: ScheduleRule): void {
	if (rule.unit === 'cron') return checkExpression(rule.expression);
	const values: Readonly<Record<string, unknown>> = { ...rule };
	for (const [name, [least, most]] of Object.entries(LIMITS[rule.unit])) {
		const value = values[name];
		if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) continue;
		throw userError(
			`The schedule rule by ${rule.unit} has ${String(value)} for '${TITLES[name] ?? name}'`,
			`Set a whole number from ${least} to ${most}.`,
			'SCHEDULE',
		);
	}
}
