import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js/max';
import { makeIssue } from '../errors';
import type { Cell, RowIssue } from '../model';
import { countryCodeOf } from './country';
import { readExponent } from './exponent';
import { kept, NO_ISSUES, refused } from './normalized';
import { isSurelyNoNumber, sureDigits } from './phoneDigits';
import { PHONE_EXAMPLES } from './phoneExamples';
import { isPhoneCountry, looksInternational } from './phonePlans';
import { partsAtSlash, phoneText, severalPhones } from './phoneText';
import { isCellError, isPlaceholder } from './placeholder';
import { isOverlong } from './plainText';
import { spacedPhone } from './spacedPhone';
import type { Normalized, NormalizeOptions, Rule } from './rule';

/** Fewer digits than this in the whole cell stand for nothing: `0`, `+48`. */
const LEAST_DIGITS = 3;

const DIGITS = /^\d*$/;

/** Numbers that were typed to get past a form. */
const STAND_IN = /^(\d)\1{5,}$|^0{1,5}$/;

const DATE_LIKE = /^(?:\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([./-])\d{1,2}\2\d{1,2})\b/;

const FORM_WORDS: Readonly<Record<NonNullable<NormalizeOptions['phoneFormat']>, string>> = {
	digits: 'digits with the calling code',
	e164: 'E.164',
	national: 'people of the country write it',
	international: 'people write it abroad',
};

/** A spreadsheet's number as text. */
const DECIMAL_ZERO = /^(\+?\d{5,})[.,]0+$/;

/**
 * Digits that could as well be dialled inside China (mobile) or Russia (with
 * the trunk 8): reading them as +1… or +8… would be a guess.
 */
const COULD_BE_NATIONAL = /^(?:1[3-9]\d{9}|8\d{10})$/;

type Reading =
	| { readonly digits: string; readonly extension?: string; readonly warning?: RowIssue }
	| { readonly issue: RowIssue };

function countryOf(options: NormalizeOptions): CountryCode | undefined {
	const code = options.defaultCountry?.trim().toUpperCase();
	if (code === undefined || isPhoneCountry(code)) return code;
	const known = countryCodeOf(code);
	return known !== undefined && isPhoneCountry(known) ? known : undefined;
}

function parse(text: string, country: CountryCode | undefined): PhoneNumber | undefined {
	if (isSurelyNoNumber(text, country)) return undefined;
	const found = parsePhoneNumberFromString(text, country);
	return found?.isValid() ? found : undefined;
}

/** Reads digits that start with the calling code of the default country, without a plus, as what they are. */
function parseOwnCode(text: string, country: CountryCode | undefined): PhoneNumber | undefined {
	const digits = text.replace(/[\s().-]/g, '');
	const isOwn = country !== undefined && /^\d{8,15}$/.test(digits) && looksInternational(digits, country);
	return isOwn ? parse(`+${digits}`, undefined) : undefined;
}

/** Reads digits without a plus as an international number, where nothing else is possible. */
function readAssumed(text: string): Reading | undefined {
	const digits = text.replace(/[\s().-]/g, '');
	if (!/^[1-9]\d{7,14}$/.test(digits) || COULD_BE_NATIONAL.test(digits)) return undefined;
	const found = parse(`+${digits}`, undefined);
	if (found === undefined) return undefined;
	return {
		digits: found.number.slice(1),
		warning: makeIssue('PREFIX_ASSUMED', { message: `The number was read as ${found.number}` }),
	};
}

function problem(text: string, country: CountryCode | undefined): Reading {
	const noPrefix =
		country === undefined && !/^\s*(?:\+|00)/.test(text) && /^(?:[\s().\-/]*\d){5,15}[\s().\-/]*$/.test(text);
	if (noPrefix) return { issue: makeIssue('NO_COUNTRY_PREFIX') };
	return { issue: makeIssue('INVALID_PHONE', trunkZeroHint(text, country)) };
}

/** Where a country has no trunk zero, as Poland, a zero in front is what is wrong. */
function trunkZeroHint(text: string, country: CountryCode | undefined): { readonly hint?: string } {
	if (country === undefined || !/^[\s(]*0(?!0)/.test(text)) return {};
	const found = parse(text.replace('0', ''), country);
	return found === undefined ? {} : { hint: `Without the 0 in front it would be ${found.number}.` };
}

/** Reads one number by the library. */
function readNumber(text: string, country: CountryCode | undefined): Reading {
	if (DATE_LIKE.test(text) || /\d\+\d/.test(text)) return { issue: makeIssue('INVALID_PHONE') };
	const sure = sureDigits(text, country);
	if (sure !== undefined) return { digits: sure };
	const found =
		parseOwnCode(text, country) ??
		parse(text, country) ??
		(/^00\s?[1-9]/.test(text) ? parse(`+${text.slice(2)}`, undefined) : undefined);
	if (found === undefined) return readAssumed(text) ?? problem(text, country);
	const digits = found.number.slice(1);
	if (!found.ext) return { digits };
	return { digits, extension: found.ext };
}

/** Reads what stands between the separators of a cell: one number, or two with a slash between them. */
function readPart(text: string, country: CountryCode | undefined): readonly Reading[] {
	const parts = partsAtSlash(text);
	const whole = readNumber(text, country);
	if (parts.length === 0 || 'digits' in whole) return [whole];
	return parts.map((part) => readNumber(part, country));
}

function formatted(digits: string, options: NormalizeOptions): string {
	const format = options.phoneFormat ?? 'digits';
	if (format === 'digits') return digits;
	return format === 'e164' ? `+${digits}` : spacedPhone(digits, format, countryOf(options));
}

function extensionLeftOut(extension: string, number: string): RowIssue {
	const message = `The extension ${extension} of ${number} was left out`;
	return makeIssue('EXTENSION_LEFT_OUT', { message });
}

/** Puts the numbers of a cell together, each once. */
function combine(readings: readonly Reading[], options: NormalizeOptions): Normalized {
	const numbers: string[] = [];
	const issues: RowIssue[] = [];
	let extension: string | undefined;
	for (const reading of readings) {
		if ('issue' in reading) {
			issues.push(reading.issue);
			continue;
		}
		const number = formatted(reading.digits, options);
		if (!numbers.includes(number)) numbers.push(number);
		if (reading.warning) issues.push(reading.warning);
		if (reading.extension === undefined) continue;
		// It belongs to one number, and the field beside the numbers is that of the first.
		if (options.extensions !== 'drop' && number === numbers[0] && extension === undefined)
			extension = reading.extension;
		else issues.push(extensionLeftOut(reading.extension, number));
	}
	const found = issues.length === 0 ? NO_ISSUES : issues;
	if (numbers.length === 0) return { value: undefined, issues: found };
	const result = { value: numbers.length === 1 ? numbers[0] : numbers, issues: found };
	return extension === undefined ? result : { ...result, besides: { extension } };
}

/** A number that a spreadsheet program wrote with an exponent: right only where no digit is missing. */
function readRestored(digits: string | undefined, options: NormalizeOptions): Normalized {
	if (digits === undefined) return refused('EXCEL_SCIENTIFIC');
	const restored = readText(digits, options);
	if (restored.value === undefined) return restored;
	const issue = makeIssue('EXCEL_SCIENTIFIC', {
		severity: 'warning',
		message: 'The digits were restored from an exponent',
	});
	return { value: restored.value, issues: [issue] };
}

function standsForNothing(text: string): boolean {
	const digits = text.replace(/\D/g, '');
	return isPlaceholder(text) || (digits.length < LEAST_DIGITS && /^[+()\d\s.-]*$/.test(text));
}

/** Reads a cell that is not one simply written, certainly valid number. */
function readText(text: string, options: NormalizeOptions): Normalized {
	if (isOverlong(text)) return refused('INVALID_PHONE');
	const plain = phoneText(text);
	if (plain === '') return kept('');
	if (isCellError(plain)) return refused('CELL_ERROR');
	if (standsForNothing(plain)) return refused('PLACEHOLDER');
	const exponent = readExponent(plain);
	if (exponent !== undefined) return readRestored(exponent.digits, options);
	const country = countryOf(options);
	const whole = plain.replace(DECIMAL_ZERO, '$1');
	const result = combine(
		severalPhones(whole).flatMap((part) => readPart(phoneText(part), country)),
		options,
	);
	if (result.value === undefined && STAND_IN.test(whole.replace(/[\s().\-+]/g, '')))
		return refused('PLACEHOLDER');
	return result;
}

/** Whole numbers up to 2^53 are exact in a cell of a workbook; others have lost digits. */
function readNumberCell(value: number, options: NormalizeOptions): Normalized {
	if (Number.isSafeInteger(value) && value >= 0) return readWritten(String(value), options);
	return refused(value > Number.MAX_SAFE_INTEGER ? 'PRECISION_LOST' : 'INVALID_PHONE');
}

/** The short way first, which most numbers take. */
function readWritten(text: string, options: NormalizeOptions): Normalized {
	const digits = sureDigits(text, options.defaultCountry);
	return digits === undefined ? readText(text, options) : kept(formatted(digits, options));
}

function phoneReason(before: Cell, after: Cell, options: NormalizeOptions): string {
	const form = `written as ${FORM_WORDS[options.phoneFormat ?? 'digits']}`;
	const digits = String(before).replace(/\D/g, '');
	const hasCode = /^\D*(?:\+|00)/.test(String(before)) || digits === String(after).replace(/\D/g, '');
	const country = countryOf(options);
	return hasCode || country === undefined
		? form
		: `read as a number of ${country}, the default country; ${form}`;
}

/**
 * Phone numbers by Google's libphonenumber metadata. Stored as digits with the
 * calling code (at most 15, so within the 20 that customer bases allow) or as
 * E.164. Nothing is guessed: without a prefix and a default country a number is
 * refused, and digits that an exponent has swallowed are never filled in.
 */
export const phone: Rule = {
	name: 'phone',
	title: 'Phone number',
	summary:
		"Phone numbers by the metadata of Google's libphonenumber. Several numbers in a cell are taken apart; an extension goes beside the number. Nothing is guessed: a number without a prefix needs a default country, of the import or of its row, and digits that a spreadsheet has swallowed are never filled in.",
	heeds: ['defaultCountry', 'phoneFormat', 'extensions'],
	examples: PHONE_EXAMPLES,
	apply(value, options) {
		if (typeof value === 'boolean') return refused('INVALID_PHONE');
		return typeof value === 'number' ? readNumberCell(value, options) : readWritten(value, options);
	},
	matchKey(value: Cell) {
		const text = String(value);
		return DIGITS.test(text) ? text : text.replace(/\D/g, '');
	},
	reason: phoneReason,
};
