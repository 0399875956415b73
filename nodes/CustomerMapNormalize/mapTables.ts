import type { CustomerRow } from '../../lib';
import { attempt } from '../shared/execution';
import type { InputTable } from '../shared/inputTables';
import type { RowOrigin } from '../shared/rows';
import { addMappingHints } from './hints';
import type { MappedItems, Run, RowSinks } from './run';
import { finishSinks, openSinks, startTable } from './run';

/** Maps table after table. One that fails gives its items back, and the others go on. */
export async function mapTables(run: Run, tables: readonly InputTable[]): Promise<MappedItems> {
	const mapped: MappedItems[] = [];
	for (const table of tables) {
		const result = await attempt(run.context, table.items, async () => await mapTable(run, table));
		mapped.push('value' in result ? result.value : { customers: [], rejected: result.failed });
	}
	return {
		customers: mapped.flatMap(({ customers }) => customers),
		rejected: mapped.flatMap(({ rejected }) => rejected),
	};
}

async function mapTable(run: Run, table: InputTable): Promise<MappedItems> {
	const sinks = openSinks(run);
	const mapped = await startTable(run, table);
	const origins = table.origins();
	for await (const batch of mapped.batches) {
		for (const row of batch) {
			const origin = nextOrigin(origins, row);
			const isRejected = row.record === undefined;
			const wait = (isRejected ? sinks.rejected : sinks.customers).add(row, origin);
			if (wait !== undefined) await wait;
			run.summary.addRow(row);
			const written = isRejected ? run.file?.add(row) : undefined;
			if (written !== undefined) await written;
			if (origin.last && origin.form === 'batch') await closeBatches(sinks);
		}
	}
	if (!origins.next().done) throw new Error('Fewer rows were mapped than came in');
	addMappingHints(run.context, table, mapped);
	return await finishSinks(sinks);
}

/** Rows are mapped in the order of the input and none is left out; so the n-th row out is the n-th row in. */
function nextOrigin(origins: Generator<RowOrigin>, row: CustomerRow): RowOrigin {
	const next = origins.next();
	if (next.done) throw new Error(`More rows were mapped than came in (row ${row.rowNumber})`);
	return next.value;
}

async function closeBatches({ customers, rejected }: RowSinks): Promise<void> {
	await customers.closeBatch();
	await rejected.closeBatch();
}
