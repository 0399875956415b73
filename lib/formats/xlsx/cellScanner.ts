import type { Cell } from '../../model';
import { CELL_TYPE, CellTag } from './cellTag';
import { CellValues } from './cellValues';
import { PlainCells } from './plainCells';
import type { SheetContext } from './sheetContext';
import {
	BANG,
	endOfSection,
	endOfTag,
	endOfText,
	GT,
	isNameEnd,
	isTagName,
	LETTER_C,
	LETTER_F,
	LETTER_I,
	LETTER_S,
	LETTER_T,
	LETTER_V,
	LT,
	SLASH,
} from './xmlBytes';

/** No further cell. */
const NONE = -1;

/** Reads the cells of a row from its bytes. */
export class CellScanner {
	private readonly values: CellValues;
	private readonly plain: PlainCells;
	private bytes: Buffer = Buffer.alloc(0);
	private prefix = 0;
	/** Behind what was read last. */
	private at = 0;

	/** @param tag where attributes are read into; it has read the row's tag before the row is read */
	constructor(
		private readonly context: SheetContext,
		private readonly tag: CellTag,
	) {
		this.values = new CellValues(context);
		this.plain = new PlainCells(context, this.values);
	}

	/** The cells of the row read last, without empty ones at the end. */
	get cells(): readonly Cell[] {
		return this.plain.cells;
	}

	/** Sets the bytes to read from, and the length of the prefix that the tags in them have. */
	use(bytes: Buffer, prefix: number): void {
		this.bytes = bytes;
		this.prefix = prefix;
		this.values.use(bytes);
	}

	/**
	 * Reads a row from behind its tag.
	 * @returns the place behind the row, or -1 where it does not end before `end`
	 */
	readRow(from: number, end: number, row: number): number {
		const { bytes, prefix, tag, plain } = this;
		const cleaned = this.cleaned();
		plain.cells = [];
		plain.column = 0;
		let at = from;
		for (;;) {
			if (prefix === 0) at = plain.read(bytes, at, tag.rowDigits);
			at = this.nextTag(at, end);
			if (at === NONE) break;
			const column = tag.column > 0 ? tag.column : plain.column + 1;
			const value = tag.hasContent ? this.readContent(at, end, row, column) : '';
			if (tag.hasContent) at = this.at;
			this.add(value, row, column);
		}
		const { notes } = this.values;
		if (this.cleaned() > cleaned) notes.controlCharacters(row);
		if (this.at === NONE) notes.forget();
		else notes.give();
		return this.at;
	}

	/**
	 * Reads the tag of the next cell.
	 * @returns the place behind it; `NONE` at the end of the row, with `at` behind that, or -1 where there is none
	 */
	private nextTag(from: number, end: number): number {
		const { bytes, prefix } = this;
		let at = from;
		this.at = NONE;
		for (;;) {
			while (at < end && bytes[at] !== LT) at++;
			if (at >= end) return NONE;
			const name = at + 1 + prefix;
			if (bytes[name] === LETTER_C && isNameEnd(bytes[name + 1])) return this.tag.read(bytes, name + 1, end);
			const isEnd = bytes[at + 1] === SLASH && isTagName(bytes, name + 1, 'row');
			at = bytes[at + 1] === BANG ? endOfSection(bytes, at, end) : endOfTag(bytes, at, end);
			if (isEnd) {
				this.at = at;
				return NONE;
			}
		}
	}

	private add(value: Cell, row: number, column: number): void {
		this.plain.column = column;
		if (column <= this.context.columns) this.plain.place(value, column);
		else if (value !== '') this.values.notes.beyondColumns(row, column);
	}

	private cleaned(): number {
		return this.values.text.cleaned + this.context.strings.cleaned;
	}

	/**
	 * Reads the content of a cell, up to behind its end tag. Nearly all cells are
	 * `<v>…</v></c>` or `<is><t>…</t></is></c>`; these need no search for tags.
	 */
	private readContent(from: number, end: number, row: number, column: number): Cell {
		const { bytes } = this;
		const name = from + 1 + this.prefix;
		if (bytes[name] === LETTER_V && bytes[name + 1] === GT && bytes[from] === LT) {
			const value = this.values.read(this.tag, name + 2, end, row, column);
			this.at = this.values.at;
			return this.passEndOfCell() ? value : this.readParts(this.at, end, row, column, value);
		}
		if (bytes[name] === LETTER_I && bytes[from] === LT) {
			const text = this.readInline(from, end);
			if (text !== undefined) return this.values.checked(text, row, column);
		}
		return this.readParts(from, end, row, column, undefined);
	}

	/** Steps over `</v></c>` where it stands. */
	private passEndOfCell(): boolean {
		const { bytes, prefix, at } = this;
		const second = at + 4 + prefix;
		if (bytes[second - 1] !== GT || bytes[second + 1] !== SLASH) return false;
		if (bytes[second + 2 + prefix] !== LETTER_C || bytes[second + 3 + prefix] !== GT) return false;
		this.at = second + 4 + prefix;
		return true;
	}

	/** Reads `<is><t>…</t></is></c>`, and nothing else. */
	private readInline(from: number, end: number): string | undefined {
		const { bytes, prefix } = this;
		const { text } = this.values;
		const open = from + 4 + prefix;
		const name = open + 1 + prefix;
		if (bytes[open - 1] !== GT || bytes[name] !== LETTER_T || !isNameEnd(bytes[name + 1])) return undefined;
		const start = bytes[name + 1] === GT ? name + 2 : endOfTag(bytes, open, end);
		if (bytes[start - 2] === SLASH) return undefined;
		const value = text.read(start, end);
		const close = text.at + 4 + prefix;
		this.at = close + 1 + prefix + 4;
		const isAlone = bytes[close + 2 + prefix] === LETTER_I && bytes[this.at - 1] === GT;
		return isAlone && this.passCell(end) ? value : undefined;
	}

	private passCell(end: number): boolean {
		const { bytes, prefix, at } = this;
		const after = at + 4 + prefix;
		if (bytes[at + 1] !== SLASH || bytes[at + 2 + prefix] !== LETTER_C || after > end) return false;
		this.at = after;
		return bytes[after - 1] === GT;
	}

	/** Reads a cell with several parts, such as a formula and its value, or spaces between them. */
	private readParts(from: number, end: number, row: number, column: number, known: Cell | undefined): Cell {
		const { bytes, prefix } = this;
		let value = known;
		let hasFormula = false;
		let at = from;
		for (;;) {
			at = endOfText(bytes, at, end);
			if (at >= end) break;
			const open = at;
			const name = open + 1 + prefix;
			at = endOfTag(bytes, open, end);
			if (bytes[open + 1] === SLASH) {
				if (bytes[name + 1] === LETTER_C && isNameEnd(bytes[name + 2])) break;
				continue;
			}
			const part = isNameEnd(bytes[name + 1]) || bytes[name + 1] === LETTER_S ? bytes[name] : 0;
			if (part === LETTER_F) hasFormula = true;
			if (bytes[at - 2] === SLASH) continue;
			if (part === LETTER_F) at = endOfText(bytes, at, end);
			else if (part === LETTER_V) {
				value = this.values.read(this.tag, at, end, row, column);
				const isEmpty = this.values.at === at && this.tag.type !== CELL_TYPE.text;
				at = this.values.at;
				if (isEmpty) value = undefined;
			} else if (part === LETTER_I) {
				const close = this.endOfInline(at, end);
				value = this.values.checked(this.values.text.readRuns(at, close), row, column);
				at = close;
			}
		}
		this.at = at;
		if (hasFormula && value === undefined) this.values.notes.formulaWithoutValue(row, column);
		return value ?? '';
	}

	private endOfInline(from: number, end: number): number {
		const { bytes, prefix } = this;
		for (let at = from; at < end; at++) {
			if (bytes[at] === LT && bytes[at + 1] === SLASH && isTagName(bytes, at + 2 + prefix, 'is')) return at;
		}
		return end;
	}
}
