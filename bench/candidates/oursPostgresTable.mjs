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

/** As many as an import looks up and writes together. */
const ROWS_AT_ONCE = 5_000;

function slices(list, size) {
	return Array.from({ length: Math.ceil(list.length / size) }, (_none, n) =>
		list.slice(n * size, (n + 1) * size),
	);
}

/** Looks everybody up and writes, as an import does: the look-ups of the fields side by side, then the batches. */
async function send(connector, writes) {
	const identifiers = writes.flatMap((write) => write.identifiers);
	const byField = IDENTIFIERS.map((field) => identifiers.filter((one) => one.field === field));
	await Promise.all(byField.map(async (some) => await connector.lookup(some)));
	const batches = slices(writes, connector.capabilities.batchSize);
	await Promise.all(batches.map(async (batch) => await connector.write(batch)));
}

export async function run({ rows, prepared }) {
	const connection = { ...prepared.login, tls: 'off' };
	const connector = await openConnector('sqlTable', { engine: 'postgres', connection, table: 'customers' });
	for (const writes of slices(prepared.writes, ROWS_AT_ONCE)) await send(connector, writes);
	await connector.close();
	return { rows, customers: await countRows(prepared) };
}
