import { ignoreDuplicates } from './ignoreDuplicates';
import { type CollapsedBatch, type CollapseOptions, type OpenCustomers } from './options';
import { overwriteDuplicates } from './overwriteDuplicates';

export { makeIdentifierKey, type IdentifierKey } from './identifierKey';
export type { CollapsedBatch, CollapseOptions, OpenCustomers } from './options';

/**
 * Makes one row of the rows of one customer. Rows are one customer when they have the same main identifier,
 * or where they lack it the same first fallback; rows without any identifier and rejected rows pass through.
 * Every row comes out once, as a customer or as an outcome. Memory: some 50 bytes a customer, and the rows
 * that wait for a later row of theirs.
 * @param open called once to ignore later rows, twice to let them overwrite
 */
export function collapseDuplicates(
	open: OpenCustomers,
	options: CollapseOptions,
): AsyncIterable<CollapsedBatch> {
	return options.policy === 'ignore' ? ignoreDuplicates(open, options) : overwriteDuplicates(open, options);
}
