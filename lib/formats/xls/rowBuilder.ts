import type { Cell, Row } from '../../model';

/** The cells of a row, at their places. */
export class RowCells {
	private cells: Cell[] = [];

	/** @param column from 1 */
	set(column: number, value: Cell): void {
		if (value !== '') setCell(this.cells, column, value);
	}

	/** The cells up to the last one with a value; the next row begins. */
	end(): Cell[] {
		const { cells } = this;
		this.cells = [];
		return cells;
	}
}

/** Puts cells that come row by row together; rows that are not there are left out. */
export class RowBuilder {
	private rows: Row[] = [];
	private rowNumber = 0;
	private cells: Cell[] = [];

	/** Takes a cell; column 0 only says that there is such a row. */
	readonly add = (rowNumber: number, column: number, value: Cell): void => {
		if (rowNumber !== this.rowNumber) this.endRow(rowNumber);
		if (column > 0 && value !== '') setCell(this.cells, column, value);
	};

	/** The rows that are complete. */
	take(): Row[] {
		const { rows } = this;
		this.rows = [];
		return rows;
	}

	/** The rows that are left when there are no more cells. */
	end(): Row[] {
		this.endRow(0);
		return this.take();
	}

	private endRow(next: number): void {
		if (this.rowNumber > 0) this.rows.push({ rowNumber: this.rowNumber, cells: this.cells });
		this.rowNumber = next;
		this.cells = [];
	}
}

/** Puts cells together that come in any order, as some programs write them: all of them are in memory. */
export class RowCollector {
	private readonly cells = new Map<number, Cell[]>();

	readonly add = (rowNumber: number, column: number, value: Cell): void => {
		const cells = this.cells.get(rowNumber) ?? [];
		if (cells.length === 0) this.cells.set(rowNumber, cells);
		if (column > 0 && value !== '') setCell(cells, column, value);
	};

	/** No row is complete before the last cell. */
	take(): Row[] {
		return [];
	}

	/** All rows in the order of the sheet. */
	end(): Row[] {
		const numbers = [...this.cells.keys()].sort((one, other) => one - other);
		return numbers.map((rowNumber) => ({ rowNumber, cells: this.cells.get(rowNumber) ?? [] }));
	}
}

function setCell(cells: Cell[], column: number, value: Cell): void {
	while (cells.length < column - 1) cells.push('');
	if (cells.length === column - 1) cells.push(value);
	else cells[column - 1] = value;
}
