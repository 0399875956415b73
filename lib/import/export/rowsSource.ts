import { compileFilter, type ReadQuery } from '../../connectors';
import { userError } from '../../errors';
import type { Cell, CustomerRecord, FieldSpec } from '../../model';
import { countByReading, type ExportCells, type ExportSource } from './exportSource';

/** Opens rows from their first one. May be called more than once. */
type OpenRows = (query: ReadQuery) => AsyncIterable<readonly ExportCells[]>;

/**
 * Rows that are not customers of a destination: those of a table, or that came in. They are filtered here.
 * @param sorts whether `open` gives them in the order that the query asks for
 */
export function rowsSource(fields: readonly FieldSpec[], open: OpenRows, sorts = false): ExportSource {
	const source: Pick<ExportSource, 'read'> = {
		async *read(query) {
			if (query.sort?.length && !sorts) throw notSortable();
			yield* upTo(query.limit ?? Infinity, fitting(open(query), query, fields), query.signal);
		},
	};
	return { ...source, fields, count: async (query) => await countByReading(source, query) };
}

async function* fitting(
	batches: AsyncIterable<readonly ExportCells[]>,
	{ filter }: ReadQuery,
	fields: readonly FieldSpec[],
): AsyncGenerator<readonly ExportCells[]> {
	if (filter === undefined) return yield* batches;
	const fits = compileFilter(filter, fields);
	for await (const batch of batches) yield batch.filter((cells) => fits(recordOf(cells, fields)));
}

async function* upTo(
	limit: number,
	batches: AsyncIterable<readonly ExportCells[]>,
	signal: AbortSignal | undefined,
): AsyncGenerator<readonly ExportCells[]> {
	let left = limit;
	for await (const batch of batches) {
		signal?.throwIfAborted();
		yield batch.length > left ? batch.slice(0, left) : batch;
		left -= batch.length;
		if (left <= 0) return;
	}
}

function recordOf(cells: ExportCells, fields: readonly FieldSpec[]): CustomerRecord {
	const record: Record<string, Cell> = Object.create(null);
	fields.forEach(({ name }, index) => {
		const cell = cells[index];
		if (cell !== undefined) record[name] = cell;
	});
	return record;
}

function notSortable(): Error {
	return userError(
		'These rows come in their own order and cannot be sorted',
		"Leave out 'Sort', or sort them before.",
		'NOT_SORTABLE',
	);
}
