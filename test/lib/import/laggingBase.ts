import type { Connector } from '../../../lib/connectors';

/**
 * A destination whose lookup is behind its writes, as the search of many a CRM: it finds customers only when
 * it was asked some more times. By their ids they are there at once.
 * @param behind how many further lookups a new customer is not found for
 */
export function laggingBase(connector: Connector, behind: number): Connector {
	const seenAt = new Map<string, number>();
	let lookups = 0;

	async function noteNew(): Promise<void> {
		for await (const batch of connector.read?.({}) ?? []) {
			for (const { id } of batch) if (!seenAt.has(id)) seenAt.set(id, lookups + behind);
		}
	}

	return {
		...connector,
		lookup: async (identifiers) => {
			lookups++;
			const hits = await connector.lookup(identifiers);
			return hits.map(({ identifier, customers }) => ({
				identifier,
				customers: customers.filter(({ id }) => (seenAt.get(id) ?? 0) < lookups),
			}));
		},
		write: async (rows, options) => {
			try {
				return await connector.write(rows, options);
			} finally {
				await noteNew();
			}
		},
	};
}
