import type { NameOrder } from './composition';

/** The halves of a name; empty where it has only one word, because nothing says which half that is. */
export interface NameHalves {
	readonly first?: string;
	readonly last?: string;
}

/** Words that stand before a name and are no part of it. */
const TITLES = new Set(
	'mr mrs ms miss mx dr prof sir pan pani mgr inż inz hab herr frau dipl ing mme mlle sr sra srta dott dottssa г г-н г-жа'.split(
		' ',
	),
);

/** Words that belong to the family name after them: `van der Berg`, `de la Cruz`. */
const PARTICLES = new Set(
	'van von vom zu zum zur der den de del della dei di da do dos das du la le les el al bin ibn bint ben ter ten te af av san santa st y e'.split(
		' ',
	),
);

/** What follows a family name, with or without a comma. */
const SUFFIX = /^(?:jr|sr|jnr|snr|ii|iii|iv|phd|ph\.d|md|mba|esq)\.?$/i;

const HAN_NAME = /^\p{Script=Han}{2,5}$/u;
const HANGUL_NAME = /^\p{Script=Hangul}{2,5}$/u;
/** Family names of two characters; all others have one. */
const DOUBLE_SURNAMES = new Set(
	'欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 夏侯 司徒 司空 令狐 慕容 皇甫 尉迟 尉遲 公孙 公孫 长孙 長孫 宇文 东方 東方 南宫 南宮 端木 轩辕 軒轅 百里 呼延 남궁 황보 제갈 사공 선우 서문 독고'.split(
		' ',
	),
);

/**
 * The first and the last name in a whole one: by a comma, by the script (Chinese and Korean names begin with
 * the family's), else by the order. Titles are left out, particles stay with the family name.
 */
export function splitFullName(text: string, order: NameOrder): NameHalves {
	const name = text.trim().replace(/\s+/g, ' ');
	const eastern = splitEastern(name, order);
	if (eastern !== undefined) return eastern;
	const [before = '', after = '', ...more] = name.split(/\s*[,，]\s*/);
	if (before !== '' && after !== '' && more.length === 0 && !SUFFIX.test(after)) {
		return halves(withoutTitles(after.split(' ')), before.split(' '));
	}
	const words = withoutTitles(name.split(' '));
	return order === 'lastFirst' ? lastNameFirst(words) : lastNameLast(words);
}

/** `张三`, `欧阳娜娜`, `홍길동`; `undefined` for names of other scripts, or with spaces. */
function splitEastern(name: string, order: NameOrder): NameHalves | undefined {
	if (order === 'firstLast' || !(HAN_NAME.test(name) || HANGUL_NAME.test(name))) return undefined;
	const size = name.length > 2 && DOUBLE_SURNAMES.has(name.slice(0, 2)) ? 2 : 1;
	return { first: name.slice(size), last: name.slice(0, size) };
}

function withoutTitles(words: readonly string[]): readonly string[] {
	const from = words.findIndex((word) => !TITLES.has(bare(word)));
	return from < 0 ? [] : words.slice(from);
}

function bare(word: string): string {
	return word.toLowerCase().replace(/\.+$/, '');
}

/** The family name is the last word, with the particles before it and what follows it. */
function lastNameLast(words: readonly string[]): NameHalves {
	let from = words.length - 1;
	while (from > 1 && SUFFIX.test(words[from] ?? '')) from -= 1;
	while (from > 1 && PARTICLES.has((words[from - 1] ?? '').toLowerCase())) from -= 1;
	return halves(words.slice(0, from), words.slice(from));
}

/** The family name is the first word that is no particle, with those before it. */
function lastNameFirst(words: readonly string[]): NameHalves {
	const name = words.findIndex((word) => !PARTICLES.has(word.toLowerCase()));
	return halves(words.slice(name + 1), words.slice(0, name + 1));
}

function halves(first: readonly string[], last: readonly string[]): NameHalves {
	return first.length === 0 || last.length === 0 ? {} : { first: first.join(' '), last: last.join(' ') };
}
