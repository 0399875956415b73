import { makeIssue } from '../errors';
import type { Cell } from '../model';
import { readExponent } from './exponent';
import { kept, keptWith, refused } from './normalized';
import { isCellError } from './placeholder';
import { readProse } from './prose';
import type { Normalized, Rule } from './rule';

/** The digits that spreadsheet programs keep of a number. */
const SPREADSHEET_DIGITS = 1e15;

function readNumber(value: number): Normalized {
	const exact = Number.isInteger(value) ? Math.abs(value) < SPREADSHEET_DIGITS : Number.isFinite(value);
	return exact ? kept(String(value)) : refused('PRECISION_LOST');
}

/** Only what a spreadsheet writes: three characters or more, a plus and two figures of exponent. */
const SPREADSHEET_EXPONENT = /^\d(?:[.,]\d+)?E\+\d\d$/;

function readScientific(text: string): Normalized {
	const digits = readExponent(text)?.digits;
	if (digits === undefined) return refused('EXCEL_SCIENTIFIC');
	return keptWith(digits, 'EXCEL_SCIENTIFIC', {
		severity: 'warning',
		message: 'The digits were restored from an exponent',
	});
}

/**
 * Text, and codes that must stay text: `007` keeps its zeros. Composed (NFC),
 * trimmed, without control and invisible characters; nothing else is touched.
 */
export const text: Rule = {
	name: 'text',
	title: 'Text',
	examples: [
		{ in: '  Zażółć  gęślą ', out: 'Zażółć  gęślą' },
		{ in: 'Krako\u0301w', out: 'Kraków' },
		{ in: '007', out: '007' },
		{ in: "'007", out: '007' },
		{ in: "'=SUM(A1)", out: '=SUM(A1)' },
		{ in: "'t Hooft", out: "'t Hooft" },
		{ in: 'a\u0000b', out: 'ab', code: 'CONTROL_CHARACTER' },
		{ in: 'line 1\nline 2', out: 'line 1\nline 2' },
		{ in: 'MaÅ‚gorzata', out: 'MaÅ‚gorzata', code: 'MOJIBAKE' },
		{ in: 'PÓŁNOCNA', out: 'PÓŁNOCNA' },
		{ in: '-', out: '-' },
		{ in: 101, out: '101' },
		{ in: 1234567890123456, code: 'PRECISION_LOST' },
		{ in: '1.23457E+15', code: 'EXCEL_SCIENTIFIC' },
		{ in: '1.2345678E+07', out: '12345678', code: 'EXCEL_SCIENTIFIC' },
		{ in: true, out: 'true' },
		{ in: '#REF!', code: 'CELL_ERROR' },
	],
	apply(value) {
		if (typeof value === 'number') return readNumber(value);
		if (typeof value === 'boolean') return kept(String(value));
		const prose = readProse(value);
		if (isCellError(prose.text)) return { value: undefined, issues: [makeIssue('CELL_ERROR')] };
		if (SPREADSHEET_EXPONENT.test(prose.text)) return readScientific(prose.text);
		return kept(prose.text, prose.issues);
	},
	matchKey(value: Cell) {
		return String(value).trim().normalize('NFC');
	},
};
