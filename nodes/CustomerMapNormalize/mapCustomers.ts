import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { CustomerRow, MapOptions } from '../../lib';
import { makeSeenValues, mapRows } from '../../lib';
import { customerToJson, rejectedToJson } from '../shared/customers';
import { messageOf } from '../shared/errors';
import { addHint, attempt, countOf } from '../shared/execution';
import type { InputTable } from '../shared/inputTables';
import { inputTables } from '../shared/inputTables';
import { CUSTOMER_CODEC } from '../shared/lineCodecs';
import type { RowOrigin } from '../shared/rows';
import type { OutputForm, RowSink } from '../shared/sink';
import { pairedWith, rowSink } from '../shared/sink';
import { addMappingHints } from './hints';
import type { RejectedFile } from './rejectedFile';
import { rejectedFile } from './rejectedFile';
import type { Settings } from './settings';
import { readSettings } from './settings';
import type { Summary } from './summary';
import { makeSummary } from './summary';

/** The items of the outputs that rows go to. */
interface MappedTable {
	readonly customers: INodeExecutionData[];
	readonly rejected: INodeExecutionData[];
}

/** What the tables of a run have in common. */
interface Run {
	readonly context: IExecuteFunctions;
	readonly options: MapOptions;
	readonly summary: Summary;
	readonly file: RejectedFile | undefined;
}

/**
 * Maps the columns of the input to fields and brings the values into one form, file by file.
 * Gives the customers, the rejected rows, and the summary.
 */
export async function mapCustomers(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const prepared = await attempt(context, items.keys(), async () => {
		const settings = await readSettings(context);
		return { settings, tables: inputTables(context, items, { leaveOut: settings.profileItem }) };
	});
	if ('failed' in prepared) return [[], prepared.failed, []];
	const { settings, tables } = prepared.value;
	const run = startRun(context, settings, tables);
	const mapped: MappedTable[] = [];
	for (const table of tables) {
		const result = await attempt(context, table.items, async () => await mapTable(run, table));
		mapped.push('value' in result ? result.value : { customers: [], rejected: result.failed });
	}
	addRejectedHint(context, run.summary.rejected);
	const summary = await summaryItem(run, settings);
	return [
		mapped.flatMap(({ customers }) => customers),
		mapped.flatMap(({ rejected }) => rejected),
		[summary],
	];
}

function startRun(context: IExecuteFunctions, settings: Settings, tables: readonly InputTable[]): Run {
	const { rejectedFile: format } = settings;
	const labels = [...new Set(tables.flatMap((table) => table.labels))];
	return {
		context,
		// Values that must be unique are so in all files together.
		options: { ...settings.settings, ...settings.run, seenValues: makeSeenValues() },
		summary: makeSummary(),
		file: format === undefined ? undefined : rejectedFile(context, format, labels),
	};
}

async function mapTable(run: Run, table: InputTable): Promise<MappedTable> {
	const { context, options, summary } = run;
	const form = context.getNodeParameter('output', 0, 'same') as OutputForm;
	const customers = rowSink(context.helpers, { form, codec: CUSTOMER_CODEC, toJson: customerToJson });
	const rejected = rowSink(context.helpers, { form, codec: CUSTOMER_CODEC, toJson: rejectedToJson });
	const mapped = await mapRows({ labels: table.labels, batches: table.open() }, options);
	summary.addTable({ source: table.source, mapped });
	const origins = table.origins();
	for await (const batch of mapped.batches) {
		for (const row of batch) {
			const origin = nextOrigin(origins, row);
			const isRejected = row.record === undefined;
			const wait = (isRejected ? rejected : customers).add(row, origin);
			if (wait !== undefined) await wait;
			summary.addRow(row);
			const written = isRejected ? run.file?.add(row) : undefined;
			if (written !== undefined) await written;
			if (origin.last && origin.form === 'batch') await closeBatches([customers, rejected]);
		}
	}
	if (!origins.next().done) throw new Error('Fewer rows were mapped than came in');
	addMappingHints(context, table, mapped);
	return { customers: await customers.finish(), rejected: await rejected.finish() };
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

/** The account of the run, with the file of rejected rows where one was asked for. */
async function summaryItem({ context, summary, file }: Run, settings: Settings): Promise<INodeExecutionData> {
	const written = await file?.finish();
	if (written !== undefined && 'error' in written) {
		addHint(context, `The file of rejected rows was not written: ${messageOf(written.error)}`, 'warning');
	}
	const binary = written !== undefined && 'value' in written ? { rejected: written.value } : undefined;
	return {
		json: summary.toJson(settings.settings),
		...(binary === undefined ? {} : { binary }),
		pairedItem: pairedWith(context.getInputData().keys()),
	};
}

function addRejectedHint(context: IExecuteFunctions, count: number): void {
	if (count > 0) addHint(context, `${countOf(count, 'row')} rejected, see 'Rejected'`, 'warning');
}
