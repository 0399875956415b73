import type { Connector } from '../../../../lib/connectors';
import type { SqlTestServer } from '../../sql/conformance';
import { startMysqlServer } from '../../sql/engines/mysql';
import { startTestServer } from '../../sql/postgresServer';
import { customersOf, recordOf, runImport } from '../../import/rows';
import { describeTwoAtOnce, file, inBatchesOf, PEOPLE } from '../../import/twoAtOnce';
import { startCommitCutter } from './commitCutter';
import { emailIndex, makeTable, MYSQL_COLUMNS, openTable, POSTGRES_COLUMNS } from './tables';

// Real servers, on a machine that may have much else to do.
jest.setTimeout(60_000);

const KINDS = [
	{
		title: 'a PostgreSQL table with unique indexes',
		engine: 'postgres',
		start: startTestServer,
		columns: POSTGRES_COLUMNS.unique,
		indexes: [emailIndex],
	},
	{
		title: 'a PostgreSQL table without unique indexes',
		engine: 'postgres',
		start: startTestServer,
		columns: POSTGRES_COLUMNS.loose,
		indexes: [],
	},
	{
		title: 'a MariaDB table with unique indexes',
		engine: 'mysql',
		start: startMysqlServer,
		columns: MYSQL_COLUMNS.unique,
		indexes: [],
	},
	{
		title: 'a MariaDB table without unique indexes',
		engine: 'mysql',
		start: startMysqlServer,
		columns: MYSQL_COLUMNS.loose,
		indexes: [],
	},
];

describe.each(KINDS)('two imports into $title at once', ({ engine, start, columns, indexes }) => {
	let server: SqlTestServer;
	let table: string;
	let one: Connector;
	let other: Connector;
	beforeAll(async () => {
		server = await start();
	}, 90_000);
	afterAll(async () => await server?.stop());
	beforeEach(async () => {
		table = await makeTable(server, columns, ...indexes);
		one = await openTable(server, engine, table);
		other = await openTable(server, engine, table);
	});
	afterEach(async () => await Promise.all([one.close(), other.close()]));

	describeTwoAtOnce(async () => [
		await openTable(server, engine, table),
		await openTable(server, engine, table),
	]);

	it('while connections break at any moment, lose nobody and make nobody twice', async () => {
		const breaking = (connector: Connector, every: number): Connector => {
			let calls = 0;
			return {
				...inBatchesOf(4, connector),
				write: async (rows) => {
					const done = connector.write(rows);
					if (++calls % every === 0) await server.breakConnections();
					return await done;
				},
			};
		};
		const results = await Promise.all([
			runImport(breaking(one, 4), file('Łódź')),
			runImport(breaking(other, 5), file('Łódź').reverse()),
		]);
		for (const { report } of results) expect(report.rows).toBe(PEOPLE);
		await runImport(one, file('Łódź'));
		expect(await customersOf(one)).toHaveLength(PEOPLE);
	}, 60_000);

	it.each([
		['was lost', true, 1],
		['never came, because COMMIT did not arrive', false, 0],
	])(
		'does not know what became of a customer where the answer to COMMIT %s',
		async (_what, arrives, there) => {
			const cutter = await startCommitCutter(server.connection, arrives);
			const identifiers = [{ field: 'email', value: 'jan@example.com' }];
			const write = {
				action: 'create',
				rowNumber: 2,
				record: recordOf({ email: 'jan@example.com' }),
				identifiers,
			} as const;
			const connection = { ...server.connection, port: cutter.port };
			const remote = await openTable({ connection }, engine, table);
			cutter.arm();
			expect(await remote.write([write])).toEqual([{ outcome: 'unknown' }]);
			expect((await one.lookup(identifiers))[0]?.customers).toHaveLength(there);
			await Promise.all([remote.close(), cutter.close()]);
		},
	);
});
