import type { Cell } from '../model';
import { decimalReason, readDecimalCell } from './number';
import type { Rule } from './rule';

/** Amounts, as decimal text: a binary fraction cannot hold a cent. The currency goes beside it. */
export const money: Rule = {
	name: 'money',
	title: 'Amount',
	summary:
		'Amounts as decimal text with all their digits, because a binary fraction cannot hold a cent. The currency goes beside the amount where its sign leaves no doubt: `$`, `¥` and `kr` are those of several countries.',
	heeds: ['decimal', 'decimalDoubt', 'currencies'],
	examples: [
		{ in: '5.290,00 zł', out: '5290.00', besides: { currency: 'PLN' } },
		{ in: '$1,298.10', out: '1298.10' },
		{ in: 'US$ 1,298.10', out: '1298.10', besides: { currency: 'USD' } },
		{ in: '1 298,00 €', out: '1298.00', besides: { currency: 'EUR' } },
		{ in: 'R$260,00', out: '260.00', besides: { currency: 'BRL' } },
		{ in: "CHF 1'049.95", out: '1049.95', besides: { currency: 'CHF' } },
		{ in: '1200元', out: '1200' },
		{ in: '¥1200', out: '1200' },
		{ in: '1200 ₽', out: '1200', besides: { currency: 'RUB' } },
		{ in: '1.200,- EUR', out: '1200.00', besides: { currency: 'EUR' } },
		{ in: '1.200 EUR', options: { decimalDoubt: 'refuse' }, code: 'AMBIGUOUS_DECIMAL' },
		{ in: '5,20 €', options: { currencies: 'drop' }, out: '5.20' },
		{ in: '1.234', options: { decimal: ',' }, out: '1234' },
		{ in: '(1,200.00)', out: '-1200.00' },
		{ in: '.75 €', out: '0.75', besides: { currency: 'EUR' } },
		{ in: 12.5, out: '12.5' },
		{ in: 0, out: '0' },
		{ in: 'free', code: 'INVALID_NUMBER' },
	],
	apply: readDecimalCell,
	reason: decimalReason,
	matchKey(value: Cell) {
		const text = String(value);
		return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
	},
};
