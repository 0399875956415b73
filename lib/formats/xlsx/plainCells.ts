import type { Cell } from '../../model';
import type { CellValues } from './cellValues';
import type { SheetContext } from './sheetContext';
import {
	CAPITAL_A,
	CAPITAL_Z,
	DOUBLE_QUOTE,
	GT,
	LETTER_C,
	LETTER_R,
	LETTER_S,
	LETTER_T,
	LETTER_V,
	LT,
	NINE,
	ZERO,
} from './xmlBytes';

/**
 * Reads cells as nearly all are written: `<c r="BC23" s="1" t="s"><v>17</v></c>`, with one or
 * both of the last two attributes left out. Anything else is left to `CellScanner`, which reads
 * all that XML allows.
 */
export class PlainCells {
	/** The cells of the row, from its first column on. */
	cells: Cell[] = [];
	/** The column of the last cell. */
	column = 0;

	constructor(
		private readonly context: SheetContext,
		private readonly values: CellValues,
	) {}

	/**
	 * Reads plain cells up to one that is not. In one piece and with local values, because a workbook
	 * is little else: with a call for each part of a cell all of it takes twice the time.
	 * @param rowDigits how many digits every reference ends with
	 * @returns the place of the first tag that is no plain cell
	 */
	read(bytes: Uint8Array, from: number, rowDigits: number): number {
		const { strings, cellLength, columns } = this.context;
		let at = from;
		for (;;) {
			if (bytes[at + 1] !== LETTER_C || bytes[at + 3] !== LETTER_R || bytes[at + 5] !== DOUBLE_QUOTE)
				return at;
			let column = 0;
			let to = at + 6;
			for (let byte = bytes[to] ?? 0; byte >= CAPITAL_A && byte <= CAPITAL_Z; byte = bytes[++to] ?? 0) {
				column = column * 26 + byte - CAPITAL_A + 1;
			}
			if (column === 0 || column > columns) return at;
			to += rowDigits;
			let style = 0;
			if (bytes[to + 2] === LETTER_S) {
				to += 5;
				for (let byte = bytes[to] ?? 0; byte >= ZERO && byte <= NINE; byte = bytes[++to] ?? 0) {
					style = style * 10 + byte - ZERO;
				}
			}
			const isShared = bytes[to + 2] === LETTER_T && bytes[to + 5] === LETTER_S;
			if (isShared) to += 6;
			if (bytes[to] !== DOUBLE_QUOTE || bytes[to + 1] !== GT || bytes[to + 3] !== LETTER_V) return at;
			to += '"><v>'.length;
			let value: Cell | undefined;
			if (isShared) {
				const start = to;
				let index = 0;
				for (let byte = bytes[to] ?? 0; byte >= ZERO && byte <= NINE; byte = bytes[++to] ?? 0) {
					index = index * 10 + byte - ZERO;
				}
				value = to === start ? undefined : strings.get(index);
				if (value === undefined || value.length > cellLength) return at;
			} else {
				value = this.values.readPlainNumber(style, to);
				if (value === undefined) return at;
				to = this.values.at;
			}
			if (bytes[to] !== LT || bytes[to + 6] !== LETTER_C || bytes[to + 7] !== GT) return at;
			at = to + '</v></c>'.length;
			if (column === this.cells.length + 1 && value !== '') this.cells.push(value);
			else this.place(value, column);
			this.column = column;
		}
	}

	/** Puts a value behind a gap, or before cells that were written first. */
	place(value: Cell, column: number): void {
		const { cells } = this;
		if (value === '') return;
		while (cells.length < column - 1) cells.push('');
		cells[column - 1] = value;
	}
}
