import { FIELDS, mapRows, type MapOptions, type MappedColumn } from '../../mapping';
import type { CustomerRow, FieldType, Row, RowBatch, RowIssue, Table } from '../../model';
import { readColumnType } from './columnType';
import type { ColumnInspection, InspectOptions, RowCount, TableInspection } from './inspection';
import { findingsOf } from './findings';
import { MOST_COLUMNS, type RowSample } from './rowSampling';

/** Rows that a person looks at. */
const FIRST_ROWS = 10;

/** Puts together what is said about a table of which some rows were read. */
export async function inspectTable(
	table: Table,
	source: string,
	sample: RowSample,
	rows: RowCount,
	options: InspectOptions,
): Promise<TableInspection> {
	const { labels } = table;
	const mapped = await mapFirstRows(labels, sample.judged, options.map ?? {});
	const columns = mapped.columns
		.slice(0, MOST_COLUMNS)
		.map((column) => inspectColumn(column, sample, options));
	return {
		source,
		rows,
		sampledRows: sample.sampled,
		stages: findingsOf(table, columns, options),
		columns,
		columnsLeftOut: Math.max(0, labels.length - MOST_COLUMNS),
		labels,
		firstRows: sample.judged.slice(0, FIRST_ROWS),
		firstCustomers: mapped.customers,
		issues: [...table.issues, ...mapped.issues],
	};
}

interface FirstRows {
	readonly columns: readonly MappedColumn[];
	readonly customers: readonly CustomerRow[];
	readonly issues: readonly RowIssue[];
}

/** Maps the first rows as an import would: it looks at all that were read before it maps the first. */
async function mapFirstRows(
	labels: readonly string[],
	judged: readonly Row[],
	options: Partial<MapOptions>,
): Promise<FirstRows> {
	const batches = firstApart(judged);
	const {
		mapping,
		batches: mapped,
		issues,
	} = await mapRows({ labels, batches }, { mode: 'automatic', ...options });
	const customers: CustomerRow[] = [];
	for await (const batch of mapped) {
		customers.push(...batch);
		break;
	}
	return { columns: mapping.columns, customers, issues };
}

async function* firstApart(rows: readonly Row[]): AsyncGenerator<RowBatch> {
	yield rows.slice(0, FIRST_ROWS);
	yield rows.slice(FIRST_ROWS);
}

function fieldTypeOf(field: string | undefined, { map }: InspectOptions): FieldType | undefined {
	return [...(map?.customFields ?? []), ...FIELDS].find(({ name }) => name === field)?.type;
}

function inspectColumn(
	column: MappedColumn,
	{ judged, columns }: RowSample,
	options: InspectOptions,
): ColumnInspection {
	const { label, index, field, confidence, reason } = column;
	const counts = columns[index] ?? { samples: [], fillRate: 0, distinct: 0, distinctIsExact: true };
	return {
		label,
		index,
		...readColumnType(judged, index, label, fieldTypeOf(field, options)),
		...counts,
		...(field === undefined ? {} : { field }),
		fieldConfidence: confidence,
		fieldReason: reason,
	};
}
