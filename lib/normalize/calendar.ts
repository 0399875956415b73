import type { NormalizeOptions } from './rule';

/** A day of the calendar as three figures: not an instant, and in no time zone. */
export interface CalendarDate {
	readonly year: number;
	/** From 1. */
	readonly month: number;
	readonly day: number;
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeapYear(year: number): boolean {
	return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Whether the day exists in the Gregorian calendar, in years of four figures. */
export function isRealDate({ year, month, day }: CalendarDate): boolean {
	if (!(year >= 1000 && year <= 9999) || month < 1 || month > 12 || day < 1) return false;
	return day <= (month === 2 && isLeapYear(year) ? 29 : (LENGTHS[month - 1] ?? 0));
}

/** Two figures: up to 49 is 2000 to 2049, from 50 is 1950 to 1999. The bound that Windows sets and Excel follows. */
const USUAL_FIRST_YEAR = 1950;

/** The first of the hundred years that two figures stand for. */
export function firstShortYear({ twoDigitYearsFrom, latestDate }: NormalizeOptions): number {
	if (twoDigitYearsFrom !== undefined) return twoDigitYearsFrom;
	return latestDate === undefined ? USUAL_FIRST_YEAR : Number(latestDate.slice(0, 4)) - 99;
}

/**
 * The year that some figures stand for.
 * @param from the first of the hundred years of which two figures name one
 */
export function fullYear(year: number, figures: number, from: number): number {
	return figures > 2 ? year : from + ((year - (from % 100) + 100) % 100);
}

function padded(figure: number): string {
	return figure < 10 ? `0${figure}` : String(figure);
}

/** `2022-09-30`. */
export function dateText({ year, month, day }: CalendarDate): string {
	return `${year}-${padded(month)}-${padded(day)}`;
}
