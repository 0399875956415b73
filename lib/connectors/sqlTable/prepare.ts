import { makeIssue } from '../../errors';
import type { FieldValue } from '../../model';
import type { PlannedWrite, WriteResult } from '../connector';
import type { TableColumn } from './columns';
import type { CustomerTable } from './openTable';
import { writeValue } from './writeValues';

/** A planned write with the texts that its columns get, or why it cannot be written. */
export interface Prepared {
	readonly row: PlannedWrite;
	/** Its place among the planned writes. */
	readonly place: number;
	readonly texts: ReadonlyMap<TableColumn, string | null>;
	readonly refused?: WriteResult;
}

/** Works out what a planned write says to the database; what it would refuse is found here, before it takes others with it. */
export function prepareRow(table: CustomerTable, row: PlannedWrite, place: number): Prepared {
	const texts = new Map<TableColumn, string | null>();
	for (const field of fieldsOf(row)) {
		const problem = addField(table, row, field, texts);
		if (problem !== undefined)
			return { row, place, texts, refused: refusal(problem, field, row.record[field]) };
	}
	const missing = row.action === 'create' ? missingField(table, texts) : undefined;
	const refused = missing === undefined ? undefined : { refused: missing };
	return { row, place, texts, ...refused };
}

const fieldsOf = (row: PlannedWrite): readonly string[] =>
	row.action === 'create' ? Object.keys(row.record) : row.changes.map(({ field }) => field);

function addField(
	{ byField, name }: CustomerTable,
	row: PlannedWrite,
	field: string,
	texts: Map<TableColumn, string | null>,
): string | undefined {
	const bound = byField.get(field);
	if (!bound) return `The table ${name.path} has no column for '${field}'`;
	if (bound.spec.readOnly) return undefined;
	const written = writeValue(bound.spec, bound.column, row.record[field]);
	if ('problem' in written) return written.problem;
	if (bound.column === name.key && row.action === 'update') {
		return written.text === row.id ? undefined : `The key '${name.key.name}' of a customer cannot be changed`;
	}
	texts.set(bound.column, written.text);
	return undefined;
}

function missingField(
	{ bound }: CustomerTable,
	texts: ReadonlyMap<TableColumn, string | null>,
): WriteResult | undefined {
	const empty = bound.find(({ spec, column }) => spec.required && texts.get(column) === undefined);
	if (empty) {
		const message = `The table requires a value in the column '${empty.column.name}'`;
		return { outcome: 'failed', issue: makeIssue('REQUIRED_EMPTY', { field: empty.spec.name, message }) };
	}
	if (texts.size > 0) return undefined;
	return { outcome: 'failed', issue: makeIssue('WRITE_FAILED', { message: 'The row has nothing to write' }) };
}

function refusal(message: string, field: string, value: FieldValue | undefined): WriteResult {
	const said = typeof value === 'string' ? { value } : {};
	const hint =
		"Correct the value, or the table. A column of the file that the table has no place for is left out in 'Customer Map & Normalize'.";
	return { outcome: 'failed', issue: makeIssue('WRITE_FAILED', { message, hint, field, ...said }) };
}
