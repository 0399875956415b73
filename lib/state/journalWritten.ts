import { unpackIntents } from './intentPacking';
import type { Intent, Written } from './journal';
import { unpack } from './packing';
import type { IntentResults } from './pendingIntents';
import type { StateStore } from './store';

/** What an import wrote or may have written, the last write first; a batch as it was kept at a time. */
export async function* readWritten(store: StateStore, importId: string): AsyncGenerator<readonly Written[]> {
	const [entry] = await store.all('SELECT number FROM import_entries WHERE id = ?', [importId]);
	const account = Number(entry?.['number'] ?? 0);
	const sql = `SELECT number, data FROM import_intents WHERE import_number = ? AND number < ?
		ORDER BY number DESC LIMIT 1`;
	for (let last = Number.MAX_SAFE_INTEGER; ;) {
		const [batch] = await store.all(sql, [account, last]);
		if (!batch) return;
		last = Number(batch['number']);
		const results = await resultsOf(store, account, last);
		const written = (await unpackIntents(String(batch['data']))).flatMap((intent, place) =>
			writtenOf(intent, results.get(place)),
		);
		if (written.length > 0) yield written.reverse();
	}
}

/** What became of one intent. */
interface IntentResult {
	readonly written: boolean;
	readonly id: string | null;
	readonly version: string | null;
}

async function resultsOf(
	store: StateStore,
	account: number,
	intents: number,
): Promise<ReadonlyMap<number, IntentResult>> {
	const rows = await store.all(
		'SELECT data FROM import_results WHERE import_number = ? AND intents_number = ? ORDER BY number',
		[account, intents],
	);
	const results = new Map<number, IntentResult>();
	for (const { data } of rows) {
		const { places, written, ids, versions } = await unpack<IntentResults>(String(data));
		places.forEach((place, index) => {
			results.set(place, {
				written: written[index] === 1,
				id: ids[index] ?? null,
				version: versions[index] ?? null,
			});
		});
	}
	return results;
}

function writtenOf(intent: Intent, result: IntentResult | undefined): Written[] {
	if (!result) return [{ intent, result: 'unknown', ...idOf(intent) }];
	const { written, id, version } = result;
	if (!written) return [];
	return [
		{
			intent,
			result: intent.action === 'create' ? 'created' : 'updated',
			...idOf(intent),
			...(id === null ? {} : { customerId: id }),
			...(version === null ? {} : { version }),
		},
	];
}

const idOf = (intent: Intent) => (intent.action === 'update' ? { customerId: intent.customerId } : {});
