import { importCustomers, type ImportOptions, type ImportSettings } from '../../../lib/import';
import type { Connector, StoredCustomer } from '../../../lib/connectors';
import type {
	CustomerBatch,
	CustomerRecord,
	CustomerRow,
	ImportReport,
	RowOutcome,
} from '../../../lib/model';

/** Rows as the mapping gives them, numbered from 2 as in a file with a header. */
export function rowsOf(...records: readonly (Record<string, unknown> | undefined)[]): CustomerRow[] {
	return records.map((record, place) => ({
		rowNumber: place + 2,
		issues: [],
		...(record === undefined ? { raw: { email: 'not usable' } } : { record: recordOf(record) }),
	}));
}

export function recordOf(fields: Record<string, unknown>): CustomerRecord {
	return Object.assign(Object.create(null), fields);
}

/** A source of the rows in batches of `size`, which can be opened any number of times. */
export function sourceOf(rows: readonly CustomerRow[], size = 3): () => AsyncIterable<CustomerBatch> {
	return async function* () {
		for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
	};
}

export const SETTINGS: ImportSettings = {
	importType: 'addAndModify',
	identifiers: ['email', 'phone', 'crmId'],
	duplicates: 'ignore',
};

/** Settings with which so many rows are looked up and written together: after each group failures are looked at. */
export function inGroupsOf(rows: number): Pick<ImportSettings, 'stopAtFailures'> {
	return { stopAtFailures: { percent: 100, after: rows } };
}

export interface Imported {
	readonly outcomes: readonly RowOutcome[];
	readonly report: ImportReport;
	/** `2 created`, `3 duplicate` …, in the order of the rows. */
	readonly summary: readonly string[];
}

/** Runs an import to its end, without waiting and without chance. */
export async function runImport(
	connector: Connector,
	rows: readonly CustomerRow[],
	settings: Partial<ImportSettings> = {},
	options: Partial<ImportOptions> = {},
): Promise<Imported> {
	const outcomes: RowOutcome[] = [];
	const run = importCustomers({
		open: sourceOf(rows),
		connector,
		settings: { ...SETTINGS, ...settings },
		now: () => new Date('2026-11-22T10:00:00.000Z'),
		sleep: async () => undefined,
		random: () => 0,
		...options,
	});
	for (;;) {
		const step = await run.next();
		if (step.done) return { outcomes, report: step.value, summary: summaryOf(outcomes) };
		outcomes.push(...step.value);
	}
}

export function summaryOf(outcomes: readonly RowOutcome[]): string[] {
	return [...outcomes]
		.sort((a, b) => a.rowNumber - b.rowNumber)
		.map(({ rowNumber, outcome }) => `${rowNumber} ${outcome}`);
}

/** The issue codes of a row. */
export function codesOf({ outcomes }: Imported, rowNumber: number): string[] {
	const found = outcomes.find((one) => one.rowNumber === rowNumber);
	return found?.issues.map(({ code }) => code) ?? [];
}

/** All customers of a destination, in its order. */
export async function customersOf(connector: Connector): Promise<StoredCustomer[]> {
	const customers: StoredCustomer[] = [];
	for await (const batch of connector.read?.({}) ?? []) customers.push(...batch);
	return customers;
}

/** All records of a destination, as plain objects. */
export async function recordsOf(connector: Connector): Promise<Record<string, unknown>[]> {
	return (await customersOf(connector)).map(({ record }) => ({ ...record }));
}
