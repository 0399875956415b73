import { userError } from '../../errors';
import type { WriteOptions } from '../format';
import { makeDatePattern, type DatePattern } from '../write/datePattern';

/** The settings of a file that is written, complete and checked. */
export interface CsvWriteSettings {
	readonly delimiter: string;
	readonly quote: 'minimal' | 'text' | 'all';
	readonly lineEnd: string;
	readonly header: boolean;
	readonly delimiterLine: boolean;
	readonly nullText: string;
	readonly guard: boolean;
	readonly decimalSeparator: string;
	readonly date: DatePattern | undefined;
	readonly dateTime: DatePattern | undefined;
}

/**
 * The settings as they are used: `\t` may be written as a person writes it.
 * @throws userError `BAD_SETTING` for a delimiter that is none, or a date format that is none
 */
export function csvWriteSettings(options: WriteOptions): CsvWriteSettings {
	const { dateFormat, dateTimeFormat } = options;
	return {
		delimiter: checkedDelimiter(options.delimiter === '\\t' ? '\t' : (options.delimiter ?? ',')),
		quote: options.quote ?? 'minimal',
		lineEnd: options.lineEnd ?? '\r\n',
		header: options.header ?? true,
		delimiterLine: options.delimiterLine ?? false,
		nullText: options.nullText ?? '',
		guard: options.formulaGuard ?? true,
		decimalSeparator: options.decimalSeparator ?? '.',
		date: dateFormat ? makeDatePattern(dateFormat) : undefined,
		dateTime: dateTimeFormat ? makeDatePattern(dateTimeFormat) : undefined,
	};
}

function checkedDelimiter(delimiter: string): string {
	if (/^[\t -!#-~]$/.test(delimiter)) return delimiter;
	const hint = 'Use a comma, a semicolon, a tab or another single character of ASCII.';
	throw userError(`The delimiter cannot be ${JSON.stringify(delimiter)}`, hint, 'BAD_SETTING');
}
