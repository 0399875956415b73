import type { CellObject, DenseWorkSheet } from 'xlsx';
import type { Cell, Row } from '../../model';
import { CellValues, type ValueContext } from '../xls/cellValues';
import { errorName } from '../xls/errorName';
import { kindOfCode } from '../xlsx/numberFormat';
import type { CellStyle } from '../xlsx/styles';

/** Rows that are converted at once. */
const ROWS_AT_ONCE = 1000;

/** The rows of a sheet that SheetJS holds in memory, as our cells. */
export function* rowsOf(sheet: DenseWorkSheet, context: ValueContext): Generator<Row[]> {
	const values = new CellValues(context);
	const toCell = cellReader(values);
	const data = sheet['!data'] ?? [];
	for (let from = 0; from < data.length; from += ROWS_AT_ONCE) {
		const rows: Row[] = [];
		for (let at = from; at < Math.min(from + ROWS_AT_ONCE, data.length); at++) {
			const cells = data[at];
			if (cells) rows.push({ rowNumber: at + 1, cells: cellsOf(cells, at + 1, context.columns, toCell) });
		}
		values.notes.give();
		yield rows;
	}
}

type ToCell = (cell: CellObject, rowNumber: number, column: number) => Cell;

/** A row of SheetJS has holes where there is no cell. */
function cellsOf(
	source: ReadonlyArray<CellObject | undefined>,
	rowNumber: number,
	columns: number,
	toCell: ToCell,
): Cell[] {
	const cells: Cell[] = [];
	const width = Math.min(source.length, columns);
	for (let index = 0; index < width; index++) {
		const cell = source[index];
		cells.push(cell ? toCell(cell, rowNumber, index + 1) : '');
	}
	while (cells.length > 0 && cells.at(-1) === '') cells.pop();
	return cells;
}

function cellReader(values: CellValues): ToCell {
	const styles = new Map<string, CellStyle>();
	const styleOf = (format: string): CellStyle => {
		const known = styles.get(format);
		if (known) return known;
		const style = { kind: kindOfCode(format), format };
		styles.set(format, style);
		return style;
	};
	return ({ t, v, z }, row, column) => {
		const style = typeof z === 'string' ? styleOf(z) : undefined;
		if (t === 'n' && typeof v === 'number') return values.number(v, style, row, column);
		if (t === 'b') return values.boolean(v === true);
		if (t === 'e') return values.error(errorName(Number(v)), row, column);
		return t === 's' ? values.text(String(v ?? ''), row, column) : '';
	};
}
