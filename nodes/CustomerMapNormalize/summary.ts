import type { IDataObject } from 'n8n-workflow';
import type { Cell, CustomerRow, IssueCode, MapSettings, MappedRows, RowIssue, Severity } from '../../lib';
import { ISSUES, isOurColumn, makeProfile } from '../../lib';
import { ROW_NUMBER, SOURCE_FILE } from '../shared/itemKeys';

/** The problems that are named, and the rows that are shown of each. */
const PROBLEMS = 10;
const SAMPLES = 3;
/** Remarks on columns that are named. */
const REMARKS = 100;
/** Different problems that are counted apart; a file of thousands of columns may have more. */
const MOST_PROBLEMS = 10_000;

interface Problem {
	readonly issue: RowIssue;
	count: number;
	readonly samples: IDataObject[];
}

/** The mapping of one table. */
interface UsedTable {
	readonly source: string | undefined;
	readonly mapped: Pick<MappedRows, 'mapping' | 'fields' | 'issues'>;
}

/** The account of a run, as it grows. Its memory does not depend on the number of rows. */
export interface Summary {
	addTable(table: UsedTable): void;
	/** Counts a row that is a customer, or was rejected. */
	addRow(row: CustomerRow): void;
	/** Counts a row that went into another. */
	addDuplicate(row: CustomerRow): void;
	/** Forgets everything: the run has given nothing. */
	clear(): void;
	readonly rejected: number;
	readonly duplicates: number;
	/** @param settings of the run, for its profile */
	toJson(settings: MapSettings): IDataObject;
}

/** Starts counting at nothing. */
export function makeSummary(): Summary {
	const tables: UsedTable[] = [];
	const codes = new Map<IssueCode, { readonly severity: Severity; count: number }>();
	const problems = new Map<string, Problem>();
	let customers = 0;
	let rejected = 0;
	let duplicates = 0;

	function addIssue(row: CustomerRow, issue: RowIssue): void {
		const known = codes.get(issue.code);
		if (known) known.count += 1;
		else codes.set(issue.code, { severity: issue.severity, count: 1 });
		const key = `${issue.code}\0${issue.label ?? ''}`;
		const problem = problems.get(key) ?? { issue, count: 0, samples: [] };
		if (problem.count === 0 && problems.size < MOST_PROBLEMS) problems.set(key, problem);
		problem.count += 1;
		if (problem.samples.length < SAMPLES) problem.samples.push(sampleOf(row, issue));
	}

	return {
		get rejected() {
			return rejected;
		},
		get duplicates() {
			return duplicates;
		},
		clear() {
			tables.length = 0;
			codes.clear();
			problems.clear();
			customers = rejected = duplicates = 0;
		},
		addTable: (table) => void tables.push(table),
		addRow(row) {
			if (row.record === undefined) rejected += 1;
			else customers += 1;
			for (const issue of row.issues) addIssue(row, issue);
		},
		addDuplicate(row) {
			duplicates += 1;
			for (const issue of row.issues) addIssue(row, issue);
		},
		toJson: (settings) => ({
			rows: customers + rejected + duplicates,
			customers,
			rejected,
			...(duplicates === 0 ? {} : { duplicates }),
			issues: byCount([...codes]).map(([code, { severity, count }]) => codeToJson(code, severity, count)),
			problems: mostFrequent([...problems.values()]).map(problemToJson),
			mapping: tables.flatMap(mappingToJson),
			unmapped_columns: [...new Set(tables.flatMap(unmappedLabels))],
			remarks: tables.flatMap(remarksToJson).slice(0, REMARKS),
			profile: {
				...makeProfile(
					settings,
					tables.map(({ mapped }) => mapped),
				),
			},
		}),
	};
}

function sampleOf(row: CustomerRow, { message, value }: RowIssue): IDataObject {
	return {
		[ROW_NUMBER]: row.rowNumber,
		...(row.source === undefined ? {} : { [SOURCE_FILE]: row.source }),
		...(value === undefined ? {} : { value: shortened(value) }),
		message,
	};
}

/** Enough of a value to know it by. */
const SHOWN = 200;

function shortened(value: Cell): Cell {
	return typeof value === 'string' && value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
}

function byCount<T extends { count: number }>(entries: Array<[IssueCode, T]>): Array<[IssueCode, T]> {
	return entries.sort(([, a], [, b]) => b.count - a.count);
}

/** The general wording of a code: that of one row names values which are not the others'. */
function codeToJson(code: IssueCode, severity: Severity, count: number): IDataObject {
	const { message, hint } = ISSUES[code];
	return { code, severity, count, message, ...(hint === undefined ? {} : { hint }) };
}

function mostFrequent(problems: readonly Problem[]): Problem[] {
	const weight = ({ issue }: Problem): number => (issue.severity === 'error' ? 1 : 0);
	return [...problems].sort((a, b) => weight(b) - weight(a) || b.count - a.count).slice(0, PROBLEMS);
}

function problemToJson({ issue, count, samples }: Problem): IDataObject {
	const { code, severity, label, field } = issue;
	return {
		...codeToJson(code, severity, count),
		...(label === undefined ? {} : { label }),
		...(field === undefined ? {} : { field }),
		samples,
	};
}

function mappingToJson({ source, mapped }: UsedTable): IDataObject[] {
	return mapped.mapping.columns.map(({ label, field, confidence, reason }) => ({
		label,
		field: field ?? null,
		confidence,
		reason,
		...(source === undefined ? {} : { [SOURCE_FILE]: source }),
	}));
}

function unmappedLabels({ mapped }: UsedTable): string[] {
	return mapped.mapping.columns
		.filter(({ label, field, used }) => field === undefined && used !== true && !isOurColumn(label))
		.map(({ label }) => label);
}

function remarksToJson({ source, mapped }: UsedTable): IDataObject[] {
	return mapped.issues.map((issue) => ({
		...issue,
		...(source === undefined ? {} : { [SOURCE_FILE]: source }),
	}));
}
