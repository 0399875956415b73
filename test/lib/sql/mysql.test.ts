import { chmodSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pullChunks } from '../../../lib/sql';
import type { SqlConnection, SqlSession } from '../../../lib/sql/dialect';
import { mysql } from '../../../lib/sql/mysql';
import { explain, explainWrite } from '../../../lib/sql/mysqlErrors';
import type { SqlTestServer } from './conformance';
import { errorOf } from './conformance';
import { startMysqlServer } from './engines/mysql';
import { AUTHORITY } from './tlsGate';

let server: SqlTestServer;
let session: SqlSession;
let certificates: string;

beforeAll(async () => {
	// Where the server's user can read them.
	certificates = mkdtempSync(join(tmpdir(), 'customer-import-certificates-'));
	const copy = (name: string): string => {
		const path = join(certificates, name);
		copyFileSync(join(__dirname, 'certificates', name), path);
		return path;
	};
	const [cert, key] = [copy('server.pem'), copy('server.key')];
	chmodSync(certificates, 0o755);
	for (const path of [cert, key]) chmodSync(path, 0o644);
	// A server that is set up differently from what we read.
	server = await startMysqlServer({
		default_time_zone: '+08:00',
		sql_mode: 'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES',
		character_set_server: 'latin1',
		ssl_cert: cert,
		ssl_key: key,
	});
	session = await mysql.connect(server.connection);
}, 90_000);

afterAll(async () => {
	await session?.close();
	await server?.stop();
	rmSync(certificates, { recursive: true, force: true });
});

const one = async (expression: string, values: ReadonlyArray<string | number | null> = []) =>
	(await session.query({ text: `SELECT ${expression}`, values })).rows[0]?.[0];

async function pulled(query: string, startColumn: string, startValue?: string): Promise<unknown[]> {
	const settings = { query, startColumn, chunkSize: 1, ...(startValue === undefined ? {} : { startValue }) };
	const places: unknown[] = [];
	for await (const { watermark } of pullChunks(session, mysql, settings, undefined))
		places.push(watermark.value);
	return places;
}

describe('a session of MySQL', () => {
	it.each([
		['FROM_UNIXTIME(0)', '1970-01-01 00:00:00'],
		['"a text"', 'a text'],
		["'it\\'s'", "it's"],
		["'Łucja 王 🦊'", 'Łucja 王 🦊'],
		['1 || 0', 1],
		['@@in_transaction', '1'],
	])('reads %s as MySQL does by default', async (expression, value) => {
		expect(await one(expression)).toBe(value);
	});

	it.each(['/*! 1 */', '1 /*M!100000 + 1 */'])('runs no code that others do not see: %s', async (text) => {
		expect((await errorOf(() => one(text))).code).toBe('SQL_STATEMENT');
	});

	it('keeps optimizer hints, and texts that look like code', async () => {
		expect(await one("/*+ NO_ICP(t) */ '/*! x */ INTO OUTFILE'")).toBe('/*! x */ INTO OUTFILE');
	});

	it('refuses what a procedure gives', async () => {
		await server.execute(
			'DROP PROCEDURE IF EXISTS two',
			'CREATE PROCEDURE two() BEGIN SELECT 1; SELECT 2; END',
		);
		const error = await errorOf(() => session.query({ text: 'CALL two()', values: [] }));
		expect(error.code).toBe('SQL_STATEMENT');
	});

	it('has no transaction open while rows are being worked on', async () => {
		await one('1');
		const watcher = await mysql.connect(server.connection);
		const text =
			'SELECT COUNT(*) FROM information_schema.INNODB_TRX WHERE trx_mysql_thread_id <> CONNECTION_ID()';
		expect((await watcher.query({ text, values: [] })).rows).toEqual([['0']]);
		await watcher.close();
	});
});

describe('pulls from MySQL', () => {
	it('go on after a date of zeros', async () => {
		await server.execute(
			'CREATE TABLE zeros (at datetime)',
			"SET STATEMENT sql_mode = '' FOR INSERT INTO zeros VALUES ('0000-00-00 00:00:00'), ('2026-00-00 00:00:00'), ('2026-04-03 00:00:00')",
		);
		expect(await pulled('SELECT at FROM zeros', 'at')).toEqual([
			'0000-00-00 00:00:00',
			'2026-00-00 00:00:00',
			'2026-04-03 00:00:00',
		]);
	});

	it('compare whole numbers of 64 bits exactly, and decimals', async () => {
		await server.execute(
			'CREATE TABLE numbers (n bigint unsigned, d decimal(30,10))',
			'INSERT INTO numbers VALUES (18446744073709551615, 12345678901234567890.0000000002), (18446744073709551614, 12345678901234567890.0000000001)',
		);
		expect(await pulled('SELECT n + 0 AS m FROM numbers', 'm')).toEqual([
			'18446744073709551614',
			'18446744073709551615',
		]);
		expect(await pulled('SELECT d FROM numbers', 'd', '12345678901234567890.0000000001')).toEqual([
			'12345678901234567890.0000000002',
		]);
	});

	it('follow identifiers kept as bytes', async () => {
		await server.execute(
			'CREATE TABLE bytes (id binary(2))',
			"INSERT INTO bytes VALUES (X'00FF'), (X'BF27'), (X'5C00')",
		);
		expect(await pulled('SELECT id FROM bytes', 'id')).toEqual(['0x00ff', '0x5c00', '0xbf27']);
	});

	it('follow moments to the microsecond, and times', async () => {
		await server.execute(
			'CREATE TABLE moments (at timestamp(6) NULL, t time(3))',
			"INSERT INTO moments VALUES ('2026-04-03 08:00:00.000002', '10:00:00.5'), ('2026-04-03 08:00:00.000001', '10:00:00.25')",
		);
		expect(await pulled('SELECT at FROM moments', 'at')).toEqual([
			'2026-04-03 00:00:00.000001',
			'2026-04-03 00:00:00.000002',
		]);
		expect(await pulled('SELECT t FROM moments', 't')).toEqual(['10:00:00.250', '10:00:00.500']);
	});

	it.each(['float', 'json', "enum('b','a')", 'bit(4)', 'blob'])(
		'refuse a start column of the type %s',
		async (type) => {
			await server.execute('DROP TABLE IF EXISTS refused', `CREATE TABLE refused (x ${type})`);
			expect((await errorOf(() => pulled('SELECT x FROM refused', 'x'))).code).toBe('SQL_SETTING');
		},
	);
});

describe('a stream from MySQL', () => {
	it('keeps no more than a page while its reader takes time', async () => {
		const text = "SELECT seq, REPEAT('x', 1000) FROM seq_1_to_1000000";
		const before = process.memoryUsage.rss();
		for await (const { rows } of session.stream({ text, values: [] }, 1000)) {
			expect(rows).toHaveLength(1000);
			await sleep(200);
			break;
		}
		expect(process.memoryUsage.rss() - before).toBeLessThan(200e6);
	});

	it('is broken off when no row comes in time, on the server too', async () => {
		const hurried = await mysql.connect({ ...server.connection, statementTimeoutMs: 200 });
		const error = await errorOf(async () => {
			for await (const page of hurried.stream({ text: 'SELECT SLEEP(30)', values: [] }, 10))
				expect(page.rows).toEqual([]);
		});
		await hurried.close();
		expect(error.code).toBe('SQL_TIMEOUT');
		const running = "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT SLEEP%'";
		expect((await session.query({ text: running, values: [] })).rows).toEqual([['0']]);
	});

	it('takes values apart from its text', async () => {
		const pages: unknown[] = [];
		const query = { text: 'SELECT ? AS a, ? AS b', values: ["'; DROP TABLE x", null] };
		for await (const { rows } of session.stream(query, 10)) pages.push(rows);
		expect(pages).toEqual([[["'; DROP TABLE x", null]]]);
	});
});

describe('connections to MySQL over TLS', () => {
	async function connecting(changes: Partial<SqlConnection>): Promise<unknown> {
		const opened = await mysql.connect({ ...server.connection, host: 'localhost', tls: 'on', ...changes });
		const { rows } = await opened.query({ text: "SHOW STATUS LIKE 'Ssl_version'", values: [] });
		await opened.close();
		return rows[0]?.[1];
	}

	it.each<[string, Partial<SqlConnection>]>([
		['trusting its authority', { ca: AUTHORITY }],
		['without verification', { tls: 'onWithoutVerification' }],
		['without verification, by its address', { tls: 'onWithoutVerification', host: '127.0.0.1' }],
	])('are made %s', async (_title, changes) => {
		expect(await connecting(changes)).toMatch(/^TLSv1\./);
	});

	it.each<[string, Partial<SqlConnection>]>([
		['of an unknown authority', {}],
		['made for another name', { ca: AUTHORITY, host: '127.0.0.1' }],
		['when the authority is no certificate', { ca: '-----BEGIN CERTIFICATE-----\nnone' }],
	])('refuse a certificate %s', async (_title, changes) => {
		expect((await errorOf(() => connecting(changes))).code).toBe('SQL_CERTIFICATE');
	});
});

it('describes the columns of a table as they are', async () => {
	await server.execute(
		`CREATE TABLE described (
			id bigint unsigned AUTO_INCREMENT PRIMARY KEY, email varchar(80) NOT NULL UNIQUE, part int, place int,
			name text, twice int AS (part * 2) STORED, seen timestamp NULL DEFAULT CURRENT_TIMESTAMP,
			UNIQUE (part, place), UNIQUE (name(10)))`,
	);
	const columns = await mysql.listColumns(session, { name: 'described' });
	const named = (name: string) => columns.find((column) => column.name === name);
	expect(named('id')).toEqual({
		name: 'id',
		type: 'bigint unsigned',
		nullable: false,
		primary: true,
		unique: true,
		generated: true,
	});
	expect(named('email')).toMatchObject({
		type: 'varchar',
		nullable: false,
		primary: false,
		unique: true,
		maxLength: 80,
	});
	expect(columns.filter(({ unique }) => unique).map(({ name }) => name)).toEqual(['id', 'email']);
	expect(columns.filter(({ generated }) => generated).map(({ name }) => name)).toEqual(['id', 'twice']);
});

describe('a writer to MySQL', () => {
	it.each([
		["INSERT INTO strict VALUES ('longer than five', 1)", 'SQL_VALUE'],
		["INSERT INTO strict VALUES ('a', 'seven')", 'SQL_VALUE'],
		["INSERT INTO strict VALUES ('a', NULL)", 'SQL_CONSTRAINT'],
	])('cuts and guesses nothing: %s', async (text, code) => {
		await server.execute('CREATE TABLE IF NOT EXISTS strict (name varchar(5), n int NOT NULL)');
		const writer = await mysql.openWriter?.(server.connection);
		const error = await errorOf(async () => await writer?.query({ text, values: [] }));
		await writer?.close();
		expect(error.code).toBe(code);
	});
});

describe('errors of MySQL', () => {
	it.each([
		[1045, 'user', 'SQL_LOGIN'],
		[1044, 'user', 'SQL_DATABASE'],
		[1130, 'user', 'SQL_ACCESS'],
		[3159, 'user', 'SQL_ACCESS'],
		[1040, 'transient', 'SQL_BUSY'],
		[1927, 'transient', 'SQL_CONNECTION_LOST'],
		[3024, 'user', 'SQL_TIMEOUT'],
		[1213, 'transient', 'SQL_CONFLICT'],
		[1205, 'transient', 'SQL_CONFLICT'],
		[1021, 'transient', 'SQL_FULL'],
		[1146, 'user', 'SQL_QUERY'],
		[1999, 'user', 'SQL_FAILED'],
	])('are explained: %s', (errno, kind, code) => {
		const error = Object.assign(new Error('what the server said'), { errno, code: 'ER_X' });
		expect(explain(error, server.connection)).toMatchObject({
			kind,
			code,
			hint: expect.stringContaining('.'),
		});
	});

	it('mean something else to somebody who writes', () => {
		const error = Object.assign(new Error('Duplicate entry'), { errno: 1062, code: 'ER_DUP_ENTRY' });
		expect(explainWrite(error, server.connection)).toMatchObject({ code: 'SQL_DUPLICATE' });
	});

	it('that are ours stay as they are', () => {
		const bug = new TypeError('x is not a function');
		expect(explain(bug, server.connection)).toBe(bug);
	});
});
