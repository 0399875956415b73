const two = (number: number): string => String(number).padStart(2, '0');

/**
 * The text of a moment from the bytes of the protocol: century and year plus 100, month, day, and hour, minute
 * and second plus 1, then nanoseconds where there are any. `DATE` has no fraction, `TIMESTAMP` up to nine
 * digits, of which the driver itself keeps three.
 */
export function momentOf(bytes: Buffer): string {
	const [century = 0, year = 0, month = 0, day = 0, hour = 1, minute = 1, second = 1] = bytes;
	const fullYear = (century - 100) * 100 + year - 100;
	const date = `${String(Math.abs(fullYear)).padStart(4, '0')}-${two(month)}-${two(day)}`;
	const clock = `${two(hour - 1)}:${two(minute - 1)}:${two(second - 1)}${fractionOf(bytes)}`;
	// Marked, because years before Christ do not sort as texts.
	return `${date} ${clock}${fullYear < 0 ? ' BC' : ''}`;
}

/** The fraction of a second, without zeros at its end. */
function fractionOf(bytes: Buffer): string {
	const nanoseconds = bytes.length >= 11 ? bytes.readUInt32BE(7) : 0;
	return nanoseconds === 0 ? '' : `.${String(nanoseconds).padStart(9, '0').replace(/0+$/, '')}`;
}

/**
 * The text of a moment with a zone, in UTC, where texts sort as moments do.
 * @param made what the driver makes of it: the right moment, to a millisecond
 */
export function zonedOf(bytes: Buffer, made: Date): string {
	const seconds = made.toISOString().slice(0, 19).replace('T', ' ');
	return `${seconds}${fractionOf(bytes) || '.0'} +00:00`;
}
