import { userError } from '../errors';
import type { Cell, Condition, CustomerRecord, FieldSpec, FieldType, FieldValue, Filter } from '../model';

/** Whether a customer fits. */
export type Fits = (record: CustomerRecord) => boolean;

/** How the values of a field are compared, by what kind of value it holds. */
interface Comparison {
	/** The form in which two values that mean the same are the same. */
	plain(text: string): string;
	/** Below zero where `value` is before `wanted`; NaN where they cannot be compared. */
	order(value: string, wanted: string): number;
	/** What a person has to give, where not every text will do. */
	readonly wants?: { readonly what: string; test(text: string): boolean };
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const ISO_TIME = /^\d{4}(-\d{2}(-\d{2}([T ]\d{2}:\d{2}.*)?)?)?$/;

const TEXT: Comparison = { plain: fold, order: (value, wanted) => compareText(value, wanted) };

const NUMBER: Comparison = {
	plain: (text) => (isNumber(text) ? String(toNumber(text)) : fold(text)),
	order: (value, wanted) => toNumber(value) - toNumber(wanted),
	wants: { what: 'a number such as 12.5', test: isNumber },
};

/** A day has many times: a condition with a date only looks at the dates. */
const DATE: Comparison = {
	plain: (text) => text.trim().replace(' ', 'T'),
	order: (value, wanted) => compareText(value.slice(0, wanted.length), wanted),
	wants: { what: 'a date such as 2026-11-22', test: (text) => ISO_TIME.test(text.trim()) },
};

/** Phones are kept as digits, and asked for as people write them. */
const PHONE: Comparison = { ...TEXT, plain: (text) => text.replace(/[^\d*#]/g, '').replace(/^00/, '') };

const COMPARISONS: Readonly<Partial<Record<FieldType, Comparison>>> = {
	date: DATE,
	dateTime: DATE,
	money: NUMBER,
	number: NUMBER,
	phone: PHONE,
};

/**
 * Makes the test whether a customer fits a filter, for destinations that cannot filter by themselves.
 * Text is compared without case and in one Unicode form, numbers as numbers, dates as dates, phones by their
 * digits; of a field with several values one has to fit.
 * @param fields what the destination has; a field that is not among them is compared as text
 * @throws userError where a condition asks for what its field cannot be compared with
 */
export function compileFilter(filter: Filter | undefined, fields: readonly FieldSpec[] = []): Fits {
	if (filter === undefined) return () => true;
	if (!('filters' in filter)) return compileCondition(filter, fields);
	const all = filter.filters.map((one) => compileFilter(one, fields));
	if (all.length === 0) return () => true;
	return filter.combine === 'or'
		? (record) => all.some((fits) => fits(record))
		: (record) => all.every((fits) => fits(record));
}

function compileCondition(condition: Condition, fields: readonly FieldSpec[]): Fits {
	const spec = fields.find(({ name }) => name === condition.field);
	const comparison = COMPARISONS[spec?.type ?? 'text'] ?? TEXT;
	const fits = compileOperator(condition, comparison, spec?.title ?? condition.field);
	return (record) => fits(textsOf(record[condition.field]));
}

function compileOperator(
	condition: Condition,
	comparison: Comparison,
	title: string,
): (texts: readonly string[]) => boolean {
	const { operator, value = '' } = condition;
	switch (operator) {
		case 'empty':
			return (texts) => texts.length === 0;
		case 'notEmpty':
			return (texts) => texts.length > 0;
		case 'given':
			return (texts) => texts.includes('true');
		case 'refused':
			return (texts) => texts.includes('false');
		case 'contains':
		case 'notContains':
		case 'startsWith':
		case 'endsWith':
			return compileTextTest(operator, fold(value));
		case 'before':
		case 'after':
		case 'notBefore':
		case 'notAfter':
			return compileOrder(operator, checked(value, comparison, title), comparison);
		case 'equals':
		case 'notEquals':
		case 'in':
		case 'notIn':
			return compileEquality(condition, comparison, title);
	}
}

type TextOperator = 'contains' | 'notContains' | 'startsWith' | 'endsWith';

function compileTextTest(operator: TextOperator, wanted: string): (texts: readonly string[]) => boolean {
	switch (operator) {
		case 'contains':
			return (texts) => texts.some((text) => fold(text).includes(wanted));
		case 'notContains':
			return (texts) => !texts.some((text) => fold(text).includes(wanted));
		case 'startsWith':
			return (texts) => texts.some((text) => fold(text).startsWith(wanted));
		case 'endsWith':
			return (texts) => texts.some((text) => fold(text).endsWith(wanted));
	}
}

type OrderOperator = 'before' | 'after' | 'notBefore' | 'notAfter';

const HOLDS: Readonly<Record<OrderOperator, (order: number) => boolean>> = {
	before: (order) => order < 0,
	after: (order) => order > 0,
	notBefore: (order) => order >= 0,
	notAfter: (order) => order <= 0,
};

function compileOrder(
	operator: OrderOperator,
	value: string,
	{ plain, order }: Comparison,
): (texts: readonly string[]) => boolean {
	const wanted = plain(value);
	const holds = HOLDS[operator];
	return (texts) => texts.some((text) => holds(order(plain(text), wanted)));
}

function compileEquality(
	{ operator, value, values }: Condition,
	comparison: Comparison,
	title: string,
): (texts: readonly string[]) => boolean {
	const wanted = (values ?? [value ?? '']).map((text) => comparison.plain(checked(text, comparison, title)));
	const isWanted = (text: string) => equalsAny(comparison, comparison.plain(text), wanted);
	const negated = operator === 'notEquals' || operator === 'notIn';
	return (texts) => texts.some(isWanted) !== negated;
}

/** A date without a time is equal to every time of that day. */
function equalsAny(comparison: Comparison, text: string, wanted: readonly string[]): boolean {
	if (wanted.includes(text)) return true;
	return comparison === DATE && wanted.some((date) => ISO_DATE.test(date) && text.startsWith(`${date}T`));
}

function checked(value: string, { wants }: Comparison, title: string): string {
	if (wants === undefined || wants.test(value)) return value;
	const what = `The condition on '${title}' compares with ${JSON.stringify(value)}`;
	throw userError(what, `Give ${wants.what}.`, 'BAD_CONDITION');
}

function textsOf(value: FieldValue | undefined): string[] {
	const cells: readonly (Cell | undefined)[] = Array.isArray(value) ? value : [value];
	return cells.filter((cell) => cell !== undefined && cell !== null && cell !== '').map(String);
}

function fold(text: string): string {
	return text.normalize('NFC').trim().toLowerCase();
}

function isNumber(text: string): boolean {
	return /^[+-]?\d+([.,]\d+)?$/.test(text.trim());
}

function toNumber(text: string): number {
	return isNumber(text) ? Number(text.trim().replace(',', '.')) : Number.NaN;
}

function compareText(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}
