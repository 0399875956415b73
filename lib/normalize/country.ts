import type { Cell } from '../model';
import { ALPHA3_PAIRS, OTHER_COUNTRY_NAMES } from './countryCodes';
import { foldText } from './foldText';
import { countryNames } from './localeNames';
import { kept, refused } from './normalized';
import { isCellError, isPlaceholder } from './placeholder';
import { plainText } from './plainText';
import type { Rule } from './rule';

let index: Map<string, string> | undefined;

/** Names and codes of three and two letters, all folded; made at first use. */
function countryIndex(): Map<string, string> {
	const found = countryNames();
	for (const [name, code] of Object.entries(OTHER_COUNTRY_NAMES)) found.set(foldText(name), code);
	for (const pair of ALPHA3_PAIRS.split(' ')) {
		found.set(pair.slice(0, 3).toLowerCase(), pair.slice(3));
		found.set(pair.slice(3).toLowerCase(), pair.slice(3));
	}
	return found;
}

/** The ISO 3166 alpha-2 code of a country's name or code, or `undefined`. */
export function countryCodeOf(text: string): string | undefined {
	index ??= countryIndex();
	return index.get(foldText(text));
}

/** Countries, as ISO 3166 alpha-2 codes; read from names in many languages and from codes. */
export const country: Rule = {
	name: 'country',
	title: 'Country',
	summary:
		'ISO 3166 code of two letters, from names in many languages and from codes of two and three letters.',
	heeds: [],
	examples: [
		{ in: 'PL', out: 'PL' },
		{ in: 'pol', out: 'PL' },
		{ in: 'Polska', out: 'PL' },
		{ in: 'Poland', out: 'PL' },
		{ in: '波兰', out: 'PL' },
		{ in: 'Deutschland', out: 'DE' },
		{ in: 'Niemcy', out: 'DE' },
		{ in: 'USA', out: 'US' },
		{ in: 'U.S.A.', out: 'US' },
		{ in: 'UK', out: 'GB' },
		{ in: 'Wielka Brytania', out: 'GB' },
		{ in: 'Россия', out: 'RU' },
		{ in: '中国', out: 'CN' },
		{ in: 'Türkiye', out: 'TR' },
		{ in: 'Turkey', out: 'TR' },
		{ in: 'España', out: 'ES' },
		{ in: 'Brasil', out: 'BR' },
		{ in: 'France', out: 'FR' },
		{ in: 'EU', code: 'INVALID_OPTION' },
		{ in: 'Atlantis', code: 'INVALID_OPTION' },
		{ in: 48, code: 'INVALID_OPTION' },
		{ in: '-', code: 'PLACEHOLDER' },
	],
	apply(value) {
		const text = plainText(String(value));
		if (text === '') return kept('');
		const code = countryCodeOf(text);
		if (code !== undefined) return kept(code);
		if (isCellError(text)) return refused('CELL_ERROR');
		if (isPlaceholder(text)) return refused('PLACEHOLDER');
		return refused('INVALID_OPTION', {
			message: 'No such country is known',
			hint: 'Write its name or its code of two letters, such as PL.',
		});
	},
	reason: () => 'the country has this ISO 3166 code',
	matchKey(value: Cell) {
		return String(value).toUpperCase();
	},
};
