import { makeDecoder } from './decode';

/** What a byte is: what may stand next to it follows from that. */
export type Kind =
	'other' | 'asciiLower' | 'asciiUpper' | 'lower' | 'upper' | 'caseless' | 'sign' | 'oddSign' | 'invalid';

/** What a byte means in an encoding. */
export interface ByteMeaning {
	readonly kind: Kind;
	/** The letter in lower case, or the sign. */
	readonly character: string;
	readonly vowel: boolean;
	readonly isUpper: boolean;
	readonly isLower: boolean;
	/** A letter of any kind. */
	readonly isLetter: boolean;
	/** A letter outside ASCII. */
	readonly isOwn: boolean;
	readonly isSign: boolean;
}

/** Signs that stand between words in any text. */
const USUAL_SIGNS = new Set('–—„”“’‘‚«»…€§°·•№¿¡ºª²³£\u00A0');
const VOWEL = /^[aeiouyæøœıơư]/i;
const UPPER: ReadonlySet<Kind> = new Set<Kind>(['upper', 'asciiUpper']);
const LOWER: ReadonlySet<Kind> = new Set<Kind>(['lower', 'asciiLower']);
const OWN: ReadonlySet<Kind> = new Set<Kind>(['lower', 'upper', 'caseless']);
const SIGNS: ReadonlySet<Kind> = new Set<Kind>(['sign', 'oddSign', 'invalid']);

const meanings = new Map<string, readonly ByteMeaning[]>();

/** What each of the 256 bytes means in a single-byte encoding. Made once. */
export function byteMeanings(encoding: string): readonly ByteMeaning[] {
	const known = meanings.get(encoding);
	if (known) return known;
	const text = makeDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
	const made = Array.from(text, meaningOf);
	meanings.set(encoding, made);
	return made;
}

function meaningOf(character: string): ByteMeaning {
	const kind = kindOf(character);
	return {
		kind,
		character: lowerCaseOf(character),
		vowel: VOWEL.test(character.normalize('NFD')),
		isUpper: UPPER.has(kind),
		isLower: LOWER.has(kind),
		isLetter: kind !== 'other' && !SIGNS.has(kind),
		isOwn: OWN.has(kind),
		isSign: SIGNS.has(kind),
	};
}

/** Turkish has a dotted capital whose lower case is two characters. */
function lowerCaseOf(character: string): string {
	const lower = character.toLowerCase();
	return lower.length === 1 ? lower : character;
}

function kindOf(character: string): Kind {
	if (character >= 'a' && character <= 'z') return 'asciiLower';
	if (character >= 'A' && character <= 'Z') return 'asciiUpper';
	if (character < '\x80') return 'other';
	if (USUAL_SIGNS.has(character)) return 'sign';
	if (/\p{Lu}/u.test(character)) return 'upper';
	if (/\p{Ll}/u.test(character)) return 'lower';
	if (/[\p{L}\p{M}]/u.test(character)) return 'caseless';
	return /[\p{C}\uFFFD]/u.test(character) ? 'invalid' : 'oddSign';
}
