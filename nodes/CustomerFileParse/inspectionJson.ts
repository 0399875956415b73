import type { IDataObject } from 'n8n-workflow';
import type { ColumnInspection, FileInspection, Finding, TableInspection } from '../../lib';
import { customerToJson, rejectedToJson } from '../shared/customers';
import { countOf, formatCount } from '../shared/execution';
import { rowToJson } from '../shared/rows';
import { issueToJson } from './issuesOutput';

const COLUMN_TYPES: Finding['name'] = 'columnTypes';

/** An inspection as the fields of one item, for the eye and for expressions. */
export function inspectionToJson(inspection: FileInspection): IDataObject {
	const { file, container, tables, unreadable, tablesLeftOut } = inspection;
	return {
		file: file.name,
		...(file.bytes === undefined ? {} : { bytes: file.bytes }),
		summary: summarize(inspection),
		container: container.length === 0 ? 'none' : container.join(', '),
		...(container.length === 0 ? {} : { entries: inspection.entries.map(entryToJson) }),
		...(container.length === 0 ? sheetsToJson(inspection) : {}),
		tables: tables.map(tableToJson),
		...(unreadable.length === 0
			? {}
			: { unreadable: unreadable.map(({ source, error }) => ({ source, problem: error.message })) }),
		...(tablesLeftOut === 0 ? {} : { tablesLeftOut }),
		issues: countIssues(inspection),
	};
}

/** A file in a sentence. */
export function summarize({ file, tables, unreadable }: FileInspection): string {
	const [first] = tables;
	const broken = unreadable.length === 0 ? '' : `; ${countOf(unreadable.length, 'part')} cannot be read`;
	if (first === undefined || tables.length > 1)
		return `${file.name}: ${countOf(tables.length, 'table')}${broken}`;
	const mapped = first.columns.filter(({ field }) => field !== undefined).length;
	return `${file.name}: ${rowsInWords(first)}, ${countOf(first.labels.length, 'column')}, ${formatCount(mapped)} with a field${broken}`;
}

function rowsInWords({ rows }: TableInspection): string {
	const about = { exact: '', estimated: 'about ', atLeast: 'more than ' }[rows.certainty];
	return `${about}${countOf(rows.count, 'row')}`;
}

function countIssues({ tables, unreadable, issues }: FileInspection): number {
	return tables.reduce((sum, table) => sum + table.issues.length, issues.length + unreadable.length);
}

function entryToJson(entry: FileInspection['entries'][number]): IDataObject {
	const { name, size, compressedSize, format, chosen, reason } = entry;
	return {
		name,
		...(size === undefined ? {} : { size }),
		...(compressedSize === undefined ? {} : { compressedSize }),
		...(format === undefined ? {} : { format }),
		read: chosen,
		...(reason === undefined ? {} : { reason: reason.message }),
		...sheetsOf(entry),
	};
}

function sheetsToJson({ entries: [only] }: FileInspection): IDataObject {
	return only === undefined ? {} : sheetsOf(only);
}

function sheetsOf({ sheets }: FileInspection['entries'][number]): IDataObject {
	return sheets === undefined ? {} : { sheets: sheets.map(({ name, hidden }) => ({ name, hidden })) };
}

function tableToJson(table: TableInspection): IDataObject {
	const { source, rows, sampledRows, columnsLeftOut } = table;
	return {
		source,
		rows: rows.count,
		rowCount: rows.certainty,
		rowCountBasis: rows.basis,
		sampledRows,
		stages: stagesToJson(table.stages),
		columns: table.columns.map(columnToJson),
		...(columnsLeftOut === 0 ? {} : { columnsLeftOut }),
		findings: table.stages.map(findingToJson),
		firstRows: table.firstRows.map(rowToJson(table.labels)),
		afterImport: table.firstCustomers.map((row) =>
			row.record === undefined ? rejectedToJson(row) : customerToJson(row),
		),
		issues: table.issues.length,
	};
}

/** What was found out in each stage, in a line for the eye. The types of columns are told with the columns. */
function stagesToJson(findings: readonly Finding[]): IDataObject {
	const lines: Record<string, string> = {};
	for (const finding of findings) {
		if (finding.name === COLUMN_TYPES) continue;
		const stage = stageOf(finding);
		lines[stage] = [lines[stage], inWords(finding)].filter(Boolean).join('; ');
	}
	return lines;
}

function inWords({ property, value, confidence, setByUser }: Finding): string {
	const text = [value].flat().map(visible).join(', ');
	const sure = confidence === undefined ? '' : ` (${Math.round(confidence * 100)} % sure)`;
	return `${property} ${text}${setByUser ? ' (set)' : sure}`;
}

/** Tabs and line ends as a person calls them. */
function visible(value: unknown): string {
	const names: Readonly<Record<string, string>> = {
		'\t': 'tab',
		'\n': 'LF',
		'\r\n': 'CRLF',
		'\r': 'CR',
		'': 'none',
	};
	return names[String(value)] ?? String(value);
}

function stageOf({ stage, name }: Finding): string {
	return `${stage} ${name}`;
}

function findingToJson(finding: Finding): IDataObject {
	const { property, value, confidence, setByUser } = finding;
	return {
		stage: stageOf(finding),
		property,
		value: Array.isArray(value) ? [...value] : value,
		...(confidence === undefined ? {} : { confidence: rounded(confidence) }),
		setByUser,
	};
}

function columnToJson(column: ColumnInspection): IDataObject {
	const { label, type, dateOrder, decimal, field, ambiguities } = column;
	return {
		label,
		type,
		typeConfidence: rounded(column.confidence),
		...(dateOrder === undefined ? {} : { dateOrder }),
		...(decimal === undefined ? {} : { decimal }),
		field: field ?? null,
		fieldConfidence: rounded(column.fieldConfidence),
		fieldReason: column.fieldReason,
		samples: [...column.samples],
		fillRate: rounded(column.fillRate),
		distinct: column.distinct,
		...(column.distinctIsExact ? {} : { distinctIsEstimated: true }),
		ambiguities: ambiguities.map((issue) => issueToJson(issue)),
	};
}

function rounded(share: number): number {
	return Math.round(share * 1000) / 1000;
}
