import type { CustomerIdentifier } from '../connectors/connector';
import type { CustomerRecord, Identifier } from '../model';
import { cellsOf, isEmpty, isList } from './cells';
import type { Candidate, PlanContext } from './context';

const NONE: readonly Identifier[] = [];

/** The identifiers a record has in some fields, in the order of the fields and without doubles. */
export function identifiersOf(
	record: CustomerRecord,
	fields: readonly string[],
	keyOf: PlanContext['keyOf'],
): readonly Identifier[] {
	let found: Identifier[] | undefined;
	for (const field of fields) {
		if (isEmpty(record[field])) continue;
		for (const cell of cellsOf(record[field])) {
			const value = keyOf(field, cell);
			if (value === '' || (found !== undefined && includesIdentifier(found, field, value))) continue;
			(found ??= []).push({ field, value });
		}
	}
	return found ?? NONE;
}

function includesIdentifier(list: readonly Identifier[], field: string, value: string): boolean {
	return list.some((known) => known.field === field && known.value === value);
}

/**
 * All identifiers to register for a customer. Those the row was recognised by become his alone; his others
 * are kept to be found by, so that an import never claims for him what its rows do not say.
 * @param record the customer as he will be
 * @param sharedKeys those of the row that another customer has too, as texts
 */
export function registeredIdentifiers(
	record: CustomerRecord,
	candidate: Candidate,
	context: PlanContext,
	sharedKeys?: ReadonlySet<string>,
): readonly CustomerIdentifier[] {
	const { settings, otherIdentifiers, keyOf } = context;
	const { row } = candidate;
	const identifiers = keptOnes(record, candidate, context);
	const marked = sharedKeys ? identifiers.map((one) => markShared(one, sharedKeys)) : identifiers;
	const merged = settings.identifiers.filter((field) => record[field] !== row.record[field]);
	const fields = merged.length === 0 ? otherIdentifiers : [...merged, ...otherIdentifiers];
	const kept = identifiersOf(record, fields, keyOf).filter(
		({ field, value }) => !includesIdentifier(identifiers, field, value),
	);
	return kept.length === 0 ? marked : [...marked, ...kept.map(asShared)];
}

/** Of a list, a field with room for one value keeps the first: nobody is found by the others. */
function keptOnes(
	record: CustomerRecord,
	{ row, identifiers }: Candidate,
	{ ruleOf, keyOf }: PlanContext,
): readonly Identifier[] {
	const isLost = ({ field, value }: Identifier) =>
		isList(row.record[field]) &&
		ruleOf(field).single &&
		!cellsOf(record[field]).some((cell) => keyOf(field, cell) === value);
	return identifiers.some(isLost) ? identifiers.filter((one) => !isLost(one)) : identifiers;
}

function markShared(identifier: Identifier, sharedKeys: ReadonlySet<string>): CustomerIdentifier {
	return sharedKeys.has(identifierText(identifier)) ? asShared(identifier) : identifier;
}

function asShared({ field, value }: Identifier): CustomerIdentifier {
	return { field, value, shared: true };
}

/** One text for an identifier, for maps and sets. */
export function identifierText({ field, value }: Identifier): string {
	return `${field}\0${value}`;
}
