import { phoneDigits } from './people.mjs';

/**
 * The many ways people write one value. Every function here gives the text of a cell; what the text means is
 * the value it was made from, so that the truth is known without reading the text again.
 */

/** `501228855` → `501 228 855`. */
export function inThrees(digits, separator = ' ') {
	return digits.replaceAll(/\B(?=(?:\d{3})+(?!\d))/gu, separator);
}

/** `ABC 12` in the full-width forms that Chinese and Japanese keyboards give. */
export function fullWidth(text) {
	return text.replaceAll(/[!-~]/gu, (c) => String.fromCodePoint(c.codePointAt(0) + 0xfee0));
}

/** Notations that hold the country prefix: understood whatever the default country is. */
export const internationalPhones = {
	plain: (p) => `+${phoneDigits(p)}`,
	spaced: (p) => `+${p.callingCode} ${inThrees(p.national)}`,
	prefixInBrackets: (p) => `(+${p.callingCode})${p.national}`,
	areaInBrackets: (p) => `+${p.callingCode} (${p.national.slice(0, 3)}) ${p.national.slice(3)}`,
	twoZeros: (p) =>
		`00${p.callingCode} ${p.national.slice(0, 3)} ${p.national.slice(3, 5)} ${p.national.slice(5, 7)} ${p.national.slice(7)}`,
	twoZerosPlain: (p) => `00${phoneDigits(p)}`,
	hyphens: (p) => `+${p.callingCode}-${inThrees(p.national, '-')}`,
	noBreakSpaces: (p) => `+${p.callingCode}\u00a0${inThrees(p.national, '\u00a0')}`,
	telScheme: (p) => `tel:+${p.callingCode}-${inThrees(p.national, '-')}`,
	fullWidth: (p) => fullWidth(`+${phoneDigits(p)}`),
	trunkZeroInBrackets: (p) => `+${p.callingCode} (0) ${inThrees(p.national)}`,
};

/** Notations that need the default country. */
export const nationalPhones = {
	national: (p) => inThrees(p.national),
	nationalPlain: (p) => p.national,
	nationalHyphens: (p) => inThrees(p.national, '-'),
	prefixWithoutPlus: (p) => phoneDigits(p),
	spacedWithoutPlus: (p) => `${p.callingCode} ${inThrees(p.national)}`,
};

/** Ways to write an address that a program must take apart to find it. */
export const emails = {
	plain: (e) => e,
	upperCase: (e) => e.toUpperCase(),
	capitals: (e) => e.replaceAll(/(?:^|[.@])[a-z]/gu, (c) => c.toUpperCase()),
	spaces: (e) => `  ${e} `,
	withName: (e, name) => `"${name}" <${e}>`,
	angleBrackets: (e) => `<${e}>`,
	mailtoScheme: (e) => `mailto:${e}`,
	trailingSemicolon: (e) => `${e};`,
	noBreakSpace: (e) => `\u00a0${e}\u00a0`,
	zeroWidthSpace: (e) => `\u200b${e.replace('@', '@\u200b')}`,
	fullWidthAt: (e) => e.replace('@', '\uff20'),
};

/** `1955-03-04` → `04.03.1955`. */
export function polishDate(iso) {
	const [year, month, day] = iso.split('-');
	return `${day}.${month}.${year}`;
}

/** `2022-09-30T10:09` → `30.09.2022 10:09`. */
export function polishDateTime(iso) {
	return `${polishDate(iso.slice(0, 10))} ${iso.slice(11)}`;
}

/** One notation a column is what people do, and what lets a program tell day from month. */
export const amounts = {
	commaGroups: (n) => inThrees(String(n), ','),
	spaceGroups: (n) => inThrees(String(n), ' '),
	noBreakGroups: (n) => inThrees(String(n), '\u00a0'),
	plain: (n) => String(n),
};

export const yes = ['tak', 'Tak', 'TAK', 'T', 'yes', '1', 'x', '✓', 'Prawda', 'TRUE', '是'];
export const no = ['nie', 'Nie', 'NIE', 'N', 'no', '0', 'Fałsz', 'FALSE', '否'];
