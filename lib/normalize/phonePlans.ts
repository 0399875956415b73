import type { CountryCode } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/max/metadata';

/**
 * The numbering plans of libphonenumber's own metadata, compiled to regular
 * expressions. They answer only what they are sure about, with the same answer
 * as the library; the places in the arrays are those of the library's
 * `METADATA.md` (metadata version 4).
 */
interface Plan {
	/** The lengths and patterns of every kind of number of the country. */
	readonly isNumber: (nationalNumber: string) => boolean;
	/** What the number of any kind looks like, by the country's general pattern. */
	readonly anyNumber: RegExp;
	/** What the national number starts with in this country of several that share a calling code. */
	readonly leadingDigits: RegExp | undefined;
	/** What may be stripped from the front: such numbers are for the library. */
	readonly trunkPrefix: RegExp | undefined;
	/** What is dialled before a calling code. */
	readonly dialOut: RegExp;
	readonly callingCode: string;
}

const CALLING_CODE = 0;
const DIAL_OUT = 1;
const ANY_NUMBER = 2;
const NATIONAL_PREFIX = 5;
const PREFIX_FOR_PARSING = 7;
const LEADING_DIGITS = 10;
const KINDS = 11;

function textAt(plan: readonly unknown[], place: number): string | undefined {
	const value = plan[place];
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The patterns of the kinds of numbers, each with its lengths. */
function kindTests(
	kinds: unknown,
): ReadonlyArray<{ readonly pattern: RegExp; readonly lengths: ReadonlySet<unknown> | undefined }> {
	if (!Array.isArray(kinds)) return [];
	return kinds.flatMap((kind: unknown) => {
		if (!Array.isArray(kind) || typeof kind[0] !== 'string' || kind[0] === '') return [];
		const lengths: unknown = kind[1];
		return [
			{
				pattern: new RegExp(`^(?:${kind[0]})$`),
				lengths: Array.isArray(lengths) ? new Set<unknown>(lengths) : undefined,
			},
		];
	});
}

function compile(plan: readonly unknown[]): Plan {
	const anyNumber = new RegExp(`^(?:${textAt(plan, ANY_NUMBER) ?? ''})$`);
	const kinds = kindTests(plan[KINDS]);
	const leadingDigits = textAt(plan, LEADING_DIGITS);
	const prefix = textAt(plan, PREFIX_FOR_PARSING) ?? textAt(plan, NATIONAL_PREFIX);
	return {
		anyNumber,
		isNumber: (number) =>
			anyNumber.test(number) &&
			kinds.some(
				({ pattern, lengths }) =>
					(lengths === undefined || lengths.has(number.length)) && pattern.test(number),
			),
		leadingDigits: leadingDigits === undefined ? undefined : new RegExp(`^(?:${leadingDigits})`),
		trunkPrefix: prefix === undefined ? undefined : new RegExp(`^(?:${prefix})`),
		dialOut: new RegExp(`^(?:${textAt(plan, DIAL_OUT) ?? '00'})`),
		callingCode: textAt(plan, CALLING_CODE) ?? '',
	};
}

const plans = new Map<string, Plan | undefined>();
const RAW_PLANS = new Map<string, readonly unknown[]>(Object.entries(metadata.countries));
const COUNTRIES_OF = new Map<string, readonly string[]>(Object.entries(metadata.country_calling_codes));

function planOf(country: string): Plan | undefined {
	if (!plans.has(country)) {
		const raw = RAW_PLANS.get(country);
		plans.set(country, raw === undefined ? undefined : compile(raw));
	}
	return plans.get(country);
}

/** Whether the library knows this ISO 3166 code. */
export function isPhoneCountry(country: string): country is CountryCode {
	return RAW_PLANS.has(country);
}

/** The country whose plan decides, by the library's own order: leading digits, or the first whose kinds match. */
function decidingPlan(countries: readonly string[], nationalNumber: string): Plan | undefined {
	if (countries.length === 1) return planOf(countries[0] ?? '');
	for (const country of countries) {
		const plan = planOf(country);
		if (plan === undefined) continue;
		if (plan.leadingDigits ? plan.leadingDigits.test(nationalNumber) : plan.isNumber(nationalNumber))
			return plan;
	}
	return undefined;
}

function callingCodeOf(digits: string): string | undefined {
	for (let length = 1; length <= 3; length++) {
		const code = digits.slice(0, length);
		if (COUNTRIES_OF.has(code)) return code;
	}
	return undefined;
}

/**
 * Whether these digits, with the calling code and without a plus, are certainly a valid number.
 * `false` means "ask the library", not "invalid".
 */
export function isSurelyInternational(digits: string): boolean {
	const code = callingCodeOf(digits);
	if (code === undefined) return false;
	const countries = COUNTRIES_OF.get(code) ?? [];
	const nationalNumber = digits.slice(code.length);
	const mainPlan = planOf(countries[0] ?? '');
	if (mainPlan?.trunkPrefix?.test(nationalNumber)) return false;
	return decidingPlan(countries, nationalNumber)?.isNumber(nationalNumber) ?? false;
}

/** Digits that start with the country's own calling code may be an international number without its plus. */
function startsWithOwnCode(digits: string, plan: Plan): boolean {
	return plan.trunkPrefix !== undefined && digits.startsWith(plan.callingCode);
}

/**
 * Whether digits without a plus look like an international number of `country`
 * itself: its calling code first, where a national number would start with the
 * trunk prefix (`0` in Germany). Where there is none, as in Poland, the national
 * reading comes first.
 */
export function looksInternational(digits: string, country: string): boolean {
	const plan = planOf(country);
	return plan !== undefined && startsWithOwnCode(digits, plan);
}

/**
 * The calling code of `country` where these digits are certainly a valid number
 * of it as dialled inside. `undefined` means "ask the library", not "invalid".
 */
export function callingCodeOfSurelyNational(digits: string, country: string): string | undefined {
	const plan = planOf(country);
	if (plan === undefined || plan.dialOut.test(digits) || plan.trunkPrefix?.test(digits)) return undefined;
	if (startsWithOwnCode(digits, plan)) return undefined;
	const countries = COUNTRIES_OF.get(plan.callingCode) ?? [];
	return decidingPlan(countries, digits)?.isNumber(digits) ? plan.callingCode : undefined;
}

/**
 * Whether digits are certainly no valid number of `country` as dialled inside, whichever of the countries
 * that share its calling code they would belong to. `false` means "ask the library", not "valid".
 */
export function isSurelyNoNational(digits: string, country: string): boolean {
	const plan = planOf(country);
	if (plan === undefined || plan.dialOut.test(digits) || digits.startsWith(plan.callingCode)) return false;
	return isNoNumberBehind(plan.callingCode, digits);
}

/** Whether digits with the calling code are certainly no valid number. `false` means "ask the library". */
export function isSurelyNoInternational(digits: string): boolean {
	const code = callingCodeOf(digits);
	return code !== undefined && isNoNumberBehind(code, digits.slice(code.length));
}

/** Nothing may be stripped from the front, and no kind of number of no country fits. */
function isNoNumberBehind(callingCode: string, nationalNumber: string): boolean {
	const countries = COUNTRIES_OF.get(callingCode) ?? [];
	return countries.every((country) => {
		const plan = planOf(country);
		return plan !== undefined && !plan.trunkPrefix?.test(nationalNumber) && !plan.isNumber(nationalNumber);
	});
}

/**
 * Whether digits are certainly an international number of `country` itself without its plus: they are no number of
 * the country as they stand, and one behind its calling code. Only where nothing is dialled before a national number.
 */
export function isSurelyOwnInternational(digits: string, country: string): boolean {
	const plan = planOf(country);
	if (plan === undefined || plan.trunkPrefix !== undefined || plan.dialOut.test(digits)) return false;
	if ((COUNTRIES_OF.get(plan.callingCode)?.length ?? 0) > 1 || !digits.startsWith(plan.callingCode))
		return false;
	return !plan.anyNumber.test(digits) && plan.isNumber(digits.slice(plan.callingCode.length));
}

/** Whether the `00` in front of these digits is what this country dials before a calling code; also true where no country is known. */
export function dialsDoubleZero(digits: string, country: string | undefined): boolean {
	const plan = country === undefined ? undefined : planOf(country);
	return plan === undefined || plan.dialOut.exec(digits)?.[0] === '00';
}
