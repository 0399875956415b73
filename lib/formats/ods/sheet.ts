import type { Cell, Row } from '../../model';
import { tooLarge } from '../limits';
import { countOf } from '../markup/attributes';
import { SheetTaker } from '../markup/sheetTaker';
import type { ValueContext } from '../xls/cellValues';
import { odsValue } from './cellValue';
import { Paragraphs } from './paragraphs';

/** Rows of a sheet; repeating fills sheets to their end. */
const MOST_ROWS = 1_048_576;
/** Cells that repeating may make. Honest files repeat empty ones, and a few others. */
const MOST_REPEATED = 50_000_000;

/** What a sheet is read with. */
export interface SheetContext extends ValueContext {
	/** Whether the text that a person sees is wanted instead of the value. */
	readonly displayed: boolean;
	/** Whether all cells of a merged area have its value. */
	readonly all: boolean;
}

/** Reads the rows of one sheet of an OpenDocument spreadsheet. Rows without a value are left out. */
export class SheetRows extends SheetTaker {
	private sheet = -1;
	/** Tables inside each other. */
	private depth = 0;
	/** Comments and drawings inside a cell are no text of it. */
	private beside = 0;
	private rowNumber = 0;
	private repeatRow = 1;
	private column = 0;
	private repeated = 0;
	private cell: string | undefined;
	private readonly paragraphs = new Paragraphs();

	/** @param wanted the number of the sheet, from 0 */
	constructor(
		private readonly context: SheetContext,
		private readonly wanted: number,
	) {
		super(context);
	}

	open(name: string, attributes: string, empty: boolean): void {
		if (name === 'table:table') return this.beginTable(empty);
		if (!this.isWanted()) return;
		if (isBeside(name)) this.beside += empty ? 0 : 1;
		else if (name === 'table:table-row') this.beginRow(attributes);
		else if (name === 'table:table-cell' || name === 'table:covered-table-cell')
			this.beginCell(attributes, empty);
		else if (this.beside === 0 && this.cell !== undefined) this.paragraphs.open(name, attributes, empty);
	}

	close(name: string): void {
		if (name === 'table:table') return this.endTable();
		if (!this.isWanted()) return;
		if (isBeside(name)) this.beside--;
		else if (name === 'table:table-row') this.endRow();
		else if (name === 'table:table-cell' || name === 'table:covered-table-cell') this.endCell();
		else if (this.beside === 0) this.paragraphs.close(name);
	}

	text(text: string, literal: boolean): void {
		if (this.cell !== undefined && this.beside === 0 && this.isWanted()) this.paragraphs.add(text, literal);
	}

	private isWanted(): boolean {
		return this.sheet === this.wanted && this.depth === 1;
	}

	private beginTable(empty: boolean): void {
		if (this.depth === 0) this.sheet++;
		if (!empty) this.depth++;
	}

	private endTable(): void {
		this.depth--;
		if (this.depth === 0 && this.sheet === this.wanted) this.done = true;
	}

	private beginRow(attributes: string): void {
		this.repeatRow = countOf(attributes, 'table:number-rows-repeated', 1);
		this.rowNumber++;
		this.column = 0;
	}

	private endRow(): void {
		const last = Math.min(MOST_ROWS, this.rowNumber + this.repeatRow - 1);
		const cells = this.cells.end();
		const row = { rowNumber: this.rowNumber, cells };
		const filled = this.context.all ? this.areas.fill(row) : row;
		if (filled.cells.length > 0) this.putRows(filled, last);
		this.rowNumber += this.repeatRow - 1;
	}

	private putRows({ cells, rowNumber }: Row, last: number): void {
		if (last > rowNumber) this.count(cells.length * (last - rowNumber));
		for (let number = rowNumber; number <= last; number++) this.rows.push({ rowNumber: number, cells });
	}

	private beginCell(attributes: string, empty: boolean): void {
		this.cell = attributes;
		if (empty) this.endCell();
	}

	private endCell(): void {
		const { cell, context, rowNumber } = this;
		if (cell === undefined) return;
		this.cell = undefined;
		const first = this.column + 1;
		const shown = this.paragraphs.end();
		const value = odsValue(cell, shown, context.displayed, this.values, rowNumber, first);
		this.column += countOf(cell, 'table:number-columns-repeated', 1);
		if (value === '') return;
		if (first > context.columns) return this.values.notes.beyondColumns(rowNumber, first);
		this.putCells(value, first);
		if (context.all) this.addArea(cell, value, first);
	}

	private putCells(value: Cell, first: number): void {
		const last = Math.min(this.column, this.context.columns);
		if (last > first) this.count(last - first);
		for (let column = first; column <= last; column++) this.cells.set(column, value);
	}

	private addArea(cell: string, value: Cell, firstColumn: number): void {
		const columns = countOf(cell, 'table:number-columns-spanned', 1);
		const rows = countOf(cell, 'table:number-rows-spanned', 1);
		if (columns === 1 && rows === 1) return;
		const lastColumn = Math.min(firstColumn + columns - 1, this.context.columns);
		const firstRow = this.rowNumber;
		this.areas.add({ firstRow, lastRow: firstRow + rows - 1, firstColumn, lastColumn }, value);
	}

	private count(cells: number): void {
		this.repeated += cells;
		if (this.repeated > MOST_REPEATED) throw bomb(this.context.name);
	}
}

function isBeside(name: string): boolean {
	return name === 'office:annotation' || name.startsWith('draw:');
}

function bomb(name: string): Error {
	const what = `${name} repeats its cells beyond any honest file`;
	return tooLarge(what, 'Check where this file comes from.');
}
