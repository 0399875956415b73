import type { Row } from '../../model';
import { filledTexts, kindOf } from './cells';

/** How many of the last rows are held back to be judged. A footer is not longer. */
export const FOOTER_ROWS = 12;

/** The first cell of a row of totals, in whole. */
const TOTAL =
	/^(?:(?:grand|sub|overall)[ -]?)?totals?$|^(?:total general|total général|totale|totaal|toplam|celkem|összesen|razem|suma|ogółem|łącznie|summe|gesamt|gesamtsumme|insgesamt|итого|всего|разом|усього|合计|总计|小计|共计|合計|総計|小計|합계)$/i;
/** A row that only says how many there are. */
const COUNT =
	/^(?:(?:total |number of |liczba |anzahl |nombre de )?(?:records?|rows?|customers?|contacts?|entries|count|rekordów|rekordy|wierszy|klientów|zeilen|datensätze|kunden|einträge|lignes|clients|строк|записей|条数|记录数|总数|件数)(?: total)?\s*[:：=]\s*\d[\d\s.,]*|\(?\d[\d\s.,]*\s*(?:records?|rows?|rekord\S*|wiersz\S*|zeilen|datensätze|lignes|записей|строк)(?: affected| selected| total| exported)?\)?|共\s*\d+\s*[条个行].*)$/i;
/** A row that only says that this is the end. */
const END =
	/^[-=*_#.\s~]*(?:end of (?:report|file|data|export|list|document)|koniec (?:raportu|pliku|danych|zestawienia)|ende(?: de[rs] \S+)?|fin (?:du|de) \S+|конец \S+|结束|以上)?[-=*_#.\s~]*$/i;
/** How a remark under a table begins. */
const REMARK =
	/^(?:\*|©|source\b|note\b|notes\b|generated\b|exported\b|created (?:by|on|at)\b|printed\b|report\b|disclaimer\b|confidential\b|wygenerowano|wydrukowano|źródło|uwaga|raport|erstellt|exportiert|gedruckt|stand\s*:|quelle|hinweis|généré|exporté|généré|fuente|fonte|来源|说明|备注|注[:：]|导出|生成|打印|制表)/i;

/** How full a row of totals may be, against a usual row. */
const TOTAL_FILL = 0.7;

/** What is known of a table when its end is judged. */
export interface FooterContext {
	/** How many cells a usual row fills. */
	readonly usualFill: number;
	/** Whether an empty row stands above a row. */
	followsBlank(row: Row): boolean;
}

/**
 * How many of the last rows are totals or remarks and no customers. Judged from
 * the last row upwards, as long as there is no doubt.
 */
export function countFooterRows(rows: readonly Row[], context: FooterContext): number {
	let footer = 0;
	for (let back = 1; back <= rows.length; back++) {
		const row = rows[rows.length - back];
		if (row === undefined) break;
		// A remark may have several lines, of which only the first says what they are.
		if (startsRemark(row, context)) footer = back;
		else if (back === footer + 1 && isFooterLine(row, context)) footer = back;
		else if (!mayGoOn(row, context)) break;
	}
	return footer;
}

function startsRemark(row: Row, { usualFill, followsBlank }: FooterContext): boolean {
	const texts = filledTexts(row.cells);
	return usualFill >= 3 && texts.length === 1 && followsBlank(row) && REMARK.test(texts[0] ?? '');
}

/** Whether a row may be a further line of a remark: one cell of words, in a table of several columns. */
function mayGoOn({ cells }: Row, { usualFill }: FooterContext): boolean {
	const kinds = cells.map(kindOf).filter((kind) => kind !== 'empty');
	return usualFill >= 3 && kinds.length === 1 && kinds[0] === 'text';
}

function isFooterLine(row: Row, context: FooterContext): boolean {
	const [first = '', ...others] = filledTexts(row.cells);
	if (context.usualFill < 2) return false;
	if (others.length === 0 && (COUNT.test(first) || (first.length > 2 && END.test(first)))) return true;
	return isTotal(row, context);
}

/** A word for a total, and besides it numbers only: a company of that name has an e-mail address or a city. */
function isTotal(row: Row, { usualFill, followsBlank }: FooterContext): boolean {
	const kinds = row.cells.map(kindOf).filter((kind) => kind !== 'empty');
	const word = (filledTexts(row.cells)[0] ?? '').replace(/\s*[:：]$/, '');
	if (!TOTAL.test(word) || kinds.slice(1).some((kind) => kind !== 'number')) return false;
	return kinds.length <= usualFill * TOTAL_FILL || followsBlank(row);
}
