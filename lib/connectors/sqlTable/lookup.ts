import { domainToUnicode } from 'node:url';
import type { Identifier } from '../../model';
import type { LookupHit, StoredCustomer } from '../connector';
import { hitsOf, slices } from '../crm/finding';
import type { Bound } from './bindColumns';
import { canHold } from './columns';
import type { Ask } from './engine';
import type { CustomerTable } from './openTable';
import { customerOf } from './versions';

/** Who has which identifier: one statement a field. */
export async function findCustomers(
	ask: Ask,
	table: CustomerTable,
	identifiers: readonly Identifier[],
): Promise<readonly LookupHit[]> {
	const found = new Map<string, StoredCustomer>();
	for (const [field, values] of byField(identifiers)) {
		const bound = table.byField.get(field);
		if (!bound) continue;
		for (const customer of await findByField(ask, table, bound, [...values]))
			found.set(customer.id, customer);
	}
	const specs = table.bound.map(({ spec }) => spec);
	return hitsOf(identifiers, [...found.values()], specs);
}

function byField(identifiers: readonly Identifier[]): Map<string, Set<string>> {
	const values = new Map<string, Set<string>>();
	for (const { field, value } of identifiers) values.set(field, (values.get(field) ?? new Set()).add(value));
	return values;
}

async function findByField(
	ask: Ask,
	table: CustomerTable,
	{ spec, column }: Bound,
	values: readonly string[],
): Promise<StoredCustomer[]> {
	const { engine, name, selection } = table;
	const texts = [...new Set(values.flatMap((value) => formsOf(spec.type, value)))];
	const isEmail = spec.type === 'email';
	const expression = isEmail ? engine.withoutCase(column, name.quote) : name.quote(column.name);
	const customers: StoredCustomer[] = [];
	for (const some of slices(
		texts.filter((text) => canHold(column, text)),
		engine.lookupSize,
	)) {
		const where = engine.among(expression, column, some);
		const { rows } = await ask({
			...where,
			text: `SELECT ${selection} FROM ${name.path} WHERE ${where.text}`,
		});
		customers.push(...rows.map((row) => customerOf(table, row)));
	}
	return customers;
}

/** The ways in which a value may be written in the table; what is found besides is left out afterwards. */
function formsOf(type: string, value: string): readonly string[] {
	if (type === 'phone') return [value, `+${value}`, `00${value}`];
	if (type !== 'email' || !value.includes('xn--')) return [value];
	const at = value.lastIndexOf('@');
	return [value, `${value.slice(0, at)}@${domainToUnicode(value.slice(at + 1))}`];
}

/** The customers of some ids; who is not there is left out. */
export async function getCustomers(
	ask: Ask,
	table: CustomerTable,
	ids: readonly string[],
): Promise<StoredCustomer[]> {
	const rows = await rowsOf(
		table,
		ids,
		async (where) =>
			await ask({ ...where, text: `SELECT ${table.selection} FROM ${table.name.path} WHERE ${where.text}` }),
	);
	return rows.map((row) => customerOf(table, row));
}

type Rows = Awaited<ReturnType<Ask>>['rows'];
type Where = ReturnType<CustomerTable['engine']['among']>;

/** The rows of some ids, as a statement gives them; an id that only looks alike to the database is not one. */
export async function rowsOf(
	{ engine, name }: CustomerTable,
	ids: readonly string[],
	select: (where: Where) => Promise<{ readonly rows: Rows }>,
): Promise<Rows[number][]> {
	const wanted = new Set(ids.filter((id) => id !== '' && canHold(name.key, id)));
	const found: Rows[number][] = [];
	for (const some of slices([...wanted], engine.lookupSize)) {
		const { rows } = await select(engine.among(name.quote(name.key.name), name.key, some));
		found.push(...rows.filter(([id]) => wanted.has(String(id))));
	}
	return found;
}
