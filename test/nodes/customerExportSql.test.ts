import { CustomerExport } from '../../nodes/CustomerExport/CustomerExport.node';
import type { SqlTestServer } from '../lib/sql/conformance';
import { startTestServer } from '../lib/sql/postgresServer';
import type { FakeExecution } from './fakeExecution';
import { fakeExecution } from './fakeExecution';

let server: SqlTestServer;

beforeAll(async () => {
	server = await startTestServer();
	await server.execute(
		'CREATE SCHEMA shop',
		`CREATE TABLE shop."Clients" (
			id bigint, name text, points numeric(30, 10), born date, seen timestamptz, vip boolean
		)`,
		`INSERT INTO shop."Clients" VALUES
			(9007199254740993, 'Łucja', 12345678901.0123456789, '1990-02-03', '2026-03-01 10:30:00.123456+01', true),
			(2, '=1+1', -5, NULL, NULL, false),
			(3, NULL, NULL, NULL, NULL, NULL)`,
	);
}, 90_000);

afterAll(async () => await server?.stop());

function run(parameters: Readonly<Record<string, unknown>>): FakeExecution {
	const { host, port, database, user, password, tls } = server.connection;
	return fakeExecution({
		node: new CustomerExport(),
		items: [{ json: {} }],
		timeZone: 'UTC',
		credentials: {
			customerSqlApi: { engine: 'postgres', host, port, database, user, password, tls },
		},
		parameters: { source: 'sql', fileName: 'clients', ...parameters },
	});
}

async function textOf(parameters: Readonly<Record<string, unknown>>): Promise<string> {
	const fake = run({ options: { bom: false, lineEnd: '\n' }, ...parameters });
	const [[item] = []] = await fake.execute();
	return fake.bytesOf(item?.binary?.['data']).toString();
}

it('exports a table with every digit, and guards its texts', async () => {
	const sort = { key: [{ field: 'id', order: 'descending' }] };
	expect(await textOf({ table: 'shop."Clients"', sort })).toBe(
		[
			'id,name,points,born,seen,vip',
			'9007199254740993,Łucja,12345678901.0123456789,1990-02-03,2026-03-01T09:30:00.123456Z,true',
			'3,,,,,',
			"2,'=1+1,-5.0000000000,,,false",
			'',
		].join('\n'),
	);
});

it('exports what a SELECT gives, filtered by conditions', async () => {
	const query = 'SELECT id, upper(name) AS who FROM shop."Clients" WHERE id < 10 ORDER BY id';
	const conditions = { condition: [{ field: 'who', operator: 'notEmpty' }] };
	expect(await textOf({ sqlRead: 'query', query, conditions })).toBe("id,who\n2,'=1+1\n");
});

it('counts', async () => {
	const condition = [{ field: 'vip', operator: 'given' }];
	const [[item] = []] = await run({
		operation: 'count',
		table: 'shop.Clients',
		conditions: { condition },
	}).execute();
	expect(item?.json).toMatchObject({ count: 1, all: 3 });
});

it.each([
	[{ table: 'shop.nobody' }, /nobody/],
	[{ sqlRead: 'query', query: 'DELETE FROM shop."Clients"' }, /DELETE/],
	[{ sqlRead: 'query', query: 'SELECT {lastItem}' }, /lastItem/],
	[{ sqlRead: 'query', query: '' }, /empty/],
])('says what is wrong with %j', async (parameters, message) => {
	await expect(run(parameters).execute()).rejects.toMatchObject({
		name: 'NodeOperationError',
		message: expect.stringMatching(message),
	});
});
