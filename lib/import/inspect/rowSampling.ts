import type { Row, Table } from '../../model';
import { type ColumnCounts, columnCounter } from './columnCounts';

/** Rows that types and mapping are judged by: as many as an import looks at. */
const JUDGED_ROWS = 1000;
/** Very wide rows are judged by fewer, so that the memory stays bounded. */
const JUDGED_CELLS = 200_000;
/** Columns beyond are not described: nobody reads that. */
export const MOST_COLUMNS = 1000;

/** What was read of a table. */
export interface RowSample {
	/** The first rows. */
	readonly judged: readonly Row[];
	readonly columns: readonly ColumnCounts[];
	/** Rows that were counted closely. */
	readonly sampled: number;
	/** Rows that were read at all. */
	readonly read: number;
	/** Whether these are all there are. */
	readonly complete: boolean;
}

/**
 * Reads the first rows of a table, or all where that is wanted for their count. The table is closed then.
 * @param sampleRows rows whose values are counted
 * @param toTheEnd whether the rows behind them are counted too
 */
export async function sampleTable(table: Table, sampleRows: number, toTheEnd: boolean): Promise<RowSample> {
	const counter = columnCounter(Math.min(table.labels.length, MOST_COLUMNS));
	const judged: Row[] = [];
	let cells = 0;
	let sampled = 0;
	let read = 0;
	let complete = true;
	for await (const batch of table.batches) {
		for (const row of batch) {
			if (sampled >= sampleRows) break;
			sampled += 1;
			counter.add(row);
			if (judged.length >= JUDGED_ROWS || cells >= JUDGED_CELLS) continue;
			judged.push(row);
			cells += row.cells.length;
		}
		read += batch.length;
		if (read > sampleRows && !toTheEnd) {
			complete = false;
			break;
		}
	}
	return { judged, columns: counter.counts(), sampled, read, complete };
}
