import type { Connector } from '../../../../lib/connectors';
import { memoryJournal } from '../../import/memoryJournal';
import { customersOf, rowsOf, runImport } from '../../import/rows';
import { runUndo, snapshot } from '../../import/undoing';
import { unreliable } from '../../import/unreliable';
import type { SqlTestServer } from '../../sql/conformance';
import { startMysqlServer } from '../../sql/engines/mysql';
import { makeSqliteFile } from '../../sql/engines/sqlite';
import { startTestServer } from '../../sql/postgresServer';
import { makeTable, MYSQL_COLUMNS, openTable, POSTGRES_COLUMNS, SQLITE_COLUMNS } from './tables';

// Real servers, on a machine that may have much else to do.
jest.setTimeout(60_000);

const KINDS: ReadonlyArray<
	readonly [string, () => Promise<SqlTestServer>, readonly string[], readonly string[]]
> = [
	['postgres', startTestServer, POSTGRES_COLUMNS.unique, ['customer bigint']],
	['mysql', startMysqlServer, MYSQL_COLUMNS.unique, ['customer bigint unsigned']],
	['sqlite', makeSqliteFile, SQLITE_COLUMNS.unique, ['customer INTEGER']],
];

const people = (count: number) =>
	rowsOf(...Array.from({ length: count }, (_none, n) => ({ email: `p${n}@x.pl`, city: 'Łódź' })));

const idOf = async (base: Connector, email: string): Promise<string> => {
	const [hit] = await base.lookup([{ field: 'email', value: email }]);
	return hit?.customers[0]?.id ?? 'nobody';
};

describe.each(KINDS)('an import into a table of %s', (engine, start, columns, [reference = '']) => {
	let server: SqlTestServer;
	beforeAll(async () => {
		server = await start();
	}, 90_000);
	afterAll(async () => await server?.stop());

	it('is taken back but for the customers that other tables refer to', async () => {
		const table = await makeTable(server, columns);
		const base = await openTable(server, engine, table);
		const journal = memoryJournal();
		const { report } = await runImport(base, people(40), {}, { journal });
		await server.execute(
			`CREATE TABLE ${table}_orders (${reference}, FOREIGN KEY (customer) REFERENCES ${table} (id))`,
		);
		for (const email of ['p3@x.pl', 'p17@x.pl'])
			await server.execute(`INSERT INTO ${table}_orders VALUES (${await idOf(base, email)})`);
		const undone = await runUndo(base, journal, report.importId);
		expect(undone.report).toMatchObject({ outcomes: { created: 38, skipped: 2, failed: 0 } });
		expect(undone.report.stopped).toBeUndefined();
		const kept = undone.outcomes.filter(({ outcome }) => outcome === 'skipped');
		expect(kept.map(({ rowNumber }) => rowNumber)).toEqual([19, 5]);
		expect(kept[0]?.issues).toMatchObject([{ code: 'REMOVAL_REFUSED', severity: 'warning' }]);
		expect(kept[0]?.issues[0]?.message).toMatch(/foreign key/i);
		expect((await customersOf(base)).map(({ record }) => record['email'])).toEqual(['p3@x.pl', 'p17@x.pl']);
		await base.close();
	});
});

describe('an import into a table of PostgreSQL that gave an e-mail of one customer to another', () => {
	let server: SqlTestServer;
	beforeAll(async () => {
		server = await startTestServer();
	}, 90_000);
	afterAll(async () => await server?.stop());

	it('gives it back, where both are in one batch', async () => {
		const base = await openTable(server, 'postgres', await makeTable(server, POSTGRES_COLUMNS.loose));
		const stored = rowsOf({ email: ['b@x.pl', 'a@x.pl'] }, { crmId: '1' });
		await runImport(base, stored, { sharedFrom: Infinity });
		const before = await snapshot(base);
		const journal = memoryJournal();
		const rows = rowsOf({ email: 'a@x.pl' }, { email: 'b@x.pl', crmId: '1' });
		const settings = { multiValues: 'replace', ambiguous: 'updateAll', sharedFrom: Infinity } as const;
		const { report } = await runImport(unreliable(base, [], 1), rows, settings, { journal });
		expect(await snapshot(base)).not.toEqual(before);
		await runUndo(base, journal, report.importId);
		expect(await snapshot(base)).toEqual(before);
		await base.close();
	});
});
