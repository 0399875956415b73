import { countCustomers } from './customers.mjs';
import { dataSet, ROWS } from './dataSets.mjs';
import { executionStep } from './executionStep.mjs';
import { countRows, digestOf, startTable } from './postgresTable.mjs';
import { n8nTable, ourTable, TABLE_NODE } from './workflowFiles.mjs';
import { measureContenders, prepare } from './workflows.mjs';

/** n8n’s node takes a minute for each few thousand rows. */
const SIZE = 'tiny';

const NOTE =
	'The same mapped customers into the same table of PostgreSQL in the real n8n: our Upsert on row batches, and n8n’s Postgres node ' +
	'upserting items by the customer number. Time is that of this one node, as n8n measures it. Ours looks every customer up by three ' +
	'identifiers, compares, and keeps a journal by which the import can be undone; n8n’s node writes eleven columns of each row. Both must leave the same rows. Only a ' +
	'part of the file is measured, because n8n’s node would take most of an hour for all of it.';

/**
 * Measures our table against n8n's Postgres node, in the form of `measureStage`.
 * @param {{ quick: boolean, say: (text: string) => void }} options
 */
export async function measureTables({ quick, say }) {
	const n8n = await prepare(say);
	const path = await dataSet(SIZE, 'csv');
	const table = await startTable();
	try {
		const contenders = contendersFor(table, path, countCustomers(ROWS[SIZE]));
		const stage = { title: 'Customers into PostgreSQL in n8n', note: NOTE };
		return [
			await measureContenders({ n8n, stage, size: SIZE, path, contenders, rounds: quick ? 1 : 2, say }),
		];
	} finally {
		await table.client.end();
		await table.stop();
	}
}

function contendersFor(table, path, customers) {
	const { host, port, database, user, password } = table.login;
	const login = { host, port, database, user, password };
	const end = {};
	const counted = { customers, inspect: async (userFolder) => await emptied(table, end, userFolder) };
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

/** Counts what a run has left, and makes room for the next. All runs must end with the same customers. */
async function emptied(table, end, userFolder) {
	const customers = await countRows(table);
	const digest = await digestOf(table);
	end.digest ??= digest;
	await table.client.query('TRUNCATE customers');
	const found = digest === end.digest ? customers : `${customers} other`;
	return { ...executionStep(TABLE_NODE)(userFolder), found };
}
