import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { localBase, type CustomerRecord } from '../../lib';
import { startPostgres, type TestPostgres } from '../../tools/postgres.mjs';
import { itemsOf, realN8n, type RealN8n } from './realN8n';

const PACKAGE = 'n8n-nodes-customer-import';
const WORKFLOW = 'sqlPull000000001';
const BASE = 'pulled';
const PATIENCE_MS = 90_000;

let n8n: RealN8n;
let postgres: TestPostgres;
let database: Client;
let credential: string;

beforeAll(async () => {
	n8n = await realN8n();
	postgres = await startPostgres();
	database = new Client({ connectionString: postgres.url });
	await database.connect();
	await database.query(
		'CREATE TABLE people (id int PRIMARY KEY, email text, phone text, first_name text, changed_at timestamptz NOT NULL)',
	);
	const data = credentialData();
	credential = await n8n.session.saveCredential({ name: 'People database', type: 'customerSqlApi', data });
});

afterAll(async () => {
	await n8n.session.http.post(`/workflows/${WORKFLOW}/deactivate`, {});
	await database.end();
	await postgres.stop();
});

describe('the test of a database credential in the real n8n', () => {
	it('connects', async () => {
		expect(await testCredential({})).toMatchObject({ status: 'OK' });
	});

	it.each([
		['database', { database: 'nowhere' }, /nowhere/],
		['port', { port: 1 }, /port|refus/i],
		['user', { user: 'nobody-known' }, /nobody-known/],
	])('tells a wrong %s apart', async (_, wrong, message) => {
		expect(await testCredential(wrong)).toEqual({ status: 'Error', message: expect.stringMatching(message) });
	});
});

describe('a scheduled pull in the real n8n', () => {
	it('shows the first rows when it is tried out; the pull itself still begins at the first row', async () => {
		await insertPeople(1, 250);
		const { nodes, ...whole } = pullWorkflow();
		await n8n.session.saveWorkflow({ ...whole, nodes: nodes.slice(0, 1), connections: {} });
		const execution = await n8n.session.runWorkflow(WORKFLOW, { trigger: 'Pull' });
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Pull').length).toBeGreaterThan(0);
	});

	it('brings all rows of the table into the customer base, in chunks, on its schedule', async () => {
		await publish();
		await until(async () => (await emails()).size === 250);
		expect(await emails()).toEqual(new Set(range(1, 250).map(emailOf)));
	});

	it('brings what is new and what has changed, and nothing twice', async () => {
		await insertPeople(251, 260);
		await database.query(
			"UPDATE people SET first_name = 'Zofia', changed_at = clock_timestamp() WHERE id = 7",
		);
		await until(async () => (await emails()).size === 260 && (await nameOf(7)) === 'Zofia');
		expect((await customers()).length).toBe(260);
	});

	it('leaves values that look like SQL what they are', async () => {
		await database.query(
			"INSERT INTO people VALUES (261, 'a261@example.com', NULL, '1; DROP TABLE people', clock_timestamp())",
		);
		await until(async () => (await emails()).size === 261);
		expect(await nameOf(261)).toBe('1; DROP TABLE people');
		expect((await database.query('SELECT count(*)::int AS count FROM people')).rows).toEqual([
			{ count: 261 },
		]);
	});
});

const range = (from: number, to: number): number[] =>
	Array.from({ length: to - from + 1 }, (_, n) => from + n);
const emailOf = (id: number): string => `a${id}@example.com`;

/** All in one statement, and so with one and the same time of change. */
async function insertPeople(from: number, to: number): Promise<void> {
	await database.query(
		`INSERT INTO people
		 SELECT id, 'a' || id || '@example.com', '+4850110' || lpad(id::text, 4, '0'), 'Anna', now()
		 FROM generate_series($1::int, $2::int) AS id`,
		[from, to],
	);
}

function credentialData(changes: Record<string, unknown> = {}): Record<string, unknown> {
	const { host, port, user, password, database: name } = postgres;
	return { engine: 'postgres', host, port, user, password, database: name, tls: 'off', ...changes };
}

/** As the button of the credential's dialog does it. */
async function testCredential(wrong: Record<string, unknown>): Promise<unknown> {
	const credentials = {
		id: '',
		name: 'People database',
		type: 'customerSqlApi',
		data: credentialData(wrong),
	};
	const { data } = await n8n.session.http.post<{ data: unknown }>('/credentials/test', { credentials });
	return data.data;
}

async function publish(): Promise<void> {
	const { http, saveWorkflow } = n8n.session;
	await saveWorkflow(pullWorkflow());
	const { data: stored } = await http.get<{ data: { versionId: string } }>(`/workflows/${WORKFLOW}`);
	await http.post(`/workflows/${WORKFLOW}/activate`, { versionId: stored.data.versionId });
}

function pullWorkflow() {
	const node = (name: string, type: string, place: number, parameters: object, more: object = {}) => ({
		id: name,
		name,
		type: `${PACKAGE}.${type}`,
		typeVersion: 1,
		position: [place * 220, 0],
		parameters,
		...more,
	});
	const link = (to: string) => ({ main: [[{ node: to, type: 'main', index: 0 }]] });
	return {
		id: WORKFLOW,
		name: 'Pull people',
		settings: { executionOrder: 'v1' },
		nodes: [
			node(
				'Pull',
				'sqlScheduledPullTrigger',
				0,
				{
					query: 'SELECT id AS "CRM ID", email, phone, first_name, changed_at FROM people',
					startColumn: { __rl: true, mode: 'name', value: 'changed_at' },
					startValue: '2000-01-01',
					keyColumn: { __rl: true, mode: 'name', value: 'CRM ID' },
					chunkSize: 40,
					schedule: { rules: [{ unit: 'seconds', secondsInterval: 2 }] },
					pullOnActivation: true,
					output: 'batch',
					moveWatermark: 'afterSuccess',
					options: {},
				},
				{ credentials: { customerSqlApi: { id: credential, name: 'People database' } } },
			),
			node('Map', 'customerMapNormalize', 1, {
				mappingMode: 'automatic',
				identifiers: ['email', 'phone', 'crmId'],
				minimum: 'any',
				options: {},
			}),
			node('Upsert', 'customerUpsert', 2, {
				operation: 'upsert',
				destination: 'localBase',
				baseName: BASE,
				importType: 'addAndModify',
				mainIdentifier: 'crmId',
				fallbackIdentifiers: { identifier: [{ field: 'email' }, { field: 'phone' }] },
				duplicates: 'overwrite',
				options: {},
			}),
		],
		connections: { Pull: link('Map'), Map: link('Upsert') },
	};
}

async function until(holds: () => Promise<boolean>): Promise<void> {
	const deadline = Date.now() + PATIENCE_MS;
	while (!(await holds().catch(() => false))) {
		if (Date.now() > deadline)
			throw new Error(`Not reached; the base holds ${(await customers()).length} customers`);
		await wait(300);
	}
}

async function customers(): Promise<CustomerRecord[]> {
	const path = join(n8n.userFolder, '.n8n', 'customer-import', `${BASE}.sqlite`);
	const base = localBase({ path, readOnly: true });
	const found: CustomerRecord[] = [];
	try {
		for await (const batch of base.read?.({}) ?? []) for (const { record } of batch) found.push(record);
	} finally {
		await base.close();
	}
	return found;
}

const emails = async (): Promise<Set<unknown>> => new Set((await customers()).map(({ email }) => email));

const nameOf = async (id: number): Promise<unknown> =>
	(await customers()).find(({ email }) => email === emailOf(id))?.['firstName'];
