const DAY_MS = 86_400_000;
/** Day 1 is 1 January 1900, and day 60 the 29 February 1900 that never was; so days from 61 on count from 30 December 1899. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
/** From the first day of one system to that of the other. */
const DAYS_1904 = 1462;
const LEAP_BUG_DAY = 60;
/** 31 December 9999. */
const LAST_DAY = 2_958_465;

/** How a serial is written: as its number format shows it. */
export type DateKind = 'date' | 'dateTime' | 'time' | 'duration';

/** Texts of days and of times that were made, because the same ones come again and again. */
const days = new Map<number, string>();
const times = new Map<number, string>();
const MOST_KEPT = 20_000;

/**
 * The ISO 8601 text of a date serial: `2022-09-30`, `2022-09-30T10:09:00`, or
 * `10:09:00` for a time and `26:30:00` for a duration. Computed in UTC, so that no
 * time zone moves a birthday. Nothing for a number that is no date.
 *
 * Day 0 of the 1900 system is no day but a time alone, and day 60 is written as
 * spreadsheet programs show it: 1900-02-29, which no calendar has, so that it is
 * noticed and not moved.
 * @param serial days, with the time of day as fraction
 */
export function serialToIso(serial: number, kind: DateKind, date1904: boolean): string | undefined {
	if (kind === 'duration') return durationText(serial);
	if (!(serial >= 0) || serial > LAST_DAY + 1) return undefined;
	const ms = Math.round(serial * DAY_MS);
	const time = ms % DAY_MS;
	const day = (ms - time) / DAY_MS;
	if (day === 0 && (kind === 'time' || !date1904)) return timeText(time);
	const text = dayText(date1904 ? day + DAYS_1904 : day);
	return time === 0 && kind === 'date' ? text : `${text}T${timeText(time)}`;
}

function dayText(day: number): string {
	return days.get(day) ?? keep(days, day, makeDay(day));
}

function timeText(ms: number): string {
	return times.get(ms) ?? keep(times, ms, clock(ms));
}

function keep(texts: Map<number, string>, key: number, text: string): string {
	if (texts.size >= MOST_KEPT) texts.clear();
	texts.set(key, text);
	return text;
}

function makeDay(day: number): string {
	if (day === LEAP_BUG_DAY) return '1900-02-29';
	const epoch = day < LEAP_BUG_DAY ? EPOCH_1900 + DAY_MS : EPOCH_1900;
	return new Date(epoch + day * DAY_MS).toISOString().slice(0, 10);
}

/** A date, or a date with its time, without zone. */
const ISO_DATE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)?$/;
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * The serial of an ISO 8601 date or date-time without zone, in the 1900 system.
 * Nothing for other text, and for days before 1 March 1900, which programs count differently.
 */
export function isoToSerial(iso: string): number | undefined {
	if (!ISO_DATE.test(iso)) return undefined;
	const year = twoDigits(iso, 0) * 100 + twoDigits(iso, 2);
	const month = twoDigits(iso, 5);
	const day = twoDigits(iso, 8);
	if (!isDay(year, month, day)) return undefined;
	const hours = iso.length > 10 ? twoDigits(iso, 11) : 0;
	const minutes = iso.length > 10 ? twoDigits(iso, 14) : 0;
	const seconds = iso.length > 16 ? Number(iso.slice(17)) : 0;
	if (hours > 23 || minutes > 59 || seconds >= 60) return undefined;
	const time = Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000);
	const serial = (Date.UTC(year, month - 1, day) - EPOCH_1900 + time) / DAY_MS;
	return serial > LEAP_BUG_DAY ? serial : undefined;
}

function twoDigits(text: string, at: number): number {
	return (text.charCodeAt(at) - 0x30) * 10 + text.charCodeAt(at + 1) - 0x30;
}

function isDay(year: number, month: number, day: number): boolean {
	if (day < 1 || day > (MONTH_DAYS[month - 1] ?? 0)) return false;
	return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

function durationText(days: number): string | undefined {
	if (!Number.isFinite(days)) return undefined;
	const ms = Math.round(Math.abs(days) * DAY_MS);
	return `${days < 0 ? '-' : ''}${clock(ms)}`;
}

/** Hours, minutes, seconds, and milliseconds where there are any. */
function clock(ms: number): string {
	const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
	const rest = ms % 1000;
	const fraction = rest === 0 ? '' : `.${String(rest).padStart(3, '0')}`;
	return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}${fraction}`;
}
