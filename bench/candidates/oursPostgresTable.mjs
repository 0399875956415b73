import { createRequire } from 'node:module';
import { customers, LABELS } from '../customers.mjs';
import { LIBRARY } from '../library.mjs';
import { countRows, startTable } from '../postgresTable.mjs';

const { openConnector } = createRequire(import.meta.url)(LIBRARY);

/** The fields of the file's columns, as the mapping names them. */
const FIELDS = [
	'crmId',
	'firstName',
	'lastName',
	'email',
	'phone',
	'Mobile',
	'birthDate',
	'Last purchase',
	'Order value',
	'newsletterConsent',
	'company',
	'city',
	'country',
	'notes',
];
const IDENTIFIERS = ['email', 'phone', 'crmId'];

function creationOf(cells, rowNumber) {
	const record = Object.fromEntries(LABELS.map((_label, place) => [FIELDS[place], cells[place]]));
	record.phone = record.phone.replace(/\D/gu, '');
	const identifiers = IDENTIFIERS.filter((field) => record[field] !== '').map((field) => ({
		field,
		value: field === 'email' ? record.email.toLowerCase() : record[field],
		// People share phones.
		...(field === 'phone' ? { shared: true } : {}),
	}));
	return { action: 'create', rowNumber, record, identifiers };
}

/** Every customer once, as an import has planned it, before the clock starts. */
export async function prepare({ rows }) {
	const seen = new Set();
	const writes = [];
	for (const cells of customers(rows)) {
		if (seen.has(cells[0])) continue;
		seen.add(cells[0]);
		writes.push(creationOf(cells, writes.length + 2));
	}
	return { ...(await startTable()), writes };
}

/** Looks everybody up and writes, batch by batch. */
export async function run({ rows, prepared }) {
	const connection = { ...prepared.login, tls: 'off' };
	const connector = await openConnector('sqlTable', { engine: 'postgres', connection, table: 'customers' });
	const { batchSize } = connector.capabilities;
	for (let start = 0; start < prepared.writes.length; start += batchSize) {
		const batch = prepared.writes.slice(start, start + batchSize);
		await connector.lookup(batch.flatMap(({ identifiers }) => identifiers));
		await connector.write(batch);
	}
	await connector.close();
	return { rows, customers: await countRows(prepared) };
}
