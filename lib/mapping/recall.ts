import type { Cell } from '../model';
import type { Normalized, NormalizeOptions, Rule } from '../normalize';

/** What a rule makes of a cell. */
export type Recall = (cell: Exclude<Cell, null>) => Normalized;

/** Results that are kept of a column, and the longest text of one. */
const MOST_KEPT = 1_000;
const LONGEST_KEPT = 100;

/** After so many cells it is seen whether a column repeats its values. */
const TRIED_CELLS = 5_000;

/**
 * Keeps what a rule made of the values of a column, because most columns say the same again and again: cities,
 * first names, yes and no. A column that does not repeat itself, such as one of e-mail addresses, is left to
 * the rule.
 */
export function makeRecall(rule: Rule, options: NormalizeOptions): Recall {
	const known = new Map<string, Normalized>();
	let left = TRIED_CELLS;
	let found = 0;

	function isWorthwhile(): boolean {
		if (left > 0 && --left === 0 && found * 2 < TRIED_CELLS) known.clear();
		return left > 0 || known.size > 0;
	}

	return (cell) => {
		if (typeof cell !== 'string' || cell.length > LONGEST_KEPT || !isWorthwhile())
			return rule.apply(cell, options);
		const result = known.get(cell);
		if (result !== undefined) {
			found++;
			return result;
		}
		if (known.size >= MOST_KEPT) return rule.apply(cell, options);
		const own = ownText(cell);
		const made = rule.apply(own, options);
		known.set(own, made);
		return made;
	};
}

/** A copy: V8 keeps the whole of a text in memory as long as somebody has a piece that was cut from it. */
function ownText(text: string): string {
	return ` ${text}`.slice(1);
}
