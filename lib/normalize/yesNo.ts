import { foldText } from './foldText';

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
