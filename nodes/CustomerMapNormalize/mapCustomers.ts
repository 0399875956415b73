import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { CustomerRow, MapOptions } from '../../lib';
import { mapRows } from '../../lib';
import { customerToJson, rejectedToJson } from '../shared/customers';
import { addHint, attempt, countOf } from '../shared/execution';
import { CUSTOMER_CODEC } from '../shared/lineCodecs';
import type { InputTable } from '../shared/inputTables';
import type { RowOrigin } from '../shared/rows';
import { inputTables } from '../shared/inputTables';
import type { OutputForm, RowSink } from '../shared/sink';
import { rowSink } from '../shared/sink';
import { addMappingHints } from './hints';
import { readMapOptions } from './settings';

/** The items of both outputs. */
interface MappedTable {
	readonly customers: INodeExecutionData[];
	readonly rejected: INodeExecutionData[];
	readonly rejectedRows: number;
}

/** Maps the columns of the input to fields and brings the values into one form, file by file. */
export async function mapCustomers(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const prepared = await attempt(context, items.keys(), async () => ({
		tables: inputTables(context, items),
		options: readMapOptions(context),
	}));
	if ('failed' in prepared) return [[], prepared.failed];
	const { tables, options } = prepared.value;
	const mapped: MappedTable[] = [];
	for (const table of tables) {
		const result = await attempt(context, table.items, async () => await mapTable(context, table, options));
		mapped.push(
			'value' in result ? result.value : { customers: [], rejected: result.failed, rejectedRows: 0 },
		);
	}
	addRejectedHint(context, mapped);
	return [mapped.flatMap(({ customers }) => customers), mapped.flatMap(({ rejected }) => rejected)];
}

async function mapTable(
	context: IExecuteFunctions,
	table: InputTable,
	options: MapOptions,
): Promise<MappedTable> {
	const form = context.getNodeParameter('output', 0, 'same') as OutputForm;
	const customers = rowSink(context.helpers, { form, codec: CUSTOMER_CODEC, toJson: customerToJson });
	const rejected = rowSink(context.helpers, { form, codec: CUSTOMER_CODEC, toJson: rejectedToJson });
	const { mapping, batches, issues } = await mapRows(
		{ labels: table.labels, batches: table.open() },
		options,
	);
	const origins = table.origins();
	let rejectedRows = 0;
	for await (const batch of batches) {
		for (const row of batch) {
			const sink = row.record === undefined ? rejected : customers;
			if (row.record === undefined) rejectedRows += 1;
			const origin = nextOrigin(origins, row);
			const wait = sink.add(row, origin);
			if (wait !== undefined) await wait;
			if (origin.last && origin.form === 'batch') await closeBatches([customers, rejected]);
		}
	}
	if (!origins.next().done) throw new Error('Fewer rows were mapped than came in');
	addMappingHints(context, table, mapping, issues);
	return { customers: await customers.finish(), rejected: await rejected.finish(), rejectedRows };
}

/** Rows are mapped in the order of the input and none is left out; so the n-th row out is the n-th row in. */
function nextOrigin(origins: Generator<RowOrigin>, row: CustomerRow): RowOrigin {
	const next = origins.next();
	if (next.done) throw new Error(`More rows were mapped than came in (row ${row.rowNumber})`);
	return next.value;
}

async function closeBatches(sinks: ReadonlyArray<RowSink<CustomerRow>>): Promise<void> {
	for (const sink of sinks) await sink.closeBatch();
}

function addRejectedHint(context: IExecuteFunctions, mapped: readonly MappedTable[]): void {
	const count = mapped.reduce((sum, { rejectedRows }) => sum + rejectedRows, 0);
	if (count > 0) addHint(context, `${countOf(count, 'row')} rejected, see 'Rejected'`, 'warning');
}
