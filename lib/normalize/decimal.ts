import { isCurrencyOrUnit } from './currencyWords';
import { isPlainAscii, plainText } from './plainText';
import type { NormalizeOptions } from './rule';

/** A number as written, with all its digits. */
export interface Decimal {
	readonly negative: boolean;
	/** Without leading zeros; `0` at least. */
	readonly whole: string;
	/** As written, zeros included; empty where there is none. */
	readonly fraction: string;
	/** What stands around it: a currency, a unit, a percent sign. Empty for most. */
	readonly around: string;
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

/** Instead of cents: `5,-` and `1.200,–`. */
const NO_CENTS = /(?<=\d)([.,])\s?[-–—]{1,2}(?=$|\s|\p{Sc}|\p{L})/u;

/** The separators that go with Arabic digits tell what they are. */
const ARABIC_SEPARATOR = /[\u066b\u066c]/g;

type Separator = '.' | ',';

/** What stands where in a written number. */
interface Written {
	readonly negative: boolean;
	readonly body: string;
	readonly around: readonly string[];
}

/** Most numbers: digits with separators, perhaps a minus before and a word after them. */
const SIMPLE = /^(-?)(\d(?:[\d.,' ]*\d)?)(?: ?([^\d.,+\-()' ][^\d.,+\-()]{0,12}))?$/;

function takeApart(plain: string): Written | undefined {
	const simple = SIMPLE.exec(plain);
	if (simple === null) return takeApartAny(plain);
	const [, sign, body = '', after = ''] = simple;
	return { negative: sign === '-', body, around: [after] };
}

function takeApartAny(plain: string): Written | undefined {
	const text = plain.replaceAll('\u2212', '-').replace(NO_CENTS, (_, separator: string) => `${separator}00`);
	const inner = text.includes('(') ? BRACKETED.exec(text) : null;
	const match = PARTS.exec(inner === null ? text : `${inner[1]}${inner[2]}${inner[3]}`);
	if (match === null) return undefined;
	const [, before = '', sign = '', between = '', body = '', trailing, after = ''] = match;
	const negative = sign === '-' || trailing !== undefined || inner !== null;
	return { negative, body, around: [before, between, after] };
}

function withPlainSeparators(text: string, decimal: Separator = '.'): string {
	const groups = decimal === '.' ? ',' : '.';
	return text.replace(ARABIC_SEPARATOR, (sign) => (sign === '\u066b' ? decimal : groups));
}

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
	const plain = plainText(text);
	const written = takeApart(isPlainAscii(plain) ? plain : withPlainSeparators(plain, options.decimal));
	if (written === undefined || !written.around.every(isCurrencyOrUnit)) return undefined;
	const digits = readDigits(written.body, options.decimal);
	if (digits === undefined) return undefined;
	const [whole, fraction] = digits;
	return {
		negative: written.negative,
		whole: whole.startsWith('0') ? whole.replace(/^0+(?=\d)/, '') : whole || '0',
		fraction,
		around: written.around.join(' ').trim(),
	};
}

/** `-1234.50`. Zero has no sign. */
export function decimalText({ negative, whole, fraction }: Decimal): string {
	const digits = fraction === '' ? whole : `${whole}.${fraction}`;
	return negative && /[1-9]/.test(digits) ? `-${digits}` : digits;
}
