import type { Row } from '../../model';
import { filledTexts } from './cells';

/** What a cell of units or descriptions is in whole. */
const UNIT = new RegExp(
	'^(?:' +
		[
			// In brackets of any kind.
			'[\\[(（【<{].*[\\])）】>}]',
			// Types of data and whether a value must be there, in the languages of templates.
			'(?:text|string|varchar|char|number|numeric|integer|int|decimal|float|date|datetime|boolean|bool|e-?mail)(?: ?\\(\\d+\\))?',
			'required|optional|mandatory|unique|pflichtfeld|pflicht|erforderlich|tekst|liczba|data|wymagane|wymagany|opcjonalne|opcjonalny|obligatoire|facultatif|texte|nombre',
			'必填|选填|可选|必須|任意|文本|数字|日期|整数',
			// Patterns of dates, and lengths.
			'[dmy]{1,4}[-./][dmy]{1,4}[-./][dmy]{2,4}(?: hh.*)?|(?:max\\.?|maks\\.?|至多|最多)? ?\\d+ ?(?:characters|chars|znaków|zeichen|字|个字符)',
			// Units and currencies.
			'%|kg|g|m|cm|mm|km|m²|m2|pcs\\.?|szt\\.?|stk\\.?|eur|usd|pln|gbp|chf|czk|cny|rmb|€|\\$|£|zł|元|个|件',
		].join('|') +
		')$',
	'i',
);

/** How the explanation of a column begins, or what it speaks of. */
const EXPLANATION =
	/^(?:e\.g\.|eg:|example|format|please|enter |np\.|przykład|wpisz|podaj|z\.? ?b\.|beispiel|bitte|ex\. ?:|请|填|例|示例|格式)|必填|选填|请填|不超过|格式[:：为]|如[:：]/i;

/** So many of the filled cells must be units, and so few of the rows below. */
const MIN_SHARE = 0.8;
const MAX_SHARE_BELOW = 0.2;

/**
 * Whether a row under the header holds units, types or explanations of the
 * columns: nearly all of its cells do, and those of the rows below do not.
 */
export function looksLikeUnits({ cells }: Row, below: readonly Row[]): boolean {
	const texts = filledTexts(cells);
	if (texts.length < 2 || texts.length * 2 < cells.length || unitShare(texts) < MIN_SHARE) return false;
	return below.every((row) => unitShare(filledTexts(row.cells)) <= MAX_SHARE_BELOW);
}

function unitShare(texts: readonly string[]): number {
	if (texts.length === 0) return 0;
	return texts.filter((text) => UNIT.test(text) || EXPLANATION.test(text)).length / texts.length;
}
