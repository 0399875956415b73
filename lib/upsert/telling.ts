import { makeIssue } from '../errors';
import type { RowIssue } from '../model';
import type { Candidate } from './context';
import { identifierText } from './identifiers';
import type { Hits } from './match';

/**
 * Warns where somebody else has an identifier of the row that customers are not recognised by in this import:
 * with a new e-mail address and a known CRM ID the new customer is most likely an old one.
 * @param id the customer the row is written to, where he is there already
 */
export function tellingIssues({ telling }: Candidate, hits: Hits, id?: string): RowIssue[] {
	return telling.flatMap((identifier) => {
		const customers = hits.get(identifierText(identifier)) ?? [];
		const [other] = customers;
		if (!other || customers.some((customer) => customer.id === id)) return [];
		const { field, value } = identifier;
		const message = `Customer ${other.id} has the ${field} ${value}, by which this import does not recognise customers`;
		const hint = `Choose ${field} as an identifier, or check whether the two are one customer.`;
		return [makeIssue('POSSIBLE_DUPLICATE', { message, hint, field, value })];
	});
}
