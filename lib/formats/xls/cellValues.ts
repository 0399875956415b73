import type { Cell } from '../../model';
import { withoutControlCharacters } from '../text/controlCharacters';
import { CellNotes, type NotesContext } from '../xlsx/cellNotes';
import { applyMask } from '../xlsx/numberFormat';
import { hasLostDigits, isExact } from '../xlsx/precision';
import { serialToIso } from '../xlsx/serialDate';
import type { DisplayNumber } from '../xlsx/sheetContext';
import type { CellStyle } from '../xlsx/styles';

/** From here on, a number has more digits than a spreadsheet keeps. */
const BEYOND_EXACT = 1e15;
/** The number of the format that is none. */
const GENERAL = 0;

/** What the values of a sheet's cells are made with. */
export interface ValueContext extends NotesContext {
	readonly date1904: boolean;
	/** Makes the text that a person sees of a number, where that is wanted and not the value. */
	readonly display?: DisplayNumber | undefined;
}

/** Makes cells of the values that a spreadsheet stores, and notes what is not right with them. */
export class CellValues {
	readonly notes: CellNotes;

	constructor(private readonly context: ValueContext) {
		this.notes = new CellNotes(context);
	}

	/** A number as its format means it: a date in ISO 8601, digits at fixed places, or the number. */
	number(value: number, style: CellStyle | undefined, row: number, column: number): Cell {
		const { display, date1904 } = this.context;
		if (display) return display(value, style?.format ?? GENERAL);
		const kind = style?.kind;
		if (kind === undefined || kind.kind === 'plain') return this.plainNumber(value, row, column);
		if (kind.kind !== 'mask') return serialToIso(value, kind.kind, date1904) ?? value;
		return Number.isSafeInteger(value) && value >= 0 ? applyMask(value, kind.mask) : value;
	}

	/** A number as text; what is none stays text, and digits that a number cannot keep too. */
	numberText(text: string, style: CellStyle | undefined, row: number, column: number): Cell {
		const value = Number(text);
		if (text.trim() === '' || !Number.isFinite(value)) return this.text(text, row, column);
		const special = this.context.display !== undefined || (style && style.kind.kind !== 'plain');
		if (special || isExact(text, value)) return this.number(value, style, row, column);
		if (hasLostDigits(text)) this.notes.precisionLost(text, row, column);
		return text;
	}

	boolean(value: boolean): Cell {
		return this.context.display ? String(value).toUpperCase() : value;
	}

	/** A text without control characters, which nobody can see and no database wants. */
	text(text: string, row: number, column: number): string {
		const clean = withoutControlCharacters(text);
		if (clean.length !== text.length) this.notes.controlCharacters(row);
		return this.cleanText(clean, row, column);
	}

	/** A text that is known to have no control characters. */
	cleanText(text: string, row: number, column: number): string {
		if (text.length > this.context.cellLength) this.notes.tooLong(row, column);
		return text;
	}

	/** A cell with an error is empty, and an issue says what was in it. */
	error(name: string, row: number, column: number): Cell {
		this.notes.cellError(name, row, column);
		return '';
	}

	/** Digits beyond the fifteenth are given as text, so that they are not rounded once more. */
	private plainNumber(value: number, row: number, column: number): Cell {
		if (Math.abs(value) < BEYOND_EXACT || !Number.isInteger(value))
			return Number.isFinite(value) ? value : '';
		const text = String(value);
		if (hasLostDigits(text)) this.notes.precisionLost(text, row, column);
		return text;
	}
}
