import type { Cell, Row } from '../../model';

/** Cells that are shown as one, from 1. */
export interface MergedArea {
	readonly firstRow: number;
	readonly lastRow: number;
	readonly firstColumn: number;
	readonly lastColumn: number;
}

/** A row has no more areas than that; a file that says so is broken. */
const MOST_OPEN = 1024;

interface OpenArea extends MergedArea {
	readonly value: Cell;
}

/** The merged areas that reach into the row that is being read. */
export class MergedAreas {
	private open: OpenArea[] = [];

	/** @param value of the first cell of the area */
	add(area: MergedArea, value: Cell): void {
		if (value !== '' && this.open.length < MOST_OPEN) this.open.push({ ...area, value });
	}

	/** The row with the value of each area in all its cells. Rows come in their order. */
	fill(row: Row): Row {
		if (this.open.length === 0) return row;
		this.open = this.open.filter(({ lastRow }) => lastRow >= row.rowNumber);
		const cells = row.cells.slice();
		for (const { firstColumn, lastColumn, value } of this.open) {
			while (cells.length < lastColumn) cells.push('');
			cells.fill(value, firstColumn - 1, lastColumn);
		}
		return { ...row, cells };
	}
}

/** Makes the function that gives each cell of a merged area its value, where all areas are known before the rows. */
export function mergedFill(merged: readonly MergedArea[]): (row: Row) => Row {
	const waiting = [...merged].sort((one, other) => one.firstRow - other.firstRow);
	const areas = new MergedAreas();
	let next = 0;
	return (row) => {
		for (; (waiting[next]?.firstRow ?? Infinity) <= row.rowNumber; next++) {
			const area = waiting[next];
			// Without the row of its first cell, an area has no value.
			if (area?.firstRow === row.rowNumber) areas.add(area, row.cells[area.firstColumn - 1] ?? '');
		}
		return areas.fill(row);
	};
}
