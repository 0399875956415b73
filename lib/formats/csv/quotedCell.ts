import { codeAt, type CodeText } from './codeText';
import { codeOf, CR, isWholeDelimiter, LF, SPACE, TAB, type Structure } from './structure';

/** How far an opening quote may be from its closing one, in characters and in line breaks. */
const LOOK_AHEAD = 1_000_000;
const LOOK_AHEAD_LINES = 1000;

/** What is answered instead of a position: the text ends before the cell does, or the quote is not one that closes. */
export const INCOMPLETE = -1;
export const BAD = -2;

/**
 * Reads cells in quotes. What was found stands in the fields until the next one
 * is read.
 */
export class QuotedCell {
	/** What the cell says, its quotes taken off. */
	value = '';
	/** The line breaks inside. */
	breaks = 0;
	/** There are quotes inside that are neither doubled nor escaped. */
	stray = false;
	/** There are control characters inside. */
	controls = false;

	private escaped = false;
	private readonly quote: number;
	private readonly escape: number;
	private readonly delimiter: number;
	private readonly delimiterText: string;
	/** What stands for one quote or escape character; nothing where doubled quotes are all there is. */
	private readonly pairs: RegExp | undefined;

	constructor(
		private readonly source: CodeText,
		structure: Structure,
	) {
		this.quote = codeOf(structure.quote);
		this.escape = codeOf(structure.escape ?? structure.quote);
		this.delimiter = codeOf(structure.delimiter);
		this.delimiterText = structure.delimiter ?? '';
		this.pairs = this.escape === this.quote ? undefined : pairsOf(structure);
	}

	/**
	 * Reads the cell whose quote opens at a place and gives where it ends: at a delimiter, a line end
	 * or the end of the text. `BAD` when the quote is not closed within the look-ahead, or closed and
	 * followed by text that no later quote on the same line takes in.
	 */
	read(open: number, final: boolean): number {
		const { length } = this.source;
		const bound = Math.min(length, open + LOOK_AHEAD);
		const beyond = final || bound < length ? BAD : INCOMPLETE;
		this.begin();
		for (let at = this.findQuote(open + 1, bound); ; at = this.findQuote(at, bound)) {
			if (this.breaks > LOOK_AHEAD_LINES || (this.stray && this.breaks > 0)) return BAD;
			if (at >= bound) return beyond;
			const end = this.closeAt(at, open);
			if (end >= length && !final) return INCOMPLETE;
			if (end !== BAD) return end;
			// Text after the closing quote. `"Jan "Johnny" Kowalski"` is one cell whose inner quotes are not
			// doubled; `"Alfa" Sp. z o.o.` is text that happens to start with a quote.
			if (this.breaks > 0) return BAD;
			at = this.nextQuoteOnLine(at + 1);
			if (at === BAD) return BAD;
			if (at >= bound) return beyond;
			this.stray = true;
		}
	}

	private begin(): void {
		this.breaks = 0;
		this.stray = false;
		this.escaped = false;
		this.controls = false;
	}

	/** The next quote that may close the cell, or the bound. Steps over doubled and escaped ones. */
	private findQuote(from: number, bound: number): number {
		const { quote, escape } = this;
		const { codes } = this.source;
		for (let at = from; at < bound; at++) {
			const code = codeAt(codes, at);
			if (code >= SPACE && code !== quote && code !== escape) continue;
			if (code === escape || code === quote) {
				if (!this.isPair(code, at)) {
					if (code === quote) return at;
					continue;
				}
				this.escaped = true;
				at++;
			} else if (code === LF || (code === CR && codes[at + 1] !== LF)) this.breaks++;
			else if (code !== CR && code !== TAB) this.controls = true;
		}
		return bound;
	}

	/** Whether a quote or escape character and the one after it stand for one character of the text. */
	private isPair(code: number, at: number): boolean {
		const { codes } = this.source;
		const next = codes[at + 1];
		if (next === this.quote) return code !== this.quote || !(this.stray && this.endsCell(at + 2));
		return next === this.escape && code === this.escape;
	}

	/** Where the cell ends if the quote here closes it, `BAD` if text follows. */
	private closeAt(at: number, open: number): number {
		const { codes, text, length } = this.source;
		const last = this.stray && codes[at + 1] === this.quote ? at + 1 : at;
		const end = this.skipBlanks(last + 1);
		if (end < length && !this.endsCell(end)) return BAD;
		const raw = text.slice(open + 1, last);
		this.value = this.escaped ? this.unescape(raw) : raw;
		return end;
	}

	private unescape(raw: string): string {
		if (this.pairs) return raw.replace(this.pairs, (pair) => pair.slice(1));
		return withoutDoubles(raw, String.fromCharCode(this.quote));
	}

	/** The next quote before the cell or the line ends; `BAD` where there is none; the length where the text ends. */
	private nextQuoteOnLine(from: number): number {
		const { codes, length } = this.source;
		for (let at = from; at < length; at++) {
			if (codes[at] === this.quote) return at;
			if (this.endsCell(at)) return BAD;
		}
		return length;
	}

	private skipBlanks(from: number): number {
		const { codes, length } = this.source;
		let at = from;
		while (at < length && (codes[at] === SPACE || codes[at] === TAB) && codes[at] !== this.delimiter) at++;
		return at;
	}

	private endsCell(at: number): boolean {
		const { codes, text, length } = this.source;
		const code = codes[at];
		if (at >= length || code === LF || code === CR) return true;
		return code === this.delimiter && isWholeDelimiter(this.delimiterText, text, at);
	}
}

/** What `""`, `\"` and `\\` are in a file whose escape is the backslash. */
function pairsOf({ quote, escape }: Structure): RegExp {
	const [one, other] = [escape, quote].map(inPattern);
	return new RegExp(`${one}${one}|${one}${other}|${other}${other}`, 'g');
}

function inPattern(character: string | undefined): string {
	return `\\u${codeOf(character).toString(16).padStart(4, '0')}`;
}

/** Half as long as `replaceAll` takes for so short a text. */
function withoutDoubles(raw: string, quote: string): string {
	const doubled = quote + quote;
	let text = '';
	let from = 0;
	for (let at = raw.indexOf(doubled); at !== -1; at = raw.indexOf(doubled, from)) {
		text += raw.slice(from, at + 1);
		from = at + 2;
	}
	return text + raw.slice(from);
}
