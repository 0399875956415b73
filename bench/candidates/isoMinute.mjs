/** A date as a reader gives it, to the minute. Readers compute dates from fractions of days and may be a millisecond early. */
export function isoMinute(date) {
	return new Date(Math.round(date.getTime() / 1000) * 1000).toISOString().slice(0, 16);
}
