import { userError } from '../../errors';
import type { Identifier } from '../../model';
import type { Bound } from './bindColumns';
import type { CustomerTable } from './openTable';

/** Whether the table itself forbids two customers with one value, in the form in which we compare. */
export function isKeptUnique({ spec, column }: Bound): boolean {
	return spec.type === 'email' ? column.uniqueWithoutCase : column.uniqueAlone || column.uniqueWithoutCase;
}

/** Whether the table has a unique index for it at all: one that tells `Jan@x.pl` from `jan@x.pl` helps too. */
const hasIndex = ({ column }: Bound): boolean => column.uniqueAlone || column.uniqueWithoutCase;

/** Those identifiers that two imports at once could give to two customers, were it not for a lock. */
export function unprotected(table: CustomerTable, identifiers: readonly Identifier[]): readonly Identifier[] {
	return identifiers.filter(({ field }) => {
		const bound = table.byField.get(field);
		return bound !== undefined && !isKeptUnique(bound);
	});
}

/**
 * Makes sure that what customers are recognised by has a unique index.
 * @throws userError with the statements that make the missing ones
 */
export function requireUniqueIndexes(table: CustomerTable, identifiers: readonly string[]): void {
	const missing = identifiers.flatMap((field) => {
		const bound = table.bound.find(({ spec }) => spec.name === field || spec.title === field);
		return bound && !hasIndex(bound) ? [bound] : [];
	});
	if (missing.length === 0) return;
	const { engine, name } = table;
	const statements = missing
		.filter(({ column }) => column.kind !== 'list')
		.map(({ spec, column }) => `${engine.uniqueIndex(name, column, spec.type === 'email')};`);
	const columns = missing.map(({ column }) => `'${column.name}'`).join(', ');
	throw userError(
		`The table ${name.path} has no unique index on ${columns}, so that another program could make doubles`,
		[
			...(statements.length > 0 ? ['Run', ...statements] : []),
			"Or take what people share out of the identifiers, or switch 'Require Unique Index' off: imports then wait for one another, but nothing holds back other programs.",
		].join('\n'),
		'NO_UNIQUE_INDEX',
	);
}
