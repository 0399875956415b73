import { userError } from '../../errors';
import type { WriteOptions } from '../format';

/** Where Excel's list separator is not what the decimal separator of the country suggests (Windows' regional settings). */
const SEMICOLON_COUNTRIES = new Set(['CH', 'LI', 'ZA']);
const COMMA_DECIMALS_ALSO = new Set(['ZA']);
/** A day whose parts cannot be taken for each other. */
const SAMPLE_DAY = new Date(Date.UTC(2033, 10, 22, 12));

/**
 * The settings by which a double click on a CSV file opens it right in Excel, as Windows is set in a country:
 * delimiter, decimals and dates of the country, CRLF, and UTF-8 with its mark.
 * @param country two letters of ISO 3166, such as `PL`
 * @throws userError `BAD_SETTING` for what is no country
 */
export function excelPreset(country: string): WriteOptions {
	const locale = localeOf(country);
	const decimalSeparator = COMMA_DECIMALS_ALSO.has(locale.region ?? '') ? ',' : decimalsOf(locale);
	const semicolon = decimalSeparator === ',' || SEMICOLON_COUNTRIES.has(locale.region ?? '');
	const dateFormat = dateFormatOf(locale);
	return {
		delimiter: semicolon ? ';' : ',',
		decimalSeparator,
		dateFormat,
		dateTimeFormat: `${dateFormat} hh:mm:ss`,
		lineEnd: '\r\n',
		encoding: 'utf-8',
		bom: true,
	};
}

/** The language most spoken in a country, there. */
function localeOf(country: string): Intl.Locale {
	const region = country.trim().toUpperCase();
	const known =
		/^[A-Z]{2}$/.test(region) && new Intl.DisplayNames('en', { type: 'region' }).of(region) !== region;
	// Without the script, by which the settings of the country would not be found.
	if (known) return new Intl.Locale(new Intl.Locale('und', { region }).maximize().language, { region });
	throw userError(
		`${JSON.stringify(country)} is no country`,
		'Write it as two letters, such as PL.',
		'BAD_SETTING',
	);
}

function decimalsOf(locale: Intl.Locale): '.' | ',' {
	const parts = new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).formatToParts(1.5);
	return parts.find(({ type }) => type === 'decimal')?.value === ',' ? ',' : '.';
}

/** The order and the signs of a short date, with all four digits of the year. */
function dateFormatOf(locale: Intl.Locale): string {
	const parts = new Intl.DateTimeFormat(locale, {
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		calendar: 'gregory',
		numberingSystem: 'latn',
		timeZone: 'UTC',
	}).formatToParts(SAMPLE_DAY);
	const letters: Readonly<Record<string, string>> = { year: 'YYYY', month: 'MM', day: 'DD' };
	const pattern = parts.map(({ type, value }) => letters[type] ?? (type === 'literal' ? value : '')).join('');
	// Marks of direction and words such as the Bulgarian `г.` are no part of a date that Excel reads.
	return pattern.replace(/[^YMD./-]/g, '').replace(/[./-]$/, '');
}
