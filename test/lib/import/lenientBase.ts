import type {
	Connector,
	LookupHit,
	PlannedWrite,
	StoredCustomer,
	WriteResult,
} from '../../../lib/connectors';
import { makeIdentifierKey } from '../../../lib/dedupe';
import type { Cell, Identifier } from '../../../lib/model';

const keyOf = makeIdentifierKey((field) => (field === 'email' || field === 'phone' ? field : 'text'));

/**
 * A destination as most CRMs are: it takes whatever it is sent, keeps nothing unique and has no versions.
 * What holds here is held by the engine alone.
 */
export function lenientBase(like: Connector): Connector {
	const customers: StoredCustomer[] = [];

	function has({ record }: StoredCustomer, { field, value }: Identifier): boolean {
		const stored = record[field];
		const cells: readonly (Cell | undefined)[] = Array.isArray(stored) ? stored : [stored];
		return cells.some((cell) => cell !== undefined && keyOf(field, cell) === value);
	}

	function write(row: PlannedWrite): WriteResult {
		const id = row.action === 'create' ? String(customers.length) : row.id;
		customers[Number(id)] = { id, record: row.record };
		return { outcome: row.action === 'create' ? 'created' : 'updated', id };
	}

	return {
		...like,
		name: 'lenient',
		capabilities: { ...like.capabilities, unique: false },
		lookup: async (asked) =>
			asked.map((identifier): LookupHit => ({
				identifier,
				customers: customers.filter((customer) => has(customer, identifier)),
			})),
		write: async (rows) => rows.map(write),
		get: async (ids) => customers.filter(({ id }) => ids.includes(id)),
		read: async function* () {
			yield customers.filter(Boolean);
		},
		remove: async (ids) => ids.filter((id) => customers[Number(id)] && delete customers[Number(id)]),
	};
}
