import type { Cell } from '../model';
import type { CalendarDate } from './calendar';
import type { ClockTime } from './clockTime';
import { readDateCell } from './dateCell';
import { dateReason } from './dateReason';
import { kept, keptWith, refused } from './normalized';
import type { Rule } from './rule';
import { instantOfLocal, minutesToMs } from './timeZone';

function localTime(date: CalendarDate, clock: ClockTime | undefined): number {
	const { hour = 0, minute = 0, second = 0, millisecond = 0 } = clock ?? {};
	return Date.UTC(date.year, date.month - 1, date.day, hour, minute, second, millisecond);
}

/** `2022-09-30T08:09:00Z`; milliseconds only where there are any. */
function instantText(instant: number): string {
	const text = new Date(instant).toISOString();
	return text.endsWith('.000Z') ? `${text.slice(0, 19)}Z` : text;
}

/** Points in time, in UTC. A time that carries no offset is one of the import's zone, and a day is its midnight there. */
export const dateTime: Rule = {
	name: 'dateTime',
	title: 'Date and time',
	summary:
		'Points in time, in UTC. A time without an offset is one of the zone that is set. A time that the clocks jumped over is moved forward, of one that came twice the earlier is taken, and both are said.',
	heeds: ['dateOrder', 'twoDigitYearsFrom', 'latestDate', 'timeZone'],
	examples: [
		{ in: '30.09.2022 10:09', out: '2022-09-30T10:09:00Z' },
		{ in: '30.09.2022 10:09', options: { timeZone: 'Europe/Warsaw' }, out: '2022-09-30T08:09:00Z' },
		{ in: '2022-09-30T10:09:30.5+02:00', out: '2022-09-30T08:09:30.500Z' },
		{ in: '2022-09-30 10:09:30', out: '2022-09-30T10:09:30Z' },
		{ in: '2022-09-30T10:09Z', options: { timeZone: 'Europe/Warsaw' }, out: '2022-09-30T10:09:00Z' },
		{ in: '2022-09-30', out: '2022-09-30T00:00:00Z' },
		{ in: '3/15/2024 2:30 PM', out: '2024-03-15T14:30:00Z' },
		{ in: '12/25/2024 12:05 AM', out: '2024-12-25T00:05:00Z' },
		{ in: '2015年04月08日10:05', out: '2015-04-08T10:05:00Z' },
		{ in: '20231001T101500Z', out: '2023-10-01T10:15:00Z' },
		{ in: 'Fri, 09 Sep 2005 13:51:39 +0000', out: '2005-09-09T13:51:39Z' },
		{ in: 'Wed Aug 05 12:00:00 2015', out: '2015-08-05T12:00:00Z' },
		{ in: '20 Mar 2013 10h11', out: '2013-03-20T10:11:00Z' },
		{ in: 44834.4229166667, out: '2022-09-30T10:09:00Z' },
		{ in: 1664532540, out: '2022-09-30T10:09:00Z' },
		{ in: '1664532540000', options: { timeZone: 'Europe/Warsaw' }, out: '2022-09-30T10:09:00Z' },
		{
			in: '27.03.2022 02:30',
			options: { timeZone: 'Europe/Warsaw' },
			out: '2022-03-27T01:30:00Z',
			code: 'CLOCK_CHANGE',
		},
		{
			in: '30.10.2022 02:30',
			options: { timeZone: 'Europe/Warsaw' },
			out: '2022-10-30T00:30:00Z',
			code: 'CLOCK_CHANGE',
		},
		{ in: '03/04/2022 10:00', code: 'AMBIGUOUS_DATE_ORDER' },
		{ in: '30.09.2022 25:09', code: 'INVALID_DATE' },
		{ in: '2022-09-30 10:09 XYZ', code: 'INVALID_DATE' },
		{ in: '0000-00-00 00:00:00', code: 'PLACEHOLDER' },
		{ in: '01.01.2027 10:00', options: { latestDate: '2026-11-22' }, code: 'PLACEHOLDER' },
	],
	apply(value, options) {
		const cell = readDateCell(value, options);
		if ('code' in cell)
			return refused(cell.code, cell.message === undefined ? {} : { message: cell.message });
		if ('empty' in cell) return kept('');
		const local = localTime(cell.date, cell.clock);
		if (cell.clock?.offset !== undefined) return kept(instantText(local - minutesToMs(cell.clock.offset)));
		const { instant, clockChange } = instantOfLocal(local, options.timeZone ?? 'UTC');
		const text = instantText(instant);
		return clockChange === undefined ? kept(text) : keptWith(text, 'CLOCK_CHANGE');
	},
	reason: dateReason,
	matchKey(value: Cell) {
		return String(value);
	},
};
