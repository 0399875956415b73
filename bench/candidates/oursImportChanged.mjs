import { changedCity, isChanged } from './oneInAHundred.mjs';
import { customersOf, importFile } from './oursImport.mjs';

/** Not measured: the first import. */
export async function prepare({ path, folder }) {
	await importFile(path, folder);
}

/** The file a month later: everybody is found and compared, and who has moved is written. */
export async function run({ path, folder }) {
	const result = await importFile(path, folder, movedCustomers);
	if (result.updated < result.customers / 200) throw new Error(`Error: only ${result.updated} updated`);
	return result;
}

async function* movedCustomers(path) {
	let row = 0;
	for await (const batch of customersOf(path))
		yield batch.map((customer) => (isChanged(row++) ? moved(customer) : customer));
}

function moved(customer) {
	if (!customer.record) return customer;
	return { ...customer, record: { ...customer.record, city: changedCity(customer.record.city) } };
}
