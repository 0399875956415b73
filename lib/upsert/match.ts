import type { StoredCustomer } from '../connectors/connector';
import { makeIssue } from '../errors';
import type { Identifier, RowIssue } from '../model';
import { inOrderOfAge } from './age';
import { cellsOf, isEmpty } from './cells';
import type { Candidate, PlanContext } from './context';
import type { AmbiguousPolicy } from './settings';

/** Which customers have an identifier, by `identifierText`. */
export type Hits = ReadonlyMap<string, readonly StoredCustomer[]>;

/** Which customer a row is about. The issue says what had to be chosen from. */
export type Match =
	| { readonly kind: 'none' }
	| { readonly kind: 'one'; readonly customer: StoredCustomer; readonly issue?: RowIssue }
	| { readonly kind: 'all'; readonly customers: readonly StoredCustomer[]; readonly issue: RowIssue }
	/** A new customer beside those whom the row fits. */
	| { readonly kind: 'new'; readonly customers: readonly StoredCustomer[]; readonly issue: RowIssue }
	| { readonly kind: 'ambiguous'; readonly issue: RowIssue };

const NOBODY: Match = { kind: 'none' };

/**
 * Decides which customer a row is about, or that it cannot be decided. Nothing is ever guessed:
 *  1. the main identifier decides; without it, or where nobody has it, the next one that finds somebody;
 *  2. when several customers have that value, the policy decides, and so it does when
 *  3. another identifier belongs to somebody else;
 *  4. somebody found by a fallback who has another main identifier is somebody else, whatever the policy.
 */
export function matchRow(candidate: Candidate, hits: Hits, { settings, keyOf }: PlanContext): Match {
	const { identifiers, ambiguous: policy = 'skip' } = settings;
	const mainField = identifiers[0] ?? '';
	const found = hits.size === 0 ? [] : findingsOf(candidate, hits);
	const first = found[0];
	if (!first) return NOBODY;
	const [customer, ...more] = first.customers;
	if (!customer || more.length > 0) return choose(policy, found, severalIssue(first));
	const contrary = found.find(({ customers }) => !customers.some(({ id }) => id === customer.id));
	if (contrary) return choose(policy, found, disagreeIssue(first, contrary));
	if (first.identifier.field !== mainField && hasOtherMain(customer, candidate, mainField, keyOf)) {
		const issue = takenIssue(first.identifier, customer.id);
		return policy === 'create' ? choose(policy, found, issue) : { kind: 'ambiguous', issue };
	}
	return { kind: 'one', customer };
}

/** Whether both have main identifiers, and none in common: one may have it and not be found by it yet. */
function hasOtherMain(
	{ record }: StoredCustomer,
	{ identifiers }: Candidate,
	mainField: string,
	keyOf: PlanContext['keyOf'],
): boolean {
	if (isEmpty(record[mainField])) return false;
	const wanted = identifiers.filter(({ field }) => field === mainField);
	const held = new Set(cellsOf(record[mainField]).map((cell) => keyOf(mainField, cell)));
	return wanted.length > 0 && !wanted.some(({ value }) => held.has(value));
}

/** What the person wants done where several customers fit. */
function choose(policy: AmbiguousPolicy, found: readonly Finding[], issue: RowIssue): Match {
	const all = new Map(found.flatMap(({ customers }) => customers.map((one) => [one.id, one] as const)));
	const customers = [...all.values()];
	const warning: RowIssue = { ...issue, severity: 'warning' };
	if (policy === 'skip') return { kind: 'ambiguous', issue };
	if (policy === 'create') return { kind: 'new', customers, issue: warning };
	if (policy === 'updateAll') return { kind: 'all', customers, issue: warning };
	const ordered = inOrderOfAge(customers);
	const customer = ordered?.at(policy === 'oldest' ? 0 : -1);
	if (customer) return { kind: 'one', customer, issue: warning };
	const message = `${issue.message}; nothing tells which of them is the ${policy}`;
	return { kind: 'ambiguous', issue: { ...issue, message } };
}

interface Finding {
	readonly identifier: Identifier;
	readonly customers: readonly StoredCustomer[];
}

function findingsOf({ identifiers, keys }: Candidate, hits: Hits): Finding[] {
	const found: Finding[] = [];
	for (const [place, identifier] of identifiers.entries()) {
		const customers = hits.get(keys[place] ?? '');
		if (customers !== undefined && customers.length > 0) found.push({ identifier, customers });
	}
	return found;
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
