import type { ColumnOrder } from './dialect';
import { wrongSetting, type PlaceColumn } from './placeColumns';

/**
 * The value that stands `lag` before another, in the form in which the database prints it: seconds before a
 * date-time, a difference below a number. `undefined` where that cannot be said, as for `infinity`.
 */
export function valueBefore(order: ColumnOrder, value: string, lag: number): string | undefined {
	if (order === 'number') return numberBefore(value, lag);
	return order === 'dateTime' ? dateTimeBefore(value, lag) : undefined;
}

/**
 * Where a value stands, as a number that never falls while the values grow; close ones may have the same.
 * Date-times in seconds. `undefined` where that cannot be said.
 */
export function measureOf(order: ColumnOrder, value: string): number | undefined {
	if (order === 'dateTime') {
		const parts = partsOf(value);
		return parts === undefined ? undefined : parts.seconds + Number(`0${parts.fraction}`);
	}
	const number = order === 'number' ? Number(value) : NaN;
	return Number.isFinite(number) ? number : undefined;
}

/**
 * Checks that a lag can be had with a column.
 * @throws userError where it is no whole number above 0, or the column has neither numbers nor dates
 */
export function checkLag(lag: number, { label, order, type }: PlaceColumn): void {
	if (!Number.isSafeInteger(lag) || lag < 0) {
		throw wrongSetting(`The lag window is ${lag}`, "Set 'Lag Window' to a whole number, or to 0 for none.");
	}
	const hasLag = order === 'number' || (order === 'dateTime' && !TIME_OF_DAY.test(type));
	if (lag === 0 || hasLag) return;
	throw wrongSetting(
		`'Lag Window' cannot be used with '${label}', which has the type ${type}`,
		'Choose a start column with numbers or date-times, or set the window to 0.',
	);
}

/** No moments, while `timestamp` and its kin are. */
const TIME_OF_DAY = /^time(tz)?\b/i;

const DECIMAL = /^(-?)(\d+)(?:\.(\d*))?$/;

function numberBefore(value: string, lag: number): string | undefined {
	const match = DECIMAL.exec(value);
	if (match === null) return Number.isFinite(Number(value)) ? String(Number(value) - lag) : undefined;
	const [, sign = '', whole = '0', fraction = ''] = match;
	const scale = 10n ** BigInt(fraction.length);
	const scaled = BigInt(`${sign}${whole}${fraction}`) - BigInt(lag) * scale;
	if (fraction === '') return String(scaled);
	const digits = String(scaled < 0n ? -scaled : scaled).padStart(fraction.length + 1, '0');
	const point = digits.length - fraction.length;
	return `${scaled < 0n ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}

const DATE_TIME =
	/^(\d{4})-(\d\d)-(\d\d)(?:([ T])(\d\d):(\d\d):(\d\d)((?:\.\d+)?)((?: ?(?:Z|UTC|[+-]\d\d(?::?\d\d)?))?))?$/;
const DAY_SECONDS = 86_400;

interface DateTimeParts {
	/** Of what the clock shows, since 1970. */
	readonly seconds: number;
	/** With its point, or empty. */
	readonly fraction: string;
	/** Between date and time; `undefined` where there is only a date. */
	readonly separator: string | undefined;
	readonly zone: string;
}

function partsOf(value: string): DateTimeParts | undefined {
	const match = DATE_TIME.exec(value);
	if (match === null) return undefined;
	const [, year, month, day, separator, hour = '00', minute = '00', second = '00', fraction = '', zone = ''] =
		match;
	const seconds = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) / 1000;
	return Number.isNaN(seconds) ? undefined : { seconds, fraction, separator, zone };
}

function dateTimeBefore(value: string, lag: number): string | undefined {
	const parts = partsOf(value);
	if (parts === undefined) return undefined;
	const { seconds, fraction, separator, zone } = parts;
	const isDate = separator === undefined;
	// A column of dates goes back by whole days.
	const before = seconds - (isDate ? Math.ceil(lag / DAY_SECONDS) * DAY_SECONDS : lag);
	const printed = new Date(before * 1000);
	if (printed.getUTCFullYear() < 1) return undefined;
	const iso = printed.toISOString();
	return isDate ? iso.slice(0, 10) : `${iso.slice(0, 10)}${separator}${iso.slice(11, 19)}${fraction}${zone}`;
}
