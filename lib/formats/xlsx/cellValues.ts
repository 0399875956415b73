import type { Cell } from '../../model';
import { DamagedEntry } from '../damage';
import { CellNotes } from './cellNotes';
import { CELL_TYPE, type CellTag } from './cellTag';
import { isoOfDateCell } from './dateCell';
import { applyMask, PLAIN } from './numberFormat';
import { NumberScanner } from './numberScanner';
import { hasLostDigits, isExact } from './precision';
import { isoToSerial, serialToIso } from './serialDate';
import type { SheetContext } from './sheetContext';
import { SheetText } from './sheetText';
import { LT } from './xmlBytes';

/** Reads what stands between `<v>` and `</v>`, as the type and the style of the cell mean it. */
export class CellValues {
	/** Behind the value read last. */
	at = 0;
	readonly text = new SheetText();
	readonly notes: CellNotes;

	private bytes: Buffer = Buffer.alloc(0);
	private readonly numbers = new NumberScanner();
	/** Per style, 1 where the value is the number and nothing else is to be done. */
	private readonly plain: Uint8Array;
	private readonly allPlain: boolean;

	constructor(private readonly context: SheetContext) {
		const { styles, display } = context;
		this.notes = new CellNotes(context);
		this.plain = Uint8Array.from(styles, ({ kind }) => (kind.kind === 'plain' ? 1 : 0));
		this.allPlain = styles.length === 0 && !display;
		if (display) this.plain.fill(0);
	}

	/** Sets the bytes to read from. */
	use(bytes: Buffer): void {
		this.bytes = bytes;
		this.text.use(bytes);
	}

	/** The value from behind `<v>` on, of a cell in this place. */
	read(tag: CellTag, from: number, end: number, row: number, column: number): Cell {
		if (tag.type === CELL_TYPE.shared) return this.readShared(from, end, row, column);
		if (tag.type === CELL_TYPE.number) return this.readNumber(tag, from, end, row, column);
		const text = this.text.read(from, end);
		this.at = this.text.at;
		if (tag.type === CELL_TYPE.text) return this.checked(text, row, column);
		return this.readTyped(tag, text.trim(), row, column);
	}

	/** Text, and a note where it is longer than a cell may be. */
	checked(text: string, row: number, column: number): string {
		if (text.length > this.context.cellLength) this.notes.tooLong(row, column);
		return text;
	}

	private readShared(from: number, end: number, row: number, column: number): Cell {
		const { bytes } = this;
		let index = 0;
		let at = from;
		for (; at < end; at++) {
			const digit = (bytes[at] ?? 0) - 0x30;
			if (digit < 0 || digit > 9) break;
			index = index * 10 + digit;
		}
		if (bytes[at] !== LT || at === from) index = this.readIndex(from, end);
		else this.at = at;
		const text = this.context.strings.get(index);
		if (text === undefined) return index === -1 ? '' : this.noteMissing(row, column);
		return this.checked(text, row, column);
	}

	private readIndex(from: number, end: number): number {
		const text = this.text.read(from, end).trim();
		this.at = this.text.at;
		return text === '' ? -1 : Number(text);
	}

	/** @throws DamagedEntry where the text may be in the part of the file that is lost */
	private noteMissing(row: number, column: number): Cell {
		const { strings, name } = this.context;
		if (strings.damaged) throw new DamagedEntry(name, 'cut');
		this.notes.cellError('a text that is not in the file', row, column);
		return '';
	}

	private readNumber(tag: CellTag, from: number, end: number, row: number, column: number): Cell {
		const value = this.readPlainNumber(tag.style, from);
		return value ?? this.readLongNumber(tag.style, from, end, row, column);
	}

	/** A number of a few digits, which needs no text in between; nothing of any other. */
	readPlainNumber(style: number, from: number): Cell | undefined {
		const { numbers } = this;
		const value = numbers.read(this.bytes, from);
		if (value === undefined) return undefined;
		this.at = numbers.at;
		if (!this.allPlain && this.plain[style] !== 1) return this.formatted(value, style);
		return numbers.exact ? value : undefined;
	}

	/** A number with an exponent or many digits, or what is none. */
	private readLongNumber(style: number, from: number, end: number, row: number, column: number): Cell {
		const text = this.text.read(from, end).trim();
		this.at = this.text.at;
		const value = Number(text);
		if (text === '' || !Number.isFinite(value)) return text;
		if (!isExact(text, value) && this.isPlain(style)) {
			if (hasLostDigits(text)) this.notes.precisionLost(text, row, column);
			return text;
		}
		return this.formatted(value, style);
	}

	private isPlain(style: number): boolean {
		return (this.context.styles[style]?.kind.kind ?? 'plain') === 'plain';
	}

	private formatted(value: number, index: number): Cell {
		const { display, date1904 } = this.context;
		const style = this.context.styles[index];
		if (display) return display(value, style?.format ?? 0);
		const kind = style?.kind ?? PLAIN;
		if (kind.kind === 'plain') return value;
		if (kind.kind !== 'mask') return serialToIso(value, kind.kind, date1904) ?? value;
		return Number.isSafeInteger(value) && value >= 0 ? applyMask(value, kind.mask) : value;
	}

	private readTyped(tag: CellTag, text: string, row: number, column: number): Cell {
		if (text === '') return '';
		if (tag.type === CELL_TYPE.boolean) return this.readBoolean(text);
		if (tag.type === CELL_TYPE.date) return this.readDate(tag, text);
		if (tag.type !== CELL_TYPE.error) return text;
		this.notes.cellError(text, row, column);
		return '';
	}

	private readBoolean(text: string): Cell {
		const value = text === '1' || text.toLowerCase() === 'true';
		return this.context.display ? String(value).toUpperCase() : value;
	}

	private readDate(tag: CellTag, text: string): Cell {
		const { display } = this.context;
		const style = this.context.styles[tag.style];
		const iso = isoOfDateCell(text, style?.kind.kind === 'dateTime');
		const serial = display && isoToSerial(iso);
		return display && style && serial !== undefined ? display(serial, style.format) : iso;
	}
}
