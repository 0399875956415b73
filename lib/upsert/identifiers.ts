import type { CustomerIdentifier } from '../connectors/connector';
import type { CustomerRecord, Identifier } from '../model';
import { type Candidate, type PlanContext, valuesOf } from './context';

/** The identifiers a record has in some fields, in the order of the fields and without doubles. */
export function identifiersOf(
	record: CustomerRecord,
	fields: readonly string[],
	keyOf: PlanContext['keyOf'],
): Identifier[] {
	const found: Identifier[] = [];
	for (const field of fields) {
		for (const cell of valuesOf(record, field)) {
			const value = keyOf(field, cell);
			if (value !== '' && !found.some((known) => known.field === field && known.value === value)) {
				found.push({ field, value });
			}
		}
	}
	return found;
}

/**
 * All identifiers to register for a customer. Those the row was recognised by become his alone; his others
 * are kept to be found by, so that an import never claims for him what its rows do not say.
 * @param record the customer as he will be
 */
export function registeredIdentifiers(
	record: CustomerRecord,
	{ row, identifiers: own }: Candidate,
	{ settings, capabilities, keyOf }: PlanContext,
): CustomerIdentifier[] {
	const chosen = settings.identifiers.filter((field) => record[field] !== row.record[field]);
	const others = capabilities.identifiers.filter((field) => !settings.identifiers.includes(field));
	const kept: CustomerIdentifier[] = identifiersOf(record, [...chosen, ...others], keyOf);
	const foreign = kept.filter(
		({ field, value }) => !own.some((one) => one.field === field && one.value === value),
	);
	return [...own, ...foreign.map((identifier) => ({ ...identifier, shared: true }))];
}

/** One text for an identifier, for maps and sets. */
export function identifierText({ field, value }: Identifier): string {
	return `${field}\0${value}`;
}
