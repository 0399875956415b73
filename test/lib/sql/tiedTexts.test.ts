import type { SqlDialect, SqlSession } from '../../../lib/sql';
import { pullChunks } from '../../../lib/sql';
import { mysql } from '../../../lib/sql/mysql';
import { postgres } from '../../../lib/sql/postgres';
import type { SqlTestServer } from './conformance';
import { startMysqlServer } from './engines/mysql';
import { startTestServer } from './postgresServer';

/** Values that look different and are one to the collation, in the order in which they are stored. */
const NAMES = ['ANN', 'Ewa', 'Ann', 'Zoé', 'ann', 'zoe', 'EWA', 'ZOE', 'Bob', 'aNN', 'Zoë', 'ánn'];

interface Kind {
	readonly dialect: SqlDialect;
	readonly start: () => Promise<SqlTestServer>;
	/** A type of texts for which 'Ann' is 'ANN'. */
	readonly textType: string;
	readonly before: readonly string[];
}

const KINDS: ReadonlyArray<[string, Kind]> = [
	[
		'MariaDB',
		{
			dialect: mysql,
			start: () => startMysqlServer(),
			textType: 'varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci',
			before: [],
		},
	],
	[
		'PostgreSQL',
		{
			dialect: postgres,
			start: () => startTestServer(),
			textType: 'text COLLATE loose',
			before: [
				"CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false)",
				'CREATE TABLE amounts (id int, amount numeric)',
				'INSERT INTO amounts VALUES (1, 1.0), (2, 1.00), (3, 1), (4, 2), (5, 2.000)',
			],
		},
	],
];

describe.each(KINDS)('values that %s takes for one', (_name, { dialect, start, textType, before }) => {
	let server: SqlTestServer;
	let session: SqlSession;

	beforeAll(async () => {
		server = await start();
		await server.execute(
			...before,
			`CREATE TABLE people (id int PRIMARY KEY, name ${textType})`,
			`INSERT INTO people VALUES ${NAMES.map((name, id) => `(${id}, '${name}')`).join(', ')}`,
			`CREATE TABLE letters (id int PRIMARY KEY, name ${textType})`,
			`INSERT INTO letters VALUES ${Array.from({ length: 64 }, (_, id) => `(${id}, '${casesOfSix(id)}')`).join(', ')}`,
		);
		session = await dialect.connect(server.connection);
	}, 90_000);

	afterAll(async () => {
		await session?.close();
		await server?.stop();
	});

	async function chunksOf(
		query: string,
		settings: { chunkSize: number; startColumn?: string; startValue?: string; keyColumn?: string },
		counted: SqlSession = session,
	): Promise<number[][]> {
		const chunks: number[][] = [];
		const whole = { query, startColumn: 'name', ...settings };
		for await (const { rows } of pullChunks(counted, dialect, whole, undefined)) {
			chunks.push(rows.map(({ cells }) => Number(cells[0])));
		}
		return chunks;
	}

	const inOrder = (chunks: readonly number[][]): number[] => chunks.flat().sort((a, b) => a - b);
	const all = NAMES.map((_, id) => id);

	it.each([1, 2, 3, 4, 5, 7, 11])('come once each, in chunks of %i', async (chunkSize) => {
		expect(inOrder(await chunksOf('SELECT id, name FROM people', { chunkSize }))).toEqual(all);
		const own = 'SELECT id, name FROM people WHERE name > {lastItem} ORDER BY name LIMIT {limit}';
		expect(inOrder(await chunksOf(own, { chunkSize, startValue: '' }))).toEqual(all);
	});

	it('stay together, and what is different is still divided', async () => {
		const chunks = await chunksOf('SELECT id, name FROM people', { chunkSize: 2 });
		const letters = chunks.map(
			(ids) => new Set(ids.map((id) => NAMES[id]?.replace('á', 'a')[0]?.toLowerCase())),
		);
		expect(letters.flatMap((set) => [...set])).toEqual(['a', 'b', 'e', 'z']);
		expect(chunks.length).toBeGreaterThan(2);
	});

	it('are divided by a key column', async () => {
		const chunks = await chunksOf('SELECT id, name FROM people', { chunkSize: 2, keyColumn: 'id' });
		expect(chunks.map(({ length }) => length)).toEqual([2, 2, 2, 2, 2, 2]);
		expect(inOrder(chunks)).toEqual(all);
	});

	it('come once each where they are the key column', async () => {
		const query = 'SELECT id, name, id - id AS part FROM people';
		const settings = { chunkSize: 3, startColumn: 'part', keyColumn: 'name' };
		expect(inOrder(await chunksOf(query, settings))).toEqual(all);
	});

	it('are found with few queries however many there are', async () => {
		let queries = 0;
		const counted: SqlSession = {
			...session,
			async query(query) {
				queries += 1;
				return await session.query(query);
			},
		};
		const chunks = await chunksOf('SELECT id, name FROM letters', { chunkSize: 40 }, counted);
		expect(chunks.map(({ length }) => length)).toEqual([64]);
		expect(queries).toBeLessThan(30);
	});

	it('are numbers, too', async () => {
		if (dialect !== postgres) return;
		for (const chunkSize of [1, 2, 3, 4]) {
			const chunks = await chunksOf('SELECT id, amount FROM amounts', { chunkSize, startColumn: 'amount' });
			expect(chunks.map((ids) => ids.sort())).toEqual([
				[1, 2, 3],
				[4, 5],
			]);
		}
	});
});

/** The number's bits as the cases of six letters: all of them one text to the collation. */
function casesOfSix(bits: number): string {
	return Array.from({ length: 6 }, (_, at) => ((bits >> at) & 1 ? 'A' : 'a')).join('');
}
