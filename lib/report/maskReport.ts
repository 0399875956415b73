import { ISSUES } from '../errors';
import type { Cell, FieldChange, FieldSpec, FieldValue, ImportReport, RowIssue, RowOutcome } from '../model';
import { maskText, maskValue } from './masking';
import type { UnsavedRow } from './unsaved';

/** What a field or a column of a file is; nothing where that is not known, and then its values are hidden. */
export type FindField = (name: string) => Pick<FieldSpec, 'name' | 'type' | 'custom'> | undefined;

/** Shorter values are words that stand in any sentence. */
const SHORTEST_VALUE = 3;

/** A row without personal data; its ids and numbers stay. */
export function maskRow<T extends UnsavedRow & Pick<RowOutcome, 'changes'>>(row: T, findField: FindField): T {
	const { record, raw, changes } = row;
	const values = shownValues({ ...raw, ...record }, findField);
	return {
		...row,
		...(record === undefined ? {} : { record: maskAll(record, findField) }),
		...(raw === undefined ? {} : { raw: maskCells(raw, findField) }),
		...(changes === undefined ? {} : { changes: changes.map((one) => maskChange(one, findField)) }),
		issues: row.issues.map((issue) => maskIssue(issue, findField, values)),
	};
}

/** A report without personal data. */
export function maskReport(report: ImportReport, findField: FindField): ImportReport {
	const { changes, stopped } = report;
	return {
		...report,
		examples: report.examples.map((issue) => generalIssue(issue, findField)),
		...(changes === undefined
			? {}
			: {
					changes: changes.map((one) => ({
						...one,
						examples: one.examples.map((change) => maskChange(change, findField)),
					})),
				}),
		...(stopped === undefined ? {} : { stopped: maskIssueTexts(stopped) }),
	};
}

/** An issue in the wording of its code: without its row nobody knows which words of its own are names. */
function generalIssue(issue: RowIssue, findField: FindField): RowIssue {
	const general: Omit<RowIssue, 'hint'> & { hint?: string } = {
		...maskIssue(issue, findField),
		...ISSUES[issue.code],
	};
	if (ISSUES[issue.code].hint === undefined) delete general.hint;
	return general;
}

function maskIssue(issue: RowIssue, findField: FindField, values?: ReadonlyMap<string, string>): RowIssue {
	const { value, field, label } = issue;
	const name = field ?? label;
	const what = name === undefined ? undefined : findField(name);
	const own = value === undefined ? undefined : maskValue(value, what);
	const known = new Map(values);
	if (value !== undefined) addValue(known, value, own);
	return {
		...issue,
		...maskIssueTexts(issue, known),
		...(value === undefined ? {} : { value: asCell(own) }),
	};
}

function maskIssueTexts<T extends { readonly message: string; readonly hint?: string }>(
	texts: T,
	values?: ReadonlyMap<string, string>,
): T {
	const { message, hint } = texts;
	return {
		...texts,
		message: maskText(message, values),
		...(hint === undefined ? {} : { hint: maskText(hint, values) }),
	};
}

function maskChange(change: FieldChange, findField: FindField): FieldChange {
	const what = findField(change.field);
	return {
		field: change.field,
		before: maskValue(change.before, what),
		after: maskValue(change.after, what),
	};
}

type Values = Readonly<Record<string, FieldValue | undefined>>;

function maskAll(values: Values, findField: FindField): Readonly<Record<string, FieldValue>> {
	const masked: Record<string, FieldValue> = Object.create(null);
	for (const [name, value] of Object.entries(values)) {
		const shown = maskValue(value, findField(name));
		if (shown !== undefined) masked[name] = shown;
	}
	return masked;
}

function maskCells(
	cells: Readonly<Record<string, Cell>>,
	findField: FindField,
): Readonly<Record<string, Cell>> {
	const masked: Record<string, Cell> = Object.create(null);
	for (const [label, cell] of Object.entries(cells))
		masked[label] = asCell(maskValue(cell, findField(label)));
	return masked;
}

function asCell(value: FieldValue | undefined): Cell {
	return typeof value === 'object' || value === undefined ? null : value;
}

/** The values of a row that sentences about it may name, the longest first: one may be a part of another. */
function shownValues(values: Values, findField: FindField): ReadonlyMap<string, string> {
	const shown = new Map<string, string>();
	for (const [name, value] of Object.entries(values))
		addValue(shown, value, maskValue(value, findField(name)));
	return new Map([...shown].sort(([a], [b]) => b.length - a.length));
}

function addValue(
	shown: Map<string, string>,
	value: FieldValue | undefined,
	masked: FieldValue | undefined,
): void {
	const plain = [value].flat();
	const hidden = [masked].flat();
	plain.forEach((cell, place) => {
		const text = typeof cell === 'string' || typeof cell === 'number' ? String(cell).trim() : '';
		if (text.length >= SHORTEST_VALUE) shown.set(text, String(hidden[place] ?? ''));
	});
}
