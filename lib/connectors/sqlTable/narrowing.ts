import type { Condition, Filter } from '../../model';
import type { Bound } from './bindColumns';
import type { CustomerTable } from './openTable';

/** Adds a value to the statement's; gives the text of its parameter. */
export type Bind = (value: string, parameter: (n: number) => string) => string;

const NUMBERS = ['integer', 'decimal', 'float'];
const NUMBER = /^[+-]?\d+([.,]\d+)?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * A condition that leaves out only customers who do not fit, so that they are not fetched; `undefined` where it
 * cannot be said in SQL with the same meaning. Who is fetched is compared in our own way all the same: databases
 * differ in what they take for one text, and not in numbers, days and whether there is anything at all.
 */
export function narrowing(table: CustomerTable, filter: Filter | undefined, bind: Bind): string | undefined {
	if (filter === undefined) return undefined;
	if (!('filters' in filter)) return ofCondition(table, filter, bind);
	if (filter.combine === 'or' && !filter.filters.every((one) => isNarrow(table, one))) return undefined;
	const parts = filter.filters.map((one) => narrowing(table, one, bind)).filter((part) => part !== undefined);
	return parts.length === 0 ? undefined : `(${parts.join(filter.combine === 'or' ? ' OR ' : ' AND ')})`;
}

/** Of alternatives all have to be said: the one that is not may fit anybody. */
const isNarrow = (table: CustomerTable, filter: Filter): boolean =>
	narrowing(table, filter, () => '') !== undefined;

function ofCondition(table: CustomerTable, condition: Condition, bind: Bind): string | undefined {
	const bound = table.byField.get(condition.field);
	if (!bound || bound.spec.multiple) return undefined;
	const { kind } = bound.column;
	if (condition.operator === 'notEmpty') return `${columnOf(table, bound)} IS NOT NULL`;
	if (NUMBERS.includes(kind) && bound.spec.type === 'number') return ofNumber(table, bound, condition, bind);
	if (kind === 'date' || kind === 'dateTime' || kind === 'zonedDateTime') {
		return ofDay(table, bound, condition, bind);
	}
	return undefined;
}

const columnOf = ({ name }: CustomerTable, { column }: Bound): string => name.quote(column.name);

const COMPARED: Readonly<Partial<Record<Condition['operator'], string>>> = {
	equals: '=',
	before: '<',
	after: '>',
	notBefore: '>=',
	notAfter: '<=',
};

function ofNumber(table: CustomerTable, bound: Bound, condition: Condition, bind: Bind): string | undefined {
	const sign = COMPARED[condition.operator];
	const value = condition.value?.trim() ?? '';
	if (sign === undefined || !NUMBER.test(value)) return undefined;
	return `${columnOf(table, bound)} ${sign} ${bind(value.replace(',', '.'), table.engine.numberParameter)}`;
}

/** A day is all its times: only what lies surely on the other side of its beginning is left out. */
function ofDay(table: CustomerTable, bound: Bound, condition: Condition, bind: Bind): string | undefined {
	const value = condition.value?.trim() ?? '';
	if (!DAY.test(value)) return undefined;
	const { dialect } = table.engine;
	const day = () => bind(value, (n) => dialect.parameter(n, bound.column.type));
	switch (condition.operator) {
		case 'equals':
		case 'after':
		case 'notBefore':
			return `${columnOf(table, bound)} >= ${day()}`;
		case 'before':
			return `${columnOf(table, bound)} < ${day()}`;
		default:
			return undefined;
	}
}
