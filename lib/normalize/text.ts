import { makeIssue } from '../errors';
import type { Cell } from '../model';
import { readExponent } from './exponent';
import { kept, keptWith, refused } from './normalized';
import { isCellError } from './placeholder';
import { readProse } from './prose';
import type { Normalized, Rule } from './rule';
import { keptText } from './textPolicy';

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
	summary:
		'Text, and codes that must stay text: `007` keeps its zeros. Composed (Unicode NFC) and trimmed, without control and invisible characters; words, case, inner spaces and line breaks stay as typed. Text that was decoded twice is pointed out and not repaired.',
	heeds: ['formulas', 'specialCharacters', 'tooLong'],
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
		{ in: 'Ĺ‚Ăłdka', out: 'Ĺ‚Ăłdka', code: 'MOJIBAKE' },
		{ in: 'РЎРјРёСЂРЅРѕРІ', out: 'РЎРјРёСЂРЅРѕРІ', code: 'MOJIBAKE' },
		{ in: 'Сёмин', out: 'Сёмин' },
		{ in: 'PÓŁNOCNA', out: 'PÓŁNOCNA' },
		{ in: '=SUM(A1:A2)', out: '=SUM(A1:A2)' },
		{ in: '=SUM(A1:A2)', options: { formulas: 'reject' }, code: 'FORMULA_IN_TEXT' },
		{ in: '=SUM(A1:A2)', options: { formulas: 'clean' }, out: 'SUM(A1:A2)', code: 'FORMULA_IN_TEXT' },
		{ in: '\t@cmd', options: { formulas: 'reject' }, code: 'FORMULA_IN_TEXT' },
		{ in: '-2+3+cmd|calc', options: { formulas: 'reject' }, code: 'FORMULA_IN_TEXT' },
		{ in: '+48 501 228 855', options: { formulas: 'reject' }, out: '+48 501 228 855' },
		{ in: '-12,50', options: { formulas: 'reject' }, out: '-12,50' },
		{ in: '- call back', options: { formulas: 'reject' }, out: '- call back' },
		{ in: 'Wow! #1 `x`', options: { specialCharacters: 'clean' }, out: 'Wow 1 x', code: 'SPECIAL_CHARACTER' },
		{ in: 'O`Brien', options: { specialCharacters: 'clean' }, out: "O'Brien", code: 'SPECIAL_CHARACTER' },
		{ in: 'Nice 👍🏽', options: { specialCharacters: 'reject' }, code: 'SPECIAL_CHARACTER' },
		{ in: '10% & more (a/b)', options: { specialCharacters: 'reject' }, out: '10% & more (a/b)' },
		{ in: 'abcdef', options: { maxLength: 5 }, code: 'TOO_LONG' },
		{ in: 'abcdef', options: { maxLength: 5, tooLong: 'cut' }, out: 'abcde', code: 'TOO_LONG' },
		{ in: 'ab👨‍👩‍👧', options: { maxLength: 4, tooLong: 'cut' }, out: 'ab', code: 'TOO_LONG' },
		{ in: '-', out: '-' },
		{ in: 101, out: '101' },
		{ in: 'می\u200cخواهم', out: 'می\u200cخواهم' },
		{ in: 'a\u200bb', out: 'ab' },
		{ in: 1234567890123456, code: 'PRECISION_LOST' },
		{ in: '1.23457E+15', code: 'EXCEL_SCIENTIFIC' },
		{ in: '1.2345678E+07', out: '12345678', code: 'EXCEL_SCIENTIFIC' },
		{ in: true, out: 'true' },
		{ in: '#REF!', code: 'CELL_ERROR' },
		{ in: '#DZIEL/0!', code: 'CELL_ERROR' },
		{ in: '########', code: 'CELL_ERROR' },
		{ in: '#1', out: '#1' },
	],
	apply(value, options) {
		if (typeof value === 'number') return readNumber(value);
		if (typeof value === 'boolean') return kept(String(value));
		const prose = readProse(value);
		if (isCellError(prose.text)) return { value: undefined, issues: [makeIssue('CELL_ERROR')] };
		if (SPREADSHEET_EXPONENT.test(prose.text)) return readScientific(prose.text);
		return keptText(prose, options);
	},
	matchKey(value: Cell) {
		return String(value).trim().normalize('NFC');
	},
};
