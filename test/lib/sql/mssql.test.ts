import type { SqlConnection, SqlSession } from '../../../lib/sql/dialect';
import { pullChunks } from '../../../lib/sql';
import { mssql } from '../../../lib/sql/mssql';
import { checkReads } from '../../../lib/sql/mssqlGuard';
import { errorOf } from './conformance';
import type { Answer, Script, TdsServer } from './tdsServer';
import { startTdsServer } from './tdsServer';
import type { WireType } from './tdsWire';
import { i32, number, TYPES } from './tdsWire';

let server: TdsServer;
let session: SqlSession | undefined;

afterEach(async () => {
	await session?.close();
	session = undefined;
	await server?.close();
});

const connectionTo = (changes: Partial<SqlConnection> = {}): SqlConnection => ({
	host: '127.0.0.1',
	port: server.port,
	database: 'shop',
	user: 'reader',
	password: 'pass-wörd',
	tls: 'off',
	connectTimeoutMs: 5000,
	...changes,
});

async function open(script: Script, changes: Partial<SqlConnection> = {}): Promise<SqlSession> {
	server = await startTdsServer(script);
	session = await mssql.connect(connectionTo(changes));
	return session;
}

const answering =
	(answers: Readonly<Record<string, Answer>>): NonNullable<Script['answer']> =>
	({ text }) =>
		answers[text] ?? {};

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
/** A decimal: the sign, and the digits in 16 bytes. */
const decimal = (digits: bigint): Buffer =>
	Buffer.concat([Buffer.from([digits < 0n ? 0 : 1]), number(digits < 0n ? -digits : digits, 16)]);
const double = (value: number): Buffer => {
	const bytes = Buffer.alloc(8);
	bytes.writeDoubleLE(value);
	return bytes;
};
const single = (value: number): Buffer => {
	const bytes = Buffer.alloc(4);
	bytes.writeFloatLE(value);
	return bytes;
};
/** The days of 3 April 2026 since the year 1 and since 1900. */
const DAY = 739_708n;
const DAY_1900 = 46_113;
const NOON = 12n * 3600n;

describe('values of SQL Server', () => {
	it.each<[string, WireType, Buffer | null, unknown, string]>([
		['int', TYPES.int, i32(-7), -7, 'int'],
		['NULL', TYPES.int, null, null, 'int'],
		['bigint', TYPES.bigint, number(9007199254740993n, 8), '9007199254740993', 'bigint'],
		['bit', TYPES.bit, Buffer.from([1]), true, 'bit'],
		['real', TYPES.real, single(0.1), 0.1, 'real'],
		['float', TYPES.float, double(0.1), 0.1, 'float'],
		[
			'decimal(38,10)',
			TYPES.decimal(38, 10),
			decimal(1234567890123456789012345678901234567n),
			'123456789012345678901234567.8901234567',
			'decimal',
		],
		['decimal(38,10) below 0', TYPES.decimal(38, 10), decimal(-5n), '-0.0000000005', 'decimal'],
		['numeric(20,0)', TYPES.numeric(20, 0), decimal(9007199254740993n), '9007199254740993', 'numeric'],
		['NULL decimal', TYPES.decimal(38, 10), null, null, 'decimal'],
		[
			'money',
			TYPES.money,
			// 922,337,203,685,477.5807, the most there is.
			Buffer.concat([i32(0x7fffffff), i32(-1)]),
			'922337203685477.5807',
			'money',
		],
		['money below 0', TYPES.money, Buffer.concat([i32(-1), i32(-1)]), '-0.0001', 'money'],
		['smallmoney', TYPES.smallmoney, i32(15_000), '1.5000', 'smallmoney'],
		['date', TYPES.date, number(DAY, 3), '2026-04-03', 'date'],
		['the first date', TYPES.date, number(0n, 3), '0001-01-01', 'date'],
		['time(7)', TYPES.time(7), number(NOON * 10_000_000n + 1n, 5), '12:00:00.0000001', 'time'],
		['time(0)', TYPES.time(0), number(86_399n, 3), '23:59:59', 'time'],
		[
			'datetime2(7)',
			TYPES.datetime2(7),
			Buffer.concat([number(NOON * 10_000_000n + 1_234_567n, 5), number(DAY, 3)]),
			'2026-04-03 12:00:00.1234567',
			'datetime2',
		],
		[
			'datetime2(3)',
			TYPES.datetime2(3),
			Buffer.concat([number(NOON * 1000n + 120n, 4), number(DAY, 3)]),
			'2026-04-03 12:00:00.120',
			'datetime2',
		],
		[
			'datetimeoffset(7)',
			TYPES.datetimeoffset(7),
			// 14:00 at +02:00, kept as 12:00 in UTC.
			Buffer.concat([number(NOON * 10_000_000n + 7n, 5), number(DAY, 3), number(120n, 2)]),
			'2026-04-03 12:00:00.0000007 +00:00',
			'datetimeoffset',
		],
		[
			'datetime',
			TYPES.datetime,
			Buffer.concat([i32(DAY_1900), i32(12 * 3600 * 300 + 1)]),
			'2026-04-03 12:00:00.003',
			'datetime',
		],
		[
			'datetime before 1900',
			TYPES.datetime,
			Buffer.concat([i32(-53_690), i32(0)]),
			'1753-01-01 00:00:00.000',
			'datetime',
		],
		[
			'smalldatetime',
			TYPES.smalldatetime,
			Buffer.concat([number(BigInt(DAY_1900), 2), number(721n, 2)]),
			'2026-04-03 12:01:00',
			'smalldatetime',
		],
		[
			'uniqueidentifier',
			TYPES.uniqueidentifier,
			Buffer.from('1e8c2b3f479d6b4a8c215e7f90ab12cd', 'hex'),
			'3F2B8C1E-9D47-4A6B-8C21-5E7F90AB12CD',
			'uniqueidentifier',
		],
		['nvarchar', TYPES.nvarchar, utf16('Łucja 王'), 'Łucja 王', 'nvarchar'],
		['an empty nvarchar', TYPES.nvarchar, utf16(''), '', 'nvarchar'],
		['NULL nvarchar', TYPES.nvarchar, null, null, 'nvarchar'],
		['varchar in the code page', TYPES.varchar, Buffer.from([0x44, 0xfc]), 'Dü', 'varchar'],
		['varbinary', TYPES.varbinary, Buffer.from([0, 255]), '0x00FF', 'varbinary'],
		['rowversion', TYPES.rowversion, number(0xd20700000000n, 8), '0x00000000000007D2', 'timestamp'],
	])('%s', async (_title, type, bytes, value, name) => {
		const value64 = name === 'timestamp' ? Buffer.from('00000000000007d2', 'hex') : bytes;
		const opened = await open({
			answer: answering({
				'SELECT x': { columns: [{ name: 'x', type }], rows: [[value64]] },
			}),
		});
		const result = await opened.query({ text: 'SELECT x', values: [] });
		expect(result).toEqual({ labels: ['x'], types: [name], rows: [[value]] });
	});

	it('come in the right columns, whatever is beside them', async () => {
		const columns = [
			{ name: 'id', type: TYPES.bigint },
			{ name: 'total', type: TYPES.decimal(20, 2) },
			{ name: 'name', type: TYPES.nvarchar },
			{ name: 'at', type: TYPES.datetime2(0) },
			{ name: 'last', type: TYPES.int },
		];
		// Far more than a packet, so that values are cut anywhere.
		const rows = Array.from({ length: 3000 }, (_, index) => [
			number(BigInt(index), 8),
			index % 3 === 0 ? null : decimal(BigInt(index * 100 + 1)),
			index % 5 === 0 ? null : utf16('n'.repeat(index % 50)),
			Buffer.concat([number(BigInt(index), 3), number(DAY, 3)]),
			i32(index),
		]);
		const opened = await open({ answer: answering({ 'SELECT all': { columns, rows } }) });
		const result = await opened.query({ text: 'SELECT all', values: [] });
		expect(result.rows).toHaveLength(3000);
		expect(result.rows[2999]).toEqual(['2999', '2999.01', 'n'.repeat(49), '2026-04-03 00:49:59', 2999]);
		expect(result.rows[0]).toEqual(['0', null, null, '2026-04-03 00:00:00', 0]);
	});
});

describe('a session with SQL Server', () => {
	it('logs in with the database, and takes back whatever a query did', async () => {
		const logins: unknown[] = [];
		await open({ login: (login) => void logins.push(login) });
		expect(logins).toEqual([{ user: 'reader', password: 'pass-wörd', database: 'shop' }]);
		// Read committed.
		expect(server.heard).toEqual(['LOGIN reader@shop', 'BEGIN 2', 'SELECT 1 AS one', 'ROLLBACK']);
	});

	it('binds values apart from the statement', async () => {
		const opened = await open({});
		const long = 'x'.repeat(5000);
		await opened.query({
			text: 'SELECT @p1',
			values: ["'; DROP TABLE t; --", 10, null, 9007199254740991, long],
		});
		expect(server.statements.at(-1)).toEqual({
			text: 'SELECT @p1',
			values: ["'; DROP TABLE t; --", 10, null, '9007199254740991', long],
		});
	});

	it('connects again when the connection broke while nobody used it', async () => {
		const opened = await open({ answer: answering({}) });
		server.breakConnections();
		await opened.query({ text: 'SELECT 2', values: [] });
		expect(server.heard.filter((word) => word.startsWith('LOGIN'))).toHaveLength(2);
	});

	it('says so when the connection breaks in a query, after one more try', async () => {
		const opened = await open({ answer: answering({ 'SELECT x': { breaks: true } }) });
		const error = await errorOf(() => opened.query({ text: 'SELECT x', values: [] }));
		expect([error.kind, error.code]).toEqual(['transient', 'SQL_CONNECTION_LOST']);
	});

	it('breaks a query off that takes too long', async () => {
		const opened = await open(
			{ answer: answering({ 'SELECT x': { silent: true } }) },
			{ statementTimeoutMs: 100 },
		);
		const error = await errorOf(() => opened.query({ text: 'SELECT x', values: [] }));
		expect(error.code).toBe('SQL_TIMEOUT');
	});

	it.each([
		[207, 'SQL_QUERY', 'user', "Invalid column name 'nmae'."],
		[208, 'SQL_QUERY', 'user', "Invalid object name 'kunden'."],
		[102, 'SQL_QUERY', 'user', "Incorrect syntax near ','."],
		[229, 'SQL_PERMISSION', 'user', 'The SELECT permission was denied'],
		[245, 'SQL_VALUE', 'user', 'Conversion failed'],
		[1205, 'SQL_CONFLICT', 'transient', 'chosen as the deadlock victim'],
		[40501, 'SQL_BUSY', 'transient', 'The service is currently busy'],
		[50000, 'SQL_FAILED', 'user', 'Somebody raised an error'],
	])('explains the error %i', async (number, code, kind, message) => {
		const opened = await open({ answer: answering({ 'SELECT x': { error: { number, message } } }) });
		const error = await errorOf(() => opened.query({ text: 'SELECT x', values: [] }));
		expect([error.code, error.kind]).toEqual([code, kind]);
		expect(error.hint).toBeTruthy();
		expect((await opened.query({ text: 'SELECT 1', values: [] })).rows).toEqual([]);
	});

	it.each([
		[18456, "Login failed for user 'reader'.", 'SQL_LOGIN'],
		[18487, 'The password of the account has expired.', 'SQL_LOGIN'],
		[4060, 'Cannot open database "shop".', 'SQL_DATABASE'],
		[40613, 'Database is not currently available.', 'SQL_BUSY'],
	])('tells why it was not let in: %i', async (number, message, code) => {
		server = await startTdsServer({ login: () => ({ number, message }) });
		const error = await errorOf(() => mssql.connect(connectionTo()));
		expect(error.code).toBe(code);
		expect(`${error.message} ${error.hint}`).not.toContain('pass-wörd');
	});

	it.each<[string, Partial<SqlConnection>, string]>([
		['the host', { host: 'no-such-host.invalid' }, 'SQL_HOST'],
		['the port', { port: 1 }, 'SQL_PORT'],
		['TLS, which the server has not', { tls: 'on' }, 'SQL_TLS'],
		['an empty host', { host: '' }, 'SQL_SETTING'],
		['a client key without its certificate', { tls: 'on', key: 'x' }, 'SQL_CERTIFICATE'],
		[
			'an instance behind a tunnel',
			{ host: 'db\\SHOP', ssh: { host: 'a', port: 22, user: 'b', password: 'c' } },
			'SQL_SETTING',
		],
	])('says that it is %s', async (_title, changes, code) => {
		server = await startTdsServer({});
		expect((await errorOf(() => mssql.connect(connectionTo(changes)))).code).toBe(code);
	});
});

describe('all rows of a query of SQL Server', () => {
	const columns = [{ name: 'id', type: TYPES.int }];
	const numbers = (count: number) => Array.from({ length: count }, (_, index) => [i32(index)]);
	const script = (count: number, state = 0): Script => ({
		answer: ({ text }) =>
			text.includes('snapshot_isolation_state')
				? { columns, rows: [[i32(state)]] }
				: { columns, rows: numbers(count) },
	});

	async function pagesOf(count: number, pageRows: number): Promise<number[]> {
		const opened = await open(script(count));
		const sizes: number[] = [];
		for await (const { rows } of opened.stream({ text: 'SELECT id', values: [] }, pageRows)) {
			sizes.push(rows.length);
		}
		return sizes;
	}

	it.each([
		[0, 10, [0]],
		[9, 10, [9]],
		[10, 10, [10]],
		[25, 10, [10, 10, 5]],
	])('come a page at a time: %i by %i', async (count, pageRows, sizes) => {
		expect(await pagesOf(count, pageRows)).toEqual(sizes);
	});

	it('are all there, in order, when there are many', async () => {
		const opened = await open(script(20_000));
		let next = 0;
		for await (const { rows } of opened.stream({ text: 'SELECT id', values: [] }, 1000)) {
			for (const [id] of rows) expect(id).toBe(next++);
		}
		expect(next).toBe(20_000);
	});

	it('are read at one moment where the database keeps old versions of rows', async () => {
		const opened = await open(script(1, 1));
		for await (const { rows } of opened.stream({ text: 'SELECT id', values: [] }, 10)) {
			expect(rows).toHaveLength(1);
		}
		expect(server.heard).toContain('BEGIN 5');
	});

	it('are not read on when nobody wants more', async () => {
		const opened = await open(script(20_000));
		for await (const { rows } of opened.stream({ text: 'SELECT id', values: [] }, 100)) {
			expect(rows).toHaveLength(100);
			break;
		}
		expect((await opened.query({ text: 'SELECT 1', values: [] })).labels).toEqual(['id']);
	});
});

describe('writing to SQL Server', () => {
	const openWriter = async (answers: Readonly<Record<string, Answer>>) => {
		server = await startTdsServer({ answer: answering(answers) });
		const writer = await mssql.openWriter?.(connectionTo());
		if (writer === undefined) throw new Error('There is no writer');
		server.heard.length = 0;
		return writer;
	};

	it('commits a statement on its own, and says how many rows it changed', async () => {
		const writer = await openWriter({ 'INSERT x': { changed: 3 } });
		expect(await writer.query({ text: 'INSERT x', values: [] })).toMatchObject({ changed: 3 });
		expect(server.heard).toEqual(['BEGIN 2', 'INSERT x', 'COMMIT']);
		await writer.close();
	});

	it('commits a transaction as a whole, or takes it back', async () => {
		const writer = await openWriter({});
		await writer.inTransaction(async () => {
			await writer.query({ text: 'INSERT a', values: [] });
			await writer.query({ text: 'INSERT b', values: [] });
		});
		const ours = new Error('stop');
		await expect(
			writer.inTransaction(async () => {
				await writer.query({ text: 'INSERT c', values: [] });
				throw ours;
			}),
		).rejects.toBe(ours);
		expect(server.heard).toEqual([
			'BEGIN 2',
			'INSERT a',
			'INSERT b',
			'COMMIT',
			'BEGIN 2',
			'INSERT c',
			'ROLLBACK',
		]);
		await writer.close();
	});

	it('writes nothing more once the server has taken the transaction back', async () => {
		const writer = await openWriter({
			'INSERT bad': { error: { number: 1205, message: 'deadlock victim' }, endsTransaction: true },
		});
		const error = await errorOf(() =>
			writer.inTransaction(async () => {
				await writer.query({ text: 'INSERT bad', values: [] }).catch(() => {});
				await writer.query({ text: 'INSERT more', values: [] });
			}),
		);
		expect(error.message).toContain('took the changes back');
		expect(server.heard).toEqual(['BEGIN 2', 'INSERT bad']);
		await writer.close();
	});

	it.each([
		[2627, 'SQL_DUPLICATE'],
		[2601, 'SQL_DUPLICATE'],
		[515, 'SQL_CONSTRAINT'],
		[547, 'SQL_CONSTRAINT'],
		[2628, 'SQL_VALUE'],
		[229, 'SQL_PERMISSION'],
		[3906, 'SQL_READ_ONLY'],
		[9002, 'SQL_FULL'],
	])('explains the error %i', async (number, code) => {
		const writer = await openWriter({ 'INSERT x': { error: { number, message: 'no' } } });
		expect((await errorOf(() => writer.query({ text: 'INSERT x', values: [] }))).code).toBe(code);
		await writer.close();
	});
});

describe('what a query of SQL Server may be', () => {
	it.each([
		'INSERT INTO t VALUES (1)',
		'SELECT 1 DELETE FROM t',
		'SELECT 1 COMMIT DELETE FROM t',
		'SELECT 1 COMMIT',
		'SELECT * INTO copy FROM t',
		'WITH c AS (SELECT 1 AS a) DELETE FROM c',
		"SELECT 1 WAITFOR DELAY '1:00'",
		"SELECT 1 EXEC('DROP TABLE t')",
		"SELECT * FROM OPENROWSET('SQLNCLI', 'x', 'DELETE FROM t')",
		'DECLARE @a int',
		'',
	])('refuses %s', async (text) => {
		expect((await errorOf(async () => checkReads(text))).code).toBe('SQL_READ_ONLY');
	});

	it('refuses a second statement', async () => {
		expect((await errorOf(async () => checkReads('SELECT 1; SELECT 2'))).code).toBe('SQL_STATEMENT');
	});

	it.each([
		"SELECT 'DELETE; COMMIT' AS text -- DROP TABLE t",
		'SELECT [delete], [set]]x] FROM t /* INSERT */;',
		'WITH c AS (SELECT CASE WHEN a = 1 THEN 2 END AS b FROM t) SELECT b FROM c ORDER BY b OFFSET 0 ROWS FETCH NEXT 5 ROWS ONLY',
		'SELECT a FROM t FOR JSON PATH',
	])('takes %s', (text) => {
		expect(() => checkReads(text)).not.toThrow();
	});
});

it.each([
	['SELECT id FROM t', 'SELECT * FROM (\nSELECT id FROM t\n) pulled'],
	[
		'WITH a AS (SELECT 1 AS id) SELECT id FROM a',
		'WITH a AS (SELECT 1 AS id) SELECT * FROM (\nSELECT id FROM a\n) pulled',
	],
	[
		'SELECT id FROM t ORDER BY id -- all',
		'SELECT * FROM (\nSELECT id FROM t ORDER BY id -- all\nOFFSET 0 ROWS\n) pulled',
	],
	['SELECT TOP (5) id FROM t ORDER BY id', 'SELECT * FROM (\nSELECT TOP (5) id FROM t ORDER BY id\n) pulled'],
	[
		'SELECT id FROM (SELECT TOP 1 id FROM t ORDER BY id) x',
		'SELECT * FROM (\nSELECT id FROM (SELECT TOP 1 id FROM t ORDER BY id) x\n) pulled',
	],
])('makes a table of its own of %s', (query, table) => {
	expect(mssql.derive?.('*', query)).toBe(table);
});

it('pulls in chunks from SQL Server', async () => {
	const columns = [{ name: 'id', type: TYPES.int }];
	const opened = await open({
		answer: ({ text, values }) => {
			if (text.includes('1 = 0')) return { columns };
			const from = Number(values[0] ?? 0);
			const ids = [1, 2, 3].filter((id) => id > from).slice(0, Number(values.at(-1)));
			return { columns, rows: ids.map((id) => [i32(id)]) };
		},
	});
	const query =
		'SELECT id FROM t WHERE id > {lastItem} ORDER BY id OFFSET 0 ROWS FETCH NEXT {limit} ROWS ONLY';
	const settings = { query, startColumn: 'id', startValue: '0', chunkSize: 2 };
	const ids: unknown[] = [];
	for await (const { rows } of pullChunks(opened, mssql, settings, undefined)) {
		ids.push(...rows.map(({ cells }) => cells[0]));
	}
	expect(ids).toEqual([1, 2, 3]);
	expect(server.statements.at(-1)?.text).toContain(
		'id > @p1 ORDER BY id OFFSET 0 ROWS FETCH NEXT @p2 ROWS ONLY',
	);
});

it('writes the SQL of SQL Server', () => {
	expect(mssql.quoteIdentifier('a]b')).toBe('[a]]b]');
	expect(mssql.limit('@p2')).toBe('OFFSET 0 ROWS FETCH NEXT @p2 ROWS ONLY');
	expect(mssql.parameter(1)).toBe('@p1');
	expect(mssql.parameter(1, 'int')).toBe('@p1');
	expect(mssql.parameter(2, 'varchar')).toBe('CAST(@p2 AS varchar(8000))');
	expect(mssql.parameter(1, 'timestamp')).toBe('CONVERT(binary(8), @p1, 1)');
	expect(mssql.orderOf('datetime2')).toBe('dateTime');
	expect(mssql.orderOf('uniqueidentifier')).toBe('none');
});
