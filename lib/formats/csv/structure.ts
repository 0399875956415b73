export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const APOSTROPHE = 39;
/** No character has this code: stands for "no delimiter" and "no quote". */
export const NONE = -1;

/** The characters that structure a file. Without a delimiter each line is one cell. */
export interface Structure {
	/** One character or several. */
	readonly delimiter: string | undefined;
	readonly quote: string | undefined;
	/** The character before a quote inside a quoted cell; the quote itself when left out. */
	readonly escape?: string | undefined;
	/** What a line starts with that is a remark. */
	readonly comment?: string | undefined;
}

/** The code of a text's first character, `NONE` where there is none. */
export function codeOf(character: string | undefined): number {
	return character === undefined || character === '' ? NONE : character.charCodeAt(0);
}

/** Whether the delimiter, of which the first character is there, is there whole. */
export function isWholeDelimiter(delimiter: string, text: string, at: number): boolean {
	return delimiter.length === 1 || text.startsWith(delimiter, at);
}
