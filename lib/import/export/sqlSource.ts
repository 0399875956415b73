import type { Cell, FieldSpec, FieldType } from '../../model';
import { type SqlDialect, type SqlSession, type TableRead, tableQuery } from '../../sql';
import type { ExportSource } from './exportSource';
import { rowsSource } from './rowsSource';

/** Rows that are fetched at once. */
const PAGE_ROWS = 2_000;

/**
 * The rows of a table, or of a SELECT, as they are at one moment.
 * @throws userError where the table cannot be read
 */
export async function sqlSource(
	session: SqlSession,
	dialect: SqlDialect,
	read: Omit<TableRead, 'sort'>,
): Promise<ExportSource> {
	const { labels, types } = await firstPage(session, dialect, read);
	const fields = labels.map((label, index) => columnField(label, types[index] ?? '', dialect));
	const sorts = (read.table ?? '').trim() !== '';
	return rowsSource(
		fields,
		async function* ({ sort = [] }) {
			for await (const { rows } of session.stream(tableQuery(dialect, { ...read, sort }), PAGE_ROWS)) {
				yield rows.map((row) => row.map((cell, index) => readable(cell, fields[index]?.type)));
			}
		},
		sorts,
	);
}

/** What tells the columns: the first row is asked for and not used. */
async function firstPage(session: SqlSession, dialect: SqlDialect, read: TableRead) {
	for await (const page of session.stream(tableQuery(dialect, read), 1)) return page;
	return { labels: [], types: [] };
}

function columnField(label: string, type: string, dialect: SqlDialect): FieldSpec {
	return { name: label, title: label, type: fieldType(type, dialect) };
}

function fieldType(type: string, dialect: SqlDialect): FieldType {
	if (/^bool(ean)?$/i.test(type)) return 'boolean';
	if (dialect.orderOf(type) === 'number') return 'number';
	if (/^date$/i.test(type)) return 'date';
	return /timestamp|datetime/i.test(type) ? 'dateTime' : 'text';
}

/** A moment as ISO 8601 writes it, with all its digits. */
function readable(cell: Cell, type: FieldType | undefined): Cell {
	if (type !== 'dateTime' || typeof cell !== 'string') return cell;
	return cell.replace(' ', 'T').replace(/\+00(:?00)?$/, 'Z');
}
