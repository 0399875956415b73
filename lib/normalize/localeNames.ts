import { foldText } from './foldText';

/** The languages in which names of countries and languages are read. */
const LANGUAGES = [
	'en',
	'pl',
	'zh',
	'zh-Hant',
	'de',
	'ru',
	'es',
	'fr',
	'pt',
	'tr',
	'it',
	'uk',
	'cs',
	'nl',
	'sv',
	'ja',
	'ko',
];

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

function twoLetterCodes(): readonly string[] {
	return Array.from(LETTERS).flatMap((first) => Array.from(LETTERS, (second) => first + second));
}

function nameReaders(type: 'region' | 'language'): readonly Intl.DisplayNames[] {
	return LANGUAGES.flatMap((language) =>
		(['long', 'short'] as const).map(
			(style) => new Intl.DisplayNames(language, { type, style, fallback: 'none' }),
		),
	);
}

/** Two letters are a code, whatever a language abbreviates by them: the United States are `É.-U.` in French. */
const ABBREVIATION = /^[a-z]{1,2}$/;

function addNames(index: Map<string, string>, code: string, readers: readonly Intl.DisplayNames[]): void {
	for (const reader of readers) {
		const name = foldText(reader.of(code) ?? '');
		if (name !== '' && !ABBREVIATION.test(name) && !index.has(name)) index.set(name, code);
	}
}

/** Codes that are no country of their own: groups, tests, and those that ISO 3166 has replaced. */
function isCountryCode(code: string): boolean {
	if (['EU', 'EZ', 'UN', 'QO', 'ZZ', 'XA', 'XB', 'AC', 'CP', 'CQ', 'DG', 'EA', 'IC', 'TA'].includes(code))
		return false;
	return (
		new Intl.Locale(`und-${code}`).region === code &&
		Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`
	);
}

/** ISO 3166 alpha-2 codes by their folded names, from the Unicode locale data in Node. */
export function countryNames(): Map<string, string> {
	const index = new Map<string, string>();
	const readers = nameReaders('region');
	const known = readers[0];
	for (const letters of twoLetterCodes()) {
		const code = letters.toUpperCase();
		if (known?.of(code) !== undefined && isCountryCode(code)) addNames(index, code, readers);
	}
	return index;
}

/** ISO 639-1 codes by their folded names. */
export function languageNames(): Map<string, string> {
	const index = new Map<string, string>();
	const readers = nameReaders('language');
	const known = readers[0];
	for (const code of twoLetterCodes()) {
		if (known?.of(code) !== undefined && Intl.getCanonicalLocales(code)[0] === code)
			addNames(index, code, readers);
	}
	return index;
}
