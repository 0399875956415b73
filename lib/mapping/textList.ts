const SEPARATORS = /[;,|\n，；、]|:::/;

/** Google's mark for a group, and the quotes around a tag. */
const BEFORE = /^[*\s"']+/;
const AFTER = /["']{1,3}$/;

/** The texts in a cell of a field that keeps several: `"VIP","Blog"`, `vip, horeca`, `* Starred ::: Family`. */
export function splitTexts(text: string): readonly string[] {
	const parts = text.split(SEPARATORS).map((part) => part.trim().replace(BEFORE, '').replace(AFTER, ''));
	return [...new Set(parts.filter((part) => part !== ''))];
}

/** What stands between numbers and dates that share a cell; a comma may be part of them. */
const STRONG_SEPARATORS = /[;|\n；]/;

/** The parts of a cell of a field that keeps several values and is no text, e-mail or phone. */
export function splitValues(text: string): readonly string[] {
	return text
		.split(STRONG_SEPARATORS)
		.map((part) => part.trim())
		.filter((part) => part !== '');
}
