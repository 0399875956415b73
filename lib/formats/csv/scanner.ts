import type { Row } from '../../model';
import { codeAt, CodeText } from './codeText';
import { BAD, INCOMPLETE, QuotedCell } from './quotedCell';
import { APOSTROPHE, codeOf, CR, isWholeDelimiter, LF, NONE, SPACE, TAB, type Structure } from './structure';

/** So much of a piece is put behind the rest of the one before, where that is short, to end its record. */
const JOINED_CHARACTERS = 2048;

/** The cells of a line without anything in it. Shared, because a hostile or careless file has millions of them. */
const EMPTY_LINE: readonly string[] = [''];

/** A record is given as many places for cells as the one before it had, up to so many. */
const PREPARED_CELLS = 256;

/** What the ends of the records were. */
export interface LineEndCounts {
	crlf: number;
	lf: number;
	cr: number;
}

/** What may be set about how records are cut. */
export interface ScannerSettings extends Structure {
	/** Lines before the first record that are none, such as titles and `sep=;`. */
	readonly skipLines?: number;
	/** Whether blanks may stand before an opening quote, as in `"a", "b"`. They may when left out. */
	readonly blankBeforeQuote?: boolean;
	/** Whether a quote inside a cell that does not start with one counts as not right. */
	readonly strict?: boolean;
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
	/** Whether a cell since the last look started with an apostrophe, which may guard it against being run as a formula. */
	apostrophes = false;
	/** Remarks that were left out, and the line of the first. */
	readonly comments = { count: 0, firstLine: 0 };

	private readonly source = new CodeText();
	private readonly quoted: QuotedCell;
	private readonly delimiter: number;
	private readonly delimiterText: string;
	private readonly quote: number;
	/** What may stand before an opening quote. */
	private readonly blank: number;
	private readonly comment: string;
	private readonly strict: boolean;
	private skipLines: number;
	private rest = '';
	private line = 1;
	private places = 0;
	/** What is known of the record that is being read. It counts once the record has ended. */
	private count = 0;
	private breaks = 0;
	private badLine = 0;
	private quotedHere = 0;
	private controls = false;

	constructor(settings: ScannerSettings) {
		const { delimiter, quote, comment = '', skipLines = 0 } = settings;
		const { blankBeforeQuote = true, strict = false } = settings;
		this.quoted = new QuotedCell(this.source, settings);
		this.delimiter = codeOf(delimiter);
		this.delimiterText = delimiter ?? '';
		this.quote = codeOf(quote);
		this.blank = blankBeforeQuote && this.quote !== NONE && this.delimiter !== SPACE ? SPACE : NONE;
		this.comment = comment;
		this.strict = strict;
		this.skipLines = skipLines;
	}

	/** How much text waits for its record to end, in characters. */
	get waiting(): number {
		return this.rest.length;
	}

	/** How many cells the waiting record has so far. */
	get waitingCells(): number {
		return this.rest === '' ? 0 : this.count;
	}

	/** The line the waiting text starts at. */
	get waitingLine(): number {
		return this.line;
	}

	/** The records that end in this piece of text. */
	push(text: string): Row[] {
		const rows: Row[] = [];
		const at = this.rest === '' ? 0 : this.endRest(text, rows);
		if (at === INCOMPLETE) return rows;
		this.source.load(text);
		this.rest = text.slice(this.scan(at, text.length, false, rows));
		return rows;
	}

	/** The last record, where the text does not end with a line break. */
	end(): Row[] {
		const rows: Row[] = [];
		this.source.load(this.rest);
		this.rest = '';
		this.scan(0, this.source.length, true, rows);
		return rows;
	}

	/**
	 * Reads the record that began in an earlier piece, joining to it no more of this piece than it
	 * seems to need, and gives where in this piece the next one starts.
	 */
	private endRest(text: string, rows: Row[]): number {
		const lengths = this.rest.length < JOINED_CHARACTERS ? [JOINED_CHARACTERS, text.length] : [text.length];
		for (const joined of lengths) {
			const { length } = this.rest;
			this.source.load(this.rest + text.slice(0, joined));
			const at = this.scan(0, length, false, rows);
			if (at >= length) return this.moveTo('', at - length);
			this.rest = this.rest.slice(at);
			if (joined >= text.length) return this.moveTo(this.source.text.slice(at), INCOMPLETE);
		}
		return INCOMPLETE;
	}

	private moveTo(rest: string, at: number): number {
		this.rest = rest;
		return at;
	}

	/** Reads the records that start before a place and end in the text, and gives where the next one starts. */
	private scan(from: number, until: number, final: boolean, rows: Row[]): number {
		let at = from;
		while (at < until) {
			const end = this.scanLine(at, final, rows);
			if (end === INCOMPLETE) break;
			at = end;
		}
		return at;
	}

	private scanLine(at: number, final: boolean, rows: Row[]): number {
		if (this.isLeftOut(at)) return this.skipLine(at, final);
		const code = codeAt(this.source.codes, at);
		return code === LF || code === CR ? this.scanEmpty(at, final, rows) : this.scanRecord(at, final, rows);
	}

	private scanEmpty(at: number, final: boolean, rows: Row[]): number {
		this.count = 0;
		const next = this.endRecord(at, final);
		if (next !== INCOMPLETE) rows.push({ rowNumber: this.line++, cells: EMPTY_LINE });
		return next;
	}

	private isLeftOut(at: number): boolean {
		return this.skipLines > 0 || (this.comment !== '' && this.source.text.startsWith(this.comment, at));
	}

	private skipLine(start: number, final: boolean): number {
		const { codes, length } = this.source;
		this.count = 0;
		let at = start;
		while (codes[at] !== LF && codes[at] !== CR) at++;
		const next = at >= length && !final ? INCOMPLETE : this.endRecord(at, final);
		if (next === INCOMPLETE) return INCOMPLETE;
		if (this.skipLines > 0) this.skipLines--;
		else if (this.comments.count++ === 0) this.comments.firstLine = this.line;
		this.line++;
		return next;
	}

	/** Reads one record and gives where the next one starts. Changes nothing when the record does not end here. */
	private scanRecord(start: number, final: boolean, rows: Row[]): number {
		const { codes, length } = this.source;
		const { delimiter } = this;
		// An array that grows by itself has 17 places, of which a narrow table wastes most for as long as it is kept.
		const cells = new Array<string>(this.places);
		this.count = 0;
		this.breaks = 0;
		this.badLine = 0;
		this.quotedHere = 0;
		this.controls = false;
		let at = this.scanCell(start, final, cells);
		while (at !== INCOMPLETE && codes[at] === delimiter) {
			at = this.scanCell(at + this.delimiterText.length, final, cells);
		}
		if (at === INCOMPLETE || (at >= length && !final)) return INCOMPLETE;
		const next = this.endRecord(at, final);
		if (next !== INCOMPLETE) this.keep(cells, rows);
		return next;
	}

	/** Reads one cell and gives where it ends. */
	private scanCell(from: number, final: boolean, cells: string[]): number {
		const { codes, text } = this.source;
		const first = codes[from];
		if (first === this.quote || first === this.blank) {
			const end = this.scanQuoted(from, final, cells);
			if (end !== BAD) return end;
		}
		if (first === APOSTROPHE) this.apostrophes = true;
		const end = this.findCellEnd(from);
		const cell = text.slice(from, end);
		if (this.strict && cell.includes(String.fromCharCode(this.quote))) this.noteBadQuote();
		cells[this.count++] = cell;
		return end;
	}

	/** Reads a cell in quotes, if it is one: `BAD` if it is literal text. */
	private scanQuoted(from: number, final: boolean, cells: string[]): number {
		const { codes } = this.source;
		const { quoted } = this;
		let open = from;
		while (codes[open] === this.blank) open++;
		if (codes[open] !== this.quote) return BAD;
		const end = quoted.read(open, final);
		if (end === INCOMPLETE) return INCOMPLETE;
		// Text may start with a blank; only what is quoted beyond doubt is quoted there.
		if (open > from && (end === BAD || quoted.stray || quoted.breaks > 0)) return BAD;
		if (end === BAD || quoted.stray) this.noteBadQuote();
		if (end === BAD) return BAD;
		if (codes[open + 1] === APOSTROPHE) this.apostrophes = true;
		this.breaks += quoted.breaks;
		this.quotedHere++;
		this.controls ||= quoted.controls;
		cells[this.count++] = quoted.value;
		return end;
	}

	private noteBadQuote(): void {
		this.badLine ||= this.line + this.breaks;
	}

	/** The next delimiter or line end: the hot loop of the whole reader, two comparisons for most characters. */
	private findCellEnd(from: number): number {
		const { codes, text } = this.source;
		const { delimiter, delimiterText } = this;
		for (let at = from; ; at++) {
			const code = codeAt(codes, at);
			if (code === delimiter) {
				if (isWholeDelimiter(delimiterText, text, at)) return at;
			} else if (code < SPACE) {
				if (code === LF || code === CR) return at;
				if (code !== TAB) this.controls = true;
			}
		}
	}

	/** Steps over CR, LF, CRLF or the end of the text. */
	private endRecord(at: number, final: boolean): number {
		const { codes, length } = this.source;
		if (at >= length) return length;
		if (codes[at] === LF) {
			this.lineEnds.lf++;
			return at + 1;
		}
		if (at + 1 >= length && !final) return INCOMPLETE;
		if (at + 1 < length && codes[at + 1] === LF) {
			this.lineEnds.crlf++;
			return at + 2;
		}
		this.lineEnds.cr++;
		return at + 1;
	}

	private keep(cells: string[], rows: Row[]): void {
		if (this.count < cells.length) cells.length = this.count;
		this.places = Math.min(this.count, PREPARED_CELLS);
		const row: Row = { rowNumber: this.line, cells };
		rows.push(row);
		if (this.controls) {
			this.controlRows.push(row);
			// One may stand behind a control character.
			this.apostrophes = true;
		}
		if (this.badLine > 0) this.badQuotes.push(this.badLine);
		this.quotedCells += this.quotedHere;
		this.line += this.breaks + 1;
	}
}
