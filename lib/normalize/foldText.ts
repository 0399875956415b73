/** Letters that Unicode does not decompose and that people still type without their stroke. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
	ł: 'l',
	ø: 'o',
	đ: 'd',
	ð: 'd',
	ħ: 'h',
	ı: 'i',
	ß: 'ss',
	æ: 'ae',
	œ: 'oe',
	þ: 'th',
	ё: 'е',
	й: 'и',
};

const NOT_WORD = /[^\p{L}\p{N}]+/gu;
const ASCII = /^\p{ASCII}*$/u;
const ASCII_WORD = /^[a-z0-9]*$/;
const ASCII_NOT_WORD = /[^a-z0-9]+/g;

/**
 * The form in which labels and words of a list are compared: without case,
 * accents, spacing and punctuation. `E-Mail-Adresse` and `e mail adresse` are one.
 */
export function foldText(text: string): string {
	const lower = text.toLowerCase();
	if (ASCII_WORD.test(lower)) return lower;
	const stripped = lower
		.normalize('NFKD')
		.replace(/\p{M}+/gu, '')
		.replace(/[łøđðħıßæœþёй]/g, (letter) => PLAIN_LETTERS[letter] ?? letter);
	return stripped.replace(ASCII.test(stripped) ? ASCII_NOT_WORD : NOT_WORD, '');
}
