import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { CustomerMapNormalize } from '../../nodes/CustomerMapNormalize/CustomerMapNormalize.node';
import { CustomerUpsert } from '../../nodes/CustomerUpsert/CustomerUpsert.node';
import type { SqlTestServer } from '../lib/sql/conformance';
import { startTestServer } from '../lib/sql/postgresServer';
import { fakeExecution } from './fakeExecution';
import { useOwnUserFolder } from './ownUserFolder';
import { idsOf, rowItems } from './upsertNode';

// Real servers, on a machine that may have much else to do.
jest.setTimeout(60_000);

useOwnUserFolder();

let server: SqlTestServer;

beforeAll(async () => {
	server = await startTestServer();
	await server.execute('CREATE SCHEMA shop');
}, 90_000);
afterAll(async () => await server?.stop());
beforeEach(async () => {
	await server.execute(
		'DROP TABLE IF EXISTS shop."Clients"',
		`CREATE TABLE shop."Clients" (
			id serial PRIMARY KEY, contact_mail text, phone text UNIQUE, first_name text, shoe_size int
		)`,
		'CREATE UNIQUE INDEX ON shop."Clients" (lower(contact_mail))',
	);
});

const TABLE = {
	sqlTable: { __rl: true, mode: 'list', value: 'shop.Clients' },
	sqlFieldNames: { pair: [{ field: 'email', column: { __rl: true, mode: 'list', value: 'contact_mail' } }] },
};

function credentials(): Record<string, IDataObject> {
	const { host, port, database, user, password, tls } = server.connection;
	return { customerSqlApi: { engine: 'postgres', host, port, database, user, password, tls } };
}

function upsert(operation: string, rows: readonly IDataObject[], parameters: Record<string, unknown> = {}) {
	return fakeExecution({
		node: new CustomerUpsert(),
		items: rowItems(...rows),
		timeZone: 'UTC',
		credentials: credentials(),
		parameters: {
			operation,
			destination: 'sqlTable',
			fallbackIdentifiers: { identifier: [{ field: 'phone' }] },
			...TABLE,
			...parameters,
		},
	});
}

const JAN = { email: 'jan@example.com', phone: '48501228855', firstName: 'Jan', shoe_size: '42' };

const outcomesOf = async (fake: ReturnType<typeof upsert>) => {
	const [saved = [], notSaved = [], report = []] = await fake.execute();
	return { saved: saved.map(({ json }) => json), notSaved: notSaved.map(({ json }) => json), report };
};

it('writes customers to the table, knows them again, and takes an import back', async () => {
	const first = await outcomesOf(upsert('upsert', [JAN]));
	expect(first.saved).toMatchObject([{ outcome: 'created', customer_id: '1' }]);
	const second = await outcomesOf(
		upsert('upsert', [{ ...JAN, email: 'JAN@Example.com', firstName: 'Janusz' }]),
	);
	expect(second.saved).toMatchObject([{ outcome: 'updated', customer_id: '1' }]);
	const undo = fakeExecution({
		node: new CustomerUpsert(),
		items: [{ json: {} }],
		timeZone: 'UTC',
		credentials: credentials(),
		parameters: {
			operation: 'undo',
			resource: 'import',
			destination: 'sqlTable',
			...TABLE,
			...idsOf(second.report[0]),
		},
	});
	await undo.execute();
	expect((await outcomesOf(upsert('upsert', [JAN]))).saved).toMatchObject([{ outcome: 'unchanged' }]);
});

it('refuses a table without a unique index on an identifier, unless told not to', async () => {
	await server.execute('ALTER TABLE shop."Clients" DROP CONSTRAINT "Clients_phone_key"');
	await expect(upsert('upsert', [JAN]).execute()).rejects.toMatchObject({
		message: expect.stringContaining("'phone'"),
		description: expect.stringContaining('CREATE UNIQUE INDEX'),
	});
	const { saved } = await outcomesOf(upsert('upsert', [JAN], { requireUniqueIndex: false }));
	expect(saved).toMatchObject([{ outcome: 'created' }]);
});

it('takes the key column that is chosen', async () => {
	const byPhone = { sqlKeyColumn: { __rl: true, mode: 'name', value: 'phone' } };
	await server.execute('ALTER TABLE shop."Clients" ALTER COLUMN phone SET NOT NULL');
	const { saved } = await outcomesOf(upsert('upsert', [JAN], byPhone));
	expect(saved).toMatchObject([{ outcome: 'created', customer_id: '48501228855' }]);
});

it('lists tables, columns and identifiers on the panel', async () => {
	const { searchSqlTables, searchSqlColumns, searchIdentifiers } = new CustomerUpsert().methods.listSearch;
	const parameters: Record<string, unknown> = { destination: 'sqlTable', sqlTable: TABLE.sqlTable };
	const context: Pick<ILoadOptionsFunctions, 'getNodeParameter' | 'getCredentials'> = {
		getNodeParameter: (name: string, fallback?: unknown) => (parameters[name] ?? fallback) as string,
		getCredentials: async <T extends object>() => await Promise.resolve(credentials()['customerSqlApi'] as T),
	};
	// What the panel gives has some hundred more functions, which the lists do not use.
	const panel = context as ILoadOptionsFunctions;
	const values = async (list: typeof searchSqlTables, filter?: string) =>
		(await list.call(panel, filter)).results.map(({ value }) => value);
	expect(await values(searchSqlTables)).toEqual(['shop.Clients']);
	expect(await values(searchSqlColumns)).toEqual(['id', 'contact_mail', 'phone', 'first_name', 'shoe_size']);
	expect(await values(searchSqlColumns, 'MAIL')).toEqual(['contact_mail']);
	expect(await values(searchIdentifiers)).toEqual(['phone', 'contact_mail']);
});

it('gives the fields of the table to the mapping', async () => {
	const fake = fakeExecution({
		node: new CustomerMapNormalize(),
		items: rowItems({ 'E-mail': 'Jan@example.com', 'shoe size': '42', Phone: '501 228 855' }),
		timeZone: 'UTC',
		credentials: credentials(),
		parameters: { fieldSource: 'sqlTable', ...TABLE, defaultCountry: 'PL' },
	});
	const [customers = []] = await fake.execute();
	expect(customers[0]?.json).toMatchObject({ email: 'Jan@example.com', phone: '48501228855', shoe_size: 42 });
});
