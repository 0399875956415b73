import type { ReadQuery } from '../../connectors';
import type { Condition, ConditionOperator, FieldSpec, Filter } from '../../model';

/** How a condition is said, with the value behind it where it has one. */
const WORDS: Readonly<Record<ConditionOperator, string>> = {
	equals: 'equals',
	notEquals: 'does not equal',
	in: 'is one of',
	notIn: 'is not one of',
	contains: 'contains',
	notContains: 'does not contain',
	startsWith: 'starts with',
	endsWith: 'ends with',
	empty: 'is empty',
	notEmpty: 'is not empty',
	before: 'is before',
	after: 'is after',
	notBefore: 'is not before',
	notAfter: 'is not after',
	given: 'is given',
	refused: 'is refused',
};
const WITHOUT_VALUE: readonly ConditionOperator[] = ['empty', 'notEmpty', 'given', 'refused'];

/**
 * Which customers a query is for, as a person says it: `Level equals VIP and (City is empty or City contains Łódź)`;
 * nothing where it is for all.
 */
export function describeQuery({ filter, changedAfter }: ReadQuery, fields: readonly FieldSpec[]): string {
	const conditions = filter === undefined ? '' : describeFilter(filter, fields);
	if (changedAfter === undefined) return conditions;
	const changed = `changed after ${changedAfter}`;
	return conditions === '' ? changed : `(${conditions}) and ${changed}`;
}

function describeFilter(filter: Filter, fields: readonly FieldSpec[]): string {
	if (!('filters' in filter)) return describeCondition(filter, fields);
	const parts = filter.filters.map((one) => {
		const text = describeFilter(one, fields);
		return 'filters' in one && one.filters.length > 1 ? `(${text})` : text;
	});
	return parts.filter((part) => part !== '').join(` ${filter.combine} `);
}

function describeCondition(
	{ field, operator, value, values }: Condition,
	fields: readonly FieldSpec[],
): string {
	const title = fields.find(({ name }) => name === field)?.title ?? field;
	const wanted = WITHOUT_VALUE.includes(operator) ? '' : ` ${values?.join(', ') ?? value ?? ''}`;
	return `${title} ${WORDS[operator]}${wanted}`;
}
