import type { Cell } from '../model';
import { refused } from './normalized';
import type { Rule } from './rule';
import { applyAnswer, readYesNo } from './yesNo';

/** Yes or no. Anything else is refused, never taken for no. */
export const boolean: Rule = {
	name: 'boolean',
	title: 'Yes or no',
	summary:
		'Yes or no in words of many languages, figures and signs. Anything else is refused, never taken for no.',
	heeds: [],
	examples: [
		{ in: 'yes', out: true },
		{ in: 'NO', out: false },
		{ in: 'tak', out: true },
		{ in: 'Nie', out: false },
		{ in: '是', out: true },
		{ in: '否', out: false },
		{ in: 'Prawda', out: true },
		{ in: 'FALSE', out: false },
		{ in: 'Fałsz', out: false },
		{ in: 'да', out: true },
		{ in: 'hayır', out: false },
		{ in: 'x', out: true },
		{ in: '✓', out: true },
		{ in: '1', out: true },
		{ in: 0, out: false },
		{ in: true, out: true },
		{ in: 'maybe', code: 'INVALID_OPTION' },
		{ in: 2, code: 'INVALID_OPTION' },
		{ in: '-', code: 'PLACEHOLDER' },
	],
	apply(value) {
		return applyAnswer(value, readYesNo, () =>
			refused('INVALID_OPTION', {
				message: 'The value is neither yes nor no',
				hint: 'Write yes or no.',
			}),
		);
	},
	reason: () => 'the answer was read from its word',
	matchKey(value: Cell) {
		return String(value);
	},
};
