import type { StoredCustomer } from '../connectors/connector';

/**
 * Customers from the oldest to the newest: by when they were created, where all of them say so, otherwise by
 * ids that are whole numbers, which every destination that has such gives out in ascending order. `undefined`
 * where neither tells.
 */
export function inOrderOfAge(customers: readonly StoredCustomer[]): readonly StoredCustomer[] | undefined {
	return sorted(customers, createdAt) ?? sorted(customers, numericId);
}

function sorted<T extends number | bigint>(
	customers: readonly StoredCustomer[],
	ageOf: (customer: StoredCustomer) => T | undefined,
): readonly StoredCustomer[] | undefined {
	const ages: { readonly age: T; readonly customer: StoredCustomer }[] = [];
	for (const customer of customers) {
		const age = ageOf(customer);
		if (age === undefined) return undefined;
		ages.push({ age, customer });
	}
	if (new Set(ages.map(({ age }) => age)).size < ages.length) return undefined;
	return ages.sort((one, other) => (one.age < other.age ? -1 : 1)).map(({ customer }) => customer);
}

function createdAt({ record }: StoredCustomer): number | undefined {
	const time = record['createdAt'];
	const instant = typeof time === 'string' ? Date.parse(time) : NaN;
	return Number.isNaN(instant) ? undefined : instant;
}

function numericId({ id }: StoredCustomer): bigint | undefined {
	return /^\d+$/.test(id) ? BigInt(id) : undefined;
}
