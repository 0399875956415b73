import type { ParseOptions } from '../../../../lib/formats/format';
import { makeTable, type RecordReader } from '../../../../lib/formats/table';
import type { Cell, FileDialect, IssueCode, Row, RowIssue } from '../../../../lib/model';

/** A table read to its end. */
export interface ReadTable {
	readonly labels: readonly string[];
	readonly rows: readonly Row[];
	readonly cells: ReadonlyArray<Row['cells']>;
	readonly dialect: FileDialect;
	readonly issues: readonly RowIssue[];
	readonly codes: readonly IssueCode[];
}

/** Records as a format gives them, of which an empty one is an empty line; groups of `group` come together. */
export function readerOf(
	records: ReadonlyArray<ReadonlyArray<Cell | undefined>>,
	group = 7,
	more: Partial<RecordReader> = {},
): RecordReader {
	return {
		name: 'customers.csv',
		rowWord: 'Line',
		grid: false,
		dialect: { format: 'csv' },
		async *records() {
			const rows = await Promise.resolve(records.map((cells, at): Row => ({ rowNumber: at + 1, cells })));
			for (let at = 0; at < rows.length; at += group) yield rows.slice(at, at + group);
		},
		...more,
	};
}

/** Text with one record a line and semicolons between cells, as a table. */
export async function tableOf(text: string, options: ParseOptions = {}, group = 7): Promise<ReadTable> {
	return await readAll(readerOf(linesOf(text), group), options);
}

/** Reads a table to its end. */
export async function readAll(reader: RecordReader, options: ParseOptions = {}): Promise<ReadTable> {
	const { labels, batches, dialect, issues } = await makeTable(reader, options);
	const rows: Row[] = [];
	for await (const batch of batches) rows.push(...batch);
	return {
		labels,
		rows,
		cells: rows.map(({ cells }) => cells),
		dialect,
		issues,
		codes: issues.map(({ code }) => code),
	};
}

function linesOf(text: string): string[][] {
	return text
		.replace(/^\n|\n\t*$/g, '')
		.split('\n')
		.map((line) => line.replace(/^\t+/, '').split(';'));
}
