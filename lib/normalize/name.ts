import type { Cell } from '../model';
import { foldText } from './foldText';
import { refused } from './normalized';
import { isCellError } from './placeholder';
import { type CaseManners, properCase } from './properCase';
import { readProse } from './prose';
import type { Normalized, NormalizeOptions, Rule } from './rule';
import { keptText } from './textPolicy';

/** What stands for no name. `Brak` and `None` are surnames, so only marks and abbreviations count. */
const NO_NAME = /^(?:[\s\-–—_.?*/\\]+|n\/a|n\.a\.?)$/i;

/** More than one space, or a line break or tab. */
const UNEVEN = / {2}|[\t\r\n]/;

const TURKIC_LETTER = /[İıĞğƏə]/;

function mannersOf(text: string, { defaultCountry }: NormalizeOptions): CaseManners {
	const country = defaultCountry?.trim().toUpperCase();
	return {
		dottedI: TURKIC_LETTER.test(text) || country === 'TR' || country === 'AZ',
		dutch: country === 'NL' || country === 'BE',
	};
}

/** Whether text stands for no name at all. */
export function isNoName(text: string): boolean {
	return NO_NAME.test(text);
}

/** Reads a name of a person, place or company: on one line, with single spaces. */
export function readName(
	value: Exclude<Cell, null>,
	options: NormalizeOptions,
	isNothing: (text: string) => boolean,
	written: (text: string) => string,
): Normalized {
	const prose = readProse(String(value));
	const text = UNEVEN.test(prose.text) ? prose.text.replace(/\s+/g, ' ') : prose.text;
	if (isCellError(text)) return refused('CELL_ERROR');
	if (isNothing(text)) return refused('PLACEHOLDER');
	return keptText({ text: written(text), issues: prose.issues }, options, isNothing);
}

/** Names of people and places: spacing in one form, letters as typed unless the import says otherwise. */
export const name: Rule = {
	name: 'name',
	title: 'Name',
	summary:
		'Names of people and places: on one line, with single spaces. Letters stay as typed unless names in capitals or small letters only are to be written properly; a name is never completed or guessed.',
	heeds: ['nameCase', 'defaultCountry', 'formulas', 'specialCharacters', 'tooLong'],
	examples: [
		{ in: '  Jan   Kowalski ', out: 'Jan Kowalski' },
		{ in: 'Anna\u00a0Maria', out: 'Anna Maria' },
		{ in: 'Kraso\u0301wka', out: 'Krasówka' },
		{ in: 'KOWALSKI', out: 'KOWALSKI' },
		{ in: "O'Neill", out: "O'Neill" },
		{ in: '张三', out: '张三' },
		{ in: 'Jan\nKowalski', out: 'Jan Kowalski' },
		{ in: 'KOWALSKA-NOWAK', options: { nameCase: 'proper' }, out: 'Kowalska-Nowak' },
		{ in: 'łukasz żak', options: { nameCase: 'proper' }, out: 'Łukasz Żak' },
		{ in: 'JAN VAN DER BERG', options: { nameCase: 'proper' }, out: 'Jan van der Berg' },
		{ in: 'VON NEUMANN', options: { nameCase: 'proper' }, out: 'von Neumann' },
		{ in: 'MARIA DE LA CRUZ', options: { nameCase: 'proper' }, out: 'Maria de la Cruz' },
		{ in: "SEAN O'BRIEN", options: { nameCase: 'proper' }, out: "Sean O'Brien" },
		{ in: 'MCDONALD', options: { nameCase: 'proper' }, out: 'McDonald' },
		{ in: 'MACY', options: { nameCase: 'proper' }, out: 'Macy' },
		{ in: 'J.R.R. TOLKIEN', options: { nameCase: 'proper' }, out: 'J.R.R. Tolkien' },
		{ in: 'HENRY FORD II', options: { nameCase: 'proper' }, out: 'Henry Ford II' },
		{ in: 'IŞIK', options: { nameCase: 'proper', defaultCountry: 'TR' }, out: 'Işık' },
		{ in: 'ИВАНОВА-ПЕТРОВА', options: { nameCase: 'proper' }, out: 'Иванова-Петрова' },
		{ in: 'SAINT-JEAN-DE-LUZ', options: { nameCase: 'proper' }, out: 'Saint-Jean-de-Luz' },
		{ in: 'FRANKFURT AM MAIN', options: { nameCase: 'proper' }, out: 'Frankfurt am Main' },
		{ in: 'DiCaprio', options: { nameCase: 'proper' }, out: 'DiCaprio' },
		{ in: 'NY', options: { nameCase: 'proper' }, out: 'NY' },
		{ in: 'NRW', options: { nameCase: 'proper' }, out: 'NRW' },
		{ in: '=HYPERLINK("x")', options: { formulas: 'reject' }, code: 'FORMULA_IN_TEXT' },
		{
			in: 'Anna 🌸 Nowak',
			options: { specialCharacters: 'clean' },
			out: 'Anna Nowak',
			code: 'SPECIAL_CHARACTER',
		},
		{ in: 'Wolfeschlegelstein', options: { maxLength: 10 }, code: 'TOO_LONG' },
		{ in: 'Jan\u0007', out: 'Jan', code: 'CONTROL_CHARACTER' },
		{ in: '-', code: 'PLACEHOLDER' },
		{ in: 'N/A', code: 'PLACEHOLDER' },
		{ in: 7, out: '7' },
	],
	apply(value, options) {
		return readName(value, options, isNoName, (text) =>
			options.nameCase === 'proper' ? properCase(text, mannersOf(text, options)) : text,
		);
	},
	matchKey(value: Cell) {
		return foldText(String(value));
	},
};
