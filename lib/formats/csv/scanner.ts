import type { Row } from '../../model';

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
/** No character has this code: stands for "no delimiter" and "no quote". */
const NONE = -1;

/** How far an opening quote may be from its closing one, in characters and in line breaks. */
const LOOK_AHEAD = 1_000_000;
const LOOK_AHEAD_LINES = 1000;

/** What `closeQuote` answers instead of a position. */
const INCOMPLETE = -1;
const BAD = -2;

/** The characters that structure a file. Without a delimiter each line is one cell. */
export interface ScannerDialect {
	readonly delimiter: string | undefined;
	readonly quote: string | undefined;
}

/** What the ends of the records were. */
export interface LineEndCounts {
	crlf: number;
	lf: number;
	cr: number;
}

/**
 * Cuts decoded text into records. The text may come in pieces cut anywhere, even
 * between CR and LF; what does not yet end stays for the next piece.
 *
 * Lenient as people expect it: CR, LF and CRLF end a record, mixed in one file;
 * a quote inside an unquoted cell is text; a quote that is never closed, or is
 * followed by text, makes its cell literal text and does not swallow the rest.
 */
export class CsvScanner {
	/** Lines whose quotes were not right, since the last look. */
	readonly badQuotes: number[] = [];
	/** Records that hold control characters, since the last look. */
	readonly controlRows: Row[] = [];
	readonly lineEnds: LineEndCounts = { crlf: 0, lf: 0, cr: 0 };
	/** Cells that were quoted. */
	quotedCells = 0;

	private readonly delimiter: number;
	private readonly quote: number;
	private rest = '';
	private line = 1;
	/** What `closeQuote` found besides the position. */
	private breaks = 0;
	private cell = '';
	private stray = false;
	private controls = false;

	constructor(
		dialect: ScannerDialect,
		private readonly source?: string,
	) {
		this.delimiter = codeOf(dialect.delimiter);
		this.quote = codeOf(dialect.quote);
	}

	/** How much text waits for its record to end, in characters. */
	get waiting(): number {
		return this.rest.length;
	}

	/** The line the waiting text starts at. */
	get waitingLine(): number {
		return this.line;
	}

	/** Leaves out a line before the records, such as `sep=;`. */
	skipLine(): void {
		this.line++;
	}

	/** The records that end in this piece of text. */
	push(text: string): Row[] {
		return this.scan(this.rest === '' ? text : this.rest + text, false);
	}

	/** The last record, where the text does not end with a line break. */
	end(): Row[] {
		return this.scan(this.rest, true);
	}

	private scan(text: string, final: boolean): Row[] {
		const rows: Row[] = [];
		let at = 0;
		while (at < text.length) {
			const end = this.scanRecord(text, at, final, rows);
			if (end === INCOMPLETE) break;
			at = end;
		}
		this.rest = text.slice(at);
		return rows;
	}

	/** Reads one record and gives where the next one starts. Changes nothing when the record does not end here. */
	private scanRecord(text: string, start: number, final: boolean, rows: Row[]): number {
		const { delimiter, quote } = this;
		const length = text.length;
		const cells: string[] = [];
		let line = this.line;
		let badLine = 0;
		let quoted = 0;
		let controls = false;
		let at = start;
		let code = delimiter;
		for (;;) {
			const from = at;
			let literal = true;
			if (quote !== NONE && at < length && text.charCodeAt(at) === quote) {
				const end = this.closeQuote(text, at, final);
				if (end === INCOMPLETE) return INCOMPLETE;
				if (end === BAD) badLine ||= line;
				else {
					literal = false;
					at = end;
					if (this.stray) badLine ||= line;
					line += this.breaks;
					quoted++;
					controls ||= this.controls;
					cells.push(this.cell);
				}
			}
			// The hot loop of the whole reader: one comparison for most characters.
			while (at < length) {
				code = text.charCodeAt(at);
				if (code === delimiter) break;
				if (code < SPACE) {
					if (code === LF || code === CR) break;
					controls ||= code !== TAB;
				}
				at++;
			}
			if (literal) cells.push(text.slice(from, at));
			if (at >= length) {
				if (!final) return INCOMPLETE;
				break;
			}
			if (code !== delimiter) break;
			at++;
		}
		const next = this.endRecord(text, at, final);
		if (next === INCOMPLETE) return INCOMPLETE;
		const row = this.makeRow(cells);
		rows.push(row);
		if (controls) this.controlRows.push(row);
		this.quotedCells += quoted;
		if (badLine > 0) this.badQuotes.push(badLine);
		this.line = line + 1;
		return next;
	}

	private makeRow(cells: string[]): Row {
		const { line: rowNumber, source } = this;
		return source === undefined ? { rowNumber, cells } : { rowNumber, source, cells };
	}

	/** Steps over CR, LF, CRLF or the end of the text. */
	private endRecord(text: string, at: number, final: boolean): number {
		if (at >= text.length) return at;
		if (text.charCodeAt(at) === LF) {
			this.lineEnds.lf++;
			return at + 1;
		}
		if (at + 1 >= text.length && !final) return INCOMPLETE;
		if (text.charCodeAt(at + 1) === LF) {
			this.lineEnds.crlf++;
			return at + 2;
		}
		this.lineEnds.cr++;
		return at + 1;
	}

	/**
	 * Reads a quoted cell into `cell` and gives where it ends (at a delimiter, a
	 * line end or the end of the text). `BAD` when the quote is not closed within
	 * the look-ahead, or closed and followed by text that no later quote on the
	 * same line takes in.
	 */
	private closeQuote(text: string, open: number, final: boolean): number {
		const { quote } = this;
		const bound = Math.min(text.length, open + LOOK_AHEAD);
		const beyond = final || bound < text.length ? BAD : INCOMPLETE;
		let at = open + 1;
		let breaks = 0;
		let doubled = false;
		let stray = false;
		this.controls = false;
		for (;;) {
			for (; at < bound; at++) {
				const code = text.charCodeAt(at);
				if (code === quote) break;
				if (code >= SPACE) continue;
				if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) breaks++;
				else this.controls ||= code !== CR && code !== TAB;
			}
			if (breaks > LOOK_AHEAD_LINES || (stray && breaks > 0)) return BAD;
			if (at >= bound) return beyond;
			if (text.charCodeAt(at + 1) === quote && !(stray && this.endsCell(text, at + 2))) {
				doubled = true;
				at += 2;
				continue;
			}
			const last = stray && text.charCodeAt(at + 1) === quote ? at + 1 : at;
			const end = this.skipBlanks(text, last + 1);
			if (end >= text.length && !final) return INCOMPLETE;
			if (end >= text.length || this.endsCell(text, end)) {
				this.take(text.slice(open + 1, last), doubled, stray);
				this.breaks = breaks;
				return end;
			}
			// Text after the closing quote. `"Jan "Johnny" Kowalski"` is one cell whose inner quotes are not
			// doubled; `"Alfa" Sp. z o.o.` is text that happens to start with a quote.
			if (breaks > 0) return BAD;
			at = this.nextQuoteOnLine(text, at + 1);
			if (at === BAD) return BAD;
			if (at >= bound) return beyond;
			stray = true;
		}
	}

	/** The next quote before the cell or the line ends; `BAD` where there is none; the length where the text ends. */
	private nextQuoteOnLine(text: string, from: number): number {
		for (let at = from; at < text.length; at++) {
			const code = text.charCodeAt(at);
			if (code === this.quote) return at;
			if (code === this.delimiter || code === LF || code === CR) return BAD;
		}
		return text.length;
	}

	private take(raw: string, doubled: boolean, stray: boolean): void {
		const quote = String.fromCharCode(this.quote);
		this.cell = doubled ? raw.replaceAll(quote + quote, quote) : raw;
		this.stray = stray;
	}

	private skipBlanks(text: string, from: number): number {
		let at = from;
		for (; at < text.length; at++) {
			const code = text.charCodeAt(at);
			if (code === this.delimiter || (code !== SPACE && code !== TAB)) break;
		}
		return at;
	}

	private endsCell(text: string, at: number): boolean {
		if (at >= text.length) return true;
		const code = text.charCodeAt(at);
		return code === this.delimiter || code === LF || code === CR;
	}
}

function codeOf(character: string | undefined): number {
	return character === undefined || character === '' ? NONE : character.charCodeAt(0);
}
