import type { Cell, Row } from '../../model';
import type { IssueLog } from '../issueLog';
import { PLAIN, applyMask, type NumberKind } from './numberFormat';
import { serialToIso } from './serialDate';
import { tagPrefix, type SharedStrings } from './sharedStrings';
import { endOfTag, endOfText, isNameEnd, WorkbookText } from './text';

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const SPACE = 0x20;
const LETTER_C = 0x63;
const LETTER_F = 0x66;
const LETTER_I = 0x69;
const LETTER_R = 0x72;
const LETTER_S = 0x73;
const LETTER_T = 0x74;
const LETTER_V = 0x76;
/** The types of values by the one letter of a cell's `t` attribute; without one it is a number. */
const NUMBER_TYPE = 0x6e;
const SHARED_TYPE = LETTER_S;
const BOOLEAN_TYPE = 0x62;
const ERROR_TYPE = 0x65;
const DATE_TYPE = 0x64;
/** `str`, the text of a formula, and `inlineStr`. */
const TEXT_TYPE = 0;
/** Digits that a number keeps exactly. */
const EXACT_DIGITS = 15;

/** What the cells of a sheet are read with. */
export interface SheetContext {
	readonly strings: SharedStrings;
	readonly styles: readonly NumberKind[];
	readonly date1904: boolean;
	readonly log: IssueLog;
	/** For messages: the file, or the sheet in it. */
	readonly name: string;
	/** Cells beyond are not read. */
	readonly columns: number;
}

/**
 * Cuts the XML of a worksheet into rows, from bytes that may come in pieces cut
 * anywhere. A row is read once all of it is there. What the file says about its
 * own size is not believed; cells and rows without a reference follow the last one.
 */
export class SheetScanner {
	/** The end of the rows was seen; what follows in the file is about printing and the like. */
	done = false;

	private rest: Buffer = Buffer.alloc(0);
	private started = false;
	private prefix = 0;
	private endOfRow = Buffer.from('</row>');
	private lastRow = 0;
	private rows: Row[] = [];

	// The row and the cell that is being read.
	private bytes: Buffer = this.rest;
	private at = 0;
	private end = 0;
	private column = 0;
	private style = 0;
	private type = NUMBER_TYPE;
	private readonly text = new WorkbookText();

	constructor(private readonly context: SheetContext) {}

	/** Whether bytes wait for the rest of their row. */
	get waiting(): number {
		return this.rest.length;
	}

	/** The rows that end in this piece. */
	push(piece: Uint8Array): Row[] {
		this.rows = [];
		if (this.done) return this.rows;
		const more = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
		this.bytes = this.rest.length === 0 ? more : Buffer.concat([this.rest, more]);
		this.text.use(this.bytes);
		if (!this.started && !this.start()) this.rest = this.bytes;
		else this.rest = this.bytes.subarray(this.scan());
		return this.rows;
	}

	/** Looks at the root element for the prefix of its tags. */
	private start(): boolean {
		const root = this.bytes.toString('latin1', 0, 4096);
		if (!/<(?![?!])[\w.:-]+[\s>]/.test(root)) return false;
		this.started = true;
		const prefix = tagPrefix(this.bytes);
		this.prefix = prefix.length;
		this.endOfRow = Buffer.from(`</${prefix}row>`);
		return true;
	}

	/** Reads all complete rows and gives the place the rest starts at. */
	private scan(): number {
		const { bytes, prefix } = this;
		// Up to here all rows are complete: one search for the whole piece instead of one for each row.
		const lastEnd = bytes.lastIndexOf(this.endOfRow);
		this.end = lastEnd === -1 ? 0 : lastEnd + this.endOfRow.length;
		let at = 0;
		while (at < bytes.length && !this.done) {
			const open = bytes.indexOf(LT, at);
			if (open === -1) return bytes.length;
			// The longest name that matters is `/sheetData`.
			if (open + prefix + 12 > bytes.length) return open;
			const next = this.isName(open + 1, 'row') ? this.readRow(open) : this.skipTag(open);
			if (next === -1) return open;
			at = next;
		}
		return at;
	}

	/** Steps over a tag that is no row; notices the end of the rows. */
	private skipTag(open: number): number {
		const { bytes } = this;
		if (bytes[open + 1] === SLASH && this.isName(open + 2, 'sheetData')) this.done = true;
		if (bytes.toString('latin1', open, open + 4) === '<!--') {
			const end = bytes.indexOf('-->', open);
			return end === -1 ? -1 : end + 3;
		}
		const end = endOfTag(bytes, open, bytes.length);
		return bytes[end - 1] === GT && end > open + 1 ? end : -1;
	}

	private isName(at: number, name: string): boolean {
		const start = at + this.prefix;
		for (let index = 0; index < name.length; index++) {
			if (this.bytes[start + index] !== name.charCodeAt(index)) return false;
		}
		return isNameEnd(this.bytes[start + name.length]);
	}

	/** Reads a row whose tag opens here and gives where it ends; -1 where it does not end in these bytes. */
	private readRow(open: number): number {
		const { bytes } = this;
		const complete = open < this.end;
		this.at = open + 1 + this.prefix + 3;
		const selfClosing = this.readAttributes(bytes.length);
		if (this.at > bytes.length || bytes[this.at - 1] !== GT) return -1;
		if (!selfClosing && !complete) return -1;
		this.lastRow = this.column > 0 ? this.column : this.lastRow + 1;
		if (!selfClosing) this.readCells(this.lastRow);
		return this.at;
	}

	private readCells(rowNumber: number): void {
		const { bytes, end, prefix, context } = this;
		const cells: Cell[] = [];
		const cleaned = this.cleaned();
		let column = 0;
		let at = this.at;
		for (;;) {
			while (at < end && bytes[at] !== LT) at++;
			if (at >= end) break;
			const name = at + 1 + prefix;
			if (bytes[name] !== LETTER_C || !isNameEnd(bytes[name + 1])) {
				const isEnd = bytes[at + 1] === SLASH && this.isName(at + 2, 'row');
				at = endOfTag(bytes, at, end);
				if (isEnd) break;
				continue;
			}
			this.at = name + 1;
			const selfClosing = this.readAttributes(end);
			column = this.column > 0 ? this.column : column + 1;
			const value = selfClosing ? '' : this.readCell(rowNumber, column);
			at = this.at;
			if (value === '' || column > context.columns) continue;
			while (cells.length < column - 1) cells.push('');
			if (cells.length === column - 1) cells.push(value);
			else cells[column - 1] = value;
		}
		this.at = at;
		if (this.cleaned() > cleaned) this.noteControls(rowNumber);
		this.rows.push({ rowNumber, cells });
	}

	private cleaned(): number {
		return this.text.cleaned + this.context.strings.cleaned;
	}

	/**
	 * Reads the attributes of a row or cell up to behind its `>`, and says whether
	 * the element has no content. Of a reference such as `BC23`, `column` becomes
	 * the letters' number; of one such as `23`, the number; 0 without one.
	 */
	private readAttributes(end: number): boolean {
		const { bytes } = this;
		this.column = 0;
		this.style = 0;
		this.type = NUMBER_TYPE;
		let at = this.at;
		let selfClosing = false;
		while (at < end) {
			const byte = bytes[at] ?? 0;
			if (byte === GT) break;
			if (byte <= SPACE || byte === SLASH) {
				selfClosing = byte === SLASH;
				at++;
				continue;
			}
			const name = at;
			while (at < end && bytes[at] !== EQUALS && bytes[at] !== GT) at++;
			if (bytes[at] === GT) break;
			const short = at - name === 1 || (bytes[name + 1] ?? 0) <= SPACE;
			at++;
			while (at < end && (bytes[at] ?? 0) <= SPACE) at++;
			const quote = bytes[at];
			const value = ++at;
			while (at < end && bytes[at] !== quote) at++;
			if (short) this.takeAttribute(byte, value, at);
			at++;
		}
		this.at = at + 1;
		return selfClosing;
	}

	private takeAttribute(name: number, from: number, to: number): void {
		if (name === LETTER_R) this.column = this.readReference(from, to);
		else if (name === LETTER_S) this.style = this.readInteger(from, to);
		else if (name === LETTER_T) this.type = to - from === 1 ? (this.bytes[from] ?? TEXT_TYPE) : TEXT_TYPE;
	}

	private readReference(from: number, to: number): number {
		const { bytes } = this;
		let column = 0;
		let at = from;
		for (; at < to; at++) {
			const byte = (bytes[at] ?? 0) & ~0x20;
			if (byte < 0x41 || byte > 0x5a || column > 0xffffff) break;
			column = column * 26 + byte - 0x40;
		}
		return at === from ? this.readInteger(from, to) : column;
	}

	private readInteger(from: number, to: number): number {
		let value = 0;
		for (let at = from; at < to; at++) {
			const digit = (this.bytes[at] ?? 0) - 0x30;
			if (digit < 0 || digit > 9 || value > 1e14) return 0;
			value = value * 10 + digit;
		}
		return value;
	}

	/**
	 * Reads the content of a cell, up to behind its end tag. Nearly all cells are
	 * `<v>…</v></c>` or `<is><t>…</t></is></c>`; these need no search for tags.
	 */
	private readCell(rowNumber: number, column: number): Cell {
		const { bytes, at } = this;
		if (this.prefix === 0 && bytes[at] === LT) {
			if (bytes[at + 1] === LETTER_V && bytes[at + 2] === GT) return this.readValueCell(rowNumber, column);
			if (bytes[at + 1] === LETTER_I && bytes[at + 5] === LETTER_T) {
				const text = this.readInlineCell();
				if (text !== undefined) return text;
			}
		}
		return this.readAnyCell(rowNumber, column, '', false);
	}

	private readValueCell(rowNumber: number, column: number): Cell {
		const { bytes, text } = this;
		const value = this.readValue(this.at + 3, rowNumber, column);
		const close = text.end;
		this.at = close + '</v></c>'.length;
		if (bytes[close + 5] === SLASH && bytes[close + 6] === LETTER_C && this.at <= this.end) return value;
		this.at = close;
		return this.readAnyCell(rowNumber, column, value, true);
	}

	private readInlineCell(): string | undefined {
		const { bytes, at, end, text } = this;
		const from = bytes[at + 6] === GT ? at + 7 : endOfTag(bytes, at + 4, end);
		if (bytes[at + 3] !== GT || !isNameEnd(bytes[at + 6]) || bytes[from - 2] === SLASH) return undefined;
		const value = text.read(from, end);
		const close = text.end;
		const isAlone =
			bytes[close + 5] === SLASH && bytes[close + 6] === LETTER_I && bytes[close + 11] === LETTER_C;
		if (!isAlone || bytes[close + 2] !== LETTER_T) return undefined;
		this.at = close + '</t></is></c>'.length;
		return value;
	}

	private readAnyCell(rowNumber: number, column: number, known: Cell, isKnown: boolean): Cell {
		const { bytes, end, prefix, text } = this;
		let value = known;
		let valued = isKnown;
		let formula = false;
		let at = this.at;
		for (;;) {
			while (at < end && bytes[at] !== LT) at++;
			if (at >= end) break;
			const open = at;
			const name = open + 1 + prefix;
			at = endOfTag(bytes, open, end);
			if (bytes[open + 1] === SLASH) {
				if (bytes[name + 1] === LETTER_C) break;
				continue;
			}
			if (bytes[at - 2] === SLASH) {
				formula ||= bytes[name] === LETTER_F;
			} else if (bytes[name] === LETTER_V && isNameEnd(bytes[name + 1])) {
				value = this.readValue(at, rowNumber, column);
				valued = text.end > at || this.type === TEXT_TYPE;
				at = text.end;
			} else if (bytes[name] === LETTER_I && bytes[name + 1] === LETTER_S) {
				const close = this.endOfInline(at);
				valued = true;
				value = text.readRich(at, close, prefix);
				at = close;
			} else if (bytes[name] === LETTER_F && isNameEnd(bytes[name + 1])) {
				formula = true;
				at = endOfText(bytes, at, end);
			}
		}
		this.at = at;
		if (formula && !valued) this.noteFormula(rowNumber, column);
		return value;
	}

	private endOfInline(from: number): number {
		const { bytes, end } = this;
		for (let at = from; at < end; at++) {
			if (bytes[at] === LT && bytes[at + 1] === SLASH && this.isName(at + 2, 'is')) return at;
		}
		return end;
	}

	private readValue(from: number, rowNumber: number, column: number): Cell {
		if (this.type === NUMBER_TYPE) return this.readNumber(from);
		if (this.type === SHARED_TYPE) return this.sharedString(from, rowNumber, column);
		const text = this.text.read(from, this.end);
		if (this.type === TEXT_TYPE) return text;
		if (this.type === BOOLEAN_TYPE) return text.trim() === '1' || text.trim().toLowerCase() === 'true';
		if (this.type === ERROR_TYPE) return this.noteError(text, rowNumber, column);
		return this.type === DATE_TYPE ? this.isoDate(text) : text;
	}

	private sharedString(from: number, rowNumber: number, column: number): Cell {
		const index = this.wholeNumber(from) ?? Number(this.text.read(from, this.end));
		return (
			this.context.strings.get(index) ?? this.noteError('a text that is not in the file', rowNumber, column)
		);
	}

	private readNumber(from: number): Cell {
		const kind = this.context.styles[this.style] ?? PLAIN;
		const whole = kind === PLAIN ? this.wholeNumber(from) : undefined;
		if (whole !== undefined) return whole;
		const text = this.text.read(from, this.end).trim();
		const value = Number(text);
		if (text === '' || !Number.isFinite(value)) return text;
		if (kind.kind === 'plain') return isExact(text, value) ? value : text;
		if (kind.kind === 'mask') return isMaskable(value) ? applyMask(value, kind.mask) : value;
		return serialToIso(value, kind.kind, this.context.date1904) ?? value;
	}

	/** Most numbers are a few digits; these need no text in between. */
	private wholeNumber(from: number): number | undefined {
		const { bytes } = this;
		const most = Math.min(this.end, from + EXACT_DIGITS);
		let value = 0;
		let at = from;
		for (; at < most; at++) {
			const digit = (bytes[at] ?? 0) - 0x30;
			if (digit < 0 || digit > 9) break;
			value = value * 10 + digit;
		}
		if (bytes[at] !== LT || bytes[at + 1] !== SLASH || at === from) return undefined;
		this.text.end = at;
		return value;
	}

	/** `2022-09-30T00:00:00.000Z` of a cell with a date type: a sheet knows no zones. */
	private isoDate(text: string): string {
		const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.0+)?Z?)?$/.exec(text);
		if (!match) return text;
		const [, day = '', time] = match;
		const kind = this.context.styles[this.style]?.kind;
		return time === undefined || (time === '00:00:00' && kind !== 'dateTime') ? day : `${day}T${time}`;
	}

	private noteError(text: string, rowNumber: number, column: number): Cell {
		const message = `Cell ${columnName(column)}${rowNumber} of ${this.context.name} holds ${text}.`;
		this.context.log.add('CELL_ERROR', { rowNumber, value: text, message });
		return '';
	}

	private noteFormula(rowNumber: number, column: number): void {
		const message = `The formula in cell ${columnName(column)}${rowNumber} of ${this.context.name} has no stored value.`;
		this.context.log.add('FORMULA_WITHOUT_VALUE', { rowNumber, message });
	}

	private noteControls(rowNumber: number): void {
		const message = `Control characters were removed from row ${rowNumber} of ${this.context.name}.`;
		this.context.log.add('CONTROL_CHARACTER', { rowNumber, message });
	}
}

/** Whether a number says what its text says. Excel writes 17 digits of a fraction; whole numbers must be exact. */
function isExact(text: string, value: number): boolean {
	if (!Number.isInteger(value)) return true;
	const digits = /^-?0*(\d+)(?:\.0*)?$/.exec(text)?.[1];
	return digits === undefined ? Math.abs(value) <= Number.MAX_SAFE_INTEGER : digits.length <= EXACT_DIGITS;
}

function isMaskable(value: number): boolean {
	return Number.isSafeInteger(value) && value >= 0;
}

/** The letters of a column: 1 is `A`, 27 is `AA`. */
export function columnName(column: number): string {
	let name = '';
	for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) {
		name = String.fromCharCode(0x41 + ((left - 1) % 26)) + name;
	}
	return name;
}
