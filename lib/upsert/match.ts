import type { StoredCustomer } from '../connectors/connector';
import { makeIssue } from '../errors';
import type { Identifier, RowIssue } from '../model';
import { type Candidate, valuesOf } from './context';

/** Which customers have an identifier, by `identifierText`. */
export type Hits = ReadonlyMap<string, readonly StoredCustomer[]>;

/** Which customer a row is about. */
export type Match =
	| { readonly kind: 'none' }
	| { readonly kind: 'one'; readonly customer: StoredCustomer }
	| { readonly kind: 'ambiguous'; readonly issue: RowIssue };

/**
 * Decides which customer a row is about, or that it cannot be decided. Nothing is ever guessed:
 *  1. the main identifier decides; without it, or where nobody has it, the next one that finds somebody;
 *  2. when several customers have that value, nothing is decided;
 *  3. another identifier that belongs to somebody else contradicts it;
 *  4. somebody found by a fallback who has another main identifier is somebody else.
 * @param mainField the field that decides
 */
export function matchRow({ identifiers, keys }: Candidate, hits: Hits, mainField: string): Match {
	const found = identifiers.flatMap((identifier, place) => findings(identifier, keys[place], hits));
	const first = found[0];
	if (!first) return { kind: 'none' };
	const [customer, ...more] = first.customers;
	if (!customer || more.length > 0) return ambiguous(severalIssue(first));
	const contrary = found.find(({ customers }) => !customers.some(({ id }) => id === customer.id));
	if (contrary) return ambiguous(disagreeIssue(first, contrary));
	const main = identifiers.find(({ field }) => field === mainField);
	if (main && first.identifier.field !== mainField && valuesOf(customer.record, mainField).length > 0) {
		return ambiguous(takenIssue(first.identifier, customer.id));
	}
	return { kind: 'one', customer };
}

interface Finding {
	readonly identifier: Identifier;
	readonly customers: readonly StoredCustomer[];
}

function findings(identifier: Identifier, key: string | undefined, hits: Hits): Finding[] {
	const customers = hits.get(key ?? '') ?? [];
	return customers.length > 0 ? [{ identifier, customers }] : [];
}

function ambiguous(issue: RowIssue): Match {
	return { kind: 'ambiguous', issue };
}

function severalIssue({ identifier: { field, value }, customers }: Finding): RowIssue {
	return makeIssue('SEVERAL_CUSTOMERS', {
		message: `${customers.length} customers have the ${field} ${value}: ${idsOf(customers)}`,
		field,
		value,
	});
}

function disagreeIssue(one: Finding, other: Finding): RowIssue {
	const { field, value } = other.identifier;
	const message =
		`The ${one.identifier.field} ${one.identifier.value} belongs to customer ${idsOf(one.customers)}, ` +
		`the ${field} ${value} to customer ${idsOf(other.customers)}`;
	return makeIssue('IDENTIFIERS_DISAGREE', { message, field, value });
}

/** The identifier is another customer's, or was taken by one while the import ran. */
export function takenIssue({ field, value }: Identifier, id?: string): RowIssue {
	const owner = id === undefined ? 'another customer' : `customer ${id}, who is another one`;
	return makeIssue('IDENTIFIER_TAKEN', {
		message: `The ${field} ${value} belongs to ${owner}`,
		field,
		value,
	});
}

function idsOf(customers: readonly StoredCustomer[]): string {
	return customers.map(({ id }) => id).join(', ');
}
