import type { Cell } from '../model';
import { foldText } from './foldText';
import { isNoName, readName } from './name';
import { isPlaceholder } from './placeholder';
import type { Rule } from './rule';

function isNoCompany(text: string): boolean {
	// One letter may be a company: X is one.
	return isNoName(text) || (text.length > 1 && isPlaceholder(text));
}

/** Names of companies: as names of people, but their case is never touched: `ABB`, `eBay` and `KGHM` are right as they are. */
export const company: Rule = {
	name: 'company',
	title: 'Company',
	summary:
		'Names of companies: on one line, with single spaces. Letters, quotes and legal forms stay as typed, because `ABB`, `eBay` and `Sp. z o.o.` are right as they are.',
	heeds: ['formulas', 'specialCharacters', 'tooLong'],
	examples: [
		{ in: ' ACME   Sp. z o.o. ', out: 'ACME Sp. z o.o.' },
		{ in: 'ABB', options: { nameCase: 'proper' }, out: 'ABB' },
		{ in: 'eBay', options: { nameCase: 'proper' }, out: 'eBay' },
		{ in: '北京科技有限公司', out: '北京科技有限公司' },
		{ in: 'P.H.U. "Kowalski"\nJan Kowalski', out: 'P.H.U. "Kowalski" Jan Kowalski' },
		{ in: 'Müller & Söhne GmbH', out: 'Müller & Söhne GmbH' },
		{ in: 'X', out: 'X' },
		{ in: 3, out: '3' },
		{ in: '@SUM(1)', options: { formulas: 'reject' }, code: 'FORMULA_IN_TEXT' },
		{ in: 'brak', code: 'PLACEHOLDER' },
		{ in: 'n/a', code: 'PLACEHOLDER' },
		{ in: '--', code: 'PLACEHOLDER' },
		{ in: '#REF!', code: 'CELL_ERROR' },
	],
	apply(value, options) {
		return readName(value, options, isNoCompany, (text) => text);
	},
	matchKey(value: Cell) {
		return foldText(String(value));
	},
};
