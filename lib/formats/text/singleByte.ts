import { byteMeanings, type ByteMeaning } from './byteMeaning';
import { LANGUAGES, type LanguageLetters, type Script } from './letters';
import type { ScoredEncoding } from './encoding';

/** An encoding of one byte a character, and the languages that are written in it. */
interface Candidate {
	readonly encoding: string;
	readonly languages: readonly string[];
	/** ln of how common files in it are, against the commonest ones. */
	readonly prior: number;
}

const SCRIPTS: readonly Script[] = ['latin', 'looseLatin', 'alphabet'];
const CENTRAL = ['pl', 'cs', 'sk', 'hu', 'ro', 'sl', 'hr', 'sq', 'de'];
const WESTERN = ['de', 'fr', 'es', 'pt', 'it', 'nl', 'sv', 'da', 'fi', 'is', 'ca', 'sq'];
const CYRILLIC = ['ru', 'uk', 'bg', 'be', 'sr', 'mk'];

/** ISO encodings are rarer than those of Windows, those of DOS and of old Macintoshes rarer still. */
const CANDIDATES: readonly Candidate[] = [
	{ encoding: 'windows-1252', languages: WESTERN, prior: 0.5 },
	{ encoding: 'windows-1250', languages: CENTRAL, prior: 0.3 },
	{ encoding: 'windows-1251', languages: CYRILLIC, prior: 0 },
	{ encoding: 'windows-1253', languages: ['el'], prior: 0 },
	{ encoding: 'windows-1254', languages: ['tr'], prior: -0.5 },
	{ encoding: 'windows-1255', languages: ['he'], prior: 0 },
	{ encoding: 'windows-1256', languages: ['ar', 'fa'], prior: 0 },
	{ encoding: 'windows-1257', languages: ['lt', 'lv', 'et'], prior: -0.5 },
	{ encoding: 'windows-1258', languages: ['vi'], prior: -0.5 },
	{ encoding: 'windows-874', languages: ['th'], prior: 0 },
	{ encoding: 'iso-8859-2', languages: CENTRAL, prior: -1 },
	{ encoding: 'iso-8859-3', languages: ['eo', 'mt', 'tr'], prior: -2.5 },
	{ encoding: 'iso-8859-4', languages: ['lt', 'lv', 'et'], prior: -3.5 },
	{ encoding: 'iso-8859-5', languages: CYRILLIC, prior: -2 },
	{ encoding: 'iso-8859-6', languages: ['ar'], prior: -1.5 },
	{ encoding: 'iso-8859-7', languages: ['el'], prior: -1 },
	{ encoding: 'iso-8859-8', languages: ['he'], prior: -1.5 },
	{ encoding: 'iso-8859-13', languages: ['lt', 'lv', 'et'], prior: -2 },
	{ encoding: 'iso-8859-15', languages: WESTERN, prior: -1.5 },
	{ encoding: 'koi8-r', languages: ['ru', 'bg'], prior: -0.5 },
	{ encoding: 'koi8-u', languages: ['ru', 'uk', 'be'], prior: -1 },
	{ encoding: 'ibm866', languages: ['ru', 'uk', 'be'], prior: -1 },
	{ encoding: 'cp852', languages: CENTRAL, prior: -1.5 },
	{ encoding: 'cp850', languages: WESTERN, prior: -2 },
	{ encoding: 'cp437', languages: WESTERN, prior: -2.5 },
	{ encoding: 'cp855', languages: CYRILLIC, prior: -3 },
	{ encoding: 'macintosh', languages: WESTERN, prior: -2.5 },
	{ encoding: 'x-mac-cyrillic', languages: CYRILLIC, prior: -2.5 },
];

/** Letters that foreign names bring into texts of any language. */
const FAMILIAR = new Set('éèëêáàâãåäçñíïîóôõöøúüæß');

/** ln of the share of what is no letter of the language. */
const COST = {
	familiarLetter: -6,
	foreignLetter: -8,
	sign: -4.5,
	oddSign: -7,
	invalid: -13,
	upper: -1.2,
} as const;
/** What a pair of neighbours costs that people do not write. */
const PAIR_COST = {
	upperAfterLower: -3,
	otherScript: -3,
	signInWord: -2.5,
	/** Of Latin letters, two outside ASCII. */
	neighbours: -0.5,
	/** `Lefčvre` for `Lefèvre`: what is a vowel in one encoding is a consonant in the other. */
	consonants: -0.4,
	boundConsonant: -2.5,
	vowels: -0.4,
} as const;
const BEFORE_VOWEL = new Set('çñ');

/** How often every byte from 0x80 on is there, and every pair with one of them. */
export interface ByteCounts {
	readonly bytes: Uint32Array;
	/** By pair as a number: first times 256 plus second. */
	readonly pairs: Uint32Array;
	/** The pairs that are there. */
	readonly met: readonly number[];
	readonly high: number;
}

/** Counts once what all candidates are judged by, so that judging takes the same time for any sample. */
export function countBytes(sample: Uint8Array): ByteCounts {
	const bytes = new Uint32Array(256);
	const pairs = new Uint32Array(65_536);
	const met: number[] = [];
	let high = 0;
	let before = 0;
	for (let at = 0; at <= sample.length; at++) {
		const byte = sample[at] ?? 0x20;
		if ((byte | before) >= 0x80) {
			const pair = (before << 8) | byte;
			const count = pairs[pair] ?? 0;
			if (count === 0) met.push(pair);
			pairs[pair] = count + 1;
		}
		if (byte >= 0x80) {
			bytes[byte] = (bytes[byte] ?? 0) + 1;
			high++;
		}
		before = byte;
	}
	return { bytes, pairs, met, high };
}

/** The likelihood of the bytes in every single-byte encoding, each in the language that fits best. */
export function scoreSingleBytes(counts: ByteCounts): ScoredEncoding[] {
	return CANDIDATES.map(({ encoding, languages, prior }) => {
		const table = byteMeanings(encoding);
		const pairs = new Map(SCRIPTS.map((script) => [script, scorePairs(counts, table, script)]));
		const scores = languages.map((name) => scoreLanguage(counts, table, LANGUAGES[name], pairs));
		return { encoding, score: Math.max(...scores) + prior, meaning: meaningOf(counts, table) };
	});
}

/** What the bytes that are there mean, to tell whether two encodings differ for this text at all. */
function meaningOf({ bytes }: ByteCounts, table: readonly ByteMeaning[]): string {
	let meaning = '';
	for (let byte = 0x80; byte < 256; byte++) {
		const meant = table[byte];
		if (meant && (bytes[byte] ?? 0) > 0) meaning += meant.kind + meant.character;
	}
	return meaning;
}

function scoreLanguage(
	{ bytes }: ByteCounts,
	table: readonly ByteMeaning[],
	language: LanguageLetters | undefined,
	pairs: ReadonlyMap<Script, number>,
): number {
	if (language === undefined) return -Infinity;
	let score = language.prior + (pairs.get(language.script) ?? 0);
	for (let byte = 0x80; byte < 256; byte++) {
		const count = bytes[byte] ?? 0;
		const meant = table[byte];
		if (meant && count > 0) score += count * byteCost(meant, language);
	}
	return score;
}

/** What neighbours cost depends on the script only. */
function scorePairs({ pairs, met }: ByteCounts, table: readonly ByteMeaning[], script: Script): number {
	let score = 0;
	for (const pair of met) {
		const before = table[pair >> 8];
		const after = table[pair & 0xff];
		if (before && after) score += (pairs[pair] ?? 0) * pairCost(before, after, script);
	}
	return score;
}

function byteCost({ kind, character, isUpper }: ByteMeaning, { letters }: LanguageLetters): number {
	if (kind === 'invalid' || kind === 'sign' || kind === 'oddSign') return COST[kind];
	const foreign = FAMILIAR.has(character) ? COST.familiarLetter : COST.foreignLetter;
	return (letters.get(character) ?? foreign) + (isUpper ? COST.upper : 0);
}

function pairCost(before: ByteMeaning, after: ByteMeaning, script: Script): number {
	if (before.isSign || after.isSign) return signCost(before, after);
	const cost = before.isLower && after.isUpper ? PAIR_COST.upperAfterLower : 0;
	if (!before.isLetter || !after.isLetter) return cost;
	if (script !== 'alphabet') return cost + soundCost(before, after, script);
	return before.isOwn === after.isOwn ? cost : cost + PAIR_COST.otherScript;
}

function signCost(before: ByteMeaning, after: ByteMeaning): number {
	const odd = before.kind === 'oddSign' || after.kind === 'oddSign';
	return odd && (before.isLetter || after.isLetter) ? PAIR_COST.signInWord : 0;
}

function soundCost(before: ByteMeaning, after: ByteMeaning, script: Script): number {
	const neighbours = before.isOwn && after.isOwn ? PAIR_COST.neighbours : 0;
	if (before.vowel !== after.vowel) return neighbours;
	if (before.vowel) return neighbours + PAIR_COST.vowels;
	const bound = script === 'latin' && BEFORE_VOWEL.has(before.character);
	return neighbours + (bound ? PAIR_COST.boundConsonant : PAIR_COST.consonants);
}
