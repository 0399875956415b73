import { type IdentifierKey, makeIdentifierKey } from '../dedupe';
import type { FieldSpec } from '../model';

/** How `04-13` is the end of `1990-04-13` and of `--04-13`. */
const MONTH_AND_DAY = -5;

/** The form in which the values of a destination's fields are compared: of what it keeps, and not of what it drops. */
export function makeFieldKey(fields: ReadonlyMap<string, FieldSpec>): IdentifierKey {
	const keyOf = makeIdentifierKey((field) => fields.get(field)?.type);
	const yearless = new Set([...fields.values()].filter((field) => field.yearless).map(({ name }) => name));
	if (yearless.size === 0) return keyOf;
	return (field, value) => {
		const key = keyOf(field, value);
		return yearless.has(field) ? key.slice(MONTH_AND_DAY) : key;
	};
}
