import type {
	Connector,
	LookupHit,
	PlannedWrite,
	StoredCustomer,
	WriteResult,
} from '../connectors/connector';
import type { Identifier } from '../model';

/**
 * A destination that reads from the real one and keeps writes to itself, so that a preview goes the very way
 * of a real run and each row sees what the rows before it would have written.
 */
export function previewOf(connector: Connector): Connector {
	const overlay = makeOverlay();
	return {
		...connector,
		lookup: async (identifiers) => (await connector.lookup(identifiers)).map(overlay.see),
		write: async (rows) => rows.map(overlay.write),
	};
}

interface Overlay {
	see(hit: LookupHit): LookupHit;
	write(row: PlannedWrite): WriteResult;
}

function makeOverlay(): Overlay {
	const customers = new Map<string, StoredCustomer>();
	const keys = new Map<string, ReadonlySet<string>>();
	const owners = new Map<string, Set<string>>();
	let count = 0;

	function keep(id: string, { record, identifiers }: PlannedWrite): void {
		customers.set(id, { id, record });
		const registered = new Set(identifiers.map(keyOf));
		keys.set(id, registered);
		for (const key of registered) owners.set(key, (owners.get(key) ?? new Set<string>()).add(id));
	}

	/** The customer as the preview has left him; nobody where he does not have the identifier any more. */
	function now(id: string, key: string): StoredCustomer[] {
		const customer = customers.get(id);
		return customer && keys.get(id)?.has(key) ? [customer] : [];
	}

	return {
		see({ identifier, customers: stored }) {
			const key = keyOf(identifier);
			const untouched = stored.filter(({ id }) => !customers.has(id));
			const touched = new Set([...stored.map(({ id }) => id), ...(owners.get(key) ?? [])]);
			return { identifier, customers: [...untouched, ...[...touched].flatMap((id) => now(id, key))] };
		},
		write(row) {
			const id = row.action === 'create' ? `preview-${++count}` : row.id;
			keep(id, row);
			return row.action === 'create' ? { outcome: 'created' } : { outcome: 'updated', id };
		},
	};
}

function keyOf({ field, value }: Identifier): string {
	return `${field}\0${value}`;
}
