const SEPARATORS = /[;,|\n，；、]|:::/;

/** Google's mark for a group, and the quotes around a tag. */
const BEFORE = /^[*\s"']+/;
const AFTER = /["']{1,3}$/;

/** The texts in a cell of a field that keeps several: `"VIP","Blog"`, `vip, horeca`, `* Starred ::: Family`. */
export function splitTexts(text: string): readonly string[] {
	const parts = text.split(SEPARATORS).map((part) => part.trim().replace(BEFORE, '').replace(AFTER, ''));
	return [...new Set(parts.filter((part) => part !== ''))];
}
