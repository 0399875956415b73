import type { SqlWriter } from '../../../lib/sql/dialect';
import type { DialectFixture, SqlTestServer } from './conformance';
import { errorOf } from './conformance';

/** What every dialect holds to that customers can be written to. */
export function describeWriter({
	dialect,
	types,
	start,
	inProcess = false,
	nameOf = (written) => written,
}: DialectFixture): void {
	const { openWriter } = dialect;
	if (openWriter === undefined) return;

	describe(`${dialect.title} as a destination`, () => {
		let server: SqlTestServer;
		let writer: SqlWriter;

		beforeAll(async () => {
			server = await start();
			writer = await openWriter(server.connection);
		}, 90_000);

		afterAll(async () => {
			await writer?.close();
			await server?.stop();
		});

		beforeEach(async () => {
			await server.execute(
				'DROP TABLE IF EXISTS written',
				`CREATE TABLE written (id ${types.integer} NOT NULL PRIMARY KEY, name ${types.text})`,
			);
		});

		const parameter = (n: number) => dialect.parameter(n);
		const insert = (id: number | null, name: string | null) =>
			writer.query({
				text: `INSERT INTO written (id, name) VALUES (${parameter(1)}, ${parameter(2)})`,
				values: [id, name],
			});

		async function stored(): Promise<unknown> {
			const session = await dialect.connect(server.connection);
			const { rows } = await session.query({
				text: 'SELECT id, name FROM written ORDER BY id',
				values: [],
			});
			await session.close();
			return rows;
		}

		it('is not opened again by work that comes after it was closed', async () => {
			const once = await openWriter(server.connection);
			await once.close();
			const late = { text: `INSERT INTO written (id) VALUES (${parameter(1)})`, values: [1] };
			await expect(once.query(late)).rejects.toThrow();
			expect(await stored()).toEqual([]);
		});

		it('keeps what is written, and says how many rows were changed', async () => {
			expect(await insert(1, 'Ewa')).toMatchObject({ changed: 1 });
			expect(await insert(2, null)).toMatchObject({ changed: 1 });
			const update = { text: `UPDATE written SET name = ${parameter(1)}`, values: ["O'Neil'); --"] };
			expect(await writer.query(update)).toMatchObject({ changed: 2 });
			expect(await stored()).toEqual([
				[1, "O'Neil'); --"],
				[2, "O'Neil'); --"],
			]);
		});

		it('gives rows as a session does', async () => {
			await insert(1, 'Łucja');
			expect(await writer.query({ text: 'SELECT id, name FROM written', values: [] })).toMatchObject({
				labels: ['id', 'name'].map(nameOf),
				rows: [[1, 'Łucja']],
			});
		});

		it('keeps all of a transaction', async () => {
			const result = await writer.inTransaction(async () => {
				await insert(1, 'a');
				await insert(2, 'b');
				return 'done';
			});
			expect(result).toBe('done');
			expect(await stored()).toHaveLength(2);
		});

		it('shows nothing of a transaction before its end', async () => {
			await insert(1, 'a');
			await writer.inTransaction(async () => {
				await insert(2, 'b');
				expect(await stored()).toEqual([[1, 'a']]);
			});
			expect(await stored()).toHaveLength(2);
		});

		it('keeps nothing of a transaction whose work throws, and throws that', async () => {
			const ours = new Error('stop here');
			const failing = writer.inTransaction(async () => {
				await insert(1, 'a');
				throw ours;
			});
			await expect(failing).rejects.toBe(ours);
			expect(await stored()).toEqual([]);
			await insert(1, 'a');
			expect(await stored()).toHaveLength(1);
		});

		it('keeps nothing of a transaction in which a statement failed', async () => {
			const error = await errorOf(() =>
				writer.inTransaction(async () => {
					await insert(1, 'a');
					await insert(1, 'again');
				}),
			);
			expect(error.code).toBe('SQL_DUPLICATE');
			expect(await stored()).toEqual([]);
		});

		it('tells a duplicate from a rule of the table, and goes on', async () => {
			await insert(1, 'a');
			expect((await errorOf(() => insert(1, 'b'))).code).toBe('SQL_DUPLICATE');
			expect((await errorOf(() => insert(null, 'b'))).code).toBe('SQL_CONSTRAINT');
			await insert(2, 'b');
			expect(await stored()).toHaveLength(2);
		});

		it('says what it does not understand', async () => {
			const statement = { text: 'INSERT INTO nowhere_at_all VALUES (1)', values: [] };
			expect((await errorOf(() => writer.query(statement))).code).toBe('SQL_QUERY');
		});

		if (inProcess) return;

		it('takes nothing for written when the connection breaks in a transaction, and then goes on', async () => {
			const error = await errorOf(() =>
				writer.inTransaction(async () => {
					await insert(1, 'a');
					await server.breakConnections();
					await insert(2, 'b');
				}),
			);
			expect([error.kind, error.code]).toEqual(['transient', 'SQL_CONNECTION_LOST']);
			expect(await stored()).toEqual([]);
			await insert(3, 'c');
			expect(await stored()).toEqual([[3, 'c']]);
		});

		it('says that the right to write is missing', async () => {
			const stranger = await openWriter({ ...server.connection, ...server.stranger });
			const error = await errorOf(() =>
				stranger.query({ text: "INSERT INTO written VALUES (1, 'a')", values: [] }),
			);
			await stranger.close();
			expect(error.code).toBe('SQL_PERMISSION');
		});
	});
}
