import type { Cell, Row } from '../../model';
import { distinctCount } from './distinctCount';

const MOST_SAMPLES = 5;
/** A sample is for the eye. */
const SAMPLE_CHARACTERS = 100;

/** What is counted of a column while its rows pass. */
export interface ColumnCounts {
	readonly samples: readonly Cell[];
	readonly fillRate: number;
	readonly distinct: number;
	readonly distinctIsExact: boolean;
}

/** Counts columns row by row. */
export interface ColumnCounter {
	add(row: Row): void;
	counts(): ColumnCounts[];
}

/** Counts the first `width` columns of a table in memory that does not grow with its rows. */
export function columnCounter(width: number): ColumnCounter {
	const columns = Array.from({ length: width }, () => ({
		samples: new Set<Cell>(),
		filled: 0,
		distinct: distinctCount(),
	}));
	let rows = 0;
	return {
		add({ cells }) {
			rows += 1;
			columns.forEach((column, index) => {
				const cell = cells[index];
				if (cell === undefined || cell === null || cell === '') return;
				column.filled += 1;
				column.distinct.add(cell);
				if (column.samples.size < MOST_SAMPLES) column.samples.add(shortened(cell));
			});
		},
		counts: () =>
			columns.map(({ samples, filled, distinct }) => {
				const { distinct: count, isExact } = distinct.count();
				const fillRate = rows === 0 ? 0 : filled / rows;
				return { samples: [...samples], fillRate, distinct: count, distinctIsExact: isExact };
			}),
	};
}

function shortened(cell: Cell): Cell {
	return typeof cell === 'string' && cell.length > SAMPLE_CHARACTERS
		? `${cell.slice(0, SAMPLE_CHARACTERS)}…`
		: cell;
}
