import type { SqlConnection, SqlSession } from '../../../lib/sql';
import { findDialect, MAX_TIED_ROWS, openPull, pullChunks } from '../../../lib/sql';
import { postgres } from '../../../lib/sql/postgres';
import { explain } from '../../../lib/sql/postgresErrors';
import type { SqlTestServer } from './conformance';
import { errorOf } from './conformance';
import { startTestServer } from './postgresServer';
import type { TlsGate } from './tlsGate';
import { AUTHORITY, openTlsGate } from './tlsGate';

let server: SqlTestServer;
let session: SqlSession;

beforeAll(async () => {
	// A server that is set up differently from what we read.
	server = await startTestServer({
		timezone: 'Asia/Shanghai',
		datestyle: 'SQL, DMY',
		intervalstyle: 'postgres',
	});
	session = await postgres.connect(server.connection);
}, 90_000);

afterAll(async () => {
	await session?.close();
	await server?.stop();
});

const one = async (expression: string) => {
	const { rows, types } = await session.query({ text: `SELECT ${expression} AS x`, values: [] });
	return [rows[0]?.[0], types[0]];
};

describe('values of PostgreSQL', () => {
	it.each([
		['true', true, 'bool'],
		['false', false, 'bool'],
		['NULL::int', null, 'int4'],
		['32767::int2', 32767, 'int2'],
		['-2147483648', -2147483648, 'int4'],
		['9007199254740993', '9007199254740993', 'int8'],
		['0::int8', '0', 'int8'],
		['1.10::numeric', '1.10', 'numeric'],
		["'NaN'::numeric", 'NaN', 'numeric'],
		['0.1::float8', 0.1, 'float8'],
		['0.1::float4', 0.1, 'float4'],
		["'NaN'::float8", 'NaN', 'float8'],
		["'-Infinity'::float8", '-Infinity', 'float8'],
		["'2026-04-03'::date", '2026-04-03', 'date'],
		["'infinity'::timestamp", 'infinity', 'timestamp'],
		["'2026-04-03 12:00:00.123456+02'::timestamptz", '2026-04-03 10:00:00.123456+00', 'timestamptz'],
		["'2026-04-03 12:00:00.000100'::timestamp", '2026-04-03 12:00:00.0001', 'timestamp'],
		['\'{"b": 1, "a": [null]}\'::json', '{"b": 1, "a": [null]}', 'json'],
		["ARRAY['a', NULL, 'b,c']", '{a,NULL,"b,c"}', '_text'],
		["interval '1 day 2 hours'", 'P1DT2H', 'interval'],
		["'\\x00ff'::bytea", '\\x00ff', 'bytea'],
		["'3f2b8c1e-9d47-4a6b-8c21-5e7f90ab12cd'::uuid", '3f2b8c1e-9d47-4a6b-8c21-5e7f90ab12cd', 'uuid'],
		["'007'::text", '007', 'text'],
		["'a  '::char(5)", 'a    ', 'bpchar'],
	])('%s', async (expression, value, type) => {
		expect(await one(expression)).toEqual([value, type]);
	});

	it('names types that people have made', async () => {
		await server.execute("CREATE TYPE mood AS ENUM ('sad', 'happy')");
		expect(await one("'happy'::mood")).toEqual(['happy', 'mood']);
	});
});

describe('what a query of PostgreSQL may do', () => {
	it.each([
		"SELECT set_config('transaction_read_only', 'off', false)",
		'WITH x AS (INSERT INTO shelf VALUES (2) RETURNING id) SELECT * FROM x',
		'SELECT id INTO other FROM shelf',
		'SELECT id FROM shelf FOR UPDATE',
		"SELECT nextval('ticket')",
	])('cannot write: %s', async (text) => {
		await server.execute(
			'CREATE TABLE IF NOT EXISTS shelf (id int)',
			'CREATE SEQUENCE IF NOT EXISTS ticket',
			'TRUNCATE shelf',
			'INSERT INTO shelf VALUES (1)',
		);
		await errorOf(() => session.query({ text, values: [] }));
		expect((await session.query({ text: 'SELECT id FROM shelf', values: [] })).rows).toEqual([[1]]);
	});

	it('leaves no transaction open while rows are being worked on', async () => {
		await session.query({ text: 'SELECT 1', values: [] });
		const watcher = await postgres.connect(server.connection);
		const { rows } = await watcher.query({
			text: "SELECT state FROM pg_stat_activity WHERE application_name LIKE 'n8n-nodes%' AND pid <> pg_backend_pid()",
			values: [],
		});
		await watcher.close();
		expect(rows).toEqual([['idle']]);
	});

	it('says what the server does not understand, in its words', async () => {
		const error = await errorOf(() => session.query({ text: 'SELECT nmae FROM pg_class', values: [] }));
		expect(error.message).toContain('column "nmae" does not exist');
	});

	it('says that the type of a placeholder is not clear', async () => {
		const error = await errorOf(() => session.query({ text: 'SELECT 1 WHERE $1 IS NULL', values: [null] }));
		expect(error.hint).toContain('{lastItem}::bigint');
	});
});

describe('pulls from PostgreSQL', () => {
	const chunkOf = async (settings: { query: string; startColumn: string; chunkSize: number }) => {
		for await (const chunk of pullChunks(session, postgres, settings, undefined)) return chunk;
		return undefined;
	};

	it('reads a table whose rows were all changed in the same moment, up to a bound', async () => {
		await server.execute(
			'CREATE TABLE bulk AS SELECT n AS id, now() AS updated_at FROM generate_series(1, 5000) n',
			`CREATE TABLE huge AS SELECT n AS id, now() AS updated_at FROM generate_series(1, ${MAX_TIED_ROWS + 1}) n`,
		);
		const bulk = await chunkOf({ query: 'SELECT * FROM bulk', startColumn: 'updated_at', chunkSize: 100 });
		expect(bulk?.rows).toHaveLength(5000);
		const error = await errorOf(() =>
			chunkOf({ query: 'SELECT * FROM huge', startColumn: 'updated_at', chunkSize: 100 }),
		);
		expect(error.code).toBe('SQL_TIES');
		expect(error.hint).toContain('Key Column');
	});

	it('refuses random UUIDs as the start column', async () => {
		await server.execute('CREATE TABLE randoms AS SELECT gen_random_uuid() AS id');
		const error = await errorOf(() =>
			chunkOf({ query: 'SELECT * FROM randoms', startColumn: 'id', chunkSize: 5 }),
		);
		expect(error.message).toContain('random');
	});

	it('refuses a start column whose values do not grow', async () => {
		const settings = { query: 'SELECT true AS ready', startColumn: 'ready', chunkSize: 5 };
		expect((await errorOf(() => chunkOf(settings))).message).toContain('bool');
	});

	it('follows a query over several tables with WITH and UNION', async () => {
		const query = `WITH a AS (SELECT 1 AS id UNION ALL SELECT 3), b AS (SELECT 2 AS id)
			SELECT id FROM a WHERE id > {lastItem}::int UNION ALL SELECT id FROM b WHERE id > {lastItem}::int LIMIT {limit}`;
		const settings = { query, startColumn: 'id', startValue: '0', chunkSize: 2 };
		const values: unknown[] = [];
		for await (const { rows } of pullChunks(session, postgres, settings, undefined)) {
			values.push(...rows.map(({ cells }) => cells[0]));
		}
		expect(values).toEqual([1, 2, 3]);
	});

	it('makes the labels of a join unique', async () => {
		const query = 'SELECT 1 AS id, 2 AS name, 3 AS name, 4 AS name_2';
		expect((await chunkOf({ query, startColumn: 'id', chunkSize: 5 }))?.labels).toEqual([
			'id',
			'name',
			'name_3',
			'name_2',
		]);
	});

	it('counts the rows that have no start value', async () => {
		await server.execute('CREATE TABLE gaps AS SELECT nullif(n % 3, 0) AS id FROM generate_series(1, 9) n');
		const settings = { startColumn: 'id', startValue: '0', chunkSize: 5 };
		const count = (query: string) =>
			openPull(session, postgres, { ...settings, query }).then((pull) => pull.countUnplaced());
		expect(await count('SELECT id FROM gaps')).toBe(3);
		expect(await count('SELECT id FROM gaps WHERE id > {lastItem}')).toBeUndefined();
	});
});

it('takes no transaction for written that PostgreSQL took back, whoever hid the error', async () => {
	await server.execute('CREATE TABLE hidden (id int PRIMARY KEY)');
	const writer = await postgres.openWriter?.(server.connection);
	const insert = { text: 'INSERT INTO hidden VALUES (1)', values: [] };
	const error = await errorOf(
		async () =>
			await writer?.inTransaction(async () => {
				await writer.query(insert);
				await writer.query(insert).catch(() => {});
			}),
	);
	await writer?.close();
	expect(error.message).toContain('took the changes back');
	expect((await session.query({ text: 'SELECT id FROM hidden', values: [] })).rows).toEqual([]);
});

it('describes the columns of a table as they are', async () => {
	await server.execute(
		'CREATE DOMAIN postcode AS varchar(6) NOT NULL',
		`CREATE TABLE described (
			id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, old serial, email varchar(120) NOT NULL UNIQUE,
			area int, part int, code postcode, twice int GENERATED ALWAYS AS (area * 2) STORED, "Odd ""Name""" text,
			UNIQUE (area, part))`,
		'CREATE UNIQUE INDEX ON described (part) WHERE part > 0',
		'CREATE UNIQUE INDEX ON described (area) INCLUDE (part)',
		'ALTER TABLE described DROP COLUMN old',
	);
	const plain = { nullable: true, primary: false, unique: false, generated: false };
	expect(await postgres.listColumns(session, { schema: 'public', name: 'described' })).toEqual([
		{ name: 'id', type: 'int8', nullable: false, primary: true, unique: true, generated: true },
		{ ...plain, name: 'email', type: 'varchar', nullable: false, unique: true, maxLength: 120 },
		{ ...plain, name: 'area', type: 'int4', unique: true },
		{ ...plain, name: 'part', type: 'int4' },
		{ ...plain, name: 'code', type: 'varchar', nullable: false, maxLength: 6 },
		{ ...plain, name: 'twice', type: 'int4', generated: true },
		{ ...plain, name: 'Odd "Name"', type: 'text' },
	]);
});

it('lists no table that may not be read, and no part of one', async () => {
	await server.execute(
		'CREATE TABLE whole (id int) PARTITION BY RANGE (id)',
		'CREATE TABLE whole_1 PARTITION OF whole FOR VALUES FROM (1) TO (9)',
		`GRANT SELECT (id) ON whole TO ${server.stranger.user}`,
	);
	const stranger = await postgres.connect({ ...server.connection, ...server.stranger });
	expect(await postgres.listTables(stranger)).toEqual([{ schema: 'public', name: 'whole' }]);
	await stranger.close();
	await server.execute('DROP TABLE whole');
});

describe('connections to PostgreSQL', () => {
	it('survive that the server breaks them while nobody uses them', async () => {
		await session.query({ text: 'SELECT 1', values: [] });
		await server.breakConnections();
		expect((await session.query({ text: 'SELECT 2 AS x', values: [] })).rows).toEqual([[2]]);
	});

	it('do not take the password of the surroundings for an empty one', async () => {
		const before = process.env['PGPASSWORD'];
		process.env['PGPASSWORD'] = server.connection.password;
		const error = await errorOf(() => postgres.connect({ ...server.connection, password: '' }));
		if (before === undefined) delete process.env['PGPASSWORD'];
		else process.env['PGPASSWORD'] = before;
		expect(error.code).toBe('SQL_LOGIN');
	});

	describe('over TLS', () => {
		let gate: TlsGate;

		beforeAll(async () => {
			gate = await openTlsGate(server.connection);
		});

		afterAll(async () => await gate?.close());

		async function connectThroughGate(changes: Partial<SqlConnection>): Promise<void> {
			const connection = { ...server.connection, host: 'localhost', port: gate.port, connectTimeoutMs: 5000 };
			const opened = await postgres.connect({ ...connection, ...changes });
			await opened.close();
		}

		it.each<[string, Partial<SqlConnection>]>([
			['trusting its authority', { tls: 'on', ca: AUTHORITY }],
			['without verification', { tls: 'onWithoutVerification' }],
			['without verification, by its address', { tls: 'onWithoutVerification', host: '127.0.0.1' }],
		])('are made %s', async (_title, changes) => {
			await expect(connectThroughGate(changes)).resolves.toBeUndefined();
		});

		it('are made again when one breaks in the moment it is used', async () => {
			const connection = { ...server.connection, host: 'localhost', port: gate.port };
			const opened = await postgres.connect({ ...connection, tls: 'onWithoutVerification' });
			gate.forgetConnections();
			const { rows } = await opened.query({ text: 'SELECT 2 AS x', values: [] });
			await opened.close();
			expect(rows).toEqual([[2]]);
		});

		it.each<[string, Partial<SqlConnection>]>([
			['of an unknown authority', { tls: 'on' }],
			['made for another name', { tls: 'on', ca: AUTHORITY, host: '127.0.0.1' }],
			['when the authority is no certificate', { tls: 'on', ca: '-----BEGIN CERTIFICATE-----\nnone' }],
		])('refuse a certificate %s', async (_title, changes) => {
			const error = await errorOf(() => connectThroughGate(changes));
			expect(error.code).toBe('SQL_CERTIFICATE');
			expect(error.hint).toContain("'CA Certificate'");
		});
	});

	it.each([
		['SELF_SIGNED_CERT_IN_CHAIN', 'user', 'SQL_CERTIFICATE'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'user', 'SQL_CERTIFICATE'],
		['CERT_HAS_EXPIRED', 'user', 'SQL_CERTIFICATE'],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'user', 'SQL_CERTIFICATE'],
		['EHOSTUNREACH', 'transient', 'SQL_UNREACHABLE'],
		['EAI_AGAIN', 'transient', 'SQL_UNREACHABLE'],
		['ECONNRESET', 'transient', 'SQL_CONNECTION_LOST'],
		['57P03', 'transient', 'SQL_BUSY'],
		['53300', 'transient', 'SQL_BUSY'],
		['28000', 'user', 'SQL_ACCESS'],
		['40001', 'transient', 'SQL_CONFLICT'],
		['XX000', 'user', 'SQL_FAILED'],
	])('explain %s', (code, kind, expected) => {
		const error = Object.assign(new Error('what the server said'), { code });
		expect(explain(error, server.connection)).toMatchObject({
			kind,
			code: expected,
			hint: expect.stringContaining('.'),
		});
	});

	it('leave errors that are not of the server as they are', () => {
		const bug = new TypeError('x is not a function');
		expect(explain(bug, server.connection)).toBe(bug);
	});
});

it('findDialect says what there is', async () => {
	expect(findDialect('postgres')).toBe(postgres);
	expect((await errorOf(async () => findDialect('dbase'))).hint).toContain('PostgreSQL');
});
