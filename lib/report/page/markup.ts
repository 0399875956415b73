/** Text that is HTML already. Only `markup` makes it, so nothing gets into a page unescaped. */
export class Markup {
	constructor(readonly text: string) {}
}

/** What stands between pieces of HTML: HTML, or texts and numbers that are escaped; nothing for `undefined`. */
export type Content = Markup | string | number | undefined | readonly Content[];

/** What HTML gives a meaning of its own, in text and in attributes with and without quotes. */
const SPECIAL = /[&<>"'`=]/g;
const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
	'`': '&#96;',
	'=': '&#61;',
};
/** No character of a text: controls, which HTML does not allow even as references, and code points that are none. */
const UNPRINTABLE = /[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** HTML in which everything between the pieces is escaped. */
export function markup(pieces: TemplateStringsArray, ...contents: readonly Content[]): Markup {
	return new Markup(String.raw({ raw: pieces }, ...contents.map(textOf)));
}

/** HTML that was written by hand and holds nothing from outside, such as a style sheet. */
export function trusted(text: string): Markup {
	return new Markup(text);
}

function textOf(content: Content): string {
	if (content === undefined) return '';
	if (content instanceof Markup) return content.text;
	if (typeof content === 'object') return content.map(textOf).join('');
	return escapeText(String(content));
}

function escapeText(text: string): string {
	return text.replace(UNPRINTABLE, '\uFFFD').replace(SPECIAL, (character) => ENTITIES[character] ?? '');
}
