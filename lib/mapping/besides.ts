import { makeIssue } from '../errors';
import type { Cell, FieldSpec, FieldValue, IssueCode } from '../model';
import type { Besides, NormalizeOptions } from '../normalize';
import type { FieldPlan, PlannedColumn } from './columnPlan';
import { place, report, type RowWork } from './mapField';

/** What stood beside a value in its cell, until the whole row is mapped. */
export interface FoundBeside {
	readonly plan: FieldPlan;
	readonly column: PlannedColumn;
	readonly cell: Cell;
	/** The value that it belongs to. */
	readonly owner: Cell | undefined;
	readonly besides: Besides;
}

/**
 * The field for the extension of a phone or the currency of an amount, where those are kept: `phoneExtension` is a
 * standard field, any other a custom one.
 */
export function besideOf(
	{ name, title, type }: FieldSpec,
	{ extensions, currencies }: NormalizeOptions,
	fields: readonly FieldSpec[],
): FieldSpec | undefined {
	const isKept = type === 'phone' ? extensions !== 'drop' : type === 'money' && currencies !== 'drop';
	if (!isKept) return undefined;
	const what = type === 'phone' ? 'Extension' : 'Currency';
	const known = fields.find((field) => field.name === `${name}${what}`);
	if (known !== undefined) return known.type === 'text' ? known : undefined;
	return { name: `${name}${what}`, title: `${title} ${what}`, type: 'text', custom: true };
}

/** The fields for what stands beside values that there are not yet. */
export function besideFields(
	planned: readonly FieldPlan[],
	normalize: NormalizeOptions,
	fields: readonly FieldSpec[],
): FieldSpec[] {
	return planned.flatMap(({ field }) => {
		const beside = besideOf(field, normalize, fields);
		return beside === undefined || fields.includes(beside) ? [] : [beside];
	});
}

/**
 * Puts what stood beside the main value of each field into the field for it, unless a column has filled that
 * otherwise. What would be taken for that of another value is left out aloud.
 */
export function storeBesides(found: readonly FoundBeside[], work: RowWork): void {
	for (const one of found) {
		const { plan, besides } = one;
		const value = besides.extension ?? besides.currency;
		if (value === undefined || plan.beside === undefined) continue;
		const known = work.record[plan.beside];
		const isMain = mainOf(work.record[plan.field.name]) === one.owner;
		if (isMain && (known === undefined || known === null || known === ''))
			store(one, plan.beside, value, work);
		else if (known !== value) reportLeftOut(one, value, work);
	}
}

function store({ plan, column, cell }: FoundBeside, field: string, value: string, work: RowWork): void {
	work.record[field] = value;
	const reason = `it stood beside the value of ${plan.field.title}`;
	work.explained?.push({
		field,
		label: column.label,
		before: cell,
		after: value,
		rule: plan.rule.title,
		reason,
	});
}

function reportLeftOut({ plan, column, cell, besides }: FoundBeside, value: string, work: RowWork): void {
	const [code, what]: [IssueCode, string] =
		besides.extension === undefined ? ['CURRENCY_LEFT_OUT', 'currency'] : ['EXTENSION_LEFT_OUT', 'extension'];
	const message = `The ${what} ${value} was left out: that of another value is kept`;
	const { label } = column;
	report(work, makeIssue(code, { ...place(work.row), message, label, field: plan.field.name, value: cell }));
}

function mainOf(value: FieldValue | undefined): Cell | undefined {
	return isList(value) ? value[0] : value;
}

function isList(value: FieldValue | undefined): value is readonly Cell[] {
	return Array.isArray(value);
}
