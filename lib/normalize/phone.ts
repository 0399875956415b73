import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js/max';
import { makeIssue } from '../errors';
import type { Cell, RowIssue } from '../model';
import { countryCodeOf } from './country';
import { readExponent } from './exponent';
import { kept, NO_ISSUES, refused } from './normalized';
import { sureDigits } from './phoneDigits';
import { isPhoneCountry, looksInternational } from './phonePlans';
import { partsAtSlash, phoneText, severalPhones } from './phoneText';
import { isOverlong } from './plainText';
import { isCellError, isPlaceholder } from './placeholder';
import type { Normalized, NormalizeOptions, Rule } from './rule';

/** Fewer digits than this in the whole cell stand for nothing: `0`, `+48`. */
const LEAST_DIGITS = 3;

/** Numbers that were typed to get past a form. */
const STAND_IN = /^(\d)\1{5,}$|^0{1,5}$/;

const DATE_LIKE = /^(?:\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([./-])\d{1,2}\2\d{1,2})\b/;

/** A spreadsheet's number as text. */
const DECIMAL_ZERO = /^(\+?\d{5,})[.,]0+$/;

/**
 * Digits that could as well be dialled inside China (mobile) or Russia (with
 * the trunk 8): reading them as +1… or +8… would be a guess.
 */
const COULD_BE_NATIONAL = /^(?:1[3-9]\d{9}|8\d{10})$/;

type Reading = { readonly digits: string; readonly warning?: RowIssue } | { readonly issue: RowIssue };

function isCountry(code: string): code is CountryCode {
	return isPhoneCountry(code);
}

function countryOf(options: NormalizeOptions): CountryCode | undefined {
	const code = options.defaultCountry?.trim().toUpperCase();
	if (code === undefined || isCountry(code)) return code;
	const known = countryCodeOf(code);
	return known !== undefined && isCountry(known) ? known : undefined;
}

function parse(text: string, country: CountryCode | undefined): PhoneNumber | undefined {
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
	return { issue: makeIssue(noPrefix ? 'NO_COUNTRY_PREFIX' : 'INVALID_PHONE') };
}

/** Reads one number by the library. */
function readNumber(text: string, country: CountryCode | undefined): Reading {
	if (DATE_LIKE.test(text) || /\d\+\d/.test(text)) return { issue: makeIssue('INVALID_PHONE') };
	const found =
		parseOwnCode(text, country) ??
		parse(text, country) ??
		(/^00\s?[1-9]/.test(text) ? parse(`+${text.slice(2)}`, undefined) : undefined);
	if (found === undefined) return readAssumed(text) ?? problem(text, country);
	const digits = found.number.slice(1);
	if (!found.ext) return { digits };
	return {
		digits,
		warning: makeIssue('EXTENSION_LEFT_OUT', { message: `The extension ${found.ext} was left out` }),
	};
}

/** Reads what stands between the separators of a cell: one number, or two with a slash between them. */
function readPart(text: string, country: CountryCode | undefined): readonly Reading[] {
	const parts = partsAtSlash(text);
	const whole = readNumber(text, country);
	if (parts.length === 0 || 'digits' in whole) return [whole];
	return parts.map((part) => readNumber(part, country));
}

function formatted(digits: string, options: NormalizeOptions): string {
	return options.phoneFormat === 'e164' ? `+${digits}` : digits;
}

/** Puts the numbers of a cell together, each once. */
function combine(readings: readonly Reading[], options: NormalizeOptions): Normalized {
	const numbers: string[] = [];
	const issues: RowIssue[] = [];
	for (const reading of readings) {
		if ('issue' in reading) {
			issues.push(reading.issue);
			continue;
		}
		const number = formatted(reading.digits, options);
		if (!numbers.includes(number)) numbers.push(number);
		if (reading.warning) issues.push(reading.warning);
	}
	const found = issues.length === 0 ? NO_ISSUES : issues;
	if (numbers.length === 0) return { value: undefined, issues: found };
	return { value: numbers.length === 1 ? numbers[0] : numbers, issues: found };
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
function numberText(value: number): string {
	return Number.isSafeInteger(value) && value >= 0 ? String(value) : 'not a whole number';
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
	examples: [
		{ in: '+48501228855', out: '48501228855' },
		{ in: '(+48)501228855', out: '48501228855' },
		{ in: '+48 (501) 228855', out: '48501228855' },
		{ in: '0048 501 22 88 55', out: '48501228855' },
		{ in: '(0048) 501 22 88 55', out: '48501228855' },
		{ in: '+48501228855', options: { phoneFormat: 'e164' }, out: '+48501228855' },
		{ in: 48501228855, options: { defaultCountry: 'PL' }, out: '48501228855' },
		{ in: '48 501 228 855', options: { defaultCountry: 'PL' }, out: '48501228855' },
		{ in: '48501228855', out: '48501228855', code: 'PREFIX_ASSUMED' },
		{ in: '48501228855', options: { defaultCountry: 'US' }, out: '48501228855', code: 'PREFIX_ASSUMED' },
		{ in: '501 228 855', options: { defaultCountry: 'PL' }, out: '48501228855' },
		{ in: '501 228 855', code: 'NO_COUNTRY_PREFIX' },
		{ in: '+48 (0) 501 228 855', out: '48501228855' },
		{ in: '+49 (0)30 901820', out: '4930901820' },
		{ in: '+44 (0)20 7946 0958', out: '442079460958' },
		{ in: '0501228855', options: { defaultCountry: 'PL' }, code: 'INVALID_PHONE' },
		{ in: '06 698 12345', options: { defaultCountry: 'IT' }, out: '390669812345' },
		{ in: '+39 06 698 12345', out: '390669812345' },
		{ in: '+48 501 228 855 ext. 12', out: '48501228855', code: 'EXTENSION_LEFT_OUT' },
		{ in: '+48 501 228 855 wew. 12', out: '48501228855', code: 'EXTENSION_LEFT_OUT' },
		{ in: '501228855; 602111222', options: { defaultCountry: 'PL' }, out: ['48501228855', '48602111222'] },
		{ in: '501228855/602111222', options: { defaultCountry: 'PL' }, out: ['48501228855', '48602111222'] },
		{ in: '+44 20 7946 0100 ::: +44 20 7946 0101', out: ['442079460100', '442079460101'] },
		{ in: '501228855\n602111222', options: { defaultCountry: 'PL' }, out: ['48501228855', '48602111222'] },
		{ in: '4915123456789', options: { defaultCountry: 'DE' }, out: '4915123456789' },
		{ in: '030/901820', options: { defaultCountry: 'DE' }, out: '4930901820' },
		{ in: '4.85E+10', code: 'EXCEL_SCIENTIFIC' },
		{ in: '4,85E+10', options: { defaultCountry: 'PL' }, code: 'EXCEL_SCIENTIFIC' },
		{
			in: '4.8501228855E+10',
			options: { defaultCountry: 'PL' },
			out: '48501228855',
			code: 'EXCEL_SCIENTIFIC',
		},
		{ in: '48501228855.0', options: { defaultCountry: 'PL' }, out: '48501228855' },
		{ in: 'tel:+48-501-228-855', out: '48501228855' },
		{ in: "'+48501228855", out: '48501228855' },
		{ in: '＋４８ ５０１ ２２８ ８５５', out: '48501228855' },
		{ in: '+٤٨٥٠١٢٢٨٨٥٥', out: '48501228855' },
		{ in: '8 (912) 345-67-89', options: { defaultCountry: 'RU' }, out: '79123456789' },
		{ in: '8 (912) 345-67-89', options: { defaultCountry: 'PL' }, code: 'INVALID_PHONE' },
		{ in: '13800138000', options: { defaultCountry: 'CN' }, out: '8613800138000' },
		{ in: '020 7946 0958', options: { defaultCountry: 'UK' }, out: '442079460958' },
		{ in: '1234567890123456789012345', code: 'INVALID_PHONE' },
		{ in: '13800138000', code: 'NO_COUNTRY_PREFIX' },
		{ in: '+4850122885', code: 'INVALID_PHONE' },
		{ in: 'call me', code: 'INVALID_PHONE' },
		{ in: '03/27/2011', options: { defaultCountry: 'US' }, code: 'INVALID_PHONE' },
		{ in: '0', code: 'PLACEHOLDER' },
		{ in: '+48', code: 'PLACEHOLDER' },
		{ in: 'brak', code: 'PLACEHOLDER' },
		{ in: '000 000 000', code: 'PLACEHOLDER' },
		{ in: true, code: 'INVALID_PHONE' },
	],
	apply(value, options) {
		if (typeof value === 'boolean') return refused('INVALID_PHONE');
		const text = typeof value === 'number' ? numberText(value) : value;
		const digits = sureDigits(text, options.defaultCountry);
		return digits === undefined ? readText(text, options) : kept(formatted(digits, options));
	},
	matchKey(value: Cell) {
		return String(value).replace(/\D/g, '');
	},
};
