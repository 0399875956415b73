import type { ReadQuery } from '../../connectors';
import type { Cell, FieldSpec } from '../../model';

/** The cells of one customer, in the order of the source's fields. A missing one is `undefined`. */
export type ExportCells = ReadonlyArray<Cell | undefined>;

/** Where an export takes its customers from: a destination, a table of a database, or rows that are there already. */
export interface ExportSource {
	readonly fields: readonly FieldSpec[];
	/** Customers that fit, in batches, in the order asked for. */
	read(query: ReadQuery): AsyncIterable<readonly ExportCells[]>;
	/** How many `read` would give. */
	count(query: ReadQuery): Promise<number>;
	/** How far the history of the source has come; see `Connector.changePoint`. */
	changePoint?(): Promise<string>;
}

/** Counts by reading, for sources that cannot tell. */
export async function countByReading(source: Pick<ExportSource, 'read'>, query: ReadQuery): Promise<number> {
	let count = 0;
	for await (const batch of source.read(query)) count += batch.length;
	return count;
}
