const DAY_MS = 86_400_000;
/** Day 1 is 1 January 1900, and day 60 the 29 February 1900 that never was; so days from 61 on count from 30 December 1899. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const LEAP_BUG_DAY = 60;
/** 31 December 9999. */
const LAST_DAY = 2_958_465;

/** How a serial is written: as its number format shows it. */
export type DateKind = 'date' | 'dateTime' | 'time' | 'duration';

/**
 * The ISO 8601 text of a date serial: `2022-09-30`, `2022-09-30T10:09:00`, or
 * `10:09:00` for a time and `26:30:00` for a duration. Computed in UTC, so that no
 * time zone moves a birthday. Nothing for a number that is no date.
 * @param serial days, with the time of day as fraction
 */
export function serialToIso(serial: number, kind: DateKind, date1904: boolean): string | undefined {
	if (kind === 'duration') return durationText(serial);
	if (!(serial >= 0) || serial > LAST_DAY + 1) return undefined;
	const ms = Math.round(serial * DAY_MS);
	if (kind === 'time' && serial < 1) return clock(ms % DAY_MS);
	const iso = new Date(epochOf(serial, date1904) + ms).toISOString();
	const day = iso.slice(0, 10);
	const time = ms % DAY_MS;
	return time === 0 && kind === 'date' ? day : `${day}T${clock(time)}`;
}

function epochOf(serial: number, date1904: boolean): number {
	if (date1904) return EPOCH_1904;
	return serial < LEAP_BUG_DAY ? EPOCH_1900 + DAY_MS : EPOCH_1900;
}

/**
 * The serial of an ISO 8601 date or date-time without zone, in the 1900 system.
 * Nothing for other text, and for days before 1 March 1900, which programs count differently.
 */
export function isoToSerial(iso: string): number | undefined {
	const match = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,3})?)?)?$/.exec(iso);
	if (!match) return undefined;
	const [year, month, day, hour, minute, second, fraction] = match.slice(1).map((part) => Number(part ?? 0));
	const ms = Date.UTC(
		year ?? 0,
		(month ?? 1) - 1,
		day,
		hour,
		minute,
		second,
		Math.round((fraction ?? 0) * 1000),
	);
	if (!new Date(ms).toISOString().startsWith(iso.slice(0, 10))) return undefined;
	const serial = (ms - EPOCH_1900) / DAY_MS;
	return serial > LEAP_BUG_DAY ? serial : undefined;
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
