import { userError } from '../errors';
import { isRealDate } from './calendar';
import { countryCodeOf } from './country';
import type { NormalizeOptions } from './rule';
import { isTimeZone } from './timeZone';

/** Years of four figures, so that the last of the hundred has four too. */
const FIRST_YEARS = { from: 1000, to: 9900 };

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

function isDay(text: string): boolean {
	const [, year, month, day] = ISO_DATE.exec(text) ?? [];
	return isRealDate({ year: Number(year), month: Number(month), day: Number(day) });
}

function isFirstYear(year: number): boolean {
	return Number.isInteger(year) && year >= FIRST_YEARS.from && year <= FIRST_YEARS.to;
}

/** What is wrong with the settings, and what to write: the first that is. */
function findWrong(options: NormalizeOptions): readonly [string, string] | undefined {
	const { defaultCountry, latestDate, maxLength, timeZone, twoDigitYearsFrom } = options;
	if (timeZone !== undefined && !isTimeZone(timeZone))
		return [`There is no time zone '${timeZone}'`, 'Write an IANA name, such as Europe/Warsaw.'];
	if (defaultCountry !== undefined && countryCodeOf(defaultCountry) === undefined)
		return [`There is no country '${defaultCountry}'`, 'Write its code of two letters, such as PL.'];
	if (latestDate !== undefined && !isDay(latestDate))
		return [`The latest date '${latestDate}' is no date`, 'Write it as 2026-11-22.'];
	if (twoDigitYearsFrom !== undefined && !isFirstYear(twoDigitYearsFrom))
		return [
			`Two-digit years cannot begin in ${twoDigitYearsFrom}`,
			'Write a year of four figures, such as 1950.',
		];
	if (maxLength !== undefined && !(Number.isInteger(maxLength) && maxLength > 0))
		return [`The maximum length ${maxLength} is not possible`, 'Write a whole number above 0.'];
	return undefined;
}

/**
 * Checks the settings of values, once and before the first of them is read.
 * @throws userError `BAD_SETTING` where a setting is not possible
 */
export function checkNormalizeOptions(options: NormalizeOptions): void {
	const [message, hint] = findWrong(options) ?? [];
	if (message !== undefined) throw userError(message, hint, 'BAD_SETTING');
}
