import type { Cell, Row } from '../../model';
import type { ParseLimits } from '../format';
import type { IssueLog } from '../issueLog';
import type { RecordReader } from '../table';
import { isBlank } from './cells';
import type { Shape } from './shape';

/**
 * Makes the function that fits a record to the labels and notes where it does not:
 * missing cells stay absent (or empty, in a grid), further ones are kept behind the last label.
 */
export function makeFit(
	reader: RecordReader,
	{ header, labels, fullWidth }: Pick<Shape, 'header' | 'labels' | 'fullWidth'>,
	limits: ParseLimits,
	log: IssueLog,
): (row: Row) => Row {
	const width = labels.length;
	return (row) => {
		const { cells } = row;
		if (cells.length === width || reader.labels) return row;
		if (cells.length < width) {
			if (reader.grid) return { ...row, cells: padded(cells, width) };
			if (header) log.add('SHORT_ROW', raggedRow(row, width, reader));
			return row;
		}
		const extra = cells.findIndex((cell, column) => column >= width && !isBlank(cell));
		if (extra === -1) return fullWidth > width ? { ...row, cells: cells.slice(0, width) } : row;
		log.add('LONG_ROW', header ? raggedRow(row, width, reader) : { rowNumber: row.rowNumber });
		return cells.length > limits.columns ? { ...row, cells: cells.slice(0, limits.columns) } : row;
	};
}

function raggedRow({ cells, rowNumber }: Row, width: number, { name, rowWord }: RecordReader) {
	const count = `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}`;
	const hint =
		cells.length < width
			? 'The missing cells are left alone. Check that no delimiter is missing in this row.'
			: 'Check for a delimiter inside a cell that is not quoted.';
	return {
		rowNumber,
		hint,
		message: `${rowWord} ${rowNumber} of ${name} has ${count}; the header has ${width}.`,
	};
}

function padded(cells: Row['cells'], width: number): Array<Cell | undefined> {
	const full: Array<Cell | undefined> = cells.slice();
	while (full.length < width) full.push('');
	return full;
}
