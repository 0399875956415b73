import type { Cell } from '../model';
import { currencyOf } from './currencyWords';
import { type Decimal, decimalText, readDecimal } from './decimal';
import { isDoubtfulDecimal } from './decimalSeparator';
import { kept, keptWith, refused } from './normalized';
import { isCellError, isPlaceholder } from './placeholder';
import { isOverlong } from './plainText';
import type { Normalized, NormalizeOptions, Rule } from './rule';

/** From here on JavaScript writes an exponent. */
const BEYOND_DECIMALS = 1e21;

/** Characters of a number with all that may stand around it. */
const LONGEST_NUMBER = 400;

/** Every number of so many significant digits is exact as a JavaScript number, both ways. */
const EXACT_DIGITS = 15;

function significantDigits(text: string): number {
	return text.replace(/[-.]/g, '').replace(/^0+/, '').length;
}

/** A JavaScript number where it is exact, else the decimal text. */
function exact(text: string): number | string {
	return significantDigits(text) <= EXACT_DIGITS || Number.isSafeInteger(Number(text)) ? Number(text) : text;
}

const EXPONENT = /^[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d{1,3}$/;

/** Read as it stands whatever the separators are. */
const PLAIN = /^(?:0|-?[1-9]\d{0,14})$/;

/** A number in a cell of a workbook; one that JavaScript itself writes with an exponent is no count and no amount. */
function readBinary(value: number): Normalized {
	return Math.abs(value) < BEYOND_DECIMALS ? kept(plainNumber(value)) : refused('INVALID_NUMBER');
}

/** Without an exponent, and without what binary fractions add after fifteen digits. */
function plainNumber(value: number): string {
	if (Number.isSafeInteger(value)) return String(value);
	const short = String(Number(value.toPrecision(EXACT_DIGITS)));
	return short.includes('e')
		? value
				.toFixed(EXACT_DIGITS)
				.replace(/\.?0+$/, '')
				.replace(/^-0$/, '0')
		: short;
}

function readExponent(text: string): Normalized {
	const { value, issues } = readBinary(Number(text.replace(',', '.')));
	if (value === undefined) return { value, issues };
	return keptWith(value, 'EXCEL_SCIENTIFIC', {
		severity: 'warning',
		message: 'The number was written with an exponent and may be rounded',
	});
}

function withCurrency(decimal: Decimal, { currencies }: NormalizeOptions): Normalized {
	const value = kept(decimalText(decimal));
	const currency = decimal.around === '' || currencies === 'drop' ? undefined : currencyOf(decimal.around);
	return currency === undefined ? value : { ...value, besides: { currency } };
}

/** What is done with a number that reads in two ways; `undefined` where it reads in one, or is guessed at. */
function doubtOf(
	text: string,
	{ decimal, decimalDoubt }: NormalizeOptions,
): 'refuse' | '.' | ',' | undefined {
	if (decimal !== undefined || decimalDoubt === undefined || decimalDoubt === 'guess') return undefined;
	return isDoubtfulDecimal(text) ? decimalDoubt : undefined;
}

function doubtful(): Normalized {
	const message = 'The separator groups thousands or begins decimals, and no value of the column tells which';
	return refused('AMBIGUOUS_DECIMAL', { severity: 'error', message });
}

/** Reads a cell as decimal text, for numbers and for money; the currency is beside it. */
export function readDecimalCell(value: Exclude<Cell, null>, options: NormalizeOptions): Normalized {
	if (typeof value === 'boolean') return refused('INVALID_NUMBER');
	if (typeof value === 'number') return readBinary(value);
	if (isOverlong(value, LONGEST_NUMBER)) return refused('INVALID_NUMBER');
	const text = value.trim();
	if (text === '' || PLAIN.test(text)) return kept(text);
	if (EXPONENT.test(text)) return readExponent(text);
	const doubt = doubtOf(text, options);
	const decimal = readDecimal(text, doubt === undefined || doubt === 'refuse' ? options : { decimal: doubt });
	if (decimal !== undefined) return doubt === 'refuse' ? doubtful() : withCurrency(decimal, options);
	if (isCellError(text)) return refused('CELL_ERROR');
	return refused(isPlaceholder(text) ? 'PLACEHOLDER' : 'INVALID_NUMBER');
}

/** What is to be said of a number that was written otherwise. */
export function decimalReason(before: Cell, _after: Cell, { decimal }: NormalizeOptions): string {
	const text = String(before);
	const how = decimal === undefined ? '' : ` with '${decimal}' before the decimals`;
	const around = readDecimal(text, decimal === undefined ? {} : { decimal })?.around ?? '';
	return around === '' ? `read as a number${how}` : `read as a number${how}, without ${around}`;
}

/** Numbers that are counted or measured. */
export const number: Rule = {
	name: 'number',
	title: 'Number',
	summary:
		'Numbers with either decimal separator, digits grouped by comma, dot, space or apostrophe (also the Indian way), a minus before, after or as brackets, and a currency, unit or percent sign. Which separator is the decimal one is proved by the values of the column; a number that still reads in two ways is refused there. For a value by itself, a comma before exactly three digits groups thousands and a single dot is a decimal point.',
	heeds: ['decimal', 'decimalDoubt'],
	examples: [
		{ in: '5290', out: 5290 },
		{ in: '5,290', out: 5290 },
		{ in: '5 290', out: 5290 },
		{ in: '5\u00a0290', out: 5290 },
		{ in: '5\u202f290', out: 5290 },
		{ in: "5'290", out: 5290 },
		{ in: '5.290,00', out: 5290 },
		{ in: '5,290.00', out: 5290 },
		{ in: '5,29', out: 5.29 },
		{ in: '0,500', out: 0.5 },
		{ in: '5.290', out: 5.29 },
		{ in: '5,290', options: { decimal: ',' }, out: 5.29 },
		{ in: '5.290', options: { decimal: ',' }, out: 5290 },
		{ in: '5,29', options: { decimal: '.' }, code: 'INVALID_NUMBER' },
		{ in: '5,290', options: { decimalDoubt: 'refuse' }, code: 'AMBIGUOUS_DECIMAL' },
		{ in: '5.290', options: { decimalDoubt: 'refuse' }, code: 'AMBIGUOUS_DECIMAL' },
		{ in: '5.290,00', options: { decimalDoubt: 'refuse' }, out: 5290 },
		{ in: '5.290', options: { decimalDoubt: ',' }, out: 5290 },
		{ in: '5,290.00', options: { decimalDoubt: ',' }, out: 5290 },
		{ in: '2.500.000', out: 2500000 },
		{ in: '12,34,567', out: 1234567 },
		{ in: '(1 234,50)', out: -1234.5 },
		{ in: '5-', out: -5 },
		{ in: '\u22125', out: -5 },
		{ in: '-250', out: -250 },
		{ in: '12 zł', out: 12 },
		{ in: '￥2,350,000', out: 2350000 },
		{ in: 'USD 1,315.00', out: 1315 },
		{ in: '12%', out: 12 },
		{ in: '5,-', out: 5 },
		{ in: '1 200,– zł', out: 1200 },
		{ in: '-$1,200.50', out: -1200.5 },
		{ in: '($1,200.50)', out: -1200.5 },
		{ in: '1’049.95', out: 1049.95 },
		{ in: '₹12,34,567.00', out: 1234567 },
		{ in: '١٬٢٣٤٫٥', out: 1234.5 },
		{ in: '5 290,50', out: 5290.5 },
		{ in: '9007199254740993', out: '9007199254740993' },
		{ in: 12.5, out: 12.5 },
		{ in: 0.1 + 0.2, out: 0.3 },
		{ in: '1.5E+3', out: 1500, code: 'EXCEL_SCIENTIFIC' },
		{ in: '100k', code: 'INVALID_NUMBER' },
		{ in: '12 34', code: 'INVALID_NUMBER' },
		{ in: '12.05.2022', code: 'INVALID_NUMBER' },
		{ in: 'many', code: 'INVALID_NUMBER' },
		{ in: true, code: 'INVALID_NUMBER' },
		{ in: 'n/a', code: 'PLACEHOLDER' },
		{ in: '#DIV/0!', code: 'CELL_ERROR' },
	],
	apply(value, options) {
		if (typeof value === 'number' && Number.isSafeInteger(value)) return kept(value);
		const { value: text, issues } = readDecimalCell(value, options);
		return { value: typeof text === 'string' && text !== '' ? exact(text) : text, issues };
	},
	reason: decimalReason,
	matchKey(value: Cell) {
		return String(value);
	},
};
