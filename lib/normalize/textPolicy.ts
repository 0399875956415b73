import { makeIssue } from '../errors';
import type { RowIssue } from '../model';
import { kept, refused } from './normalized';
import type { Prose } from './prose';
import type { Normalized, NormalizeOptions } from './rule';

/** First characters that make a spreadsheet program run a text, the full-width forms included (OWASP, "CSV Injection"). */
const RUN_AT_ONCE = /^[=@＝＠]/;
const SIGN = /^[+\-＋－]/;

/** Figures after a sign are a number or a phone number, and a remark after a dash calls nothing. */
const FIGURES = /^[+\-＋－](?:[\d\s().,/'%-]*|\d+(?:[.,]\d+)?[eE][+-]?\d+)$/;
const REMARK = /^[-－]\s[^(|!=@]*$/u;
const SIGNS_AT_START = /^[\s=@＝＠+\-＋－]+/;

/** Marks that customer bases ask people not to write, symbols, and emoji with what they are put together from. */
const SPECIAL =
	/(?:(?:[!`#^*~|<>{}[\]\\\p{So}\p{Sk}\p{Co}]|\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u{e0000}-\u{e007f}]|\u20e3|\ufe0e|\ufe0f)\u200d?)+/gu;

/** What stands in for an apostrophe on some keyboards: `O`Brien`. */
const ACCENT_FOR_APOSTROPHE = /(?<=\p{L})[`´](?=\p{L})/gu;

/** Whether a spreadsheet program would run the text instead of showing it. */
export function isFormula(text: string): boolean {
	if (RUN_AT_ONCE.test(text)) return true;
	return SIGN.test(text) && !FIGURES.test(text) && !REMARK.test(text);
}

interface Checked {
	readonly text: string;
	readonly issue?: RowIssue;
	readonly isRefused?: boolean;
}

function checkSpecial(text: string, { specialCharacters }: NormalizeOptions): Checked {
	const found = text.match(SPECIAL);
	if (found === null) return { text };
	const marks = [...new Set(found)].join(' ');
	if (specialCharacters === 'reject') {
		const message = `The text holds special characters: ${marks}`;
		return { text, isRefused: true, issue: makeIssue('SPECIAL_CHARACTER', { message }) };
	}
	const clean = text
		.replace(ACCENT_FOR_APOSTROPHE, "'")
		.replace(SPECIAL, ' ')
		.replace(/ {2,}/g, ' ')
		.replace(/ (?=[,.;:?)])/g, '')
		.trim();
	const message = `Special characters were taken away: ${marks}`;
	return { text: clean, issue: makeIssue('SPECIAL_CHARACTER', { severity: 'warning', message }) };
}

function checkFormula(text: string, { formulas }: NormalizeOptions): Checked {
	if (!isFormula(text)) return { text };
	if (formulas === 'reject') return { text, isRefused: true, issue: makeIssue('FORMULA_IN_TEXT') };
	const message = 'The signs at the start were taken off, so that no program runs the text';
	return {
		text: text.replace(SIGNS_AT_START, ''),
		issue: makeIssue('FORMULA_IN_TEXT', { severity: 'warning', message }),
	};
}

function isOff(policy: NormalizeOptions['formulas']): boolean {
	return policy === undefined || policy === 'keep';
}

/**
 * Text as it may be stored: what the import says about special characters and formulas, applied.
 * @param isNothing whether what is left of it stands for nothing, beside no text at all
 */
export function keptText(
	{ text, issues }: Prose,
	options: NormalizeOptions,
	isNothing: (text: string) => boolean = () => false,
): Normalized {
	if (isOff(options.specialCharacters) && isOff(options.formulas)) return kept(text, issues);
	const special = isOff(options.specialCharacters) ? { text } : checkSpecial(text, options);
	const formula = isOff(options.formulas) ? { text: special.text } : checkFormula(special.text, options);
	const found = [special, formula].flatMap(({ issue }: Checked) => (issue === undefined ? [] : [issue]));
	if (isRefusal(special) || isRefusal(formula)) return { value: undefined, issues: [...found, ...issues] };
	if (found.length === 0) return kept(text, issues);
	return formula.text === '' || isNothing(formula.text)
		? refused('PLACEHOLDER')
		: kept(formula.text, [...found, ...issues]);
}

function isRefusal({ isRefused }: Checked): boolean {
	return isRefused === true;
}
