import { IANAZone } from 'luxon';
import { userError } from '../../errors';
import { checkRule, type ScheduleRule } from './rule';
import type { CalendarDay, Period, Timetable } from './timetable';
import { readRule } from './timetable';

/** Rules, and the frame they are in. */
export interface Schedule {
	readonly rules: readonly ScheduleRule[];
	/** The IANA name of the zone in which the rules are computed. */
	readonly timeZone: string;
	/** Makes the second of rules that leave it open, so that not all workflows start in the same one. */
	readonly seed: string;
	/** Nothing before it, and nothing after it; milliseconds since 1970. */
	readonly notBefore?: number;
	readonly notAfter?: number;
}

/** How far ahead is looked: 29 February is up to eight years away, and an interval of months up to ten. */
const MOST_DAYS = 366 * 11;
const DAY_MS = 86_400_000;
const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
/** No clock is put forward or back by more. */
const MOST_SHIFT_MS = 3 * 3_600_000;

/**
 * Checks that a schedule can ever be met.
 * @throws userError (`SCHEDULE`)
 */
export function checkSchedule({ rules, timeZone }: Pick<Schedule, 'rules' | 'timeZone'>): void {
	rules.forEach(checkRule);
	if (IANAZone.isValidZone(timeZone)) return;
	throw userError(
		`There is no time zone '${timeZone}'`,
		"Choose one in 'Time Zone', such as Europe/Warsaw.",
		'SCHEDULE',
	);
}

/**
 * The next times of a schedule after a moment, in milliseconds since 1970; two rules that meet are one time.
 *
 * When the clock goes forward, a time of day that it skips is at the moment it goes forward; when it goes back, a
 * time of day that it shows twice is at the first. So a daily rule is met once on every day. Rules by seconds,
 * minutes and hours, and cron expressions that leave the hour open, go on through both at even distances.
 */
export function nextTimes(schedule: Schedule, after: number, count: number): number[] {
	const times: number[] = [];
	let from = Math.max(after, (schedule.notBefore ?? -Infinity) - 1);
	while (times.length < count) {
		const next = nextTime(schedule, from);
		if (next === undefined) return times;
		times.push(next);
		from = next;
	}
	return times;
}

/** Whether a schedule has a time after `after` that is not later than `at`. */
export function isDueBetween(schedule: Schedule, after: number, at: number): boolean {
	const [next] = nextTimes(schedule, after, 1);
	return next !== undefined && next <= at;
}

/** Whether a schedule has times within a minute. */
export function needsSeconds({ rules }: Pick<Schedule, 'rules'>): boolean {
	return rules.some((rule) => {
		if (rule.unit === 'seconds') return true;
		if (rule.unit !== 'cron') return false;
		const read = readRule(rule, 0);
		return 'seconds' in read && (read.seconds.length > 1 || read.seconds[0] !== 0);
	});
}

function nextTime(schedule: Schedule, after: number): number | undefined {
	const second = secondOf(schedule.seed);
	const zone = IANAZone.create(schedule.timeZone);
	const times = schedule.rules
		.map((rule) => nextOfRule(readRule(rule, second), zone, after))
		.filter((time) => time !== undefined);
	const next = Math.min(...times);
	return Number.isFinite(next) && next <= (schedule.notAfter ?? Infinity) ? next : undefined;
}

function nextOfRule(rule: Timetable | Period, zone: IANAZone, after: number): number | undefined {
	if (!('everySeconds' in rule)) return nextOfTimetable(rule, zone, after);
	const [every, offset] = [rule.everySeconds * SECOND_MS, rule.offsetSeconds * SECOND_MS];
	return (Math.floor((after - offset) / every) + 1) * every + offset;
}

function nextOfTimetable(rule: Timetable, zone: IANAZone, after: number): number | undefined {
	// From the day before: where the clock goes back at midnight, it comes twice.
	const first = Math.floor((after + offsetMs(zone, after)) / DAY_MS) - 1;
	for (let day = first; day < first + MOST_DAYS; day += 1) {
		if (!rule.isDay(calendarDay(day))) continue;
		const next = earliestAfter(timesOfDay(rule, zone, day * DAY_MS, after), after);
		if (next !== undefined) return next;
	}
	return undefined;
}

function calendarDay(day: number): CalendarDay {
	const date = new Date(day * DAY_MS);
	return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function earliestAfter(times: Iterable<number>, after: number): number | undefined {
	let earliest: number | undefined;
	for (const time of times) {
		if (time > after && (earliest === undefined || time < earliest)) earliest = time;
	}
	return earliest;
}

/** The moments at which the clock shows the rule's times on a day; those that are surely over are left out. */
function* timesOfDay(rule: Timetable, zone: IANAZone, midnight: number, after: number): Generator<number> {
	const offset = offsetMs(zone, midnight - DAY_MS);
	const isSteady = offset === offsetMs(zone, midnight + 2 * DAY_MS);
	const over = after + offset - (isSteady ? 0 : MOST_SHIFT_MS) - MINUTE_MS;
	for (const hour of rule.hours) {
		for (const minute of rule.minutes) {
			const shown = midnight + (hour * 60 + minute) * MINUTE_MS;
			if (shown < over) continue;
			if (!isSteady) yield* timesOfMinute(rule, zone, shown);
			else {
				yield* withSeconds(rule, shown - offset);
				// They come in their order, so one of these is the first.
				if (shown - offset > after) return;
			}
		}
	}
}

/** Near a day on which the clock is put forward or back. */
function* timesOfMinute(rule: Timetable, zone: IANAZone, shown: number): Generator<number> {
	const moments = momentsOf(zone, shown);
	if (rule.isInterval) for (const moment of moments) yield* withSeconds(rule, moment);
	else if (moments[0] !== undefined) yield* withSeconds(rule, moments[0]);
	// The clock does not show it on this day: it goes forward over it.
	else yield forwardMoment(zone, shown);
}

function* withSeconds({ seconds }: Timetable, moment: number): Generator<number> {
	for (const second of seconds) yield moment + second * SECOND_MS;
}

/** The moments at which the clock shows a time, the earlier first: one, none where it is skipped, two where it comes again. */
function momentsOf(zone: IANAZone, shown: number): number[] {
	const offsets = new Set([offsetMs(zone, shown - DAY_MS), offsetMs(zone, shown + DAY_MS)]);
	return [...offsets]
		.map((offset) => shown - offset)
		.filter((moment) => moment + offsetMs(zone, moment) === shown)
		.sort((a, b) => a - b);
}

/** The moment at which the clock goes forward over a time. */
function forwardMoment(zone: IANAZone, shown: number): number {
	const before = offsetMs(zone, shown - DAY_MS);
	let [low, high] = [shown - DAY_MS - before, shown + DAY_MS - before];
	while (high - low > SECOND_MS) {
		const middle = Math.floor((low + high) / 2 / SECOND_MS) * SECOND_MS;
		if (offsetMs(zone, middle) === before) low = middle;
		else high = middle;
	}
	return high;
}

const offsetMs = (zone: IANAZone, moment: number): number => zone.offset(moment) * MINUTE_MS;

/** A number from 0 to 59, always the same for the same text (FNV-1a). */
export function secondOf(seed: string): number {
	let hash = 0x811c9dc5;
	for (const character of seed) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
	return (hash >>> 0) % 60;
}
