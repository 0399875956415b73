import type { Cell } from '../model';
import { foldText } from './foldText';
import { languageNames } from './localeNames';
import { kept, refused } from './normalized';
import { isCellError, isPlaceholder } from './placeholder';
import { plainText } from './plainText';
import type { Rule } from './rule';

/** ISO 639-2 codes for libraries, which the Unicode locale data does not know, and names that it words otherwise. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
	ger: 'de',
	fre: 'fr',
	cze: 'cs',
	slo: 'sk',
	dut: 'nl',
	gre: 'el',
	chi: 'zh',
	rum: 'ro',
	alb: 'sq',
	arm: 'hy',
	baq: 'eu',
	geo: 'ka',
	ice: 'is',
	mac: 'mk',
	may: 'ms',
	per: 'fa',
	wel: 'cy',
	bur: 'my',
	tib: 'bo',
	中文简体: 'zh',
	简体中文: 'zh',
	繁體中文: 'zh',
	汉语: 'zh',
	mandarin: 'zh',
	英文: 'en',
};

const TAG = /^([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*$/i;

/** A variety in brackets: `English (United States)`. */
const REMARK = /[(（]/;

let index: Map<string, string> | undefined;

/** The primary code of a tag: `pl` of `pl-PL`, `pol` and `PL_pl`. */
function codeOfTag(text: string, known: ReadonlySet<string>): string | undefined {
	const primary = TAG.exec(text)?.[1]?.toLowerCase();
	if (primary === undefined) return undefined;
	const code = OTHER_NAMES[primary] ?? Intl.getCanonicalLocales(primary)[0];
	return code !== undefined && known.has(code) ? code : undefined;
}

let codes: ReadonlySet<string> | undefined;

function readLanguage(text: string): string | undefined {
	index ??= languageNames();
	codes ??= new Set(index.values());
	return (
		codeOfTag(text, codes) ?? OTHER_NAMES[foldText(text)] ?? index.get(foldText(text.split(REMARK)[0] ?? ''))
	);
}

/** Spellings that are kept; a file of customers names few languages. */
const MOST_KNOWN = 1000;
const known = new Map<string, string>();

function knownLanguage(text: string): string | undefined {
	const before = known.get(text);
	if (before !== undefined) return before;
	const code = readLanguage(text);
	if (code !== undefined && known.size < MOST_KNOWN) known.set(text, code);
	return code;
}

/** Languages, as BCP 47 primary codes; read from tags, codes and names in many languages. */
export const language: Rule = {
	name: 'language',
	title: 'Language',
	summary:
		'Primary language code (BCP 47), from tags, codes of two and three letters, and names in many languages.',
	heeds: [],
	examples: [
		{ in: 'pl', out: 'pl' },
		{ in: 'pl-PL', out: 'pl' },
		{ in: 'EN_us', out: 'en' },
		{ in: 'pol', out: 'pl' },
		{ in: 'ger', out: 'de' },
		{ in: 'Polish', out: 'pl' },
		{ in: 'polski', out: 'pl' },
		{ in: 'Deutsch', out: 'de' },
		{ in: 'русский', out: 'ru' },
		{ in: 'English (United States)', out: 'en' },
		{ in: '中文', out: 'zh' },
		{ in: '英语', out: 'en' },
		{ in: 'zh-Hans-CN', out: 'zh' },
		{ in: 'Klingon-ish', code: 'INVALID_OPTION' },
		{ in: 'n/a', code: 'PLACEHOLDER' },
	],
	apply(value) {
		const text = plainText(String(value));
		if (text === '') return kept('');
		const code = knownLanguage(text);
		if (code !== undefined) return kept(code);
		if (isCellError(text)) return refused('CELL_ERROR');
		if (isPlaceholder(text)) return refused('PLACEHOLDER');
		return refused('INVALID_OPTION', {
			message: 'No such language is known',
			hint: 'Write its name or its code, such as pl.',
		});
	},
	reason: () => 'the language has this code',
	matchKey(value: Cell) {
		return String(value).toLowerCase();
	},
};
