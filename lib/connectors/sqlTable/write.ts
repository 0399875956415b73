import { type ImportError, makeIssue } from '../../errors';
import type { SqlWriter } from '../../sql/dialect';
import type { PlannedWrite, WriteResult } from '../connector';
import type { CustomerTable } from './openTable';
import { prepareRow, type Prepared } from './prepare';
import { batchRefused, isOfARow } from './refusal';
import { ownIdentifiers, type Results, takenOnes, writeTogether } from './transaction';

/** What planned rows say to the database. */
export const prepareRows = (table: CustomerTable, rows: readonly PlannedWrite[]): readonly Prepared[] =>
	rows.map((row, place) => prepareRow(table, row, place));

/**
 * Writes planned rows in one transaction. Where some row makes the database refuse them, nothing is written, and
 * whoever asked sends halves; a row that is refused alone has failed.
 */
export async function writeRows(
	writer: SqlWriter,
	table: CustomerTable,
	prepared: readonly Prepared[],
): Promise<readonly WriteResult[]> {
	const sendable = prepared.filter(({ refused }) => refused === undefined);
	const results =
		sendable.length === 0 ? new Map<Prepared, WriteResult>() : await writeAll(writer, table, sendable);
	return prepared.map((row) => row.refused ?? results.get(row) ?? { outcome: 'unknown' });
}

async function writeAll(
	writer: SqlWriter,
	table: CustomerTable,
	rows: readonly Prepared[],
): Promise<Results> {
	try {
		return await writeTogether(writer, table, rows);
	} catch (error) {
		return await afterRefusal(writer, table, rows, error);
	}
}

async function afterRefusal(
	writer: SqlWriter,
	table: CustomerTable,
	rows: readonly Prepared[],
	error: unknown,
): Promise<Results> {
	if (!isOfARow(error)) throw error;
	const taken: Results = error.code === 'SQL_DUPLICATE' ? await takenNow(writer, table, rows) : new Map();
	const rest = rows.filter((row) => !taken.has(row));
	if (taken.size > 0) {
		const written: Results = rest.length === 0 ? new Map() : await writeAll(writer, table, rest);
		return new Map([...written, ...taken]);
	}
	const [only] = rows;
	if (rows.length > 1 || !only) throw batchRefused(error);
	return new Map([[only, failed(error)]]);
}

/** Another import was faster: whose identifier has an owner meanwhile is planned again. */
async function takenNow(
	writer: SqlWriter,
	table: CustomerTable,
	rows: readonly Prepared[],
): Promise<Results> {
	const identifiers = rows.flatMap(({ row }) => ownIdentifiers(row));
	return await takenOnes(async (query) => await writer.query(query), table, rows, identifiers);
}

function failed({ message, hint }: ImportError): WriteResult {
	return {
		outcome: 'failed',
		issue: makeIssue('WRITE_FAILED', { message, ...(hint === undefined ? {} : { hint }) }),
	};
}
