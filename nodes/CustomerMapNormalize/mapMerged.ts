import type { INodeExecutionData } from 'n8n-workflow';
import type { CollapsedBatch, CustomerBatch, CustomerRow, RowOutcome } from '../../lib';
import { collapseDuplicates, FIELDS, makeIdentifierKey, spillRows } from '../../lib';
import { attempt } from '../shared/execution';
import type { InputTable } from '../shared/inputTables';
import { originFinder } from '../shared/outcomes';
import type { DuplicateSettings } from './duplicates';
import { addMappingHints } from './hints';
import type { MappedItems, Run, RowSinks } from './run';
import { finishSinks, openSinks, startTable } from './run';

/**
 * Maps all tables and makes one customer of the rows of one customer, whatever table they are in. The mapped rows
 * wait in a temporary file while they are looked through, so that memory grows with their keys alone.
 */
export async function mapMerged(
	run: Run,
	tables: readonly InputTable[],
	settings: DuplicateSettings,
): Promise<MappedItems> {
	const items = tables.flatMap((table) => table.items);
	const failed: INodeExecutionData[] = [];
	const merged = await attempt(run.context, items, async () => {
		const spilled = spillRows(mappedRows(run, tables, failed));
		try {
			return await distribute(run, collapse(run, spilled.open, settings));
		} finally {
			await spilled.close();
		}
	});
	if ('failed' in merged) {
		run.summary.clear();
		return { customers: [], rejected: merged.failed };
	}
	return { ...merged.value, rejected: [...failed, ...merged.value.rejected] };
}

/** The rows of all tables, one after the other. The items of a table that cannot be mapped go to `failed`. */
async function* mappedRows(
	run: Run,
	tables: readonly InputTable[],
	failed: INodeExecutionData[],
): AsyncGenerator<CustomerBatch> {
	for (const table of tables) {
		const mapped = await attempt(run.context, table.items, async () => await startTable(run, table));
		if ('failed' in mapped) {
			failed.push(...mapped.failed);
			continue;
		}
		yield* mapped.value.batches;
		addMappingHints(run.context, table, mapped.value);
	}
}

function collapse(
	{ options, fields }: Run,
	open: () => AsyncIterable<CustomerBatch>,
	settings: DuplicateSettings,
): AsyncIterable<CollapsedBatch> {
	const typeOf = (name: string) => [...fields, ...FIELDS].find((field) => field.name === name)?.type;
	const signal = options.signal === undefined ? {} : { signal: options.signal };
	return collapseDuplicates(open, { ...settings, ...signal, keyOf: makeIdentifierKey(typeOf) }).batches;
}

/** Hands every row to its output. They do not come in the order of the input. */
async function distribute(run: Run, batches: AsyncIterable<CollapsedBatch>): Promise<MappedItems> {
	const sinks = openSinks(run);
	const findOrigin = originFinder(run.context.getInputData());
	for await (const { customers, duplicates } of batches) {
		for (const row of customers) await addCustomer(run, sinks, row, findOrigin);
		for (const row of duplicates) {
			const wait = sinks.rejected.add(asRejected(row), findOrigin(row));
			if (wait !== undefined) await wait;
			run.summary.addDuplicate(row);
		}
	}
	return await finishSinks(sinks);
}

async function addCustomer(
	run: Run,
	sinks: RowSinks,
	row: CustomerRow,
	findOrigin: ReturnType<typeof originFinder>,
): Promise<void> {
	const origin = findOrigin(row);
	run.summary.addRow(row);
	if (row.record !== undefined) {
		return await sinks.customers.add(withoutRaw(row), origin);
	}
	await sinks.rejected.add(row, origin);
	await run.file?.add(row);
}

/** The row as it was, with the row it went into. There is nothing in it to correct. */
function asRejected({ rowNumber, source, issues, raw = {} }: RowOutcome): CustomerRow {
	return { rowNumber, ...(source === undefined ? {} : { source }), issues, raw };
}

/** A customer as he leaves: what his row held was only kept to be given back with a row that goes into another. */
function withoutRaw(row: CustomerRow): CustomerRow {
	const customer: { -readonly [K in keyof CustomerRow]: CustomerRow[K] } = { ...row };
	delete customer.raw;
	return customer;
}
