import type { CertainDate } from './writtenDate';

const DAY_MS = 86_400_000;

/** Day 1 of Excel's 1900 system is 1 January 1900; its day 60 is a 29 February that never was. */
const BEFORE_FALSE_LEAP_DAY = Date.UTC(1899, 11, 31);
const AFTER_FALSE_LEAP_DAY = Date.UTC(1899, 11, 30);
const FALSE_LEAP_DAY = 60;

/** 31 December 9999. */
const LAST_SERIAL = 2_958_465;

/** An instant in UTC as calendar date and clock. */
export function dateOfInstant(milliseconds: number, offset?: number): CertainDate {
	const at = new Date(milliseconds);
	const clock = {
		hour: at.getUTCHours(),
		minute: at.getUTCMinutes(),
		second: at.getUTCSeconds(),
		millisecond: at.getUTCMilliseconds(),
		...(offset === undefined ? {} : { offset }),
	};
	return {
		kind: 'certain',
		date: { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() },
		clock,
	};
}

/**
 * The date of a serial number of the 1900 system. Its fraction is the time of
 * day, to the second: more is rounding.
 */
export function dateOfSerial(serial: number): CertainDate | undefined {
	const day = Math.floor(serial);
	if (day < 1 || day > LAST_SERIAL || day === FALSE_LEAP_DAY) return undefined;
	const seconds = Math.round((serial - day) * 86_400);
	const start = day < FALSE_LEAP_DAY ? BEFORE_FALSE_LEAP_DAY : AFTER_FALSE_LEAP_DAY;
	const found = dateOfInstant(start + day * DAY_MS + seconds * 1000);
	return seconds === 0 ? { ...found, clock: undefined } : found;
}
