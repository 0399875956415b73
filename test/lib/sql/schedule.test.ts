import type { Schedule, ScheduleRule } from '../../../lib/sql';
import {
	checkRule,
	checkSchedule,
	describeMoment,
	isDueBetween,
	momentIn,
	needsSeconds,
	nextTimes,
	secondOf,
} from '../../../lib/sql';
import { errorOf } from './conformance';

/** A seed whose second is 0, so that times are easy to read. */
const SEED = Array.from({ length: 1000 }, (_, n) => `seed ${n}`).find((seed) => secondOf(seed) === 0) ?? '';

const scheduleOf = (
	rules: readonly ScheduleRule[],
	timeZone = 'UTC',
	rest: Partial<Schedule> = {},
): Schedule => ({
	rules,
	timeZone,
	seed: SEED,
	...rest,
});

/** The next times after `after`, as UTC. */
const times = (rule: ScheduleRule, after: string, count: number, timeZone = 'UTC'): string[] =>
	nextTimes(scheduleOf([rule], timeZone), Date.parse(after), count).map((time) =>
		new Date(time).toISOString().replace(':00.000Z', 'Z').replace('.000Z', 'Z'),
	);

const cron = (expression: string): ScheduleRule => ({ unit: 'cron', expression });
const daily = (hour: number, minute: number): ScheduleRule => ({ unit: 'days', every: 1, hour, minute });

describe('the next times', () => {
	it.each<[ScheduleRule, string[]]>([
		[{ unit: 'seconds', every: 45 }, ['2026-11-22T10:00:45Z', '2026-11-22T10:01:30Z']],
		[{ unit: 'minutes', every: 15 }, ['2026-11-22T10:15Z', '2026-11-22T10:30Z']],
		[{ unit: 'hours', every: 6, minute: 5 }, ['2026-11-22T12:05Z', '2026-11-22T18:05Z']],
		[daily(3, 30), ['2026-11-23T03:30Z', '2026-11-24T03:30Z']],
		[
			{ unit: 'weeks', every: 1, weekdays: [1, 5], hour: 3, minute: 0 },
			['2026-11-23T03:00Z', '2026-11-27T03:00Z'],
		],
		[
			{ unit: 'weeks', every: 1, weekdays: [], hour: 3, minute: 0 },
			['2026-11-23T03:00Z', '2026-11-24T03:00Z'],
		],
		[
			{ unit: 'months', every: 1, dayOfMonth: 31, hour: 0, minute: 0 },
			['2026-12-31T00:00Z', '2027-01-31T00:00Z', '2027-03-31T00:00Z'],
		],
		[cron('0 6 * * MON-FRI'), ['2026-11-23T06:00Z', '2026-11-24T06:00Z']],
		[cron('*/10 0 6 1,15 * *'), ['2026-12-01T06:00Z', '2026-12-01T06:00:10Z']],
		[cron('0 0 L * *'), ['2026-11-30T00:00Z', '2026-12-31T00:00Z']],
		[cron('0 0 * * 5#2'), ['2026-12-11T00:00Z', '2027-01-08T00:00Z']],
		[cron('0 0 * * 5L'), ['2026-11-27T00:00Z', '2026-12-25T00:00Z']],
		[cron('0 0 29 2 *'), ['2028-02-29T00:00Z', '2032-02-29T00:00Z']],
		[
			cron('0 0 13 * FRI'),
			['2026-11-27T00:00Z', '2026-12-04T00:00Z', '2026-12-11T00:00Z', '2026-12-13T00:00Z'],
		],
		[cron('0 22-23,0-1/1 * * 7'), ['2026-11-22T22:00Z', '2026-11-22T23:00Z', '2026-11-29T00:00Z']],
		[cron('@daily'), ['2026-11-23T00:00Z']],
		[cron('30 */6 * jan ?'), ['2027-01-01T00:30Z', '2027-01-01T06:30Z']],
	])('of %j', (rule, expected) => {
		expect(times(rule, '2026-11-22T10:00:00Z', expected.length)).toEqual(expected);
	});

	it('are those of all rules together, and one where two of them meet', () => {
		const schedule = scheduleOf([daily(3, 30), daily(4, 0), cron('30 3 * * *')]);
		expect(
			nextTimes(schedule, Date.parse('2026-11-22T10:00:00Z'), 3).map((time) => new Date(time).toISOString()),
		).toEqual(['2026-11-23T03:30:00.000Z', '2026-11-23T04:00:00.000Z', '2026-11-24T03:30:00.000Z']);
	});

	it('are between the start date and the end date', () => {
		const schedule = scheduleOf([daily(3, 30)], 'UTC', {
			notBefore: Date.parse('2026-11-25T03:30:00Z'),
			notAfter: Date.parse('2026-11-26T12:00:00Z'),
		});
		expect(
			nextTimes(schedule, Date.parse('2026-11-22T10:00:00Z'), 5).map((time) => new Date(time).getUTCDate()),
		).toEqual([25, 26]);
	});

	it('are none where no day ever meets the rule', () => {
		expect(times(cron('0 0 31 2 *'), '2026-11-22T10:00:00Z', 1)).toEqual([]);
	});

	it('are computed in the time zone of the schedule', () => {
		expect(times(daily(3, 30), '2026-11-22T10:00:00Z', 1, 'America/New_York')).toEqual(['2026-11-23T08:30Z']);
		expect(times(daily(3, 30), '2026-11-22T10:00:00Z', 1, 'Asia/Kathmandu')).toEqual(['2026-11-22T21:45Z']);
		expect(times({ unit: 'minutes', every: 20 }, '2026-11-22T10:00:00Z', 1, 'Asia/Kolkata')).toEqual([
			'2026-11-22T10:10Z',
		]);
	});

	it('keep even distances over the end of the hour, the day and the year', () => {
		for (const [rule, distance] of [
			[{ unit: 'minutes', every: 50 }, 50 * 60],
			[{ unit: 'hours', every: 5, minute: 7 }, 5 * 3600],
			[{ unit: 'days', every: 3, hour: 6, minute: 0 }, 3 * 86_400],
		] as const) {
			const next = nextTimes(scheduleOf([rule]), Date.parse('2026-12-30T06:07:20Z'), 200);
			const distances = next.slice(1).map((time, index) => (time - (next[index] ?? 0)) / 1000);
			expect(new Set(distances)).toEqual(new Set([distance]));
		}
	});

	it('take all chosen days of every second week, and none of the others', () => {
		const rule: ScheduleRule = { unit: 'weeks', every: 2, weekdays: [1, 0], hour: 6, minute: 0 };
		const days = times(rule, '2026-03-01T00:00:00Z', 4).map((time) => time.slice(0, 10));
		expect(days.map((day) => new Date(day).getUTCDay())).toEqual(
			days[0] !== undefined && new Date(days[0]).getUTCDay() === 0 ? [0, 1, 0, 1] : [1, 0, 1, 0],
		);
		expect(Date.parse(days[2] ?? '') - Date.parse(days[0] ?? '')).toBe(14 * 86_400_000);
	});

	it('take every fifth month over the end of the year', () => {
		const rule: ScheduleRule = { unit: 'months', every: 5, dayOfMonth: 1, hour: 0, minute: 0 };
		const months = times(rule, '2026-01-01T00:00:00Z', 5).map(
			(time) => Number(time.slice(0, 4)) * 12 + Number(time.slice(5, 7)),
		);
		expect(months.slice(1).map((month, index) => month - (months[index] ?? 0))).toEqual([5, 5, 5, 5]);
	});
});

// In Warsaw the clock goes from 02:00 to 03:00 on 29 March 2026, and from 03:00 to 02:00 on 25 October 2026.
describe('when the clock goes forward', () => {
	const after = '2026-03-28T12:00:00Z';
	const next = (rule: ScheduleRule, count: number) => times(rule, after, count, 'Europe/Warsaw');

	it('a time of day that it skips is met once, when it goes forward', () => {
		expect(next(daily(2, 30), 3)).toEqual(['2026-03-29T01:00Z', '2026-03-30T00:30Z', '2026-03-31T00:30Z']);
		expect(next(cron('15,45 2 * * *'), 3)).toEqual([
			'2026-03-29T01:00Z',
			'2026-03-30T00:15Z',
			'2026-03-30T00:45Z',
		]);
	});

	it('is one run with a rule for the hour after it', () => {
		const schedule = scheduleOf([daily(2, 30), daily(3, 0)], 'Europe/Warsaw');
		const [first, second] = nextTimes(schedule, Date.parse(after), 2);
		expect([first, second].map((time) => new Date(time ?? 0).toISOString())).toEqual([
			'2026-03-29T01:00:00.000Z',
			'2026-03-30T00:30:00.000Z',
		]);
	});

	it('intervals go on at even distances', () => {
		const quarters = times({ unit: 'minutes', every: 15 }, '2026-03-29T00:30:00Z', 4, 'Europe/Warsaw');
		expect(quarters).toEqual([
			'2026-03-29T00:45Z',
			'2026-03-29T01:00Z',
			'2026-03-29T01:15Z',
			'2026-03-29T01:30Z',
		]);
		expect(times({ unit: 'hours', every: 1, minute: 5 }, '2026-03-29T00:00:00Z', 2, 'Europe/Warsaw')).toEqual(
			['2026-03-29T00:05Z', '2026-03-29T01:05Z'],
		);
	});
});

describe('when the clock goes back', () => {
	const after = '2026-10-24T12:00:00Z';

	it('a time of day that it shows twice is met once, at the first', () => {
		expect(times(daily(2, 30), after, 2, 'Europe/Warsaw')).toEqual([
			'2026-10-25T00:30Z',
			'2026-10-26T01:30Z',
		]);
		expect(times(daily(2, 30), '2026-10-25T00:30:00Z', 1, 'Europe/Warsaw')).toEqual(['2026-10-26T01:30Z']);
	});

	it('intervals go on at even distances', () => {
		expect(times({ unit: 'minutes', every: 30 }, '2026-10-25T00:00:00Z', 4, 'Europe/Warsaw')).toEqual([
			'2026-10-25T00:30Z',
			'2026-10-25T01:00Z',
			'2026-10-25T01:30Z',
			'2026-10-25T02:00Z',
		]);
		expect(times(cron('0 * * * *'), '2026-10-24T23:30:00Z', 4, 'Europe/Warsaw')).toEqual([
			'2026-10-25T00:00Z',
			'2026-10-25T01:00Z',
			'2026-10-25T02:00Z',
			'2026-10-25T03:00Z',
		]);
	});

	it('by half an hour, nothing is left out or met twice', () => {
		// Lord Howe Island: from 02:00 to 01:30 on 5 April 2026, from 02:00 to 02:30 on 4 October 2026.
		expect(times(daily(1, 45), '2026-04-04T00:00:00Z', 2, 'Australia/Lord_Howe')).toEqual([
			'2026-04-04T14:45Z',
			'2026-04-05T15:15Z',
		]);
		expect(times(daily(2, 15), '2026-10-03T00:00:00Z', 2, 'Australia/Lord_Howe')).toEqual([
			'2026-10-03T15:30Z',
			'2026-10-04T15:15Z',
		]);
	});
});

describe('every day of three years, in any zone', () => {
	it.each(['Europe/Warsaw', 'America/New_York', 'America/Santiago', 'Africa/Cairo', 'Asia/Beirut', 'UTC'])(
		'a daily rule is met once: %s',
		(zone) => {
			for (const [hour, minute] of [
				[0, 0],
				[0, 30],
				[2, 30],
				[23, 59],
			] as const) {
				const next = nextTimes(
					scheduleOf([daily(hour, minute)], zone),
					Date.parse('2020-01-01T12:00:00Z'),
					1096,
				);
				const days = next.map((time) => describeMoment(time, zone).slice(4, 14));
				expect([hour, minute, new Set(days).size]).toEqual([hour, minute, 1096]);
			}
		},
	);
});

describe('isDueBetween', () => {
	it('is so where a time lies between two moments, the second included', () => {
		const schedule = scheduleOf([daily(3, 30)]);
		const at = (time: string) => Date.parse(`2026-11-22T${time}Z`);
		expect(isDueBetween(schedule, at('03:29:00'), at('03:30:00'))).toBe(true);
		expect(isDueBetween(schedule, at('03:30:00'), at('03:31:00'))).toBe(false);
		expect(isDueBetween(schedule, at('03:28:00'), at('03:29:59'))).toBe(false);
		expect(isDueBetween(schedule, at('01:00:00'), at('09:00:00'))).toBe(true);
	});
});

describe('the second of a rule that leaves it open', () => {
	it('differs between workflows, and is always the same for one', () => {
		expect(new Set(['a', 'b', 'c', 'd'].map(secondOf)).size).toBeGreaterThan(1);
		expect(secondOf('a')).toBe(secondOf('a'));
	});

	it.each<[ScheduleRule, boolean]>([
		[{ unit: 'seconds', every: 30 }, true],
		[cron('*/10 * * * * *'), true],
		[cron('5 0 3 * * *'), true],
		[cron('0 0 3 * * *'), false],
		[cron('0 3 * * *'), false],
		[{ unit: 'minutes', every: 5 }, false],
	])('is needed by %j: %s', (rule, expected) => {
		expect(needsSeconds({ rules: [rule] })).toBe(expected);
	});
});

describe('dates of the panel', () => {
	it('are meant in the zone of the schedule where they name none', () => {
		expect(momentIn('2026-11-22T10:00:00', 'Europe/Warsaw')).toBe(Date.parse('2026-11-22T09:00:00Z'));
		expect(momentIn('2026-11-22 10:00:00', 'Europe/Warsaw')).toBe(Date.parse('2026-11-22T09:00:00Z'));
		expect(momentIn('2026-11-22', 'Europe/Warsaw')).toBe(Date.parse('2026-11-21T23:00:00Z'));
		expect(momentIn('2026-11-22T10:00:00.000Z', 'Europe/Warsaw')).toBe(Date.parse('2026-11-22T10:00:00Z'));
	});

	it('are refused where they are none', async () => {
		const error = await errorOf(async () => await Promise.resolve(momentIn('soon', 'UTC')));
		expect([error.code, error.message]).toEqual(['SCHEDULE', "'soon' is not a date"]);
	});

	it('are shown with the weekday and the offset', () => {
		expect(describeMoment(Date.parse('2026-11-23T02:30:00Z'), 'Europe/Warsaw')).toBe(
			'Mon 2026-11-23 03:30:00 +01:00',
		);
	});
});

describe('a rule that cannot be met', () => {
	it.each<[ScheduleRule, string]>([
		[{ unit: 'minutes', every: 0 }, "'Every'"],
		[{ unit: 'minutes', every: 60 }, 'from 1 to 59'],
		[{ unit: 'seconds', every: 1.5 }, '1.5'],
		[{ unit: 'hours', every: 24, minute: 0 }, 'from 1 to 23'],
		[{ unit: 'days', every: 1, hour: 24, minute: 0 }, "'Hour'"],
		[{ unit: 'months', every: 1, dayOfMonth: 32, hour: 0, minute: 0 }, "'Day of Month'"],
		[cron(''), 'five or six fields'],
		[cron('every day'), 'five or six fields'],
		[cron('* * * *'), 'five or six fields'],
		[cron('60 * * * *'), "'60' cannot be a minute"],
		[cron('*/0 * * * *'), "'*/0' cannot be a minute"],
		[cron('5-3 * * * *'), "'5-3' cannot be a minute"],
		[cron('0 0 * smarch *'), "'smarch' cannot be a month"],
		[cron('0 0 15W * *'), "'15W' cannot be a day of month"],
		[cron('1-2-3 * * * *'), 'cannot be a minute'],
		[cron('1/2/3 * * * *'), 'cannot be a minute'],
	])('is refused: %j', async (rule, words) => {
		const error = await errorOf(async () => await Promise.resolve(checkRule(rule)));
		expect(error.code).toBe('SCHEDULE');
		expect(`${error.message} ${error.hint}`).toContain(words);
	});

	it('is refused with a zone that is none', async () => {
		const error = await errorOf(
			async () => await Promise.resolve(checkSchedule({ rules: [], timeZone: 'Europe/Nowhere' })),
		);
		expect(error.message).toContain('Europe/Nowhere');
	});
});
