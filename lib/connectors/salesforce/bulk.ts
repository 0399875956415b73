import type { WriteResult } from '../connector';
import type { CrmCreation, CrmUpdate } from '../crm/driver';
import type { Schema } from '../crm/schema';
import type { Session } from '../http/session';
import { CLEARED, formatCsv } from './csv';
import { type JobRunner, makeJobRunner } from './job';
import { resultsOfJob } from './jobResults';

export interface BulkWriter {
	insert(rows: readonly CrmCreation[]): Promise<readonly WriteResult[]>;
	update(rows: readonly CrmUpdate[]): Promise<readonly WriteResult[]>;
}

export interface BulkOptions {
	readonly object: string;
	readonly schema: Schema;
	readonly sleep: (milliseconds: number) => Promise<void>;
}

/**
 * Writes through the Bulk API 2.0: a job of its own for each batch, one call for thousands of rows. Its results come
 * in any order and with nothing of ours but the cells that were sent, since a column that is no field is refused.
 */
export function makeBulkWriter(session: Session, { object, schema, sleep }: BulkOptions): BulkWriter {
	const run: JobRunner = makeJobRunner(session, sleep);

	async function write(
		operation: 'insert' | 'update',
		rows: readonly CrmCreation[],
		idOf: (row: CrmCreation) => string | undefined,
	): Promise<readonly WriteResult[]> {
		const table = tableOf(rows, idOf);
		const answers = await run({ object, operation, csv: formatCsv([table.header, ...table.rows]) });
		if (answers === undefined) return rows.map(() => ({ outcome: 'unknown' }));
		return resultsOfJob(answers, table, rows, {
			schema,
			outcome: operation === 'insert' ? 'created' : 'updated',
		});
	}

	return {
		insert: async (rows) => await write('insert', rows, () => undefined),
		update: async (rows) => {
			const ids = new Map<CrmCreation, string>(rows.map((row) => [row, row.id]));
			return await write('update', rows, (row) => ids.get(row));
		},
	};
}

/** The rows of a job under the names of their columns. */
export interface JobTable {
	readonly header: readonly string[];
	readonly rows: readonly (readonly string[])[];
}

/** Every property that some row has is a column; a row that does not have it leaves it alone. */
function tableOf(rows: readonly CrmCreation[], idOf: (row: CrmCreation) => string | undefined): JobTable {
	const isUpdate = rows.some((row) => idOf(row) !== undefined);
	const properties = [...new Set(rows.flatMap((row) => Object.keys(row.properties)))];
	const cells = (row: CrmCreation) =>
		properties.map((property) => cellOf(row.properties[property], isUpdate));
	return {
		header: isUpdate ? ['Id', ...properties] : properties,
		rows: rows.map((row) => (isUpdate ? [idOf(row) ?? '', ...cells(row)] : cells(row))),
	};
}

function cellOf(value: unknown, isUpdate: boolean): string {
	if (value === undefined) return '';
	if (value === null || value === '') return isUpdate ? CLEARED : '';
	return String(value);
}
