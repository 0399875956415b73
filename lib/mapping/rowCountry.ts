import type { Row } from '../model';
import type { FieldPlan } from './columnPlan';

/** Spellings that are kept; a file of customers names few countries. */
const KEPT = 1000;

/**
 * Reads the country that a row names, to be the default of its phone numbers.
 * Says nothing about a country it cannot read: the column of the country does.
 * @param readsPhones whether a phone number is read from elsewhere than a column of a phone field
 * @returns a function from rows to codes, which remembers what it has read
 */
export function rowCountry(
	fields: readonly FieldPlan[],
	readsPhones: boolean,
): (row: Row) => string | undefined {
	const plan = fields.find(({ field }) => field.name === 'country');
	const column = plan?.columns[0];
	const hasPhones = readsPhones || fields.some(({ field }) => field.type === 'phone');
	if (plan === undefined || column === undefined || !hasPhones) return () => undefined;
	const known = new Map<string, string | undefined>();
	return ({ cells }) => {
		const cell = cells[column.index];
		if (typeof cell !== 'string' || cell === '') return undefined;
		if (known.has(cell)) return known.get(cell);
		const { value } = plan.rule.apply(cell, column.options);
		const code = typeof value === 'string' && value !== '' ? value : undefined;
		if (known.size < KEPT) known.set(cell, code);
		return code;
	};
}
