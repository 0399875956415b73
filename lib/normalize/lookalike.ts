import { isPlainAscii } from './plainText';

/** Mail providers whose names are worth imitating or mistyping. */
const WELL_KNOWN = new Set(
	'gmail.com googlemail.com yahoo.com outlook.com hotmail.com live.com icloud.com aol.com wp.pl o2.pl onet.pl interia.pl gazeta.pl gmx.de web.de t-online.de mail.ru yandex.ru qq.com 163.com orange.fr free.fr laposte.net libero.it'.split(
		' ',
	),
);

/** Cyrillic and Greek letters that look like Latin ones; after Unicode's confusables, those that occur in provider names. */
const LATIN_TWINS: Readonly<Record<string, string>> = {
	а: 'a',
	е: 'e',
	о: 'o',
	р: 'p',
	с: 'c',
	у: 'y',
	х: 'x',
	і: 'i',
	ј: 'j',
	ѕ: 's',
	ԁ: 'd',
	ո: 'n',
	ο: 'o',
	α: 'a',
	ν: 'v',
	ł: 'l',
	ı: 'i',
	ø: 'o',
};

/**
 * The well-known domain that `domain` looks like without being it, or `undefined`.
 * @param domain in small letters, not in Punycode
 */
export function lookalikeOf(domain: string): string | undefined {
	if (isPlainAscii(domain)) return undefined;
	const plain = domain
		.normalize('NFKD')
		.replace(/\p{M}+/gu, '')
		.replace(/\P{ASCII}/gu, (letter) => LATIN_TWINS[letter] ?? letter);
	return WELL_KNOWN.has(plain) ? plain : undefined;
}
