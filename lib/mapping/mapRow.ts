import { makeIssue } from '../errors';
import type { Cell, CustomerRow, FieldValue, Row, RowIssue } from '../model';
import type { FieldPlan } from './columnPlan';
import { mapField, place, report, type RowWork } from './mapField';
import { type MinimumData, minimumIssue } from './minimumData';

/** What becomes of a row when one of its values is not valid. */
export type InvalidValuePolicy = 'rejectRow' | 'dropValue';

export interface RowPlan {
	readonly labels: readonly string[];
	readonly fields: readonly FieldPlan[];
	/** The country that a row names, as its code. */
	readonly countryOf: (row: Row) => string | undefined;
	readonly minimum: MinimumData;
	readonly invalidValue: InvalidValuePolicy;
}

const NO_ISSUES: readonly RowIssue[] = [];

/** The row as it was read, by label; cells beyond the labels are numbered. */
function rawRow({ cells }: Row, labels: readonly string[]): Readonly<Record<string, Cell>> {
	const raw: Record<string, Cell> = Object.create(null);
	cells.forEach((cell, index) => {
		if (cell !== undefined) raw[labels[index] ?? `column_${index + 1}`] = cell;
	});
	return raw;
}

function rejected(row: Row, issues: readonly RowIssue[], labels: readonly string[]): CustomerRow {
	return { ...place(row), rowNumber: row.rowNumber, issues, raw: rawRow(row, labels) };
}

function missingRequired(plan: RowPlan, work: RowWork): void {
	for (const { field, columns } of plan.fields) {
		if (field.required !== true) continue;
		const value = work.record[field.name];
		if (value !== undefined && value !== '' && value !== null) continue;
		const message = `${field.title} is required and empty`;
		report(
			work,
			makeIssue('REQUIRED_EMPTY', {
				...place(work.row),
				message,
				field: field.name,
				label: columns[0]?.label ?? field.title,
			}),
		);
	}
}

/** Whether the issues of a row keep it out. */
function isRejected(plan: RowPlan, work: RowWork): boolean {
	missingRequired(plan, work);
	const lacking = minimumIssue(plan.minimum, work.record);
	if (lacking !== undefined) report(work, { ...lacking, ...place(work.row) });
	if (work.issues === undefined) return false;
	if (lacking !== undefined || work.issues.some(({ code }) => code === 'REQUIRED_EMPTY')) return true;
	return plan.invalidValue === 'rejectRow' && work.issues.some(({ severity }) => severity === 'error');
}

/** Maps one row by the plan: a customer, or a rejected row with the reason and what it held. Never throws for what a row holds. */
export function mapRow(row: Row, plan: RowPlan): CustomerRow {
	const record: Record<string, FieldValue> = Object.create(null);
	const work: RowWork = { row, record, issues: undefined, country: plan.countryOf(row) };
	for (const field of plan.fields) mapField(field, work);
	if (isRejected(plan, work)) return rejected(row, work.issues ?? NO_ISSUES, plan.labels);
	return { ...place(row), rowNumber: row.rowNumber, record, issues: work.issues ?? NO_ISSUES };
}
