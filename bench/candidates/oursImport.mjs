import { createRequire } from 'node:module';
import { join } from 'node:path';
import { LIBRARY } from '../library.mjs';

const { fileSource, importCustomers, mapRows, openConnector, openJournal, parseFile } = createRequire(
	import.meta.url,
)(LIBRARY);

const IDENTIFIERS = ['email', 'phone', 'crmId'];

async function* customersOf(path) {
	const table = await parseFile(fileSource(path));
	const { batches } = await mapRows(table, {
		mode: 'automatic',
		minimum: { rule: 'any', identifiers: IDENTIFIERS },
		normalize: { defaultCountry: 'PL' },
	});
	yield* batches;
}

/**
 * The file into the local customer base of `folder`, as the demo workflow does it.
 * @returns {Promise<{ rows: number, customers: number }>}
 */
export async function importFile(path, folder) {
	const connector = await openConnector('localBase', { path: join(folder, 'customers.sqlite') });
	const journal = openJournal(join(folder, 'state.sqlite'));
	const run = importCustomers({
		open: () => customersOf(path),
		connector,
		journal,
		settings: { importType: 'addAndModify', identifiers: IDENTIFIERS, duplicates: 'ignore' },
	});
	let step = await run.next();
	while (!step.done) step = await run.next();
	const customers = await connector.count({});
	await connector.close();
	journal.close();
	return { rows: step.value.rows, customers };
}

/** The first import: everybody is new. */
export async function run({ path, folder }) {
	return await importFile(path, folder);
}
