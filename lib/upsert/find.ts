import type { Connector, StoredCustomer } from '../connectors/connector';
import type { Identifier } from '../model';
import type { Candidate } from './context';
import { chunksOf, inLanes } from './lanes';
import type { Hits } from './match';

/** Looks up every identifier of some rows, each once, in as few calls as the destination allows. */
export async function findCustomers(connector: Connector, rows: readonly Candidate[]): Promise<Hits> {
	const { lookupSize, lanes } = connector.capabilities;
	const asked = askedOnce(rows);
	const hits = new Map<string, readonly StoredCustomer[]>();
	await inLanes(chunksOf([...asked], lookupSize), lanes, async (chunk) => {
		const answers = await connector.lookup(chunk.map(([, identifier]) => identifier));
		chunk.forEach(([key], place) => {
			const customers = answers[place]?.customers ?? [];
			if (customers.length > 0) hits.set(key, customers);
		});
	});
	return hits;
}

function askedOnce(rows: readonly Candidate[]): Map<string, Identifier> {
	const asked = new Map<string, Identifier>();
	for (const { identifiers, keys } of rows) {
		identifiers.forEach((identifier, place) => asked.set(keys[place] ?? '', identifier));
	}
	return asked;
}
