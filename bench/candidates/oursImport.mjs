import { createRequire } from 'node:module';
import { join } from 'node:path';
import { LIBRARY } from '../library.mjs';

const { fileSource, importCustomers, mapRows, openConnector, openJournal, openStore, parseFile } =
	createRequire(import.meta.url)(LIBRARY);

const IDENTIFIERS = ['email', 'phone', 'crmId'];

export async function* customersOf(path) {
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
export async function importFile(path, folder, open) {
	return await importInto(path, folder, 'localBase', { path: join(folder, 'customers.sqlite') }, open);
}

/** The same into any destination. @param open gives the customers of the file */
export async function importInto(path, folder, destination, settings, open = customersOf) {
	const connector = await openConnector(destination, settings);
	const store = await openStore({ kind: 'sqlite', path: join(folder, 'state.sqlite') });
	const journal = await openJournal(store);
	const run = importCustomers({
		open: () => open(path),
		connector,
		journal,
		settings: { importType: 'addAndModify', identifiers: IDENTIFIERS, duplicates: 'ignore' },
	});
	let step = await run.next();
	while (!step.done) step = await run.next();
	const customers = await connector.count({});
	await connector.close();
	await journal.close();
	await store.close();
	return { rows: step.value.rows, customers, updated: step.value.outcomes.updated };
}

/** The first import: everybody is new. */
export async function run({ path, folder }) {
	return await importFile(path, folder);
}
