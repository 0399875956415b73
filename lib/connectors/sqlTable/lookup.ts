import { domainToUnicode } from 'node:url';
import type { FieldType, Identifier } from '../../model';
import type { BoundQuery } from '../../sql/dialect';
import type { LookupHit, StoredCustomer } from '../connector';
import { hitsOf, slices } from '../crm/finding';
import type { Bound } from './bindColumns';
import { canHold } from './columns';
import type { Ask } from './engine';
import type { CustomerTable } from './openTable';
import { customerOf } from './versions';

/** In which forms a value is looked for. */
export type Forms = (type: FieldType, value: string) => readonly string[];

/** Who has which identifier. */
export async function findCustomers(
	ask: Ask,
	table: CustomerTable,
	identifiers: readonly Identifier[],
	forms: Forms = allForms,
): Promise<readonly LookupHit[]> {
	const rows = await askAll(ask, lookupQueries(table, identifiers, forms));
	return hitsAmong(table, identifiers, rows);
}

/** What finds the customers of some identifiers: one statement a field, or more where they are too many for one. */
export function lookupQueries(
	table: CustomerTable,
	identifiers: readonly Identifier[],
	forms: Forms = allForms,
): readonly BoundQuery[] {
	return [...byField(identifiers)].flatMap(([field, values]) => {
		const bound = table.byField.get(field);
		return bound ? queriesOfField(table, bound, formsOf(bound, values, forms)) : [];
	});
}

/** The rows that some statements give, one after the other. */
export async function askAll(ask: Ask, queries: readonly BoundQuery[]): Promise<Rows> {
	const found: Rows[number][] = [];
	for (const query of queries) for (const row of (await ask(query)).rows) found.push(row);
	return found;
}

/** Whose identifiers they are, of the customers in rows of `selection`; a customer who was found twice is one. */
export function hitsAmong(
	table: CustomerTable,
	identifiers: readonly Identifier[],
	rows: Rows,
): readonly LookupHit[] {
	const found = new Map(rows.map((row) => [String(row[0]), row]));
	const customers = [...found.values()].map((row) => customerOf(table, row));
	const specs = table.bound.map(({ spec }) => spec);
	return hitsOf(identifiers, customers, specs);
}

function byField(identifiers: readonly Identifier[]): Map<string, string[]> {
	const fields = new Map<string, string[]>();
	for (const { field, value } of identifiers) {
		const values = fields.get(field);
		if (values) values.push(value);
		else fields.set(field, [value]);
	}
	return fields;
}

function formsOf({ spec, column }: Bound, values: readonly string[], forms: Forms): readonly string[] {
	const texts: string[] = [];
	for (const value of new Set(values)) {
		for (const text of forms(spec.type, value)) if (canHold(column, text)) texts.push(text);
	}
	return texts;
}

function queriesOfField(
	{ engine, name, selection }: CustomerTable,
	{ spec, column }: Bound,
	texts: readonly string[],
): readonly BoundQuery[] {
	const isEmail = spec.type === 'email';
	const expression = isEmail ? engine.withoutCase(column, name.quote) : name.quote(column.name);
	return slices(texts, engine.lookupSize).map((some) => {
		const where = engine.among(expression, column, some);
		return { ...where, text: `SELECT ${selection} FROM ${name.path} WHERE ${where.text}` };
	});
}

/** The ways in which a value may be written in the table; what is found besides is left out afterwards. */
function allForms(type: FieldType, value: string): readonly string[] {
	return type === 'phone' ? [value, `+${value}`, `00${value}`] : writtenForms(type, value);
}

/** Those of them in which an import of ours writes it: a phone as digits alone. */
export function writtenForms(type: FieldType, value: string): readonly string[] {
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
