import {
	callingCodeOfSurelyNational,
	dialsDoubleZero,
	isSurelyInternational,
	isSurelyNoInternational,
	isSurelyNoNational,
	isSurelyOwnInternational,
} from './phonePlans';

const ZERO = 48;
const NINE = 57;
const PLUS = 43;
const OPEN = 40;
const CLOSE = 41;
const SPACE = 32;
const DASH = 45;
const DOT = 46;

/** More are no number, and more digits than the longest number with `00` before it. */
const TEXT_LENGTH = 32;

/** What a simply written number holds: its digits, and whether a plus comes first. */
interface SimpleNumber {
	readonly digits: string;
	readonly plus: boolean;
}

/** Reads text of digits, spaces, dashes, dots and brackets. Anything else, and a zero in brackets, is not simple. */
function simpleNumber(text: string): SimpleNumber | undefined {
	if (text.length > TEXT_LENGTH) return undefined;
	let digits = '';
	let start = -1;
	let plus = false;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		if (code >= ZERO && code <= NINE) {
			if (start < 0) start = index;
			continue;
		}
		if (start >= 0) digits += text.slice(start, index);
		start = -1;
		if (code === PLUS && digits === '' && !plus) plus = true;
		else if (
			code === OPEN
				? text.startsWith('(0)', index)
				: code !== SPACE && code !== DASH && code !== CLOSE && code !== DOT
		)
			return undefined;
	}
	return { digits: start < 0 ? digits : digits + text.slice(start), plus };
}

/** A dot is a separator only between groups: `48501228855.0` is a spreadsheet's number. */
const ENDS_AS_DECIMAL = /\.\d{1,2}$/;

/**
 * The short way for numbers that are written simply and certainly valid: all
 * digits with the calling code. `undefined` means that the library must be asked.
 * Twice as fast as the library alone, with the same answers.
 */
export function sureDigits(text: string, country: string | undefined): string | undefined {
	const number = simpleNumber(text);
	if (number === undefined || ENDS_AS_DECIMAL.test(text)) return undefined;
	const { digits, plus } = number;
	if (plus) return isSurelyInternational(digits) ? digits : undefined;
	if (digits.startsWith('00')) {
		const rest = digits.slice(2);
		return dialsDoubleZero(digits, country) && isSurelyInternational(rest) ? rest : undefined;
	}
	if (country === undefined) return undefined;
	const code = callingCodeOfSurelyNational(digits, country);
	if (code !== undefined) return code + digits;
	return isSurelyOwnInternational(digits, country) ? digits : undefined;
}

/**
 * Whether a number that is written simply is certainly not valid, so that the library need not be asked,
 * which takes fifty times as long. Digits with a plus, or such as are dialled inside `country`.
 */
export function isSurelyNoNumber(text: string, country: string | undefined): boolean {
	const number = simpleNumber(text);
	if (number === undefined || ENDS_AS_DECIMAL.test(text)) return false;
	if (number.plus) return isSurelyNoInternational(number.digits);
	return country !== undefined && isSurelyNoNational(number.digits, country);
}
