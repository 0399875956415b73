import { INCOMPLETE, SyntaxFault, type TextCursor } from '../nested/textCursor';

const STRUCTURE = /["{}[\]]|\r\n?|\n/g;
const STRING_END = /["\\\n\r]/g;
const LINE_END = /\r\n?|\n/g;
const VALUE_END = /[,\]}\r\n]/g;
const PAIRS: Readonly<Record<string, string>> = { '}': '{', ']': '[' };

/** Where a record like a damaged one would start: a line with this bracket in this column. */
export interface RecordStart {
	/** The column of the bracket in its line. */
	readonly column: number;
	readonly bracket: string;
}

/**
 * Steps over the list or object here, by its brackets and strings only.
 * @param other where the next record of the same kind would start: not inside this one
 * @returns whether its end was found, and not the start of another one
 * @throws INCOMPLETE where it does not end in the text, SyntaxFault where its brackets do not match
 */
export function skipBalanced(cursor: TextCursor, other?: RecordStart): boolean {
	const { text } = cursor;
	const open: string[] = [];
	let at = cursor.at;
	do {
		const found = search(STRUCTURE, text, at);
		const [token] = found;
		at = found.index + token.length;
		if (token === '"') at = endOfString(text, at);
		else if (token === '{' || token === '[') open.push(token);
		else if (token in PAIRS) {
			if (open.pop() !== PAIRS[token]) throw new SyntaxFault('the brackets do not match');
		} else if (other && startsRecord(cursor, at, other)) {
			cursor.moveTo(at + other.column - 1);
			return false;
		}
	} while (open.length > 0);
	cursor.moveTo(at);
	return true;
}

/** Steps over what is no value up to the next comma, bracket or line end. */
export function skipWord(cursor: TextCursor): void {
	const { text, at, final } = cursor;
	VALUE_END.lastIndex = at + 1;
	const end = VALUE_END.exec(text)?.index;
	if (end === undefined && !final) throw INCOMPLETE;
	cursor.moveTo(end ?? text.length);
}

/**
 * Steps to the next line where a record would start.
 * @throws INCOMPLETE where there is none
 */
export function findLine(cursor: TextCursor, other: RecordStart): void {
	let { at } = cursor;
	do {
		const found = search(LINE_END, cursor.text, at);
		at = found.index + found[0].length;
	} while (!startsRecord(cursor, at, other));
	cursor.moveTo(at + other.column - 1);
}

function search(pattern: RegExp, text: string, from: number): RegExpExecArray {
	pattern.lastIndex = from;
	const match = pattern.exec(text);
	if (!match) throw INCOMPLETE;
	return match;
}

function endOfString(text: string, from: number): number {
	for (let at = from; ;) {
		const { index, 0: character } = search(STRING_END, text, at);
		if (character === '"') return index + 1;
		// No string goes over a line end: its quote was not closed.
		if (character !== '\\') return index;
		at = index + 2;
	}
}

function startsRecord(
	{ text, final }: TextCursor,
	lineStart: number,
	{ column, bracket }: RecordStart,
): boolean {
	const at = lineStart + column - 1;
	if (at >= text.length && !final) throw INCOMPLETE;
	return text.charAt(at) === bracket && text.slice(lineStart, at).trim() === '';
}
