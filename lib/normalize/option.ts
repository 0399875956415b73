import type { Cell } from '../model';
import { foldText } from './foldText';
import { kept, refused } from './normalized';
import { isCellError } from './placeholder';
import { readProse } from './prose';
import type { Rule } from './rule';

/** How many allowed values a hint names. */
const NAMED = 5;

/** The allowed values that begin like the one that is not allowed; else the first of all. */
function nearest(text: string, options: readonly string[]): string {
	const start = foldText(text).slice(0, 3);
	const alike = options.filter((option) => foldText(option).startsWith(start));
	return (alike.length > 0 ? alike : options).slice(0, NAMED).join(', ');
}

/** One of a list. Compared without case, accents and punctuation, and stored as the list writes it. Without a list any value passes. */
export const option: Rule = {
	name: 'option',
	title: 'Choice',
	examples: [
		{ in: 'gold', options: { options: ['Gold', 'Silver'] }, out: 'Gold' },
		{ in: 'średni biznes', options: { options: ['Średni biznes'] }, out: 'Średni biznes' },
		{ in: 'Bronze', options: { options: ['Gold', 'Silver'] }, code: 'INVALID_OPTION' },
		{ in: ' Retail ', out: 'Retail' },
		{ in: 3, out: '3' },
		{ in: '#N/A', code: 'CELL_ERROR' },
	],
	apply(value, { options }) {
		const { text, issues } = readProse(String(value));
		if (isCellError(text)) return refused('CELL_ERROR');
		if (options === undefined || options.length === 0 || text === '') return kept(text, issues);
		if (options.includes(text)) return kept(text);
		const folded = foldText(text);
		const match = options.find((allowed) => foldText(allowed) === folded && folded !== '');
		if (match !== undefined) return kept(match);
		return refused('INVALID_OPTION', { hint: `Allowed are, among others: ${nearest(text, options)}.` });
	},
	matchKey(value: Cell) {
		return foldText(String(value));
	},
};
