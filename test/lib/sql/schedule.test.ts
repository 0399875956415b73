import type { ScheduleRule } from '../../../lib/sql';
import { checkRule, isDue, toCron } from '../../../lib/sql';

const UTC = { seed: 'a', timeZone: 'UTC' };

describe('toCron', () => {
	it.each<[ScheduleRule, RegExp]>([
		[{ unit: 'seconds', every: 30 }, /^\*\/30 \* \* \* \* \*$/],
		[{ unit: 'seconds', every: 45 }, /^\* \* \* \* \* \*$/],
		[{ unit: 'minutes', every: 1 }, /^\d+ \* \* \* \* \*$/],
		[{ unit: 'minutes', every: 15 }, /^\d+ \*\/15 \* \* \* \*$/],
		[{ unit: 'minutes', every: 50 }, /^\d+ \* \* \* \* \*$/],
		[{ unit: 'hours', every: 6, minute: 5 }, /^\d+ 5 \*\/6 \* \* \*$/],
		[{ unit: 'days', every: 1, hour: 3, minute: 30 }, /^\d+ 30 3 \* \* \*$/],
		[{ unit: 'weeks', every: 1, weekdays: [1, 5], hour: 3, minute: 0 }, /^\d+ 0 3 \* \* 1,5$/],
		[{ unit: 'weeks', every: 1, weekdays: [], hour: 3, minute: 0 }, /^\d+ 0 3 \* \* \*$/],
		[{ unit: 'months', every: 3, dayOfMonth: 31, hour: 0, minute: 0 }, /^\d+ 0 0 31 \*\/3 \*$/],
		[{ unit: 'cron', expression: ' 0 6 * * MON-FRI ' }, /^0 0 6 \* \* MON-FRI$/],
		[{ unit: 'cron', expression: '*/10 0 6 1,15 * *' }, /^\*\/10 0 6 1,15 \* \*$/],
	])('%j', (rule, expected) => {
		expect(toCron(rule, UTC).expression).toMatch(expected);
	});

	it('starts different workflows in different seconds, and each always in the same', () => {
		const seconds = ['a', 'b', 'c', 'd'].map(
			(seed) => toCron({ unit: 'minutes', every: 5 }, { ...UTC, seed }).expression,
		);
		expect(new Set(seconds).size).toBeGreaterThan(1);
		expect(toCron({ unit: 'minutes', every: 5 }, UTC).expression).toBe(seconds[0]);
	});
});

describe('isDue', () => {
	/** The ticks from `from` on, each `step` seconds, that are due. */
	function dueTicks(
		rule: ScheduleRule,
		from: string,
		step: number,
		count: number,
		timeZone = 'UTC',
	): string[] {
		const start = Date.parse(from);
		return Array.from({ length: count }, (_, index) => new Date(start + index * step * 1000))
			.filter((at) => isDue(rule, at, timeZone))
			.map((at) => at.toISOString());
	}

	function distances(times: readonly string[]): number[] {
		return times.slice(1).map((time, index) => (Date.parse(time) - Date.parse(times[index] ?? '')) / 1000);
	}

	it.each<[ScheduleRule, number, number]>([
		[{ unit: 'seconds', every: 45 }, 1, 45],
		[{ unit: 'minutes', every: 50 }, 60, 50 * 60],
		[{ unit: 'hours', every: 5, minute: 7 }, 3600, 5 * 3600],
		[{ unit: 'days', every: 3, hour: 6, minute: 0 }, 86_400, 3 * 86_400],
	])('keeps even distances over the end of the hour, the day and the year: %j', (rule, step, expected) => {
		const times = dueTicks(rule, '2026-12-30T06:07:20Z', step, 400);
		expect(times.length).toBeGreaterThan(5);
		expect(new Set(distances(times))).toEqual(new Set([expected]));
	});

	it('counts days in the time zone of the schedule, also when the clocks change', () => {
		const rule: ScheduleRule = { unit: 'days', every: 2, hour: 0, minute: 30 };
		// 00:30 in Warsaw, before and after the night of 29 March 2026.
		const ticks = [
			'2026-03-27T23:30:00Z',
			'2026-03-28T23:30:00Z',
			'2026-03-29T22:30:00Z',
			'2026-03-30T22:30:00Z',
		];
		const due = ticks.map((tick) => isDue(rule, new Date(tick), 'Europe/Warsaw'));
		expect(due).toEqual([true, false, true, false].map((first) => first === due[0]));
	});

	it('takes all chosen days of every second week, and none of the others', () => {
		const rule: ScheduleRule = { unit: 'weeks', every: 2, weekdays: [1, 0], hour: 6, minute: 0 };
		// Monday 2 March 2026 and the 27 days after it; 0 is the first week.
		const weeks = dueTicks(rule, '2026-03-02T06:00:00Z', 86_400, 28).map((time) =>
			Math.floor((Date.parse(time) - Date.parse('2026-03-02T06:00:00Z')) / (7 * 86_400_000)),
		);
		expect(weeks).toHaveLength(14);
		expect(new Set(weeks)).toEqual(new Set(weeks.includes(0) ? [0, 2] : [1, 3]));
	});

	it('takes every fifth month over the end of the year', () => {
		const rule: ScheduleRule = { unit: 'months', every: 5, dayOfMonth: 1, hour: 0, minute: 0 };
		const months = Array.from({ length: 24 }, (_, index) => index).filter((index) =>
			isDue(rule, new Date(Date.UTC(2026, index, 1)), 'UTC'),
		);
		expect(months.slice(1).map((month, index) => month - (months[index] ?? 0))).toEqual(
			months.slice(1).map(() => 5),
		);
	});

	it('takes every tick where cron says it all', () => {
		expect(isDue({ unit: 'minutes', every: 15 }, new Date('2026-01-01T00:07:00Z'), 'UTC')).toBe(true);
		expect(isDue({ unit: 'cron', expression: '0 6 * * *' }, new Date(), 'UTC')).toBe(true);
	});
});

describe('checkRule', () => {
	it.each<[ScheduleRule, string]>([
		[{ unit: 'minutes', every: 0 }, "'Every'"],
		[{ unit: 'minutes', every: 60 }, 'from 1 to 59'],
		[{ unit: 'seconds', every: 1.5 }, '1.5'],
		[{ unit: 'hours', every: 24, minute: 0 }, 'from 1 to 23'],
		[{ unit: 'days', every: 1, hour: 24, minute: 0 }, "'Hour'"],
		[{ unit: 'months', every: 1, dayOfMonth: 32, hour: 0, minute: 0 }, "'Day of Month'"],
		[{ unit: 'cron', expression: '' }, 'five or six fields'],
		[{ unit: 'cron', expression: 'every day' }, 'five or six fields'],
		[{ unit: 'cron', expression: '* * * *' }, 'five or six fields'],
	])('refuses %j', (rule, words) => {
		expect(() => checkRule(rule)).toThrow();
		try {
			checkRule(rule);
		} catch (error) {
			expect(JSON.stringify(error) + String(error)).toContain(words);
		}
	});
});
