import type { Cell, FieldSpec, FieldType, FieldValue } from '../model';

const HIDDEN = '***';
/** Digits of a phone number that stay to be seen. */
const LAST_DIGITS = 3;
/** Fewer digits are no phone number. */
const LEAST_DIGITS = 6;

/** What tells nothing about a person, whatever its field is called. */
const OPEN_TYPES: readonly FieldType[] = ['boolean', 'consent', 'country', 'language', 'option'];
/** Ids by which a customer is found again, and what only says how he is looked after. */
const OPEN_FIELDS: ReadonlySet<string> = new Set([
	'crmId',
	'guid',
	'createdAt',
	'changedAt',
	'newsletterConsentAt',
	'smsConsentAt',
]);

const EMAIL = /[^\s<>"'(),;:[\]]+@(?=[^\s@])/gu;
/** What is made of digits and is no phone number: an id as databases make them, a date or a moment by ISO 8601. */
const NO_PHONE =
	/(?<![\p{L}\p{N}])(?:[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}|\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?)(?![\p{L}\p{N}])/u;
/** Digits as phone numbers are written, with no letter before or behind: not a part of an id. */
const PHONE =
	/(?<![\p{L}\p{N}_])\+?\(?\p{Nd}(?:[\p{Zs}\t().\-/\u2010-\u2015]{0,3}\p{Nd}){5,}(?![\p{L}\p{N}_])/u;
const DIGITS = new RegExp(`(${NO_PHONE.source})|${PHONE.source}`, 'giu');

/**
 * A value as it is shown where personal data must not be: `j***@example.com`, `*****855`, `J***`. Ids, times,
 * consents and choices stay; so do empty values, of which one must see that they are empty.
 * @param field what the value is of; hidden to its first letter where that is not known
 */
export function maskValue(
	value: FieldValue | undefined,
	field: Pick<FieldSpec, 'name' | 'type' | 'custom'> | undefined,
): FieldValue | undefined {
	if (field !== undefined && isOpen(field)) return value;
	if (isList(value)) return value.map((cell) => maskCell(cell, field?.type));
	return value === undefined ? undefined : maskCell(value, field?.type);
}

function isOpen({ name, type, custom }: Pick<FieldSpec, 'name' | 'type' | 'custom'>): boolean {
	return OPEN_TYPES.includes(type) || (custom !== true && OPEN_FIELDS.has(name));
}

function isList(value: FieldValue | undefined): value is readonly Cell[] {
	return Array.isArray(value);
}

function maskCell(cell: Cell, type: FieldType | undefined): Cell {
	if (cell === null || cell === '' || typeof cell === 'boolean') return cell;
	const text = String(cell);
	if (text.includes('@')) return maskEmail(text);
	if (type === 'phone' || looksLikePhone(text)) return maskPhone(text);
	return firstLetter(text);
}

/** Also what only looks like an address: everything before the last `@` is hidden but for its first letter. */
function maskEmail(text: string): string {
	const at = text.lastIndexOf('@');
	const rest = text.slice(at + 1);
	// More than a domain behind the sign may be anything, such as a name.
	const domain = /^[\p{L}\p{N}.-]{1,253}$/u.test(rest) && !looksLikePhone(rest) ? rest : HIDDEN;
	return `${firstLetter(text.slice(0, at))}@${domain}`;
}

function looksLikePhone(text: string): boolean {
	return digitsOf(text).length > LEAST_DIGITS && /^[\p{Nd}\p{Zs}\t+().\-/\u2010-\u2015]+$/u.test(text);
}

function maskPhone(text: string): string {
	const digits = digitsOf(text);
	return digits.length < LEAST_DIGITS ? HIDDEN : `*****${digits.slice(-LAST_DIGITS).join('')}`;
}

function digitsOf(text: string): readonly string[] {
	return text.match(/\p{Nd}/gu) ?? [];
}

/** The first letter as a person sees it, with the accents that are written behind it. */
function firstLetter(text: string): string {
	return `${/^\p{L}\p{M}{0,2}/u.exec(text.trim())?.[0] ?? ''}${HIDDEN}`;
}

/**
 * A sentence without personal data: e-mail addresses and phone numbers are masked wherever they stand, other
 * values where they are told.
 * @param values of the row that the sentence is about, each with what it is shown as
 */
export function maskText(text: string, values: ReadonlyMap<string, string> = new Map()): string {
	let masked = text;
	for (const [value, shown] of values) if (value !== shown) masked = masked.replaceAll(value, shown);
	return masked
		.replace(EMAIL, (found) => `${firstLetter(found)}@`)
		.replace(DIGITS, (found, isNone: string | undefined) => isNone ?? maskPhone(found));
}
