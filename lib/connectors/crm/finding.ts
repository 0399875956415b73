import type { Cell, FieldSpec, Identifier } from '../../model';
import { matchKey } from '../../normalize';
import type { LookupHit, StoredCustomer } from '../connector';
import { listOf } from './bindings';
import type { CrmDriver, CrmRecord } from './driver';

/** Asks for every value once, field by field, in as few calls as the CRM allows; nobody comes twice. */
export async function findAll(
	driver: CrmDriver,
	properties: readonly string[],
	identifiers: readonly Identifier[],
): Promise<readonly CrmRecord[]> {
	const found = new Map<string, CrmRecord>();
	for (const [field, values] of byField(identifiers)) {
		for (const some of slices([...values], driver.capabilities.lookupSize)) {
			for (const record of await driver.find(field, some, properties)) found.set(record.id, record);
		}
	}
	return [...found.values()];
}

function byField(identifiers: readonly Identifier[]): Map<string, Set<string>> {
	const values = new Map<string, Set<string>>();
	for (const { field, value } of identifiers) {
		const known = values.get(field) ?? new Set();
		values.set(field, known.add(value));
	}
	return values;
}

/**
 * Who has which identifier, compared in our form: a CRM may find more than was asked for, without case or by a
 * part, and gives back a value as somebody else once wrote it.
 */
export function hitsOf(
	identifiers: readonly Identifier[],
	customers: readonly StoredCustomer[],
	fields: readonly FieldSpec[],
): LookupHit[] {
	if (customers.length === 0) return identifiers.map((identifier) => ({ identifier, customers: NOBODY }));
	const typeOf = new Map(fields.map(({ name, type }) => [name, type]));
	const keyOf = (field: string, value: Cell) => `${field}\0${matchKey(typeOf.get(field) ?? 'text', value)}`;
	const asked = [...new Set(identifiers.map(({ field }) => field))];
	const owners = new Map<string, StoredCustomer[]>();
	for (const customer of customers) {
		for (const field of asked) {
			for (const key of new Set(listOf(customer.record[field]).map((value) => keyOf(field, value)))) {
				owners.set(key, [...(owners.get(key) ?? []), customer]);
			}
		}
	}
	return identifiers.map((identifier) => ({
		identifier,
		customers: owners.get(`${identifier.field}\0${identifier.value}`) ?? NOBODY,
	}));
}

const NOBODY: readonly StoredCustomer[] = [];

/** Cuts a list into pieces of at most `size`. */
export function slices<T>(list: readonly T[], size: number): (readonly T[])[] {
	const pieces: (readonly T[])[] = [];
	for (let start = 0; start < list.length; start += size) pieces.push(list.slice(start, start + size));
	return pieces;
}
