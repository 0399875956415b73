import type { Connector } from '../../../../lib/connectors';
import type { SqlTestServer } from '../../sql/conformance';
import { startMysqlServer } from '../../sql/engines/mysql';
import { startTestServer } from '../../sql/postgresServer';
import { customersOf, recordOf, recordsOf, rowsOf, runImport } from '../../import/rows';
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

const PEOPLE = 60;

/** Everybody with an e-mail and a phone, in letters and an order of one's own. */
const file = (city: string, emailOf: (n: number) => string = (n) => `p${n}@example.com`) =>
	rowsOf(
		...Array.from({ length: PEOPLE }, (_, n) => ({
			email: emailOf(n),
			phone: `4850000${100 + n}`,
			crmId: `C${n}`,
			city,
		})),
	);

const inBatchesOf = (batchSize: number, connector: Connector): Connector => ({
	...connector,
	capabilities: { ...connector.capabilities, batchSize },
});

/** Lets `work` happen each time after a lookup and before the write that follows from it. */
function interrupted(connector: Connector, ...work: (() => Promise<unknown>)[]): Connector {
	return {
		...connector,
		lookup: async (identifiers) => {
			const hits = await connector.lookup(identifiers);
			await work.shift()?.();
			return hits;
		},
	};
}

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

	it('make no double when both have seen that the customer is not there', async () => {
		const meanwhile = rowsOf({ email: 'EWA@example.com', city: 'Łódź' });
		const result = await runImport(
			interrupted(one, async () => await runImport(other, meanwhile)),
			rowsOf({ email: 'jan@example.com' }, { email: 'ewa@example.com' }),
		);
		expect(result.summary).toEqual(['2 created', '3 unchanged']);
		expect(await customersOf(one)).toHaveLength(2);
	});

	it('do not overwrite what the other has just changed', async () => {
		await runImport(one, rowsOf({ email: 'jan@example.com', firstName: 'Jan' }));
		const meanwhile = rowsOf({ email: 'jan@example.com', lastName: 'Nowak', phone: '48501228855' });
		const result = await runImport(
			interrupted(one, async () => await runImport(other, meanwhile)),
			rowsOf({ email: 'jan@example.com', firstName: 'Janusz' }),
		);
		expect(result.summary).toEqual(['2 updated']);
		expect(await recordsOf(one)).toEqual([
			{ email: 'jan@example.com', firstName: 'Janusz', lastName: 'Nowak', phone: '48501228855' },
		]);
	});

	it('refuse an identifier that the other gave away in between', async () => {
		await runImport(one, rowsOf({ email: 'jan@example.com' }));
		const taken = rowsOf({ email: 'ewa@example.com', phone: '48501228855' });
		const result = await runImport(
			interrupted(one, async () => await runImport(other, taken)),
			rowsOf({ email: 'jan@example.com', phone: '48501228855' }),
		);
		expect(result.summary).toEqual(['2 ambiguous']);
		expect((await one.lookup([{ field: 'phone', value: '48501228855' }]))[0]?.customers).toHaveLength(1);
	});

	it('give up on a customer whom somebody keeps changing', async () => {
		await runImport(one, rowsOf({ email: 'jan@example.com' }));
		let count = 0;
		const change = async () =>
			await runImport(other, rowsOf({ email: 'jan@example.com', city: `c${++count}` }));
		const rows = rowsOf({ email: 'jan@example.com', firstName: 'Jan' }, { email: 'ewa@example.com' });
		const result = await runImport(interrupted(one, ...Array.from({ length: 12 }, () => change)), rows);
		expect(result.outcomes.find(({ rowNumber }) => rowNumber === 2)).toMatchObject({
			outcome: 'failed',
			issues: [{ code: 'CHANGED_MEANWHILE' }],
		});
		expect(result.outcomes.find(({ rowNumber }) => rowNumber === 3)?.outcome).toBe('created');
	});

	it('side by side, with every identifier in both files, end with one customer each', async () => {
		const results = await Promise.all([
			runImport(inBatchesOf(3, one), file('Łódź')),
			runImport(inBatchesOf(7, other), file('Kraków', (n) => `P${n}@Example.com`).reverse()),
		]);
		for (const { report } of results) {
			expect(report.outcomes).toMatchObject({ failed: 0, ambiguous: 0, unknown: 0 });
		}
		expect(await customersOf(one)).toHaveLength(PEOPLE);
	});

	it('in whole batches of the same customers, end with one customer each', async () => {
		const results = await Promise.all([runImport(one, file('Łódź')), runImport(other, file('Łódź'))]);
		for (const { report } of results) {
			expect(report.outcomes).toMatchObject({ failed: 0, ambiguous: 0, unknown: 0 });
		}
		expect(await customersOf(one)).toHaveLength(PEOPLE);
	});

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
