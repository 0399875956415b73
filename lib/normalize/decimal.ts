import { isCurrencyOrUnit } from './currencyWords';
import { plainText } from './plainText';
import type { NormalizeOptions } from './rule';

/** A number as written, with all its digits. */
export interface Decimal {
	readonly negative: boolean;
	/** Without leading zeros; `0` at least. */
	readonly whole: string;
	/** As written, zeros included; empty where there is none. */
	readonly fraction: string;
}

const PARTS =
	/^([^\d.,+-]*)([+-]?)([^\d.,+-]*)((?:\d|[.,]\d)(?:[\d.,'’ ]*\d)?)[.,]?(\s*-)?(?!\d)([^\d+-]*)$/u;

/** Accountants write a negative amount in brackets. */
const BRACKETED = /^([^\d()]*)\(([^()]*\d[^()]*)\)([^\d()]*)$/;

const SPACED_GROUPS = /^\d{1,3}(?:([ '’])\d{3})(?:\1\d{3})*(?=[.,]|$)/;
const GROUPS: Readonly<Record<string, RegExp>> = {
	',': /^(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})$/,
	'.': /^\d{1,3}(?:\.\d{3})+$/,
};

type Separator = '.' | ',';

/** The digits before and after the decimal separator, or `undefined` where the grouping is not one. */
function splitAt(digits: string, separator: Separator): readonly [string, string] | undefined {
	const at = digits.lastIndexOf(separator);
	const grouping = separator === '.' ? ',' : '.';
	const whole = at < 0 ? digits : digits.slice(0, at);
	const fraction = at < 0 ? '' : digits.slice(at + 1);
	if (fraction.includes(grouping) || whole.includes(separator)) return undefined;
	if (whole.includes(grouping) && GROUPS[grouping]?.test(whole) !== true) return undefined;
	return [whole.replaceAll(grouping, ''), fraction];
}

/** Which of the two is the decimal separator, where nothing was set. */
function decimalOf(digits: string, grouped: boolean): Separator {
	const dot = digits.lastIndexOf('.');
	const comma = digits.lastIndexOf(',');
	if (dot >= 0 && comma >= 0) return dot > comma ? '.' : ',';
	if (comma >= 0) return !grouped && GROUPS[',']?.test(digits) && !digits.startsWith('0') ? '.' : ',';
	return digits.indexOf('.') === dot ? '.' : ',';
}

function readDigits(body: string, decimal: Separator | undefined): readonly [string, string] | undefined {
	const grouped = SPACED_GROUPS.test(body);
	if (!grouped && /[ '’]/.test(body)) return undefined;
	const digits = grouped ? body.replace(/[ '’]/g, '') : body;
	return splitAt(digits, decimal ?? decimalOf(digits, grouped));
}

/**
 * Reads a number as people write it: with either decimal separator, digits
 * grouped by comma, dot, space or apostrophe, a currency or percent sign, and a
 * minus before it, after it, or as brackets. A comma before exactly three digits
 * groups thousands; a single dot is a decimal point. `decimal` overrules both.
 */
export function readDecimal(text: string, options: NormalizeOptions): Decimal | undefined {
	const plain = plainText(text).replaceAll('\u2212', '-');
	const inner = plain.includes('(') ? BRACKETED.exec(plain) : null;
	const match = PARTS.exec(inner === null ? plain : `${inner[1]}${inner[2]}${inner[3]}`);
	if (match === null) return undefined;
	const [, before = '', sign = '', between = '', body = '', trailing, after = ''] = match;
	if (![before, between, after].every(isCurrencyOrUnit)) return undefined;
	const digits = readDigits(body, options.decimal);
	if (digits === undefined) return undefined;
	const negative = sign === '-' || trailing !== undefined || inner !== null;
	return { negative, whole: digits[0].replace(/^0+(?=\d)/, '') || '0', fraction: digits[1] };
}

/** `-1234.50`. Zero has no sign. */
export function decimalText({ negative, whole, fraction }: Decimal): string {
	const digits = fraction === '' ? whole : `${whole}.${fraction}`;
	return negative && /[1-9]/.test(digits) ? `-${digits}` : digits;
}
