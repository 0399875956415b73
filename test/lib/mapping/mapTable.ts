import { mapRows, type MapOptions, type MappedRows } from '../../../lib/mapping';
import type { Cell, CustomerRow, Row, RowBatch } from '../../../lib/model';

export type Cells = ReadonlyArray<Cell | undefined>;

/** The rows in batches, numbered as in a file whose header is its first line. */
export async function* batchesOf(rows: readonly Cells[], size = 2): AsyncGenerator<RowBatch> {
	for (let from = 0; from < rows.length; from += size) {
		yield rows.slice(from, from + size).map((cells, index): Row => ({ rowNumber: from + index + 2, cells }));
	}
}

export interface Result extends MappedRows {
	readonly rows: readonly CustomerRow[];
}

/** Maps a table and gives everything that came of it. */
export async function map(
	labels: readonly string[],
	rows: readonly Cells[],
	options: Partial<MapOptions> = {},
): Promise<Result> {
	const mapped = await mapRows({ labels, batches: batchesOf(rows) }, { mode: 'automatic', ...options });
	const found: CustomerRow[] = [];
	for await (const batch of mapped.batches) found.push(...batch);
	return { ...mapped, rows: found };
}
