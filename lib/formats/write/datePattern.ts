import { userError } from '../../errors';

type Part = 'year' | 'shortYear' | 'month' | 'day' | 'hour' | 'minute' | 'second';

interface Token {
	/** Left out for text that stands as it is. */
	readonly part?: Part;
	/** As it is in the pattern. */
	readonly text: string;
}

/** A date or a date with its time, as the readers of this library give it. A zone keeps it from being a time on a wall. */
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/;
const PARTS: readonly Part[] = ['year', 'month', 'day', 'hour', 'minute', 'second'];
const LETTERS: Readonly<Record<string, Part>> = { d: 'day', h: 'hour', s: 'second' };

/** How dates are written. */
export interface DatePattern {
	/** The same as a number format of Excel. */
	readonly excelCode: string;
	/** The date as text; nothing for text that is no ISO 8601 date without zone. */
	write(iso: string): string | undefined;
}

/**
 * Reads a pattern such as `DD.MM.YYYY hh:mm`. Letters may be small or capital; as in
 * Excel, `m` beside hours or seconds are minutes and months elsewhere.
 * @throws userError `BAD_SETTING` for a pattern without any part of a date, or with a part such as `MMM`
 */
export function makeDatePattern(pattern: string): DatePattern {
	const tokens = readTokens(pattern);
	if (!tokens.some(({ part }) => part !== undefined)) throw badPattern(pattern);
	return { excelCode: tokens.map(excelToken).join(''), write: (iso) => writeDate(tokens, iso) };
}

function readTokens(pattern: string): Token[] {
	const texts = pattern.match(/y+|m+|d+|h+|s+|[^ymdhs]+/gi) ?? [];
	const letterAt = (index: number) => (texts[index]?.charAt(0) ?? '').toLowerCase();
	return texts.map((text, index) => {
		const letter = letterAt(index);
		if (!/[ymdhs]/.test(letter)) return { text };
		if (letter === 'y') return { part: yearPart(text, pattern), text };
		if (text.length > 2) throw badPattern(pattern);
		const minutes = letterAt(index - 2) === 'h' || letterAt(index + 2) === 's';
		return { part: letter === 'm' ? (minutes ? 'minute' : 'month') : (LETTERS[letter] ?? 'day'), text };
	});
}

function yearPart(text: string, pattern: string): Part {
	if (text.length === 4) return 'year';
	if (text.length === 2) return 'shortYear';
	throw badPattern(pattern);
}

function excelToken({ part, text }: Token): string {
	return part === undefined ? text.replace(/[^/:]/gu, '\\$&') : text.toLowerCase();
}

function writeDate(tokens: readonly Token[], iso: string): string | undefined {
	const match = ISO.exec(iso);
	if (!match) return undefined;
	let text = '';
	for (const token of tokens) {
		if (token.part === undefined) text += token.text;
		else if (token.part === 'shortYear') text += match[1]?.slice(2);
		else text += digits(match[1 + PARTS.indexOf(token.part)] ?? '00', token.text.length);
	}
	return text;
}

/** `D` writes `3` where `DD` writes `03`. */
function digits(value: string, length: number): string {
	return length === 1 ? String(Number(value)) : value;
}

function badPattern(pattern: string): Error {
	const hint = 'Write it as DD.MM.YYYY or YYYY-MM-DD hh:mm:ss.';
	return userError(`${JSON.stringify(pattern)} is not a way to write dates`, hint, 'BAD_SETTING');
}
