import type { Connector, StoredCustomer } from '../connectors/connector';
import type { Identifier } from '../model';
import type { Candidate } from './context';
import { identifierText } from './identifiers';
import { inLanes } from './lanes';
import type { Hits } from './match';
import type { Recent } from './recent';

/** Identifiers of one field, each once, and in the same order as texts. */
export interface Asked {
	readonly identifiers: Identifier[];
	readonly keys: string[];
}

/** Does something again while it fails in a way that can pass. */
export type Retried = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Looks up every identifier of some rows, each once, in as few calls as the destination allows: the identifiers
 * of a field together, because a CRM has a call for each field.
 * @param retried each call by itself, or many calls that fail now and then would never all pass at once
 */
export async function findCustomers(
	connector: Connector,
	rows: readonly Candidate[],
	recent?: Recent,
	retried: Retried = async (work) => await work(),
): Promise<Hits> {
	const { lookupSize, lanes } = connector.capabilities;
	const hits = new Map<string, readonly StoredCustomer[]>();
	const asked = askedOnce(rows);
	const chunks = inOneCall(asked, lookupSize) ?? asked.flatMap((one) => chunksOf(one, lookupSize));
	await inLanes(chunks, lanes, async ({ identifiers, keys }) => {
		const answers = await retried(async () => await connector.lookup(identifiers));
		for (const [place, { customers }] of answers.entries()) {
			if (customers.length > 0) hits.set(keys[place] ?? '', customers);
		}
	});
	return (await retried(async () => await recent?.complete(hits, asked))) ?? hits;
}

/** All fields together where they fit: whoever is found by several is read once. */
function inOneCall(asked: readonly Asked[], size: number): Asked[] | undefined {
	const count = asked.reduce((sum, { keys }) => sum + keys.length, 0);
	if (asked.length === 0 || count > size) return undefined;
	return [
		{
			identifiers: asked.flatMap(({ identifiers }) => identifiers),
			keys: asked.flatMap(({ keys }) => keys),
		},
	];
}

function chunksOf(asked: Asked, size: number): Asked[] {
	const { identifiers, keys } = asked;
	if (keys.length <= size) return [asked];
	const chunks: Asked[] = [];
	for (let start = 0; start < keys.length; start += size) {
		const end = start + size;
		chunks.push({ identifiers: identifiers.slice(start, end), keys: keys.slice(start, end) });
	}
	return chunks;
}

/** Rows of one wave have no identifier in common, so only those that are looked up besides can repeat. */
function askedOnce(rows: readonly Candidate[]): readonly Asked[] {
	const fields = new Map<string, Asked>();
	const known = new Set<string>();
	for (const { identifiers, keys, telling } of rows) {
		for (let place = 0; place < keys.length; place++) ask(fields, identifiers[place], keys[place] ?? '');
		for (const identifier of telling) {
			const key = identifierText(identifier);
			if (known.size < known.add(key).size) ask(fields, identifier, key);
		}
	}
	return [...fields.values()];
}

function ask(fields: Map<string, Asked>, identifier: Identifier | undefined, key: string): void {
	if (identifier === undefined) return;
	let asked = fields.get(identifier.field);
	if (asked === undefined) fields.set(identifier.field, (asked = { identifiers: [], keys: [] }));
	asked.identifiers.push(identifier);
	asked.keys.push(key);
}
