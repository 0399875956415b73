import type { Cell } from '../model';
import { foldText } from './foldText';
import { kept, refused } from './normalized';
import { isCellError } from './placeholder';
import { readProse } from './prose';
import type { Rule } from './rule';

/** What stands for no name. `Brak` and `None` are surnames, so only marks and abbreviations count. */
const NO_NAME = /^(?:[\s\-–—_.?*/\\]+|n\/a|n\.a\.?)$/i;

/** More than one space, or a line break or tab. */
const UNEVEN = / {2}|[\t\r\n]/;

/** Names of people and companies: spacing in one form, letters as typed. Capitals stay capitals, because `McDonald`, `van der Berg` and `ABB` cannot be told from mistakes. */
export const name: Rule = {
	name: 'name',
	title: 'Name',
	examples: [
		{ in: '  Jan   Kowalski ', out: 'Jan Kowalski' },
		{ in: 'Anna\u00a0Maria', out: 'Anna Maria' },
		{ in: 'Kraso\u0301wka', out: 'Krasówka' },
		{ in: 'KOWALSKI', out: 'KOWALSKI' },
		{ in: "O'Neill", out: "O'Neill" },
		{ in: '张三', out: '张三' },
		{ in: 'Jan\nKowalski', out: 'Jan Kowalski' },
		{ in: 'Jan\u0007', out: 'Jan', code: 'CONTROL_CHARACTER' },
		{ in: '-', code: 'PLACEHOLDER' },
		{ in: 'N/A', code: 'PLACEHOLDER' },
		{ in: 7, out: '7' },
	],
	apply(value) {
		const prose = readProse(String(value));
		const text = UNEVEN.test(prose.text) ? prose.text.replace(/\s+/g, ' ') : prose.text;
		if (isCellError(text)) return refused('CELL_ERROR');
		if (NO_NAME.test(text)) return refused('PLACEHOLDER');
		return kept(text, prose.issues);
	},
	matchKey(value: Cell) {
		return foldText(String(value));
	},
};
