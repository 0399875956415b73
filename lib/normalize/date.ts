import type { Cell } from '../model';
import { type CalendarDate, dateText } from './calendar';
import type { ClockTime } from './clockTime';
import { readDateCell } from './dateCell';
import { dateReason } from './dateReason';
import { dateOfInstant } from './excelDate';
import { kept, refused } from './normalized';
import type { NormalizeOptions, Rule } from './rule';
import { localOfInstant, minutesToMs } from './timeZone';

const DAY_MS = 86_400_000;

/**
 * Programs that keep a day as an instant write the midnight of their zone in
 * UTC: `1990-05-14T22:00:00Z` is 15 May in Warsaw. Where the import's zone makes
 * the time midnight, that day is meant; in all other cases the day as written.
 */
function dayMeant(date: CalendarDate, clock: ClockTime | undefined, options: NormalizeOptions): CalendarDate {
	if (clock?.offset === undefined || options.timeZone === undefined) return date;
	const written = Date.UTC(date.year, date.month - 1, date.day, clock.hour, clock.minute, clock.second);
	if (written % DAY_MS === 0) return date;
	const local = localOfInstant(written - minutesToMs(clock.offset), options.timeZone);
	return local % DAY_MS === 0 ? dateOfInstant(local).date : date;
}

/** Days: a birthday is not an instant, so no zone moves it, and a time beside it is left out. */
export const date: Rule = {
	name: 'date',
	title: 'Date',
	summary:
		'Days. A birthday is not an instant, so no zone moves it, and a time beside it is left out. The order of day and month is decided for the whole column by a value that proves it; where none does and nothing is set, the value is refused.',
	heeds: ['dateOrder', 'twoDigitYearsFrom', 'latestDate', 'timeZone'],
	examples: [
		{ in: '2022-09-30', out: '2022-09-30' },
		{ in: '30.09.2022', out: '2022-09-30' },
		{ in: '03.04.2022', out: '2022-04-03' },
		{ in: '03.04.2022', options: { dateOrder: 'monthFirst' }, out: '2022-03-04' },
		{ in: '30.09.2022 10:09', out: '2022-09-30' },
		{ in: '2023/10/1', out: '2023-10-01' },
		{ in: '2023年10月1日', out: '2023-10-01' },
		{ in: '20231001', out: '2023-10-01' },
		{ in: 20231001, out: '2023-10-01' },
		{ in: '30/09/2022', out: '2022-09-30' },
		{ in: '09/30/2022', out: '2022-09-30' },
		{ in: '05/05/2022', out: '2022-05-05' },
		{ in: '03/04/2022', code: 'AMBIGUOUS_DATE_ORDER' },
		{ in: '03/04/2022', options: { dateOrder: 'dayFirst' }, out: '2022-04-03' },
		{ in: '03/04/2022', options: { dateOrder: 'monthFirst' }, out: '2022-03-04' },
		{ in: '09/30/2022', options: { dateOrder: 'dayFirst' }, code: 'MIXED_DATE_ORDER' },
		{ in: '22/09/30', options: { dateOrder: 'yearFirst' }, out: '2022-09-30' },
		{ in: '15.01.49', out: '2049-01-15' },
		{ in: '15.01.50', out: '1950-01-15' },
		{ in: '15.01.30', options: { twoDigitYearsFrom: 1925 }, out: '1930-01-15' },
		{ in: '15.01.24', options: { twoDigitYearsFrom: 1925 }, out: '2024-01-15' },
		{ in: '15 Jan 49', options: { latestDate: '2026-11-22' }, out: '1949-01-15' },
		{ in: '22.11.2026', options: { latestDate: '2026-11-22' }, out: '2026-11-22' },
		{ in: '23.11.2026', options: { latestDate: '2026-11-22' }, code: 'PLACEHOLDER' },
		{ in: '٣٠.٠٩.٢٠٢٢', out: '2022-09-30' },
		{ in: '30 września 2022', out: '2022-09-30' },
		{ in: 'Sept. 30, 2022', out: '2022-09-30' },
		{ in: '30. September 2022', out: '2022-09-30' },
		{ in: '30-Sep-22', out: '2022-09-30' },
		{ in: '30 сентября 2022 г.', out: '2022-09-30' },
		{ in: 'piątek, 30 wrz 2022', out: '2022-09-30' },
		{ in: '30 de septiembre de 2022', out: '2022-09-30' },
		{ in: '30 septembre 2022', out: '2022-09-30' },
		{ in: '30 de setembro de 2022', out: '2022-09-30' },
		{ in: '30 Eylül 2022', out: '2022-09-30' },
		{ in: 1664532540, out: '2022-09-30' },
		{ in: 1664532540000, out: '2022-09-30' },
		{ in: '44834.4229166667', out: '2022-09-30' },
		{ in: '2026-01-15T23:30:00-05:00', out: '2026-01-15' },
		{ in: '1990-05-14T22:00:00Z', options: { timeZone: 'Europe/Warsaw' }, out: '1990-05-15' },
		{ in: 44834, out: '2022-09-30' },
		{ in: '44834', out: '2022-09-30' },
		{ in: 59, out: '1900-02-28' },
		{ in: 60, code: 'INVALID_DATE' },
		{ in: 61, out: '1900-03-01' },
		{ in: '29.02.2021', code: 'INVALID_DATE' },
		{ in: '31/02/2026', options: { dateOrder: 'dayFirst' }, code: 'INVALID_DATE' },
		{ in: '2022', code: 'INVALID_DATE' },
		{ in: '2022-W39', code: 'INVALID_DATE' },
		{ in: '30/09/2022', options: { dateOrder: 'monthFirst' }, code: 'MIXED_DATE_ORDER' },
		{ in: 'yesterday', code: 'INVALID_DATE' },
		{ in: true, code: 'INVALID_DATE' },
		{ in: '0000-00-00', code: 'PLACEHOLDER' },
		{ in: '1.1.1900', code: 'PLACEHOLDER' },
		{ in: '9999-12-31', code: 'PLACEHOLDER' },
		{ in: '00.00.0000', code: 'PLACEHOLDER' },
		{ in: '-', code: 'PLACEHOLDER' },
		{ in: '#VALUE!', code: 'CELL_ERROR' },
	],
	apply(value, options) {
		const cell = readDateCell(value, options);
		if ('code' in cell)
			return refused(cell.code, cell.message === undefined ? {} : { message: cell.message });
		return kept('empty' in cell ? '' : dateText(dayMeant(cell.date, cell.clock, options)));
	},
	reason: dateReason,
	matchKey(value: Cell) {
		return String(value).slice(0, 10);
	},
};
