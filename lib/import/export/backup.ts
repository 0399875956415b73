import type { WritableTable } from '../../formats';
import type { ExportSource } from './exportSource';
import { exportColumns, exportTable } from './exportTable';

/** Everything of a source under the names of its fields, by which an import finds them all again. */
export function backupTable(
	source: ExportSource,
	{ signal }: { readonly signal?: AbortSignal } = {},
): WritableTable {
	return exportTable(
		source,
		exportColumns(source.fields, [], 'name'),
		signal === undefined ? {} : { signal },
	);
}
