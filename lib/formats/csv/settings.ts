import { userError } from '../../errors';
import type { ParseOptions } from '../format';
import { makeDecoder } from '../text/decode';
import type { DialectSettings } from './dialect';

const MAX_DELIMITER = 8;
const MAX_COMMENT = 16;
const LINE_END = /[\r\n]/;

/** What the user fixed about a text file, as it is used. */
export interface CsvSettings extends DialectSettings {
	readonly encoding?: string;
}

/**
 * Checks what the user set. `\t` may be written as a person writes it; nothing set is nothing fixed.
 * @throws userError `BAD_SETTING` or `UNKNOWN_ENCODING`
 */
export function checkedSettings(options: ParseOptions): CsvSettings {
	const settings: { -readonly [name in keyof CsvSettings]: CsvSettings[name] } = {};
	const { encoding, delimiter, quote, escape, comment, skipRows } = options;
	if (encoding) settings.encoding = makeDecoder(encoding).encoding;
	if (delimiter) settings.delimiter = shortText('delimiter', unescaped(delimiter), MAX_DELIMITER);
	if (quote !== undefined) settings.quote = shortText('quote', quote, 1);
	if (escape) settings.escape = shortText('escape', escape === '\\\\' ? '\\' : escape, 1);
	if (comment !== undefined) settings.comment = shortText('comment', comment, MAX_COMMENT);
	if (skipRows !== undefined) settings.skipRows = Math.max(0, Math.floor(skipRows) || 0);
	rejectSame(settings, 'quote');
	rejectSame(settings, 'escape');
	return settings;
}

function unescaped(delimiter: string): string {
	return delimiter === '\\t' ? '\t' : delimiter;
}

function shortText(what: string, value: string, length: number): string {
	if (value.length <= length && !LINE_END.test(value)) return value;
	const characters = length === 1 ? 'one character' : `at most ${length} characters of one line`;
	throw badSetting(`The ${what} must be ${characters}, and not ${JSON.stringify(value)}`);
}

function rejectSame(settings: CsvSettings, what: 'quote' | 'escape'): void {
	if (settings[what] && settings[what] === settings.delimiter) {
		throw badSetting(`Delimiter and ${what} are the same character`, 'Set different ones.');
	}
}

function badSetting(message: string, hint?: string): Error {
	return userError(message, hint, 'BAD_SETTING');
}
