import type { CronFields } from './cron';
import { parseCron } from './cron';
import type { ScheduleRule } from './rule';

/** A day of the calendar. */
export interface CalendarDay {
	readonly year: number;
	/** From 1. */
	readonly month: number;
	readonly day: number;
}

/** A rule as the days it is for, and the times of those days. */
export interface Timetable {
	isDay(day: CalendarDay): boolean;
	/** In growing order. */
	readonly hours: readonly number[];
	readonly minutes: readonly number[];
	readonly seconds: readonly number[];
	/**
	 * The rule is about intervals: what counts is what the clock shows, as often as it shows it. Otherwise it is
	 * about times of day, each of which is once a day, also when the clock skips or repeats it.
	 */
	readonly isInterval: boolean;
}

/** Even distances from 1 January 1970 on, in seconds. */
export interface Period {
	readonly everySeconds: number;
	readonly offsetSeconds: number;
}

/**
 * What a rule means. Where an interval does not fit evenly into the hour or the day (every 50 minutes, every 5
 * hours), it is a period, so that the distances are even, also after a restart.
 * @param second in which rules begin that leave it open, so that not all workflows start in the same one
 */
export function readRule(rule: ScheduleRule, second: number): Timetable | Period {
	switch (rule.unit) {
		case 'cron':
			return cronTimetable(parseCron(rule.expression));
		case 'seconds':
			return { everySeconds: rule.every, offsetSeconds: 0 };
		case 'minutes':
			if (60 % rule.every !== 0) return { everySeconds: rule.every * 60, offsetSeconds: second };
			return timetable(everyDay, all(24), steps(60, rule.every), second, true);
		case 'hours':
			if (24 % rule.every !== 0) {
				return { everySeconds: rule.every * 3600, offsetSeconds: rule.minute * 60 + second };
			}
			return timetable(everyDay, steps(24, rule.every), [rule.minute], second, rule.every === 1);
		default:
			return timetable((day) => isRuleDay(rule, day), [rule.hour], [rule.minute], second, false);
	}
}

const everyDay = (): boolean => true;

function timetable(
	isDay: Timetable['isDay'],
	hours: readonly number[],
	minutes: readonly number[],
	second: number,
	isInterval: boolean,
): Timetable {
	return { isDay, hours, minutes, seconds: [second], isInterval };
}

const all = (count: number): number[] => steps(count, 1);

const steps = (whole: number, every: number): number[] =>
	Array.from({ length: Math.ceil(whole / every) }, (_, index) => index * every);

type DayRule = Extract<ScheduleRule, { readonly unit: 'days' | 'weeks' | 'months' }>;

/** Counted through from 1 January 1970, a Thursday; weeks begin on Monday. */
function isRuleDay(rule: DayRule, { year, month, day }: CalendarDay): boolean {
	const days = Date.UTC(year, month - 1, day) / 86_400_000;
	switch (rule.unit) {
		case 'days':
			return days % rule.every === 0;
		case 'weeks': {
			const isWeekday = rule.weekdays.length === 0 || rule.weekdays.includes((days + 4) % 7);
			return isWeekday && Math.floor((days + 3) / 7) % rule.every === 0;
		}
		case 'months':
			return day === rule.dayOfMonth && monthsSince1970(year, month) % rule.every === 0;
	}
}

const monthsSince1970 = (year: number, month: number): number => (year - 1970) * 12 + month - 1;

function cronTimetable(fields: CronFields): Timetable {
	return {
		isDay: (day) => isCronDay(fields, day),
		hours: sorted(fields.hours),
		minutes: sorted(fields.minutes),
		seconds: sorted(fields.seconds),
		isInterval: fields.anyHour,
	};
}

const sorted = (numbers: ReadonlySet<number>): number[] => [...numbers].sort((a, b) => a - b);

function isCronDay(fields: CronFields, date: CalendarDay): boolean {
	if (!fields.months.has(date.month)) return false;
	const isDay = fields.days.has(date.day) || (fields.lastDay && date.day === lastDayOf(date));
	const isWeekday = isCronWeekday(fields, date);
	// Where both fields say something, one of them is enough.
	return fields.anyDay || fields.anyWeekday ? isDay && isWeekday : isDay || isWeekday;
}

const lastDayOf = ({ year, month }: CalendarDay): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

function isCronWeekday({ weekdays, nthWeekdays }: CronFields, date: CalendarDay): boolean {
	const weekday = new Date(Date.UTC(date.year, date.month - 1, date.day)).getUTCDay();
	if (weekdays.has(weekday)) return true;
	return nthWeekdays.some(({ weekday: wanted, nth }) => wanted === weekday && isNth(date, nth));
}

function isNth(date: CalendarDay, nth: number): boolean {
	return nth < 0 ? date.day + 7 > lastDayOf(date) : Math.ceil(date.day / 7) === nth;
}
