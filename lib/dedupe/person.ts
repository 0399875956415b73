import type { CustomerRow, FieldValue } from '../model';
import { foldText } from '../normalize';

/** What tells people apart where the name is missing, the surest first. */
const OTHER_EVIDENCE = ['birthDate', 'company', 'street'];

const PERSON_BITS = 26;
/** Numbers of people are below this. */
export const PEOPLE = 2 ** PERSON_BITS;

const WORD_ENDS = /[\s.,;_-]+/u;
/** Writing without spaces, where a name is one word of a few signs. */
const WHOLE_WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * A number for the person of a row, seen from one of its identifiers: the same for all spellings of a
 * person, which it owes to looking at initials only (`Jan Kowalski`, `Kowalsky J.`). Where there is no name
 * it is made of another identifier, or else of birth date, company or street. 0 where there is nothing.
 * @param key the identifier that is looked at
 * @param keys all identifiers of the row
 */
export function personOf(row: CustomerRow, initials: string, key: string, keys: readonly string[]): number {
	if (initials !== '') return numberOf(initials);
	const other = keys.find((one) => one.charCodeAt(0) !== key.charCodeAt(0));
	if (other !== undefined) return numberOf(other);
	const field = OTHER_EVIDENCE.find((name) => textOf(row.record?.[name]) !== '');
	return field === undefined ? 0 : numberOf(foldText(textOf(row.record?.[field])));
}

/** The first letters of first and last name without accents, in the order of the alphabet; `''` without a name. */
export function initialsOf({ record }: CustomerRow): string {
	if (!record) return '';
	const first = textOf(record['firstName']);
	const last = textOf(record['lastName']);
	const words = first === '' && last === '' ? endsOf(textOf(record['fullName'])) : [first, last];
	const [one = '', other = ''] = words.map(initial);
	return one < other ? one + other : other + one;
}

/** The first and the last word. */
function endsOf(name: string): readonly string[] {
	const words = name.split(WORD_ENDS).filter(Boolean);
	return words.length < 2 ? words : [words[0] ?? '', words.at(-1) ?? ''];
}

function initial(word: string): string {
	const letter = word.charCodeAt(0) | 32;
	if (letter >= 97 && letter <= 122) return String.fromCharCode(letter);
	const first = WHOLE_WORD.test(word) ? word : String.fromCodePoint(word.trim().codePointAt(0) ?? 32);
	return folded(first);
}

/** What was folded, as far as it fits: there are few initials, and few Chinese names. */
const FOLDED = new Map<string, string>();
const MOST_FOLDED = 5_000;

function folded(text: string): string {
	const known = FOLDED.get(text);
	if (known !== undefined) return known;
	const made = foldText(text);
	if (FOLDED.size < MOST_FOLDED) FOLDED.set(text, made);
	return made;
}

function textOf(value: FieldValue | undefined): string {
	return typeof value === 'string' ? value : '';
}

/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), never 0. */
function numberOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let place = 0; place < text.length; place++) {
		hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
	}
	return (hash ^ (hash >>> PERSON_BITS)) & (PEOPLE - 1) || 1;
}
