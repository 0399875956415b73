import type { Cell } from '../model';
import { readDecimalCell } from './number';
import type { Rule } from './rule';

/** Amounts, as decimal text: a binary fraction cannot hold a cent. The currency sign is left out. */
export const money: Rule = {
	name: 'money',
	title: 'Amount',
	examples: [
		{ in: '5.290,00 zł', out: '5290.00' },
		{ in: '$1,298.10', out: '1298.10' },
		{ in: '1 298,00 €', out: '1298.00' },
		{ in: 'R$260,00', out: '260.00' },
		{ in: "CHF 1'049.95", out: '1049.95' },
		{ in: '(1,200.00)', out: '-1200.00' },
		{ in: '.75 €', out: '0.75' },
		{ in: 12.5, out: '12.5' },
		{ in: 0, out: '0' },
		{ in: 'free', code: 'INVALID_NUMBER' },
	],
	apply: readDecimalCell,
	matchKey(value: Cell) {
		const text = String(value);
		return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
	},
};
