import type { Cell } from '../model';
import { foldText } from './foldText';
import { kept, refused } from './normalized';
import { isCellError, isPlaceholder } from './placeholder';
import { plainText } from './plainText';
import type { Normalized } from './rule';

const YES = new Set(
	(
		'yes y true t 1 on ok tak prawda ja j wahr oui vrai si verdadero vero sim s verdadeiro evet dogru да истина д ' +
		'是 是的 真 对 對 有 ano taip igen da'
	)
		.split(' ')
		.map(foldText),
);
const NO = new Set(
	'no n false f 0 off nie falsz nein falsch non faux falso nao hayir yanlis нет ложь н 否 不 不是 假 错 錯 没有 ne nem nu'
		.split(' ')
		.map(foldText),
);

/** Signs that have no letters to compare. */
const YES_SIGNS = new Set(['x', 'X', '×', '✓', '✔', '✔️', '☑', '☑️', '✅', '+', '√']);
const NO_SIGNS = new Set(['☐', '✗', '✘', '❌']);

/** Whether a word means yes or no, in the languages of the headers we know; `undefined` where it means neither. */
export function readYesNo(text: string): boolean | undefined {
	if (YES_SIGNS.has(text)) return true;
	if (NO_SIGNS.has(text)) return false;
	if (/^\d+[.,]0+$/.test(text)) return readYesNo(text.replace(/[.,].*$/, ''));
	const word = foldText(text);
	if (YES.has(word)) return true;
	return NO.has(word) ? false : undefined;
}

/**
 * The answer in a cell, as `read` finds it.
 * @param unclear what to say of a text that is no answer
 */
export function applyAnswer(
	value: Exclude<Cell, null>,
	read: (text: string) => boolean | undefined,
	unclear: () => Normalized,
): Normalized {
	if (typeof value === 'boolean') return kept(value);
	const text = plainText(String(value));
	if (text === '') return kept('');
	const answer = read(text);
	if (answer !== undefined) return kept(answer);
	if (isCellError(text)) return refused('CELL_ERROR');
	return isPlaceholder(text) ? refused('PLACEHOLDER') : unclear();
}
