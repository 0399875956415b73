/** What XML cannot hold or would change, and what reads like Excel's escape for it. */
const SPECIAL = /[&<>"\uFFFE\uFFFF]|(?![\t\n\u0080-\u009F])\p{Cc}|_(?=x[\da-f]{4}_)|\p{Surrogate}/giu;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const PLAIN = /^[^&<>"_\p{Cc}\uD800-\uFFFF]*$/u;

/** Text for the XML of a workbook. Characters XML has no place for are written as Excel does, `_x000D_`. */
export function escapeText(text: string): string {
	if (PLAIN.test(text)) return text;
	return text.replace(SPECIAL, (character) => ENTITIES[character] ?? escapeCode(character));
}

function escapeCode(character: string): string {
	return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}
