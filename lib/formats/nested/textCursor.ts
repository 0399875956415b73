const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;

/** Thrown where the text ends before what is being read does: more of it may come. One object, because it is no error. */
export const INCOMPLETE = new Error('more text is needed');

/**
 * What is not as the rules of the format want it. Where it is, the cursor knows. No error with a
 * stack, which takes long to make: a file can be damaged in every line.
 */
export class SyntaxFault {
	constructor(readonly message: string) {}
}

/** A place in the text, to come back to. */
export interface Mark {
	readonly at: number;
	readonly line: number;
	readonly lineStart: number;
}

/** Text that comes in pieces cut anywhere, and a place in it. What is behind the place is given up with the next piece. */
export class TextCursor {
	text = '';
	at = 0;
	/** No more text comes. */
	final = false;
	/** The line of the place, from 1. */
	line = 1;
	/** Where this line starts, counted from the start of `text`; negative where that was given up. */
	private lineStart = 0;

	/** Characters from the place on. */
	get waiting(): number {
		return this.text.length - this.at;
	}

	/** The column of the place in its line, from 1. */
	get column(): number {
		return this.at - this.lineStart + 1;
	}

	append(piece: string): void {
		this.text = this.at === this.text.length ? piece : this.text.slice(this.at) + piece;
		this.lineStart -= this.at;
		this.at = 0;
	}

	mark(): Mark {
		return { at: this.at, line: this.line, lineStart: this.lineStart };
	}

	reset(mark: Mark): void {
		this.at = mark.at;
		this.line = mark.line;
		this.lineStart = mark.lineStart;
	}

	/**
	 * Steps over blanks and line ends and gives the code of the character behind them.
	 * @throws INCOMPLETE at the end of the text
	 */
	skipSpace(): number {
		const { text } = this;
		for (;;) {
			const code = text.charCodeAt(this.at);
			if (code > SPACE) return code;
			if (code === LF || code === CR) this.endLine(code);
			else if (code === SPACE || code === TAB) this.at++;
			else if (this.at >= text.length) throw INCOMPLETE;
			else return code;
		}
	}

	/** Steps to a later place and counts the lines in between. */
	moveTo(at: number): void {
		const { text } = this;
		const next = (character: string, from: number) => {
			const found = text.indexOf(character, from);
			return found === -1 || found >= at ? at : found;
		};
		let feed = next('\n', this.at);
		let back = next('\r', this.at);
		while (feed < at || back < at) {
			// CR, LF and CRLF each end one line.
			if (back < feed && text.charCodeAt(back + 1) !== LF) this.countLine(back + 1);
			else if (feed < back) this.countLine(feed + 1);
			if (back < feed) back = next('\r', back + 1);
			else feed = next('\n', feed + 1);
		}
		this.at = at;
	}

	private countLine(start: number): void {
		this.line++;
		this.lineStart = start;
	}

	private endLine(code: number): void {
		const isPair = code === CR && this.text.charCodeAt(this.at + 1) === LF;
		if (code === CR && !this.final && this.at + 1 >= this.text.length) throw INCOMPLETE;
		this.at += isPair ? 2 : 1;
		this.countLine(this.at);
	}
}
