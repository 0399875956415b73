import { userError } from '../errors';

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

/** A rule as ticks, and which of the ticks count. */
export interface CronRule {
	/** With seconds, six fields. */
	readonly expression: string;
	readonly isDue: (at: Date) => boolean;
}

type Limits = Readonly<Record<string, readonly [least: number, most: number]>>;

const LIMITS: Readonly<Record<Exclude<ScheduleRule['unit'], 'cron'>, Limits>> = {
	seconds: { every: [1, 59] },
	minutes: { every: [1, 59] },
	hours: { every: [1, 23], minute: [0, 59] },
	days: { every: [1, 366], hour: [0, 23], minute: [0, 59] },
	weeks: { every: [1, 52], hour: [0, 23], minute: [0, 59] },
	months: { every: [1, 120], dayOfMonth: [1, 31], hour: [0, 23], minute: [0, 59] },
};

const CRON_FIELD = /^[\d*,/\-?#LW]+$|^(?:[a-z]{3}(?:[-,][a-z]{3})*)$/i;

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

const TITLES: Readonly<Record<string, string>> = {
	every: 'Every',
	minute: 'Minute',
	hour: 'Hour',
	dayOfMonth: 'Day of Month',
};

function checkExpression(expression: string): void {
	const fields = expression.trim().split(/\s+/);
	const isRight =
		(fields.length === 5 || fields.length === 6) && fields.every((field) => CRON_FIELD.test(field));
	if (isRight) return;
	throw userError(
		`'${expression}' is not a cron expression`,
		'Write five or six fields: (second) minute hour day-of-month month day-of-week, as 0 6 * * 1-5. https://crontab.guru helps.',
		'SCHEDULE',
	);
}

/**
 * A rule as cron ticks. Cron counts within an hour, a day or a year and begins again at its end; where the
 * interval does not fit into that evenly (every 50 minutes, every 3 days), the ticks are more frequent and
 * `isDue` counts through from 1 January 1970, so that the distances are even, also after a restart.
 * @param seed makes the second of rules that leave it open, so that not all workflows start in the same one
 * @param timeZone the IANA name of the zone in which the ticks are computed
 */
export function toCron(rule: ScheduleRule, { seed, timeZone }: { seed: string; timeZone: string }): CronRule {
	checkRule(rule);
	return { expression: expressionOf(rule, secondOf(seed)), isDue: (at) => isDue(rule, at, timeZone) };
}

function expressionOf(rule: ScheduleRule, second: number): string {
	switch (rule.unit) {
		case 'cron':
			return withSeconds(rule.expression.trim().split(/\s+/));
		case 'seconds':
			return `${steps(rule.every, 60)} * * * * *`;
		case 'minutes':
			return `${second} ${steps(rule.every, 60)} * * * *`;
		case 'hours':
			return `${second} ${rule.minute} ${steps(rule.every, 24)} * * *`;
		case 'days':
			return `${second} ${rule.minute} ${rule.hour} * * *`;
		case 'weeks':
			return `${second} ${rule.minute} ${rule.hour} * * ${rule.weekdays.join(',') || '*'}`;
		case 'months':
			return `${second} ${rule.minute} ${rule.hour} ${rule.dayOfMonth} ${steps(rule.every, 12)} *`;
	}
}

const withSeconds = (fields: readonly string[]): string =>
	(fields.length === 5 ? ['0', ...fields] : fields).join(' ');

// Every n-th, where `n` divides the whole, so that the steps are even over its end; else every one.
const steps = (every: number, whole: number): string =>
	every > 1 && whole % every === 0 ? `*/${every}` : '*';

/** Whether a tick at `at` is one that the rule means. */
export function isDue(rule: ScheduleRule, at: Date, timeZone: string): boolean {
	if (rule.unit === 'cron' || rule.every === 1) return true;
	switch (rule.unit) {
		case 'seconds':
			return 60 % rule.every === 0 || Math.round(at.getTime() / 1000) % rule.every === 0;
		case 'minutes':
			return 60 % rule.every === 0 || Math.floor(at.getTime() / 60_000) % rule.every === 0;
		case 'hours':
			return 24 % rule.every === 0 || Math.floor(at.getTime() / 3_600_000) % rule.every === 0;
		default:
			return isDueOnDay(rule, localDay(at, timeZone));
	}
}

type DayRule = Extract<ScheduleRule, { readonly unit: 'days' | 'weeks' | 'months' }>;

function isDueOnDay({ unit, every }: DayRule, { year, month, day }: LocalDay): boolean {
	const days = Date.UTC(year, month - 1, day) / 86_400_000;
	switch (unit) {
		case 'days':
			return days % every === 0;
		case 'weeks':
			// 1 January 1970 was a Thursday; weeks begin on Monday.
			return Math.floor((days + 3) / 7) % every === 0;
		case 'months':
			return 12 % every === 0 || (year * 12 + month - 1) % every === 0;
	}
}

interface LocalDay {
	readonly year: number;
	/** From 1. */
	readonly month: number;
	readonly day: number;
}

function localDay(at: Date, timeZone: string): LocalDay {
	// The Swedish form of a date is 2026-11-22.
	const text = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
	const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
	return { year, month, day };
}

/** A number from 0 to 59, always the same for the same text (FNV-1a). */
function secondOf(seed: string): number {
	let hash = 0x811c9dc5;
	for (const character of seed) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
	return (hash >>> 0) % 60;
}
