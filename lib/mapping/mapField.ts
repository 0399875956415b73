import { makeIssue } from '../errors';
import type { Cell, ExplainedChange, FieldSpec, FieldType, FieldValue, Row, RowIssue } from '../model';
import { explainChange, matchKey, type NormalizeOptions } from '../normalize';
import type { FoundBeside } from './besides';
import type { FieldPlan, PlannedColumn } from './columnPlan';
import { type DateConsistency, isOtherwise } from './dateFormat';
import { splitTexts, splitValues } from './textList';

/** A row while it is being mapped. */
export interface RowWork {
	readonly row: Row;
	readonly record: Record<string, FieldValue>;
	/** Made at the first issue: most rows have none. */
	issues: RowIssue[] | undefined;
	/** What was changed; left out where nobody asked. */
	readonly explained: ExplainedChange[] | undefined;
	/** What stood beside values; made at the first one. */
	besides: FoundBeside[] | undefined;
	readonly dateConsistency: DateConsistency;
	/** The default country of its phone numbers, where it names one. */
	readonly country: string | undefined;
}

/** Options of a column with another default country; a column has few. */
const optionsByCountry = new WeakMap<NormalizeOptions, Map<string, NormalizeOptions>>();

/** The options of a phone whose row names a country. */
export function withCountry(options: NormalizeOptions, defaultCountry: string): NormalizeOptions {
	const known = optionsByCountry.get(options) ?? new Map<string, NormalizeOptions>();
	optionsByCountry.set(options, known);
	const made = known.get(defaultCountry) ?? { ...options, defaultCountry };
	known.set(defaultCountry, made);
	return made;
}

/** Where a row stands, for its issues. */
export function place(row: Row): Pick<Row, 'rowNumber' | 'source'> {
	return row.source === undefined
		? { rowNumber: row.rowNumber }
		: { rowNumber: row.rowNumber, source: row.source };
}

/** Adds an issue of the row. */
export function report(work: RowWork, issue: RowIssue): void {
	work.issues ??= [];
	work.issues.push(issue);
}

/** The options of a column for the row: a phone number belongs to the country that the row names. */
function optionsFor(plan: FieldPlan, column: PlannedColumn, work: RowWork): NormalizeOptions {
	return plan.field.type === 'phone' && work.country !== undefined
		? withCountry(column.options, work.country)
		: column.options;
}

/** A date that is not written as the others of its file is said so, and no value where such dates are refused. */
function isOfOtherFormat(
	cell: Cell,
	{ dateFormat, label }: PlannedColumn,
	field: string,
	work: RowWork,
): boolean {
	if (dateFormat === undefined || !isOtherwise(cell, dateFormat)) return false;
	const severity = work.dateConsistency === 'refuse' ? 'error' : 'warning';
	const hint = `Write it as the others, such as ${dateFormat.example}.`;
	report(
		work,
		makeIssue('MIXED_DATE_FORMAT', { ...place(work.row), severity, hint, label, field, value: cell }),
	);
	return severity === 'error';
}

/** The value of one cell, with its issues put in their place. `undefined` where there is nothing to store. */
function cellValue(plan: FieldPlan, column: PlannedColumn, work: RowWork): FieldValue | undefined {
	const cell = work.row.cells[column.index];
	if (cell === undefined || cell === null || cell === '') return cell;
	if (isOfOtherFormat(cell, column, plan.field.name, work)) return undefined;
	if (typeof cell !== 'string' || !isInParts(plan.field)) return applyRule(cell, plan, column, work);
	return partValues(cell, plan, column, work);
}

/** Brings each of the values that share a cell into the form of their field. */
function partValues(
	cell: string,
	plan: FieldPlan,
	column: PlannedColumn,
	work: RowWork,
): FieldValue | undefined {
	const parts = HELD_APART_BY_COMMAS.has(plan.field.type) ? splitTexts(cell) : splitValues(cell);
	const values = parts
		.map((part) => applyRule(part, plan, column, work))
		.filter((value) => value !== undefined)
		.flat();
	if (parts.length > 1) {
		const reason = `${parts.length} values were taken apart`;
		explain(plan, column, work, { before: cell, after: values, rule: plan.rule.title, reason });
	}
	return values.length === 0 ? undefined : values;
}

/** Keeps what happened to a cell, where somebody asked. */
function explain(
	{ field }: FieldPlan,
	{ label }: PlannedColumn,
	{ explained }: RowWork,
	change: Omit<ExplainedChange, 'field' | 'label'> | undefined,
): void {
	if (explained !== undefined && change !== undefined)
		explained.push({ field: field.name, label, ...change });
}

/** Between words a comma stands for `and`. */
const HELD_APART_BY_COMMAS: ReadonlySet<FieldType> = new Set<FieldType>(['text', 'name', 'option']);

/** Rules of e-mails and phones find several values in a cell by themselves. */
function isInParts({ multiple, type }: FieldSpec): boolean {
	return multiple === true && type !== 'email' && type !== 'phone';
}

function applyRule(
	part: Exclude<Cell, null>,
	plan: FieldPlan,
	column: PlannedColumn,
	work: RowWork,
): FieldValue | undefined {
	const options = optionsFor(plan, column, work);
	const found = options === column.options ? column.recall(part) : plan.rule.apply(part, options);
	if (work.explained !== undefined) {
		explain(plan, column, work, explainChange(plan.field.type, part, found, options));
	}
	if (found.besides !== undefined) {
		const { value, besides } = found;
		work.besides ??= [];
		work.besides.push({ plan, column, cell: part, owner: isList(value) ? value[0] : value, besides });
	}
	for (const issue of found.issues) {
		report(work, { ...issue, ...place(work.row), label: column.label, field: plan.field.name, value: part });
	}
	return found.value;
}

/** Keeps the first of several values where the field has room for one, and says so. */
function onlyFirst(
	value: readonly Cell[],
	plan: FieldPlan,
	column: PlannedColumn,
	work: RowWork,
): Cell | undefined {
	report(
		work,
		makeIssue('EXTRA_VALUES', {
			...place(work.row),
			label: column.label,
			field: plan.field.name,
			value: work.row.cells[column.index] ?? null,
		}),
	);
	return value[0];
}

function mapSingle(plan: FieldPlan, column: PlannedColumn, work: RowWork): void {
	const found = cellValue(plan, column, work);
	const value = isList(found) ? onlyFirst(found, plan, column, work) : found;
	if (value !== undefined) work.record[plan.field.name] = value;
}

function isList(value: FieldValue | undefined): value is readonly Cell[] {
	return Array.isArray(value);
}

/** Values that compare as different, in order; and the '' or NULL that came first. */
function distinct(
	found: ReadonlyArray<FieldValue | undefined>,
	type: FieldPlan['field']['type'],
): FieldValue | undefined {
	const values = new Map<string, Cell>();
	let none: '' | null | undefined;
	for (const one of found) {
		if (one === '' || one === null) none ??= one;
		else if (one !== undefined)
			for (const value of isList(one) ? one : [one]) addOnce(values, matchKey(type, value), value);
	}
	const [first] = values.values();
	return values.size > 1 ? [...values.values()] : (first ?? none);
}

function addOnce(values: Map<string, Cell>, key: string, value: Cell): void {
	if (!values.has(key)) values.set(key, value);
}

/** All values of the columns of a field, each once; one value is stored plain, and '' or NULL only where there is no value. */
function mapSeveral(plan: FieldPlan, work: RowWork): void {
	const found = plan.columns.map((column) => cellValue(plan, column, work));
	const given = found.filter((one) => one !== undefined && one !== null && one !== '');
	const isOne = given.length === 1 && !isList(given[0]);
	const value = isOne ? given[0] : distinct(found, plan.field.type);
	if (value !== undefined) work.record[plan.field.name] = value;
}

/** Puts the value of a field into the record of the row, and its issues beside it. */
export function mapField(plan: FieldPlan, work: RowWork): void {
	const [column] = plan.columns;
	if (plan.field.multiple === true) mapSeveral(plan, work);
	else if (column !== undefined) mapSingle(plan, column, work);
}
