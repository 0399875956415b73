/** Where letters are written in another case than the rest of the world has them. */
export interface CaseManners {
	/** Turkish and Azeri: `I` is the capital of `ı`, and `İ` of `i`. */
	readonly dottedI: boolean;
	/** Dutch: both letters of `IJ` are capitals. */
	readonly dutch: boolean;
}

/** Small between other words. Those that are given names or initials as often are not here. */
const PARTICLES = new Set(
	(
		'van von der den dem des de del della dello degli da das do dos di du la las le les los ter ten te tot het ' +
		"'t 's zu zum zur vom am im bei ob auf af av bin bint ibn und y sur sous aux upon nad pod of the"
	).split(' '),
);

/** Small at the start too: German writes `von Neumann` even where no given name comes before it. */
const SMALL_AT_START = new Set(['von', 'vom', 'zu', 'zum', 'zur']);

/** Small inside a hyphenated name: `Stratford-upon-Avon`, `Saint-Jean-de-Luz`. */
const SMALL_IN_HYPHENS = new Set([...PARTICLES, 'on', 'in', 'by', 'en', 'au', 'an', 'na']);

/** Numbers of popes and juniors that are no given names. */
const ROMAN = /^(?:II|III|IV|VII|VIII)$/;

/** No vowel in any script with letter case: an abbreviation, as `NRW`, or a name that cannot be told from one. */
const VOWELLESS = /^(?:(?![aeiouyæøœаеиоуыэюяієαεηιουω])\p{L}){2,4}$/iu;
const NO_ABBREVIATION = new Set(['jr', 'sr', 'dr', 'mr', 'mrs', 'ms', 'st', 'mc']);

/** After these surnames, `Van` is Vietnamese and a name. */
const VIETNAMESE = new Set(
	'nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly nguyễn trần lê phạm hoàng huỳnh vũ võ đặng bùi đỗ hồ ngô dương lý'.split(
		' ',
	),
);

const HAS_UPPER = /\p{Lu}/u;
/** `ß` stays as it is in a word of capitals. */
const HAS_LOWER = /(?!ß)\p{Ll}/u;
const LETTERS = /\p{L}/gu;
/** Georgian writes names without capitals, though Unicode has some. */
const UNCASED = /\p{Script=Georgian}/u;
const APOSTROPHE = /(['’ʼ`])/;

function capitalized(word: string, manners: CaseManners): string {
	const first = /\p{L}/u.exec(word);
	if (first === null) return word;
	const end = first.index + first[0].length;
	const length = manners.dutch && word.startsWith('ij', first.index) ? end + 1 : end;
	return upper(word.slice(0, length), manners) + word.slice(length);
}

function upper(text: string, { dottedI }: CaseManners): string {
	return dottedI ? text.toLocaleUpperCase('tr') : text.toUpperCase();
}

function lower(text: string, { dottedI }: CaseManners): string {
	return dottedI ? text.toLocaleLowerCase('tr') : text.toLowerCase();
}

/** `O'Brien`, `D'Amico`, but `Mar'yana`: a capital after an apostrophe only where one letter stands before it. */
function atApostrophes(word: string, manners: CaseManners): string {
	const [first = '', sign = '', ...rest] = word.split(APOSTROPHE);
	const tail = rest.join('');
	if (sign === '') return withMc(capitalized(first, manners), manners);
	const isPrefix = /^\p{L}$/u.test(first) && tail.length > 1;
	return capitalized(first, manners) + sign + (isPrefix ? capitalized(tail, manners) : tail);
}

/** `McDonald`. `Mac` is left: Macdonald and MacDonald, Machado and Macy cannot be told apart. */
function withMc(word: string, manners: CaseManners): string {
	return /^Mc\p{L}{3}/u.test(word) ? `Mc${capitalized(word.slice(2), manners)}` : word;
}

/** A word without hyphens, of small letters; initials with dots are capitals each. */
function properWord(word: string, manners: CaseManners): string {
	return word
		.split('.')
		.map((part) => atApostrophes(part, manners))
		.join('.');
}

function properHyphens(word: string, manners: CaseManners): string {
	const parts = word.split('-');
	return parts
		.map((part, place) => {
			const isInside = place > 0 && place < parts.length - 1;
			return isInside && SMALL_IN_HYPHENS.has(part) ? part : properWord(part, manners);
		})
		.join('-');
}

/** Whether a word in capitals is rather an abbreviation or a number than a name. */
function isAbbreviation(word: string, place: number): boolean {
	if (!HAS_UPPER.test(word) || NO_ABBREVIATION.has(word.toLowerCase())) return false;
	const letters = word.normalize('NFD').replace(/\p{M}/gu, '');
	return VOWELLESS.test(letters) || (place > 0 && ROMAN.test(word));
}

function isSmall(word: string, place: number, count: number): boolean {
	if (place === count - 1) return word === "'t" || word === "'s";
	return place === 0 ? SMALL_AT_START.has(word) || word === "'t" : PARTICLES.has(word);
}

/** Whether all letters of a text are capitals, or all are small, so that their case says nothing. */
export function isOneCase(text: string): boolean {
	return HAS_UPPER.test(text) !== HAS_LOWER.test(text) && !UNCASED.test(text);
}

/**
 * The name of a person or place with capitals where names have them: `JAN VAN DER BERG` as `Jan van der Berg`,
 * `o'brien` as `O'Brien`. A name that has both cases already is as its writer wants it, one or two letters may be
 * initials or a code, and what has no vowel may be an abbreviation: they stay.
 */
export function properCase(text: string, manners: CaseManners): string {
	if (!isOneCase(text) || (text.match(LETTERS)?.length ?? 0) < 3) return text;
	const words = text.split(' ');
	const smalls = words.map((word) => lower(word, manners));
	const hasParticles = !VIETNAMESE.has(smalls[0] ?? '');
	return smalls
		.map((small, place) => {
			if (hasParticles && isSmall(small, place, smalls.length)) return small;
			const word = words[place] ?? small;
			return isAbbreviation(word, place) ? word : properHyphens(small, manners);
		})
		.join(' ');
}
