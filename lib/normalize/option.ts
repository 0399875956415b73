import type { Cell } from '../model';
import { allowedHint, findAllowed, optionKey } from './allowedValues';
import { isNoName } from './name';
import { kept, refused } from './normalized';
import { isCellError, isPlaceholder } from './placeholder';
import { isOverlong } from './plainText';
import { readProse } from './prose';
import type { Normalized, Rule } from './rule';
import { keptText } from './textPolicy';

/** No list has longer values; a hostile cell must not cost time. */
const LONGEST_OPTION = 1000;

function choose(text: string, options: readonly string[]): Normalized {
	const allowed = findAllowed(text, options);
	if (allowed !== undefined) return kept(allowed);
	if (isPlaceholder(text)) return refused('PLACEHOLDER');
	return refused('INVALID_OPTION', { hint: allowedHint(text, options) });
}

/** One of a list. Compared without case, accents and punctuation, and stored as the list writes it. Without a list any value passes. */
export const option: Rule = {
	name: 'option',
	title: 'Choice',
	summary:
		'One of a list, compared without case, accents, spacing and punctuation, and stored as the list writes it. Another value is refused and the nearest allowed one named; it is never put in its place. Without a list any value passes.',
	heeds: ['options', 'formulas', 'specialCharacters'],
	examples: [
		{ in: 'gold', options: { options: ['Gold', 'Silver'] }, out: 'Gold' },
		{ in: 'sredni-biznes', options: { options: ['Średni biznes'] }, out: 'Średni biznes' },
		{ in: 'Sivler', options: { options: ['Gold', 'Silver'] }, code: 'INVALID_OPTION' },
		{ in: 'Bronze', options: { options: ['Gold', 'Silver'] }, code: 'INVALID_OPTION' },
		{ in: 'brak', options: { options: ['Gold', 'Brak'] }, out: 'Brak' },
		{ in: 'brak', options: { options: ['Gold', 'Silver'] }, code: 'PLACEHOLDER' },
		{ in: 'a-', options: { options: ['A+', 'A-'] }, out: 'A-' },
		{ in: 'A', options: { options: ['A+', 'A-'] }, code: 'INVALID_OPTION' },
		{ in: '***', options: { options: ['*', '**', '***'] }, out: '***' },
		{ in: ' Retail ', out: 'Retail' },
		{ in: 3, options: { options: ['1', '2', '3'] }, out: '3' },
		{ in: 3, out: '3' },
		{ in: '-', code: 'PLACEHOLDER' },
		{ in: '#N/A', code: 'CELL_ERROR' },
	],
	apply(value, options) {
		const { text, issues } = readProse(String(value));
		if (isCellError(text)) return refused('CELL_ERROR');
		const list = options.options;
		if (list === undefined || list.length === 0 || text === '')
			return isNoName(text) && text !== ''
				? refused('PLACEHOLDER')
				: keptText({ text, issues }, options, isNoName);
		return isOverlong(text, LONGEST_OPTION)
			? refused('INVALID_OPTION', { hint: allowedHint('', list) })
			: choose(text, list);
	},
	reason: () => 'the value was written as the list has it',
	matchKey(value: Cell) {
		return optionKey(String(value));
	},
};
