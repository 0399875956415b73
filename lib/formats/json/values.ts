import { INCOMPLETE, SyntaxFault, type TextCursor } from '../nested/textCursor';

export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_LIST = 0x5b;
export const CLOSE_LIST = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const MINUS = 0x2d;
const WORDS: ReadonlyArray<readonly [string, boolean | null]> = [
	['null', null],
	['true', true],
	['false', false],
];

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** A number of so many characters, without an exponent, is the same after it went through JavaScript. */
const EXACT_LENGTH = 15;

/**
 * The place of the quote that ends the string which starts here. Leaves the cursor behind it.
 * @throws INCOMPLETE at the end of the text, SyntaxFault at a control character
 */
export function endString(cursor: TextCursor): number {
	const { text } = cursor;
	for (let at = cursor.at + 1; ; at++) {
		const code = text.charCodeAt(at);
		if (code === QUOTE) {
			cursor.at = at + 1;
			return at;
		}
		if (code === BACKSLASH) at++;
		else if (!(code >= SPACE)) throw endless(cursor, at);
	}
}

function endless(cursor: TextCursor, at: number): Error | SyntaxFault {
	if (at >= cursor.text.length) return INCOMPLETE;
	cursor.at = at;
	return new SyntaxFault('a string holds a line break or another control character that is not escaped');
}

/** What a string with escapes says; nothing where one of them is none. */
export function decodeString(literal: string): string | undefined {
	try {
		return String(JSON.parse(literal));
	} catch {
		return undefined;
	}
}

/** The number here as it is written. */
export function readNumberText(cursor: TextCursor): string {
	const { text, at } = cursor;
	let end = at + 1;
	while (isNumberPart(text.charCodeAt(end))) end++;
	if (end >= text.length && !cursor.final) throw INCOMPLETE;
	const source = text.slice(at, end);
	if (source === '-') throw unexpected(cursor, 'a value');
	if (!NUMBER.test(source)) throw new SyntaxFault(`${shorten(source)} is not a number as JSON writes one`);
	cursor.at = end;
	return source;
}

function isNumberPart(code: number): boolean {
	// Digits, plus, minus, point and the two letters of an exponent.
	return (
		(code >= 0x30 && code <= 0x39) ||
		code === 0x2e ||
		code === 0x65 ||
		code === 0x45 ||
		code === 0x2b ||
		code === MINUS
	);
}

/** Whether a value that starts with this character is a number. */
export function startsNumber(code: number): boolean {
	return code === MINUS || (code >= 0x30 && code <= 0x39);
}

/** A number, or its text where JavaScript's numbers would change its digits. */
export function numberOrText(source: string): number | string {
	const value = Number(source);
	if (source.length <= EXACT_LENGTH && !/e/i.test(source)) return value === 0 ? 0 : value;
	return sameNumber(source, String(value)) ? value : source;
}

function sameNumber(one: string, other: string): boolean {
	const [a, b] = [significant(one), significant(other)];
	return (
		a !== undefined && b !== undefined && a.digits === b.digits && (a.digits === '' || a.power === b.power)
	);
}

/** A number as its digits without zeros around them, and the power of ten of the first one. */
function significant(text: string): { digits: string; power: number } | undefined {
	const match = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
	if (!match) return undefined;
	const [, whole = '', fraction = '', exponent = '0'] = match;
	const all = whole + fraction;
	const leading = /^0*/.exec(all)?.[0].length ?? 0;
	return { digits: all.replace(/^0+|0+$/g, ''), power: Number(exponent) + whole.length - leading };
}

/** `true`, `false` or `null`; anything else here is a fault. */
export function readWord(cursor: TextCursor): boolean | null {
	const { text, at } = cursor;
	for (const [word, value] of WORDS) {
		if (text.startsWith(word, at)) {
			cursor.at = at + word.length;
			return value;
		}
		if (!cursor.final && text.length - at < word.length && word.startsWith(text.slice(at))) throw INCOMPLETE;
	}
	throw unexpected(cursor, 'a value');
}

/** The fault of something else standing where this is expected: what it is, as people say it. */
export function unexpected({ text, at, final }: TextCursor, expected: string): Error | SyntaxFault {
	const rest = text.slice(at, at + 20);
	// The end of what was read so far may cut a word that is to be named.
	if (!final && rest.length < 10) return INCOMPLETE;
	return new SyntaxFault(`${describe(rest)} stands where ${expected} is expected`);
}

const KNOWN: ReadonlyArray<readonly [RegExp, string]> = [
	[/^-?(?:NaN|Infinity)\b/, ', which JSON has no word for,'],
	[/^(?:undefined|None|True|False)\b/, ', which is no word of JSON,'],
	[/^\/[/*]/, ', the start of a comment that JSON does not have,'],
	[/^'/, ' instead of double quotes'],
];

function describe(rest: string): string {
	for (const [pattern, why] of KNOWN) {
		const match = pattern.exec(rest);
		if (match) return `${match[0]}${why}`;
	}
	const word = /^[\p{L}\p{N}_-]+/u.exec(rest)?.[0];
	if (word !== undefined) return `${shorten(word)} without quotes`;
	return /^[\p{P}\p{S}]/u.test(rest) ? rest.slice(0, 1) : 'a character that cannot be seen';
}

function shorten(text: string): string {
	return text.length > 30 ? `${text.slice(0, 30)}…` : text;
}
