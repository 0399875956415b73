import { once } from 'node:events';
import { createServer } from 'node:http';
import { pullChunks } from '../../../lib/sql';
import { clickhouse } from '../../../lib/sql/clickhouse';
import { writeValues } from '../../../lib/sql/clickhouseBinding';
import { exceptionIn, explain, withCode } from '../../../lib/sql/clickhouseErrors';
import { readRows } from '../../../lib/sql/clickhouseRows';
import { greatestOf, plainType, withZone } from '../../../lib/sql/clickhouseTypes';
import { changesClock, printedEpoch } from '../../../lib/sql/clickhouseZones';
import type { QueryResult, SqlSession } from '../../../lib/sql/dialect';
import { errorOf } from './conformance';
import type { ClickhouseTestServer } from './engines/clickhouse';
import { startClickhouseServer } from './engines/clickhouse';

const ask = (session: SqlSession, text: string) => session.query({ text, values: [] });

describe('ClickHouse in a zone that puts its clock back', () => {
	let server: ClickhouseTestServer;
	let session: SqlSession;

	beforeAll(async () => {
		server = await startClickhouseServer('Europe/Berlin');
		session = await clickhouse.connect(server.connection);
		await server.execute(
			"CREATE TABLE fold (id Int32, at DateTime, tokyo DateTime('Asia/Tokyo')) ENGINE = MergeTree ORDER BY id",
			// An hour from 02:30 summer time to 02:30 winter time, and the beginning of all.
			'INSERT INTO fold SELECT number, toDateTime(1792888200 + number * 1200), toDateTime(number * 86400) FROM system.numbers LIMIT 4',
		);
	}, 90_000);

	afterAll(async () => {
		await session?.close();
		await server?.stop();
	});

	async function idsBy(startColumn: string, query: string, startValue?: string): Promise<unknown[]> {
		const settings = {
			query,
			startColumn,
			chunkSize: 1,
			...(startValue === undefined ? {} : { startValue }),
		};
		const ids: unknown[] = [];
		for await (const { rows } of pullChunks(session, clickhouse, settings, undefined)) {
			ids.push(...rows.map(({ cells }) => cells[0]));
		}
		return ids;
	}

	it('refuses to follow what the clock shows, and names its zone', async () => {
		const error = await errorOf(() => idsBy('at', 'SELECT id, at FROM fold'));
		expect(error.message).toContain("DateTime('Europe/Berlin')");
		expect((await clickhouse.listColumns(session, { name: 'fold' }))[1]?.type).toBe(
			"DateTime('Europe/Berlin')",
		);
	});

	it('follows the same moments in UTC', async () => {
		expect(await idsBy('moment', "SELECT id, toDateTime(at, 'UTC') AS moment FROM fold")).toEqual([
			0, 1, 2, 3,
		]);
	});

	it('begins at a moment before a DateTime can count without coming out at its end', async () => {
		expect(await idsBy('tokyo', 'SELECT id, tokyo FROM fold', '1970-01-01')).toEqual([1, 2, 3]);
		expect(await idsBy('tokyo', 'SELECT id, tokyo FROM fold', '1970-01-03')).toEqual([2, 3]);
	});

	it('is read by a login that may change no setting', async () => {
		const reading = await clickhouse.connect({ ...server.connection, ...server.reader });
		expect((await ask(reading, 'SELECT count() FROM fold')).rows).toEqual([['4']]);
		expect((await errorOf(() => ask(reading, 'DROP TABLE fold'))).code).toBe('SQL_READ_ONLY');
		await reading.close();
	});

	it('tells an error that comes after the first rows', async () => {
		const text = 'SELECT number, throwIf(number = 300000) FROM system.numbers LIMIT 400000';
		let rows = 0;
		const error = await errorOf(async () => {
			for await (const page of session.stream({ text, values: [] }, 10_000)) rows += page.rows.length;
		});
		expect(error.code).toBe('SQL_FAILED');
		expect(error.message).toContain('throwIf');
		expect(rows).toBeGreaterThan(0);
	});

	it('breaks off a stream that gives no row in time', async () => {
		const hurried = await clickhouse.connect({ ...server.connection, statementTimeoutMs: 300 });
		const text = 'SELECT count() FROM system.numbers WHERE sipHash64(number) = 0';
		const error = await errorOf(async () => {
			for await (const page of hurried.stream({ text, values: [] }, 10)) expect(page.rows).toEqual([]);
		});
		expect(error.code).toBe('SQL_TIMEOUT');
		await hurried.close();
		const running =
			"SELECT count() FROM system.processes WHERE query LIKE '%sipHash64%' AND query NOT LIKE '%processes%'";
		let left: unknown = '1';
		for (let tries = 0; left !== '0' && tries < 200; tries++)
			left = (await ask(session, running)).rows[0]?.[0];
		expect(left).toBe('0');
	});

	it('reads texts that look like errors for texts', async () => {
		const looks = "'Code: 62, e.displayText() = DB::Exception: no, e.what() = x'";
		expect((await ask(session, `SELECT ${looks} AS a, 1 AS b`)).rows).toHaveLength(1);
	});

	it('refuses totals, which are no rows', async () => {
		const error = await errorOf(() => ask(session, 'SELECT id, count() FROM fold GROUP BY id WITH TOTALS'));
		expect(error.code).toBe('SQL_QUERY');
		expect((await ask(session, "SELECT 'with totals' AS x")).rows).toEqual([['with totals']]);
	});
});

describe('values in a statement for ClickHouse', () => {
	const write = (text: string, values: ReadonlyArray<string | number | null>, types?: readonly string[]) =>
		writeValues({ text, values, ...(types === undefined ? {} : { types }) }, clickhouse.syntax, 'NULL');

	it.each([
		["it's", "'it\\'s'"],
		['\\', "'\\\\'"],
		["\\'; DROP TABLE x", "'\\\\\\'; DROP TABLE x'"],
		['$1', "'$1'"],
		['a\0b', "'a\\0b'"],
	])('%j is written %s', (value, literal) => {
		expect(write('SELECT $1', [value])).toBe(`SELECT ${literal}`);
	});

	it('go where they are meant to, and nowhere else', () => {
		expect(write("SELECT '$1', `$1`, $1 -- $1\n/* $1 */, $2", [1, null])).toBe(
			"SELECT '$1', `$1`, 1 -- $1\n/* $1 */, NULL",
		);
	});

	it('that stand for other bytes are refused', async () => {
		expect((await errorOf(async () => write('SELECT $1', ['a\ufffd']))).code).toBe('SQL_VALUE');
	});

	it.each([
		['Int8', "'127'"],
		['UInt64', "'18446744073709551615'"],
		['Nullable(Decimal(5, 2))', "'999.99'"],
		['Float64', "'inf'"],
		['LowCardinality(Nullable(String))', "unhex('FF')"],
		['FixedString(2)', "unhex('FFFF')"],
		['Date', "'2106-02-06'"],
	])('nothing of %s is greater than %s', (type, greatest) => {
		expect(greatestOf(type)).toBe(greatest);
		expect(write('SELECT $1', [null], [type])).toBe(`SELECT ${greatest}`);
	});
});

describe('types of ClickHouse', () => {
	it.each([
		['Nullable(Int64)', 'Int64', 'number'],
		['LowCardinality(Nullable(String))', 'String', 'text'],
		['Decimal(38, 10)', 'Decimal(38, 10)', 'number'],
		["DateTime64(3, 'UTC')", "DateTime64(3, 'UTC')", 'dateTime'],
		["DateTime64(3, 'Europe/Berlin')", "DateTime64(3, 'Europe/Berlin')", 'none'],
		["DateTime('Asia/Tokyo')", "DateTime('Asia/Tokyo')", 'dateTime'],
		['UUID', 'UUID', 'text'],
		["Enum8('a' = 1)", "Enum8('a' = 1)", 'none'],
		['Array(Int8)', 'Array(Int8)', 'none'],
	])('%s is %s and sorts as %s', (type, plain, order) => {
		expect(plainType(type)).toBe(plain);
		expect(clickhouse.orderOf(type)).toBe(order);
	});

	it('name the zone of the server', () => {
		expect(withZone('Nullable(DateTime)', 'Asia/Tokyo')).toBe("Nullable(DateTime('Asia/Tokyo'))");
		expect(withZone("DateTime('UTC')", 'Asia/Tokyo')).toBe("DateTime('UTC')");
		expect(withZone('DateTime', 'UTC')).toBe('DateTime');
	});

	it('know the zones whose clocks are put back', () => {
		expect(['Europe/Berlin', 'America/New_York', 'Nowhere/Land'].map(changesClock)).toEqual([
			true,
			true,
			true,
		]);
		expect(['UTC', 'Asia/Tokyo', 'Asia/Kolkata'].map(changesClock)).toEqual([false, false, false]);
		expect([printedEpoch('Asia/Tokyo'), printedEpoch('UTC')]).toEqual([
			'1970-01-01 09:00:00',
			'1970-01-01 00:00:00',
		]);
	});
});

describe('answers of ClickHouse', () => {
	const ANSWER = "id\tname\nInt32\tNullable(String)\n1\tŁucja 🦊\n2\t\\N\n3\ttab\\t\\\\N\\'\n";

	async function read(bytes: readonly Uint8Array[], pageRows = 2): Promise<QueryResult[]> {
		const pages: QueryResult[] = [];
		const answer = (async function* () {
			yield* bytes;
		})();
		for await (const page of readRows(answer, pageRows, (type) => type)) pages.push(page);
		return pages;
	}

	it('are read the same wherever the network cuts them', async () => {
		const bytes = Buffer.from(ANSWER);
		const whole = await read([bytes]);
		expect(whole.map(({ rows }) => rows)).toEqual([
			[
				[1, 'Łucja 🦊'],
				[2, null],
			],
			[[3, "tab\t\\N'"]],
		]);
		for (let cut = 1; cut < bytes.length; cut++) {
			expect(await read([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(whole);
		}
	});

	it('that end anywhere but after a row are not taken for complete', async () => {
		const bytes = Buffer.from(ANSWER);
		const ends = [...bytes.entries()].flatMap(([at, byte]) => (byte === 0x0a ? [at + 1] : []));
		for (let cut = 0; cut < bytes.length; cut++) {
			if (ends.slice(1).includes(cut)) continue;
			await expect(read([bytes.subarray(0, cut)])).rejects.toMatchObject({ code: 'CUT_OFF' });
		}
	});

	it.each([
		[
			'Code: 395, e.displayText() = DB::Exception: too bad, e.what() = DB::Exception',
			'CLICKHOUSE_395',
			'too bad',
		],
		[
			'Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED) (version 24.8.4.13 (official build))',
			'CLICKHOUSE_241',
			'Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)',
		],
	])('hold an error in the words of old and new servers: %s', async (said, code, message) => {
		expect(exceptionIn(said)).toMatchObject({ code, message });
		await expect(read([Buffer.from(`${ANSWER}${said}\n`)])).rejects.toMatchObject({ code });
	});
});

it.each([
	['CLICKHOUSE_516', 'user', 'SQL_LOGIN'],
	['CLICKHOUSE_497', 'user', 'SQL_PERMISSION'],
	['CLICKHOUSE_202', 'transient', 'SQL_BUSY'],
	['CLICKHOUSE_394', 'transient', 'SQL_CONFLICT'],
	['CLICKHOUSE_241', 'user', 'SQL_FAILED'],
	['CLICKHOUSE_60', 'user', 'SQL_QUERY'],
	['ECONNRESET', 'transient', 'SQL_CONNECTION_LOST'],
	['CUT_OFF', 'transient', 'SQL_CONNECTION_LOST'],
	['EPROTO', 'user', 'SQL_TLS'],
	['CERT_HAS_EXPIRED', 'user', 'SQL_CERTIFICATE'],
])('ClickHouse explains %s', (code, kind, expected) => {
	const connection = { host: 'h', port: 1, database: 'd', user: 'u', password: 'p', tls: 'off' as const };
	expect(explain(withCode('said', code), connection)).toMatchObject({ kind, code: expected });
});

it('says of another server that it is not ClickHouse', async () => {
	const other = createServer((_request, response) => response.writeHead(404).end('<h1>Shop</h1>')).listen(
		0,
		'127.0.0.1',
	);
	await once(other, 'listening');
	const address = other.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	const connection = {
		host: '127.0.0.1',
		port,
		database: 'd',
		user: 'u',
		password: 'p',
		tls: 'off' as const,
	};
	const error = await errorOf(() => clickhouse.connect(connection));
	other.close();
	expect(error.code).toBe('SQL_PORT');
	expect(error.message).toContain('<h1>Shop</h1>');
});
