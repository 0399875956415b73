import type { SqlColumn, SqlSession } from '../../../lib/sql/dialect';
import type { DialectFixture, SqlTestServer } from './conformance';

/** What every dialect tells about the tables of a database. */
export function describeCatalogue({
	dialect,
	types,
	notNull = 'NOT NULL',
	tableEnd = '',
	start,
}: DialectFixture): void {
	describe(`the tables of ${dialect.title}`, () => {
		let server: SqlTestServer;
		let session: SqlSession;

		beforeAll(async () => {
			server = await start();
			session = await dialect.connect(server.connection);
			await server.execute(
				`CREATE TABLE listed (id ${types.integer} ${notNull}, name ${types.text}, score ${types.decimal}) ${tableEnd}`,
				'CREATE VIEW listed_view AS SELECT id FROM listed',
			);
		}, 90_000);

		afterAll(async () => {
			await session?.close();
			await server?.stop();
		});

		const tableNamed = async (name: string) =>
			(await dialect.listTables(session)).find((table) => table.name.toLowerCase() === name);

		async function columnsOf(name: string): Promise<readonly SqlColumn[]> {
			const table = await tableNamed(name);
			if (table === undefined) throw new Error(`${name} is not listed`);
			return await dialect.listColumns(session, table);
		}

		it('are listed with the views, sorted, and without those of the system', async () => {
			const names = (await dialect.listTables(session)).map(({ name }) => name.toLowerCase());
			expect(names).toEqual(expect.arrayContaining(['listed', 'listed_view']));
			expect(names.filter((name) => /^(pg_|sqlite_|sys|information_schema)/.test(name))).toEqual([]);
			expect(names.indexOf('listed')).toBeLessThan(names.indexOf('listed_view'));
		});

		it('can be read by the names they are listed by', async () => {
			const { schema, name } = (await tableNamed('listed_view')) ?? { name: '' };
			const path = [schema, name].filter((part) => part !== undefined).map(dialect.quoteIdentifier);
			const { labels } = await session.query({ text: `SELECT * FROM ${path.join('.')}`, values: [] });
			expect(labels.map((label) => label.toLowerCase())).toEqual(['id']);
		});

		it('have their columns in order, with the types that results name', async () => {
			const columns = await columnsOf('listed');
			const { labels, types: found } = await session.query({ text: 'SELECT * FROM listed', values: [] });
			expect(columns.map(({ name }) => name)).toEqual(labels);
			expect(columns.map(({ type }) => dialect.orderOf(type))).toEqual(
				found.map((type) => dialect.orderOf(type)),
			);
			expect(columns[0]?.nullable).toBe(false);
		});

		it('have no columns where there is no such table', async () => {
			expect(await dialect.listColumns(session, { name: 'no_such_table' })).toEqual([]);
		});

		it('are found without their schema too', async () => {
			const name = (await tableNamed('listed'))?.name ?? '';
			expect(await dialect.listColumns(session, { name })).toHaveLength(3);
		});
	});
}
