import type { Cell, CustomerRecord, FieldValue } from '../model';
import type { Condition, ReadQuery } from './connector';

/**
 * Whether a customer fits the conditions of a query, for destinations that cannot filter by themselves.
 * Text is compared without case and in one Unicode form; of a field with several values one has to fit;
 * `before` and `after` compare numbers as numbers and anything else as text, which is right for ISO dates.
 */
export function matchesQuery(record: CustomerRecord, query: ReadQuery): boolean {
	const conditions = query.conditions ?? [];
	if (conditions.length === 0) return true;
	const fits = (condition: Condition) => matchesCondition(record[condition.field], condition);
	return query.combine === 'or' ? conditions.some(fits) : conditions.every(fits);
}

function matchesCondition(
	value: FieldValue | undefined,
	{ operator, value: wanted = '' }: Condition,
): boolean {
	const texts = textsOf(value);
	const text = fold(wanted);
	switch (operator) {
		case 'empty':
			return texts.length === 0;
		case 'notEmpty':
			return texts.length > 0;
		case 'equals':
			return texts.includes(text);
		case 'notEquals':
			return !texts.includes(text);
		case 'contains':
			return texts.some((one) => one.includes(text));
		case 'startsWith':
			return texts.some((one) => one.startsWith(text));
		case 'before':
			return texts.some((one) => compare(one, text) < 0);
		case 'after':
			return texts.some((one) => compare(one, text) > 0);
	}
}

function textsOf(value: FieldValue | undefined): string[] {
	const cells: readonly (Cell | undefined)[] = Array.isArray(value) ? value : [value];
	return cells
		.filter((cell) => cell !== undefined && cell !== null && cell !== '')
		.map((cell) => fold(String(cell)));
}

function fold(text: string): string {
	return text.normalize('NFC').toLowerCase();
}

function compare(a: string, b: string): number {
	const difference = Number(a) - Number(b);
	if (!Number.isNaN(difference)) return difference;
	return a < b ? -1 : Number(a > b);
}
