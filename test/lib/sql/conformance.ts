import {
	bindQuery,
	type BoundQuery,
	pullChunks,
	type PulledChunk,
	type PullSettings,
	type QueryResult,
	type SqlConnection,
	type SqlDialect,
	type SqlSession,
	tableQuery,
	type TableRead,
	type Watermark,
} from '../../../lib/sql';
import type { Cell } from '../../../lib/model';
import { isImportError } from '../../../lib/errors';

/** A server for tests, with the right to write. */
export interface SqlTestServer {
	readonly connection: SqlConnection;
	/** Runs statements as an administrator. */
	execute(...statements: string[]): Promise<void>;
	/** A login that may connect and read nothing. */
	readonly stranger: { readonly user: string; readonly password: string };
	/** Breaks all connections of the others. */
	breakConnections(): Promise<void>;
	/** Ends the server without warning, and brings it back. */
	kill(): Promise<void>;
	restart(): Promise<void>;
	stop(): Promise<void>;
}

/** What of the suite is said differently in each database. */
export interface DialectFixture {
	readonly dialect: SqlDialect;
	start(): Promise<SqlTestServer>;
	readonly types: Readonly<Record<'integer' | 'bigint' | 'decimal' | 'timestamp' | 'text', string>>;
	/** What a column that is never empty says; nothing where that is understood. */
	readonly notNull?: string;
	/** What follows the columns in CREATE TABLE. */
	readonly tableEnd?: string;
	/** How the database keeps 12345678901234567890.0123456789, where not exactly. */
	readonly decimal?: Cell;
	/** A date-time with six decimals as a literal, and as the database prints it. */
	readonly timestamp: {
		readonly literal: (text: string) => string;
		readonly printed: (text: string) => string;
	};
	/** Values of its types: the type in CREATE TABLE, a literal, how the value comes, and what the type is called. */
	readonly values: ReadonlyArray<readonly [column: string, literal: string, printed: Cell, type: string]>;
	/** Statements that would change `guarded (id, name)` or something else; none may. */
	readonly writes: readonly string[];
	/** What these need before. */
	readonly beforeWrites?: readonly string[];
	/** A query that takes longer than the timeout of the test. */
	readonly slowQuery: string;
	/** An expression for the text whose bytes in UTF-8 these are. */
	readonly textOf: (hex: string) => string;
	/** Texts cannot hold the character 0. */
	readonly withoutNul?: boolean;
	/** An alias is seen by WHERE and ORDER BY in place of the column of its name. */
	readonly aliasFirst?: boolean;
	/** The second column of a name gets another one in a subquery. */
	readonly renamesTwins?: boolean;
	/** What a connection can fail by: what is changed, the code and a word of the message; those of a server where left out. */
	readonly connectionFailures?: ConnectionFailures;
	/** How a name comes out that was written in lower case and without quotes. */
	readonly nameOf?: (written: string) => string;
	/** The empty text is NULL. */
	readonly emptyIsNull?: boolean;
	/** A limit has to follow an order. */
	readonly limitNeedsOrder?: boolean;
	/** What stands before a text that holds more than one code page does. */
	readonly unicodePrefix?: string;
	/** There is no server: nobody logs in, and no connection can break. */
	readonly inProcess?: boolean;
}

type ConnectionFailures = ReadonlyArray<
	readonly [title: string, changes: Partial<SqlConnection>, code: string, word: string]
>;

const SERVER_FAILURES: ConnectionFailures = [
	['the host', { host: 'no-such-host.invalid' }, 'SQL_HOST', 'no-such-host.invalid'],
	['the port', { port: 1 }, 'SQL_PORT', '127.0.0.1:1'],
	['the password', { password: 'wrong' }, 'SQL_LOGIN', 'user'],
	['an empty password', { password: '' }, 'SQL_LOGIN', 'user'],
	['the user', { user: 'nobody_here' }, 'SQL_LOGIN', 'nobody_here'],
	['the database', { database: 'no_such_database' }, 'SQL_DATABASE', 'no_such_database'],
	['an empty host', { host: '' }, 'SQL_SETTING', 'Host'],
	['TLS, which the server has not', { tls: 'on' }, 'SQL_TLS', '127.0.0.1'],
];

/** Values that have broken other programs: code, quotes, escapes, placeholders, bytes that other encodings read as a quote. */
const HOSTILE: readonly string[] = [
	'1; DROP TABLE hostile',
	"' OR '1'='1",
	"'; DROP TABLE hostile; --",
	"\\' OR 1=1 --",
	'\\',
	"\\\\'",
	'"; DROP TABLE hostile; --',
	'`',
	'/* */ */ /*!50000 1*/',
	'-- # \n',
	'{lastItem} {limit} $1 $2 ? ?1 :a @p1 %s',
	'%_[a-z]*',
	'\\N',
	'NULL',
	// Read as GBK, 0xbf27 and 0xbf5c swallow a quote or a backslash.
	"\u00bf'",
	'\u00bf\\',
	"\u7e17' OR 1=1 --",
	'tab\tline\nreturn\rback\bform\f',
	'\u2028\u00a0\ufeff',
	'🦊 e\u0301 Łucja 王',
	'nul\u0000\u001a',
];

const TWINS = 'with the start column twice';

/** Queries in which an alias has the name of a column. */
const twoOfAName = (limit: string): ReadonlyArray<[string, Partial<PullSettings>, string]> => [
	[
		'whose result is not in the order it was sorted by',
		{ query: `SELECT -id AS id FROM odd t WHERE t.id > {lastItem} ORDER BY t.id ${limit}` },
		'SQL_ORDER',
	],
	[TWINS, { query: 'SELECT id, code AS id FROM odd' }, 'SQL_SETTING'],
];

/** What every dialect holds to. A new one is added to the list in `conformance.test.ts`. */
export function describeDialect(fixture: DialectFixture): void {
	const { dialect, types, tableEnd = '', nameOf = (written) => written, unicodePrefix = '' } = fixture;
	const LIMIT = dialect.limit('{limit}');

	describe(`${dialect.title} as a source of a pull`, () => {
		let server: SqlTestServer;
		let session: SqlSession;

		beforeAll(async () => {
			server = await fixture.start();
			session = await dialect.connect(server.connection);
		}, 90_000);

		afterAll(async () => {
			await session?.close();
			await server?.stop();
		});

		const query = (text: string, values: BoundQuery['values'] = []): Promise<QueryResult> =>
			session.query({ text, values });

		async function createTable(name: string, columns: string, rows: readonly string[]): Promise<void> {
			await server.execute(
				`DROP TABLE IF EXISTS ${name}`,
				`CREATE TABLE ${name} (${columns}) ${tableEnd}`,
				...(rows.length === 0
					? []
					: [`INSERT INTO ${name} VALUES ${rows.map((row) => `(${row})`).join(', ')}`]),
			);
		}

		const pull = (settings: Partial<PullSettings>, from?: Watermark): Promise<PulledChunk[]> =>
			collect(
				pullChunks(session, dialect, { query: '', startColumn: 'id', chunkSize: 10, ...settings }, from),
			);

		const failing = (settings: Partial<PullSettings>, from?: Watermark) =>
			errorOf(() => pull(settings, from));

		describe('values', () => {
			it('gives whole numbers of 64 bits and decimals exactly as the database prints them', async () => {
				await createTable('exact', `a ${types.bigint}, b ${types.decimal}`, [
					'9007199254740993, 12345678901234567890.0123456789',
				]);
				const { rows } = await query('SELECT a, b FROM exact');
				expect(rows).toEqual([['9007199254740993', fixture.decimal ?? '12345678901234567890.0123456789']]);
			});

			it('gives those of every type, and names the types, as the list of columns does', async () => {
				const columns = fixture.values.map(([column], index) => `c${index} ${column}`);
				await createTable('typed', columns.join(', '), [
					fixture.values.map(([, literal]) => literal).join(', '),
				]);
				const { rows, types: found } = await query('SELECT * FROM typed');
				expect(rows[0]).toEqual(fixture.values.map(([, , printed]) => printed));
				expect(found).toEqual(fixture.values.map(([, , , type]) => type));
				const listed = await dialect.listColumns(session, { name: nameOf('typed') });
				expect(listed.map(({ type }) => type)).toEqual(found);
			});

			it('gives timestamps with all their microseconds', async () => {
				await createTable('moments', `at ${types.timestamp}`, [
					fixture.timestamp.literal('2026-03-29 02:30:00.869123'),
				]);
				const { rows } = await query('SELECT at FROM moments');
				expect(rows).toEqual([[fixture.timestamp.printed('2026-03-29 02:30:00.869123')]]);
			});

			it('keeps NULL, the empty text and texts of any script apart', async () => {
				await createTable('texts', `n ${types.integer}, t ${types.text}`, [
					'1, NULL',
					"2, ''",
					`3, ${unicodePrefix}'Łucja 王'`,
				]);
				const { rows } = await query('SELECT t FROM texts ORDER BY n');
				expect(rows).toEqual([[null], [fixture.emptyIsNull === true ? null : ''], ['Łucja 王']]);
			});

			it('names the columns and their types', async () => {
				await createTable(
					'named',
					`${dialect.quoteIdentifier('Mixed')} ${types.integer}, plain ${types.text}`,
					[],
				);
				const { labels, types: found } = await query('SELECT * FROM named');
				expect(labels).toEqual(['Mixed', nameOf('plain')]);
				expect(found.map((type) => dialect.orderOf(type))).toEqual(['number', 'text']);
			});
		});

		describe('all rows of a query', () => {
			const pagesOf = async (read: TableRead, pageRows: number) =>
				await collect(session.stream(tableQuery(dialect, read), pageRows));

			it('come a page at a time, sorted as asked', async () => {
				await createTable('streamed', `id ${types.integer}, name ${types.text}`, [
					"2, 'Li'",
					"1, 'Ewa'",
					"3, 'Jan'",
				]);
				const names = ['id', 'name'].map(nameOf);
				const pages = await pagesOf(
					{ table: nameOf('streamed'), sort: [{ field: nameOf('id'), descending: true }] },
					2,
				);
				expect(pages.map(({ labels, rows }) => [labels, rows])).toEqual([
					[
						names,
						[
							[3, 'Jan'],
							[2, 'Li'],
						],
					],
					[names, [[1, 'Ewa']]],
				]);
			});

			it('are those of one moment, whatever is written meanwhile', async () => {
				await createTable('moving', `id ${types.integer}`, ['1', '2', '3']);
				const found: Cell[] = [];
				for await (const { rows } of session.stream(
					tableQuery(dialect, { query: 'SELECT id FROM moving' }),
					1,
				)) {
					await server.execute('INSERT INTO moving VALUES (9)');
					found.push(...rows.flat());
				}
				expect(found).toEqual([1, 2, 3]);
			});

			it('end with a transient error when the server dies in the middle, and come again afterwards', async () => {
				if (fixture.inProcess === true) return;
				const rows = Array.from({ length: 5000 }, (_, id) => `${id}, '${'x'.repeat(100)}'`);
				await createTable('cut', `id ${types.integer}, name ${types.text}`, rows);
				const many = {
					text: 'SELECT id, name FROM cut CROSS JOIN (SELECT id AS other FROM cut) b',
					values: [],
				};
				const error = await errorOf(async () => {
					for await (const page of session.stream(many, 100)) if (page.rows.length > 0) await server.kill();
				});
				await server.restart();
				expect([error.kind, error.code]).toEqual(['transient', 'SQL_CONNECTION_LOST']);
				const pages = await collect(session.stream({ text: 'SELECT id FROM cut', values: [] }, 1000));
				expect(pages.flatMap(({ rows: page }) => page)).toHaveLength(5000);
			}, 60_000);

			it('tell the columns where there are none', async () => {
				await createTable('bare', `id ${types.integer}`, []);
				expect(await pagesOf({ table: nameOf('bare') }, 5)).toMatchObject([
					{ labels: [nameOf('id')], rows: [] },
				]);
			});

			it('are refused where the statement writes, or is more than one', async () => {
				await createTable('kept', `id ${types.integer}`, ['1']);
				for (const query of ['SELECT 1; DROP TABLE kept', 'DELETE FROM kept']) {
					expect((await errorOf(() => pagesOf({ query }, 5))).kind).toBe('user');
				}
				expect((await query('SELECT id FROM kept')).rows).toEqual([[1]]);
			});
		});

		describe('safety', () => {
			beforeEach(() =>
				createTable('guarded', `id ${types.integer}, name ${types.text}`, ["1, 'Ewa'", "2, 'Li'"]),
			);

			it('takes a value that looks like SQL for a value', async () => {
				const text = 'SELECT id, name FROM guarded WHERE name > {lastItem} ORDER BY name';
				const values = { lastItem: "Ewa'; DROP TABLE guarded; --", lastId: null, limit: 5 };
				const { rows } = await session.query(bindQuery(dialect, text, values));
				expect(rows).toEqual([[2, 'Li']]);
				expect((await query('SELECT id FROM guarded')).rows).toHaveLength(2);
			});

			it('runs one statement only, even when it is not checked before', async () => {
				for (const text of ['SELECT 1; DROP TABLE guarded', 'SELECT 1; SELECT 2']) {
					expect((await errorOf(() => query(text))).kind).toBe('user');
				}
				expect((await query('SELECT id FROM guarded')).rows).toHaveLength(2);
			});

			it.each(fixture.writes)('refuses to write: %s', async (text) => {
				await server.execute(...(fixture.beforeWrites ?? []));
				const error = await errorOf(() => query(text));
				expect(['SQL_READ_ONLY', 'SQL_QUERY']).toContain(error.code);
				expect((await query('SELECT id, name FROM guarded ORDER BY id')).rows).toEqual([
					[1, 'Ewa'],
					[2, 'Li'],
				]);
			});

			it('says of what writes that a pull only reads', async () => {
				const error = await errorOf(() => query(fixture.writes[0] ?? ''));
				expect(error.code).toBe('SQL_READ_ONLY');
			});

			it('reads on from any value, and takes none for code', async () => {
				const texts = HOSTILE.filter((text) => fixture.withoutNul !== true || !text.includes('\0'));
				const rows = texts.map((text, id) => `${id}, ${fixture.textOf(Buffer.from(text).toString('hex'))}`);
				await createTable('hostile', `id ${types.integer}, name ${types.text}`, rows);
				const chunks = await pull({
					query: 'SELECT id, name FROM hostile',
					startColumn: 'name',
					chunkSize: 1,
				});
				const found = chunks.flatMap(({ rows: batch }) => batch.map(({ cells }) => String(cells[1])));
				expect(found.sort()).toEqual([...texts].sort());
				expect(chunks.map(({ watermark }) => watermark.value).sort()).toEqual([...texts].sort());
			});

			it('goes on after a failed query', async () => {
				await errorOf(() => query('SELECT nothing FROM nowhere'));
				expect((await query('SELECT id FROM guarded')).rows).toHaveLength(2);
			});

			it('breaks a query off that takes too long', async () => {
				const hurried = await dialect.connect({ ...server.connection, statementTimeoutMs: 50 });
				const error = await errorOf(() => hurried.query({ text: fixture.slowQuery, values: [] }));
				await hurried.close();
				expect(error.code).toBe('SQL_TIMEOUT');
			});
		});

		describe('chunks', () => {
			const NEXT = `SELECT id, name FROM people WHERE id > {lastItem} ORDER BY id ${LIMIT}`;

			beforeAll(() =>
				createTable(
					'people',
					`id ${types.integer}, name ${types.text}`,
					// Stored in another order, which is what comes when nobody sorts.
					Array.from({ length: 25 }, (_, index) => ((index * 7) % 25) + 1).map(
						(id) => `${id}, 'Person ${id}'`,
					),
				),
			);

			/** Queries that some databases have no words for. */
			const unsorted: ReadonlyArray<[string, string]> = [
				['with a limit and no order', `SELECT * FROM people WHERE id > {lastItem} ${LIMIT}`],
				['with a limit of its own', `SELECT * from people where id>{lastItem} ${dialect.limit('10')}`],
			];

			it.each<[string, string]>([
				['with a place and a limit', NEXT],
				...(fixture.limitNeedsOrder === true ? [] : unsorted),
				['with a place and nothing else', 'SELECT * FROM people WHERE id > {lastItem}'],
				[
					'in the wrong order and without a limit',
					'SELECT * FROM people WHERE id > {lastItem} ORDER BY name',
				],
				['with neither', 'SELECT * FROM people'],
				['that ends in a comment', 'SELECT * FROM people -- all of them;'],
				['that ends in a semicolon', `${NEXT};  /* done */`],
				[
					'with a column in another case',
					`SELECT id AS ${dialect.quoteIdentifier('Id')}, name FROM people WHERE id > {lastItem}`,
				],
			])('reads every row once from a query %s', async (_title, text) => {
				const chunks = await pull({ query: text, startValue: '0' });
				expect(idsOf(chunks)).toEqual([range(1, 10), range(11, 20), range(21, 25)]);
				expect(chunks.map(({ watermark }) => watermark)).toEqual([
					{ value: '10' },
					{ value: '20' },
					{ value: '25' },
				]);
				expect(chunks.map(({ from }) => from)).toEqual([undefined, { value: '10' }, { value: '20' }]);
			});

			it('counts the rows through', async () => {
				const chunks = await pull({ query: NEXT, startValue: '0' });
				expect(chunks.flatMap(({ rows }) => rows.map(({ rowNumber }) => rowNumber))).toEqual(range(1, 25));
			});

			it('goes on after the watermark', async () => {
				expect(idsOf(await pull({ query: NEXT, startValue: '0' }, { value: '20' }))).toEqual([range(21, 25)]);
			});

			it('begins at the first row where no start value is set', async () => {
				expect(idsOf(await pull({ query: 'SELECT * FROM people' }))[0]).toEqual(range(1, 10));
			});

			it('ends after the most chunks of a run', async () => {
				expect(await pull({ query: NEXT, startValue: '0', maxChunks: 2 })).toHaveLength(2);
			});

			it('gives nothing when there is nothing new, and when the table is empty', async () => {
				expect(await pull({ query: NEXT, startValue: '0' }, { value: '25' })).toEqual([]);
				await createTable('nobody', `id ${types.integer}`, []);
				expect(await pull({ query: 'SELECT id FROM nobody' })).toEqual([]);
			});

			it('ends without another query when the rows end with a chunk', async () => {
				const counting = countingSession(session);
				const settings = { query: NEXT, startColumn: 'id', startValue: '0', chunkSize: 25 };
				expect(await collect(pullChunks(counting.session, dialect, settings, undefined))).toHaveLength(1);
				// One for the columns, one for the rows.
				expect(counting.queries()).toBe(2);
			});

			it('ends when it is told to', async () => {
				const stop = new AbortController();
				const settings = { query: NEXT, startColumn: 'id', startValue: '0', chunkSize: 10 };
				const seen: PulledChunk[] = [];
				for await (const chunk of pullChunks(session, dialect, settings, undefined, {
					signal: stop.signal,
				})) {
					seen.push(chunk);
					stop.abort();
				}
				expect(seen).toHaveLength(1);
			});

			it('connects again when the connection broke between two chunks', async () => {
				const settings = { query: NEXT, startColumn: 'id', startValue: '0', chunkSize: 10 };
				const chunks: PulledChunk[] = [];
				for await (const chunk of pullChunks(session, dialect, settings, undefined)) {
					chunks.push(chunk);
					await server.breakConnections();
				}
				expect(idsOf(chunks)).toEqual([range(1, 10), range(11, 20), range(21, 25)]);
			});

			it('compares numbers as numbers, beyond what a floating point number holds', async () => {
				await createTable('large', `id ${types.bigint}`, ['9', '10', '9007199254740993', '9007199254740992']);
				const chunks = await pull({ query: 'SELECT id FROM large', chunkSize: 1 });
				expect(chunks.map(({ watermark }) => watermark.value)).toEqual([
					'9',
					'10',
					'9007199254740992',
					'9007199254740993',
				]);
			});
		});

		describe('rows of the same start value', () => {
			const at = (second: number) => `2026-01-01 10:00:0${second}.500000`;

			beforeAll(() =>
				createTable(
					'changes',
					`id ${types.integer}, updated_at ${types.timestamp}`,
					// Ids against the order of time, so that the pair is what counts.
					[
						[9, 1],
						[2, 1],
						[7, 2],
						[1, 2],
						[8, 2],
						[3, 2],
						[4, 3],
					].map(([id, second]) => `${id}, ${fixture.timestamp.literal(at(second ?? 0))}`),
				),
			);

			it('stay together where there is no key column', async () => {
				const chunks = await pull({
					query: `SELECT * FROM changes WHERE updated_at > {lastItem} ORDER BY updated_at ${LIMIT}`,
					startColumn: 'updated_at',
					startValue: '1970-01-01',
					chunkSize: 3,
				});
				expect(idsOf(chunks).map((ids) => ids.sort())).toEqual([[2, 9], [1, 3, 7, 8], [4]]);
				expect(chunks.map(({ watermark }) => watermark)).toEqual([
					{ value: fixture.timestamp.printed(at(1)) },
					{ value: fixture.timestamp.printed(at(2)) },
					{ value: fixture.timestamp.printed(at(3)) },
				]);
			});

			it('are told apart by a key column', async () => {
				const chunks = await pull({
					query: `SELECT * FROM changes
						WHERE updated_at >= {lastItem} AND (updated_at > {lastItem} OR id > {lastId})
						ORDER BY updated_at, id ${LIMIT}`,
					startColumn: 'updated_at',
					keyColumn: 'id',
					startValue: '1970-01-01',
					chunkSize: 3,
				});
				expect(idsOf(chunks)).toEqual([[2, 9, 1], [3, 7, 8], [4]]);
				expect(chunks[0]?.watermark).toEqual({ value: fixture.timestamp.printed(at(2)), key: '1' });
			});

			it('are told apart by a key column in a query without a condition', async () => {
				const settings = {
					query: 'SELECT * FROM changes',
					startColumn: 'updated_at',
					keyColumn: 'id',
					chunkSize: 3,
				};
				expect(idsOf(await pull(settings))).toEqual([[2, 9, 1], [3, 7, 8], [4]]);
			});

			it('are not lost when the key column is not unique', async () => {
				await createTable('doubled', `id ${types.integer}, part ${types.integer}`, [
					'1, 1',
					'1, 1',
					'1, 2',
					'1, 2',
				]);
				const settings = { query: 'SELECT * FROM doubled', keyColumn: 'part', chunkSize: 3 };
				expect(idsOf(await pull(settings)).map((ids) => ids.length)).toEqual([2, 2]);
			});
		});

		describe('queries that cannot be followed', () => {
			beforeAll(() =>
				createTable('odd', `id ${types.integer}, code ${types.text}`, ["1, '9'", "2, '10'", '3, NULL']),
			);

			it.each<[string, Partial<PullSettings>, string]>([
				[
					'sorted downwards',
					{ query: `SELECT * FROM odd WHERE id > {lastItem} ORDER BY id DESC ${LIMIT}` },
					'SQL_ORDER',
				],
				[
					'limited in another order',
					{ query: `SELECT * FROM odd WHERE id > {lastItem} ORDER BY code ${LIMIT}` },
					'SQL_ORDER',
				],
				...(fixture.aliasFirst === true ? [] : twoOfAName(LIMIT)).filter(
					([title]) => title !== TWINS || fixture.renamesTwins !== true,
				),
				[
					'whose numbers are texts',
					{ query: 'SELECT code FROM odd WHERE code IS NOT NULL', startColumn: 'code' },
					'SQL_ORDER',
				],
				['without the start column', { query: 'SELECT code FROM odd' }, 'SQL_SETTING'],
				[
					'with rows that have no start value',
					{
						query: "SELECT code FROM odd WHERE code > {lastItem} AND code <> '9' OR code IS NULL",
						startColumn: 'code',
					},
					'SQL_NULL_START',
				],
				['of a table that is not there', { query: 'SELECT id FROM missing_table' }, 'SQL_QUERY'],
			])('are refused: %s', async (_title, settings, code) => {
				const error = await failing({ startValue: '0', ...settings });
				expect([error.kind, error.code]).toEqual(['user', code]);
				expect(error.hint).toBeTruthy();
			});

			it('are refused when they give the last rows again', async () => {
				const settings = {
					query: `SELECT id FROM odd WHERE id >= {lastItem} ORDER BY id ${LIMIT}`,
					startValue: '0',
				};
				const error = await failing(settings, { value: '3' });
				expect(error.code).toBe('SQL_ORDER');
				expect(error.message).toContain('again');
			});

			it('are refused when the start value does not suit the column', async () => {
				const error = await failing({
					query: 'SELECT id FROM odd WHERE id > {lastItem}',
					startValue: 'yesterday',
				});
				expect(error.code).toBe('SQL_VALUE');
				expect(error.hint).toContain('Start Value');
			});
		});

		describe('connections that fail', () => {
			const connecting = (changes: Partial<SqlConnection>) =>
				errorOf(async () => {
					const opened = await dialect.connect({ ...server.connection, connectTimeoutMs: 5000, ...changes });
					await opened.close();
				});

			it.each(fixture.connectionFailures ?? SERVER_FAILURES)(
				'say that it is %s',
				async (_title, changes, code, word) => {
					const error = await connecting(changes);
					expect([error.kind, error.code]).toEqual(['user', code]);
					expect(error.message).toContain(word);
					expect(error.hint).toBeTruthy();
					const said = `${error.message} ${error.hint}`;
					if (server.connection.password !== '') expect(said).not.toContain(server.connection.password);
				},
			);

			it('say that a right is missing', async () => {
				if (fixture.inProcess === true) return;
				await createTable('secret', `id ${types.integer}`, ['1']);
				// Some servers say so at the door.
				const error = await errorOf(async () => {
					const stranger = await dialect.connect({ ...server.connection, ...server.stranger });
					const reading = stranger.query({ text: 'SELECT id FROM secret', values: [] });
					await reading.finally(() => stranger.close());
				});
				expect(error.code).toBe('SQL_PERMISSION');
				expect(error.message).toMatch(new RegExp(`secret|${server.connection.database}`));
			});
		});
	});
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
	const all: T[] = [];
	for await (const item of items) all.push(item);
	return all;
}

/** What the work throws; it must be an error made for a person. */
export async function errorOf(work: () => Promise<unknown>) {
	const error = await work().then(
		() => new Error('It did not fail'),
		(thrown: unknown) => thrown,
	);
	if (isImportError(error)) return error;
	throw error;
}

/** The ids of each chunk. */
function idsOf(chunks: readonly PulledChunk[]): unknown[][] {
	return chunks.map(({ rows, labels }) => {
		const index = labels.findIndex((label) => label.toLowerCase() === 'id');
		return rows.map(({ cells }) => cells[index]);
	});
}

function range(from: number, to: number): number[] {
	return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function countingSession(session: SqlSession): { session: SqlSession; queries: () => number } {
	let count = 0;
	const counting: SqlSession = {
		...session,
		query(query) {
			count += 1;
			return session.query(query);
		},
	};
	return { session: counting, queries: () => count };
}
