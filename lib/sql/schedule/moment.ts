import { DateTime } from 'luxon';
import { userError } from '../../errors';

/**
 * The moment that a date means which somebody picked, in milliseconds since 1970.
 * @param text ISO 8601; where it names no zone, the clock of `timeZone` is meant
 * @throws userError (`SCHEDULE`) where it is no date
 */
export function momentIn(text: string, timeZone: string): number {
	const moment = DateTime.fromISO(text.trim().replace(' ', 'T'), { zone: timeZone });
	if (moment.isValid) return moment.toMillis();
	throw userError(`'${text}' is not a date`, 'Write it as 2026-11-22 or 2026-11-22T10:00:00.', 'SCHEDULE');
}

/** A moment as a person reads it in a zone: `Mon 2026-11-23 03:30:00 +01:00`. */
export function describeMoment(moment: number, timeZone: string): string {
	return DateTime.fromMillis(moment, { zone: timeZone, locale: 'en' }).toFormat('ccc yyyy-MM-dd HH:mm:ss ZZ');
}
