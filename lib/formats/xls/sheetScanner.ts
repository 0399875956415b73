import type { Cell } from '../../model';
import type { CellStyle } from '../xlsx/styles';
import { CellValues, type ValueContext } from './cellValues';
import { errorName } from './errorName';
import { isBof, RECORD } from './records';
import type { SharedStrings } from './sharedStrings';

/** What the cells of a sheet are read with. */
export interface SheetContext extends ValueContext {
	readonly strings: SharedStrings;
	readonly styles: readonly CellStyle[];
	/** Excel 2 has cells of its own. */
	readonly version2: boolean;
	/** Decodes the text of a record and those that continue it. */
	readText(contents: readonly Buffer[], at: number): string;
}

/** Takes the cells of a sheet in the order of the file. */
export type CellTaker = (rowNumber: number, column: number, value: Cell) => void;

interface Place {
	readonly row: number;
	readonly column: number;
}

/** What a cell holds whose text has a number that no text of the file has. */
const LOST_TEXT = 'a text that is not in the file';
/** The row, the column and the style that every cell starts with. */
const CELL_BYTES = 6;
const CELL_BYTES_2 = 7;
/** Of the looks of a cell in Excel 2, those that are the number of its format. */
const FORMAT_BITS_2 = 0x3f;
/** Kinds of values of a formula that are no number. */
const STRING_VALUE = 0;
const BOOLEAN_VALUE = 1;
const ERROR_VALUE = 2;

/** Reads the cells of a worksheet from its records. */
export class SheetScanner {
	/** Whether there was a sheet at all, and whether its end was seen. */
	started = false;
	ended = false;

	/** Charts stand inside a sheet, as sheets of their own. */
	private depth = 0;
	/** The cell whose text comes with this record or a later one. */
	private textCell: Place | undefined;
	private textParts: Buffer[] = [];
	private textAt = 0;
	private readonly values: CellValues;

	constructor(
		private readonly context: SheetContext,
		private readonly take: CellTaker,
	) {
		this.values = new CellValues(context);
	}

	/** Takes a record; says whether there may be more. */
	readonly visit = (type: number, at: number, length: number, bytes: Buffer): boolean => {
		if (!this.started && !isBof(type)) return false;
		if (type === RECORD.continued) {
			if (this.textParts.length > 0) this.textParts.push(bytes.subarray(at, at + length));
			return true;
		}
		if (this.textParts.length > 0) this.endText();
		if (isBof(type)) this.begin();
		else if (type === RECORD.eof) return this.endPart();
		else if (this.depth === 1) this.record(type, at, length, bytes);
		return true;
	};

	/** The file has no more records. */
	finish(): void {
		if (this.textParts.length > 0) this.endText();
		this.noteFormula();
	}

	/** Tells what was not right in the cells so far. */
	giveNotes(): void {
		this.values.notes.give();
	}

	private begin(): void {
		this.started = true;
		this.depth++;
	}

	private endPart(): boolean {
		if (--this.depth > 0) return true;
		this.finish();
		this.ended = true;
		return false;
	}

	private record(type: number, at: number, length: number, bytes: Buffer): void {
		if (type === RECORD.string || (type === RECORD.string2 && this.context.version2))
			return this.formulaText(bytes.subarray(at, at + length));
		if (length < CELL_BYTES) return;
		if (this.context.version2) return this.record2(type, at, length, bytes);
		switch (type) {
			case RECORD.sharedStringCell:
				return this.sharedString(at, length, bytes);
			case RECORD.number:
				if (length >= 14) this.number(bytes.readDoubleLE(at + 6), at, bytes);
				return;
			case RECORD.rk:
				if (length >= 10) this.number(rkNumber(bytes.readInt32LE(at + 6)), at, bytes);
				return;
			case RECORD.multipleRk:
				return this.multipleRk(at, length, bytes);
			case RECORD.blank:
			case RECORD.multipleBlank:
				return this.take(bytes.readUInt16LE(at) + 1, 0, '');
			default:
				this.otherRecord(type, at, length, bytes);
		}
	}

	private otherRecord(type: number, at: number, length: number, bytes: Buffer): void {
		switch (type) {
			case RECORD.booleanOrError:
				if (length >= 8) this.booleanOrError(placeOf(bytes, at), bytes[at + 7] === 0, bytes[at + 6] ?? 0);
				return;
			case RECORD.formula:
			case RECORD.formula3:
			case RECORD.formula4:
				if (length >= 14) this.formula(at, bytes);
				return;
			case RECORD.label:
			case RECORD.richString:
				this.textCell = placeOf(bytes, at);
				this.beginText(CELL_BYTES, bytes.subarray(at, at + length));
		}
	}

	/** In Excel 2 three bytes of looks stand before the value of a cell, and not the number of a style. */
	private record2(type: number, at: number, length: number, bytes: Buffer): void {
		const value = at + CELL_BYTES_2;
		if (type === RECORD.blank2) this.take(bytes.readUInt16LE(at) + 1, 0, '');
		else if (type === RECORD.integer2 && length >= 9) this.number(bytes.readUInt16LE(value), at, bytes);
		else if (type === RECORD.number2 && length >= 15) this.number(bytes.readDoubleLE(value), at, bytes);
		else if (type === RECORD.booleanOrError2 && length >= 9)
			this.booleanOrError(placeOf(bytes, at), bytes[value + 1] === 0, bytes[value] ?? 0);
		else if (type === RECORD.formula && length >= 15) this.formula(at, bytes);
		else if (type === RECORD.label2) {
			this.textCell = placeOf(bytes, at);
			this.beginText(CELL_BYTES_2, bytes.subarray(at, at + length));
		}
	}

	private formulaText(content: Buffer): void {
		if (this.textCell && content.length > 0) this.beginText(0, content);
	}

	private sharedString(at: number, length: number, bytes: Buffer): void {
		if (length < 10) return;
		const { strings } = this.context;
		const row = bytes.readUInt16LE(at) + 1;
		const column = bytes.readUInt16LE(at + 2) + 1;
		const cleaned = strings.cleaned;
		const text = strings.get(bytes.readUInt32LE(at + 6));
		if (strings.cleaned > cleaned) this.values.notes.controlCharacters(row);
		if (text === undefined) this.put(row, column, this.values.error(LOST_TEXT, row, column));
		else this.put(row, column, this.values.cleanText(text, row, column));
	}

	private number(value: number, at: number, bytes: Buffer): void {
		const row = bytes.readUInt16LE(at) + 1;
		const column = bytes.readUInt16LE(at + 2) + 1;
		const { styles, version2 } = this.context;
		const style = styles[version2 ? (bytes[at + 5] ?? 0) & FORMAT_BITS_2 : bytes.readUInt16LE(at + 4)];
		this.put(row, column, this.values.number(value, style, row, column));
	}

	/** Numbers in cells beside each other: the row and the first column, then style and number of each, then the last column. */
	private multipleRk(at: number, length: number, bytes: Buffer): void {
		const row = bytes.readUInt16LE(at) + 1;
		let column = bytes.readUInt16LE(at + 2) + 1;
		for (let item = at + 4; item + 6 <= at + length; item += 6) {
			const value = rkNumber(bytes.readInt32LE(item + 2));
			const style = this.context.styles[bytes.readUInt16LE(item)];
			this.put(row, column, this.values.number(value, style, row, column));
			column++;
		}
	}

	private booleanOrError({ row, column }: Place, isBoolean: boolean, value: number): void {
		const cell = isBoolean
			? this.values.boolean(value !== 0)
			: this.values.error(errorName(value), row, column);
		this.put(row, column, cell);
	}

	/** The value that was last computed: a number, or in its place a mark that says what else. */
	private formula(at: number, bytes: Buffer): void {
		this.noteFormula();
		const place = placeOf(bytes, at);
		const value = at + (this.context.version2 ? CELL_BYTES_2 : CELL_BYTES);
		const marked = bytes[value + 6] === 0xff && bytes[value + 7] === 0xff;
		if (!marked) return this.number(bytes.readDoubleLE(value), at, bytes);
		const kind = bytes[value];
		if (kind === STRING_VALUE) this.textCell = place;
		else if (kind === BOOLEAN_VALUE || kind === ERROR_VALUE)
			this.booleanOrError(place, kind === BOOLEAN_VALUE, bytes[value + 2] ?? 0);
		else this.put(place.row, place.column, '');
	}

	private beginText(at: number, content: Buffer): void {
		this.textParts = [content];
		this.textAt = at;
	}

	/** The text is complete once the record after it is there. */
	private endText(): void {
		const place = this.textCell;
		const text = this.context.readText(this.textParts, this.textAt);
		this.textParts = [];
		this.textCell = undefined;
		if (place) this.put(place.row, place.column, this.values.text(text, place.row, place.column));
	}

	private put(row: number, column: number, value: Cell): void {
		if (column <= this.context.columns) return this.take(row, column, value);
		if (value !== '') this.values.notes.beyondColumns(row, column);
		this.take(row, 0, '');
	}

	/** A formula whose text never came. */
	private noteFormula(): void {
		if (!this.textCell) return;
		this.values.notes.formulaWithoutValue(this.textCell.row, this.textCell.column);
		this.textCell = undefined;
	}
}

function placeOf(bytes: Buffer, at: number): Place {
	return { row: bytes.readUInt16LE(at) + 1, column: bytes.readUInt16LE(at + 2) + 1 };
}

/** A number in four bytes: an integer of 30 bits or the first 30 bits of a double, either perhaps times 100, [MS-XLS] 2.5.217. */
export function rkNumber(rk: number): number {
	const value = rk & 2 ? rk >> 2 : highDouble(rk & ~3);
	return rk & 1 ? value / 100 : value;
}

const scratch = new DataView(new ArrayBuffer(8));

function highDouble(high: number): number {
	scratch.setInt32(0, high);
	return scratch.getFloat64(0);
}
