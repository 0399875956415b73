import { asciiDigits } from './asciiDigits';

/**
 * Characters that nobody typed on purpose: zero-width spaces and joiners, soft
 * hyphens, byte order marks and the marks that steer writing direction. They
 * come from web pages and chat programs, and make equal values unequal.
 */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

const ODD_SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;

/** What a spreadsheet program puts before text that it must not run as a formula or read as a number. */
const TEXT_MARK = /^'(?=[=+\-@\t\r]|[0-9][^\s']*$)/;

const HAS_ODD = /[^\x20-\x7e]/;

/** Whether all characters are printable ASCII. */
export function isPlainAscii(text: string): boolean {
	return !HAS_ODD.test(text);
}

/** European letters and the euro: all that most cells hold beside ASCII, and nothing that Unicode would write otherwise. */
const COMMON = /^[\x20-\x7e\u00c0-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e\u0400-\u045f\u20ac]*$/;

/** Whether text holds nothing that would have to be taken away, composed or written plainly. */
export function isCommonText(text: string): boolean {
	return COMMON.test(text);
}

/** Takes away invisible characters and turns every kind of space into the plain one. Leaves line breaks and tabs. */
export function withoutInvisible(text: string): string {
	return isPlainAscii(text) ? text : text.replace(INVISIBLE, '').replace(ODD_SPACES, ' ');
}

/** Joiners shape words of Persian and Indian scripts and put emoji together; anywhere else they are invisible dirt. */
const JOINED_LETTER =
	'[\\p{Script=Arabic}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}' +
	'\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}]';
const JOINED = `(?:${JOINED_LETTER}|\\p{Extended_Pictographic}|\\p{Emoji_Modifier}|\\ufe0f)`;
const NEEDED_JOINER = new RegExp(`(?<=${JOINED})[\\u200c\\u200d](?=${JOINED})`, 'gu');
const NEEDS_JOINER = new RegExp(`${JOINED}[\\u200c\\u200d]`, 'u');

/** As `withoutInvisible`, for text a person wrote: the joiners that its letters need stay. */
export function withoutInvisibleDirt(text: string): string {
	if (!NEEDS_JOINER.test(text)) return withoutInvisible(text);
	const joiners = text.match(NEEDED_JOINER) ?? [];
	return text
		.split(NEEDED_JOINER)
		.map((part, place) => withoutInvisible(part) + (joiners[place] ?? ''))
		.join('');
}

/**
 * Takes away the apostrophe that spreadsheet programs, and our own formula
 * guard, put before text such as `+48…`, `=…` or `007`. One inside or before a
 * name (`'t Hooft`) stays.
 */
export function withoutTextMark(text: string): string {
	return text.charCodeAt(0) === 39 ? text.replace(TEXT_MARK, '') : text;
}

/** Longer text is no address, number or date, and is not searched for one: a hostile cell must not cost time. */
const LONGEST_VALUE = 4000;

/** Whether text is too long to be a value that is a code and not prose. */
export function isOverlong(text: string, longest = LONGEST_VALUE): boolean {
	return text.length > longest;
}

/** Trimmed, on one line, with plain spaces and our digits, without invisible characters, fullwidth forms and the text mark. For values that are codes, not prose. */
export function plainText(text: string): string {
	const trimmed = text.trim();
	if (isPlainAscii(trimmed))
		return withoutTextMark(trimmed.includes('  ') ? trimmed.replace(/ {2,}/g, ' ') : trimmed);
	const spaced = trimmed.includes('\u00a0') ? trimmed.replaceAll('\u00a0', ' ') : trimmed;
	if (isCommonText(spaced))
		return withoutTextMark(spaced.includes('  ') ? spaced.replace(/ {2,}/g, ' ') : spaced);
	return withoutTextMark(
		withoutInvisible(asciiDigits(trimmed.normalize('NFKC')))
			.replace(/\s+/g, ' ')
			.trim(),
	);
}
