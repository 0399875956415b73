import { countCustomers } from './customers.mjs';
import { dataSet, ROWS } from './dataSets.mjs';
import { executionStep } from './executionStep.mjs';
import { countRows, startTable } from './postgresTable.mjs';
import { n8nTable, ourTable, TABLE_NODE } from './workflowFiles.mjs';
import { measureContenders, prepare } from './workflows.mjs';

const NOTE =
	'The same mapped customers into the same table of PostgreSQL in the real n8n: our Upsert on row batches, and n8n’s Postgres node ' +
	'upserting items by the customer number. Time is that of this one node, as n8n measures it. Ours looks every customer up by three ' +
	'identifiers, compares, and keeps a journal by which the import can be undone; n8n’s node writes ten columns of each row. Only a ' +
	'part of the file is measured, because n8n’s node takes minutes for all of it.';

/**
 * Measures our table against n8n's Postgres node, in the form of `measureStage`.
 * @param {{ quick: boolean, say: (text: string) => void }} options
 */
export async function measureTables({ quick, say }) {
	const n8n = await prepare(say);
	const size = quick ? 'tiny' : 'quick';
	const path = await dataSet(size, 'csv');
	const table = await startTable();
	try {
		const contenders = contendersFor(table, path, countCustomers(ROWS[size]));
		const stage = { title: 'Customers into PostgreSQL in n8n', note: NOTE };
		return [await measureContenders({ n8n, stage, size, path, contenders, rounds: quick ? 1 : 2, say })];
	} finally {
		await table.client.end();
		await table.stop();
	}
}

function contendersFor(table, path, customers) {
	const { host, port, database, user, password } = table.login;
	const login = { host, port, database, user, password };
	const counted = { customers, inspect: async (userFolder) => await emptied(table, userFolder) };
	return [
		{
			candidate: { name: 'ours', ours: true, remark: 'Customer Upsert into a SQL table, row batches' },
			workflow: ourTable('benchTableOurs001', path),
			credentials: [
				{ name: 'Bench', type: 'customerSqlApi', data: { engine: 'postgres', ...login, tls: 'off' } },
			],
			...counted,
		},
		{
			candidate: { name: "n8n's own node", remark: 'Postgres, Insert or Update, items', target: 10 },
			workflow: n8nTable('benchTableN8n0001', path),
			credentials: [{ name: 'Bench', type: 'postgres', data: { ...login, ssl: 'disable' } }],
			...counted,
		},
	];
}

/** Counts what a run has left, and makes room for the next. */
async function emptied(table, userFolder) {
	const found = await countRows(table);
	await table.client.query('TRUNCATE customers');
	return { ...executionStep(TABLE_NODE)(userFolder), found };
}
