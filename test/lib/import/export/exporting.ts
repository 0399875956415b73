import type { ReadQuery } from '../../../../lib/connectors';
import type { WritableTable } from '../../../../lib/formats';
import type { ExportCells, ExportSource } from '../../../../lib/import/export';
import { rowsSource } from '../../../../lib/import/export';
import type { Cell, FieldSpec } from '../../../../lib/model';

/** A source with these rows, in batches of one, so that nothing depends on how they are cut. */
export function sourceOf(fields: readonly FieldSpec[], rows: readonly ExportCells[]): ExportSource {
	return rowsSource(fields, async function* () {
		for (const row of rows) yield await Promise.resolve([row]);
	});
}

export async function cellsOf(table: WritableTable): Promise<ReadonlyArray<ReadonlyArray<Cell | undefined>>> {
	const cells: ReadonlyArray<Cell | undefined>[] = [];
	for await (const batch of table.batches) cells.push(...batch.map((row) => row.cells));
	return cells;
}

export async function readAll(source: ExportSource, query: ReadQuery = {}): Promise<ExportCells[]> {
	const all: ExportCells[] = [];
	for await (const batch of source.read(query)) all.push(...batch);
	return all;
}
