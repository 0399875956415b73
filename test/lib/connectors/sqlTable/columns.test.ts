import type { Connector, PlannedWrite } from '../../../../lib/connectors';
import type { SqlTestServer } from '../../sql/conformance';
import { startMysqlServer } from '../../sql/engines/mysql';
import { makeSqliteFile } from '../../sql/engines/sqlite';
import { startTestServer } from '../../sql/postgresServer';
import { recordOf, recordsOf, rowsOf, runImport } from '../../import/rows';
import { makeTable, openTable } from './tables';

// Real servers, on a machine that may have much else to do.
jest.setTimeout(60_000);

const EMAIL_ONLY = { identifiers: ['email'] };
const BY_NUMBER = { identifiers: ['crmId'] };

const create = (fields: Record<string, unknown>): PlannedWrite => ({
	action: 'create',
	rowNumber: 2,
	record: recordOf(fields),
	identifiers: [],
});

/** Opens a new table of these columns. */
type Open = (columns: readonly string[], settings?: Record<string, unknown>) => Promise<Connector>;

function withServer(
	engine: string,
	start: () => Promise<SqlTestServer>,
): { server: () => SqlTestServer; open: Open } {
	let server: SqlTestServer;
	const opened: Connector[] = [];
	beforeAll(async () => {
		server = await start();
	}, 90_000);
	afterEach(async () => void (await Promise.all(opened.splice(0).map(async (one) => await one.close()))));
	afterAll(async () => await server?.stop());
	return {
		server: () => server,
		open: async (columns, settings = {}) => {
			const connector = await openTable(server, engine, await makeTable(server, columns), settings);
			opened.push(connector);
			return connector;
		},
	};
}

describe('a table of PostgreSQL', () => {
	const { server, open } = withServer('postgres', startTestServer);

	it('has our fields where the names of columns say so, and custom fields for the rest', async () => {
		const connector = await open([
			'customer_id serial PRIMARY KEY',
			'"E-Mail Address" text NOT NULL',
			'mobile varchar(20)',
			'forename text',
			'zip text',
			'shoe_size smallint',
			'balance numeric(12,2) NOT NULL DEFAULT 0',
			'card_number text UNIQUE',
			'photo bytea',
			'initials text GENERATED ALWAYS AS (left(forename, 1)) STORED',
		]);
		expect(await connector.discoverFields()).toEqual([
			{ name: 'email', title: 'E-mail', type: 'email', required: true, identifier: true },
			{ name: 'phone', title: 'Phone', type: 'phone', identifier: true, maxLength: 20 },
			{ name: 'firstName', title: 'First Name', type: 'name' },
			{ name: 'postalCode', title: 'Postal Code', type: 'text' },
			{ name: 'shoe_size', title: 'shoe_size', type: 'number', custom: true },
			{ name: 'balance', title: 'balance', type: 'number', custom: true },
			{ name: 'card_number', title: 'card_number', type: 'text', custom: true, identifier: true },
			{ name: 'photo', title: 'photo', type: 'text', custom: true, readOnly: true },
			{ name: 'initials', title: 'initials', type: 'text', custom: true, readOnly: true },
		]);
		expect(connector.capabilities).toMatchObject({
			identifiers: ['email', 'phone', 'card_number'],
			unique: false,
		});
	});

	it('binds fields to the columns that the person names', async () => {
		const columns = ['id serial PRIMARY KEY', 'email text', 'kontakt text'];
		const connector = await open(columns, { properties: { email: 'kontakt' } });
		await runImport(connector, rowsOf({ email: 'jan@example.com' }), EMAIL_ONLY);
		expect(await recordsOf(connector)).toEqual([{ email: 'jan@example.com' }]);
		const names = (await connector.discoverFields()).map(({ name }) => name);
		expect(names).toEqual(['email', 'email (column)']);
		await expect(open(columns, { properties: { email: 'e_mail' } })).rejects.toMatchObject({
			code: 'SQL_COLUMN',
			hint: expect.stringContaining('kontakt'),
		});
	});

	it('keeps every kind of value as it is', async () => {
		const connector = await open([
			'id serial PRIMARY KEY',
			'email text',
			'tags text[]',
			'notes text',
			'birth_date date',
			'balance numeric(30,10)',
			'big bigint',
			'ratio double precision',
			'vip boolean',
			'seen timestamptz',
			'local timestamp(3)',
			'extra jsonb',
			'code uuid',
			'plain text',
		]);
		const record = {
			email: 'jan@example.com',
			tags: ['a "quoted" one', 'back\\slash', 'comma, brace }', 'NULL'],
			notes: "O'Neil'); DROP TABLE x; --\n\tŁódź 王 🦊",
			birthDate: '1980-02-29',
			balance: '12345678901234567890.0123456789',
			big: '9007199254740993',
			ratio: 0.1,
			vip: false,
			seen: '2026-04-03T10:00:00.123Z',
			local: '2026-04-03T10:00:00Z',
			extra: '{"a": 1}',
			code: '3f2b8c1e-9d47-4a6b-8c21-5e7f90ab12cd',
			plain: 'false',
		};
		await runImport(connector, rowsOf(record), EMAIL_ONLY);
		expect(await recordsOf(connector)).toEqual([record]);
		expect((await runImport(connector, rowsOf(record), EMAIL_ONLY)).summary).toEqual(['2 unchanged']);
	});

	it('turns moments of other zones into UTC, and refuses what the column cannot hold, row by row', async () => {
		const connector = await open([
			'id serial PRIMARY KEY',
			'email text',
			'local timestamp',
			'visits int',
			'nick varchar(3)',
		]);
		const results = await connector.write([
			create({ email: 'a@example.com', local: '2026-04-03T12:00:00+02:00', visits: 7, nick: '王🦊x' }),
			create({ email: 'b@example.com', visits: '007' }),
			create({ email: 'c@example.com', nick: 'four' }),
			create({ email: 'd@example.com', local: 'yesterday' }),
			create({ email: 'e@example.com', unknown: 'x' }),
		]);
		expect(results.map(({ outcome }) => outcome)).toEqual([
			'created',
			'failed',
			'failed',
			'failed',
			'failed',
		]);
		const messages = results.map(({ issue }) => issue?.message ?? '');
		expect(messages[1]).toContain("'007'");
		expect(messages[2]).toContain('4 characters');
		expect(messages[4]).toContain("no column for 'unknown'");
		expect(await recordsOf(connector)).toEqual([
			{ email: 'a@example.com', local: '2026-04-03T10:00:00Z', visits: 7, nick: '王🦊x' },
		]);
	});

	it('leaves the defaults of columns alone, and clears with NULL, or an empty text where NULL is forbidden', async () => {
		const connector = await open([
			'id serial PRIMARY KEY',
			'email text',
			"level text DEFAULT 'new'",
			"city text NOT NULL DEFAULT ''",
			'notes text',
		]);
		const rows = rowsOf(
			{ email: 'a@example.com' },
			{ email: 'b@example.com', level: 'old', city: 'Łódź', notes: 'x' },
		);
		await runImport(connector, rows, EMAIL_ONLY);
		expect(await recordsOf(connector)).toEqual([
			{ email: 'a@example.com', level: 'new' },
			{ email: 'b@example.com', level: 'old', city: 'Łódź', notes: 'x' },
		]);
		const clear = rowsOf({ email: 'b@example.com', level: '', city: '', notes: '' });
		const { summary } = await runImport(connector, clear, { ...EMAIL_ONLY, clearOnEmpty: true });
		expect(summary).toEqual(['2 updated']);
		expect((await recordsOf(connector))[1]).toEqual({ email: 'b@example.com' });
	});

	it('says which row breaks a rule of the table, and writes the others', async () => {
		const connector = await open([
			'id serial PRIMARY KEY',
			'email text',
			'visits int CHECK (visits < 100)',
			'owner text NOT NULL',
		]);
		const people = Array.from({ length: 20 }, (_, n) => ({
			email: `p${n}@example.com`,
			visits: n === 7 ? 700 : n,
			owner: 'x',
		}));
		const result = await runImport(connector, rowsOf(...people, { email: 'z@example.com' }), EMAIL_ONLY);
		expect(result.report.outcomes).toMatchObject({ created: 19, failed: 2 });
		const failed = result.outcomes.filter(({ outcome }) => outcome === 'failed');
		expect(failed.map(({ rowNumber, issues }) => [rowNumber, issues[0]?.code])).toEqual(
			expect.arrayContaining([
				[9, 'WRITE_FAILED'],
				[22, 'REQUIRED_EMPTY'],
			]),
		);
	});

	it('finds e-mails whatever their case and phones however they begin, and nobody by a likeness', async () => {
		const connector = await open(['id serial PRIMARY KEY', 'email text', 'phone text', 'crm_id bigint']);
		const ids = (
			await connector.write([create({ email: 'JAN@Example.com', phone: '+48 501 228 855', crmId: '7' })])
		).map(({ id }) => id);
		const found = async (field: string, value: string) =>
			(await connector.lookup([{ field, value }]))[0]?.customers.map(({ id }) => id);
		expect(await found('email', 'jan@example.com')).toEqual(ids);
		expect(await found('phone', '48501228855')).toEqual(ids);
		expect(await found('crmId', '7')).toEqual(ids);
		expect(await found('crmId', '07')).toEqual([]);
		expect(await found('crmId', 'seven')).toEqual([]);
		expect(await found('crmId', '99999999999999999999')).toEqual([]);
	});

	it('asks for unique indexes on what customers are recognised by, and says how to make them', async () => {
		const table = await makeTable(server(), ['id serial PRIMARY KEY', 'email text', 'phone text']);
		const settings = { identifiers: ['email', 'phone'] };
		const connector = await openTable(server(), 'postgres', table, settings);
		const refusal = await connector.check().then(undefined, (error: { code: string; hint: string }) => error);
		expect(refusal).toMatchObject({ code: 'NO_UNIQUE_INDEX' });
		const statements = refusal?.hint.split('\n').filter((line) => line.startsWith('CREATE')) ?? [];
		expect(statements[0]).toContain('lower("email")');
		await server().execute(...statements);
		const again = await openTable(server(), 'postgres', table, settings);
		await again.check();
		expect(again.capabilities.unique).toBe(true);
		const lenient = await open(['id serial PRIMARY KEY', 'email text'], {
			identifiers: ['email'],
			requireUniqueIndex: false,
		});
		await lenient.check();
		await Promise.all([connector.close(), again.close()]);
	});

	it('does not give a value twice that the table keeps once, and says which row wanted it', async () => {
		const connector = await open(['id serial PRIMARY KEY', 'email text', 'phone text UNIQUE']);
		const family = rowsOf(
			{ email: 'jan@example.com', phone: '48501228855' },
			{ email: 'ewa@example.com', phone: '48501228855' },
			{ email: 'ola@example.com' },
		);
		const result = await runImport(connector, family, EMAIL_ONLY);
		expect(result.summary).toEqual(['2 created', '3 failed', '4 created']);
	});

	it('wants a column that tells rows apart', async () => {
		await expect(open(['email text'])).rejects.toMatchObject({ code: 'SQL_KEY' });
		await expect(open(['a int', 'b int', 'PRIMARY KEY (a, b)'])).rejects.toMatchObject({ code: 'SQL_KEY' });
		await expect(open(['email text'], { keyColumn: 'email' })).rejects.toMatchObject({ code: 'SQL_KEY' });
		await expect(openTable(server(), 'postgres', 'nowhere')).rejects.toMatchObject({ code: 'SQL_TABLE' });
		const byNumber = await open(['crm_id text PRIMARY KEY', 'email text']);
		const jan = { crmId: 'A-1', email: 'jan@example.com' };
		const { outcomes } = await runImport(byNumber, rowsOf(jan), EMAIL_ONLY);
		expect(outcomes[0]?.id).toBe('A-1');
		const moved = await runImport(byNumber, rowsOf({ ...jan, crmId: 'A-2' }), EMAIL_ONLY);
		expect(moved.outcomes[0]?.issues[0]?.message).toContain('cannot be changed');
	});

	it('reads what was changed after a moment, by the column that tells it, and what conditions leave', async () => {
		const columns = [
			'id serial PRIMARY KEY',
			'email text',
			'points numeric',
			'birth_date date',
			'updated_at timestamptz',
		];
		const connector = await open(columns, { changedColumn: 'updated_at' });
		await runImport(
			connector,
			rowsOf(
				{ email: 'a@example.com', points: 5, birthDate: '1980-01-01', changedAt: '2026-01-01T00:00:00Z' },
				{
					email: 'b@example.com',
					points: '7.50',
					birthDate: '1990-01-01',
					changedAt: '2026-02-01T00:00:00Z',
				},
				{ email: 'c@example.com', changedAt: '2026-03-01T00:00:00Z' },
			),
			EMAIL_ONLY,
		);
		const emails = async (query: Parameters<NonNullable<Connector['read']>>[0]) => {
			const found: unknown[] = [];
			for await (const page of connector.read?.(query) ?? [])
				found.push(...page.map(({ record }) => record['email']));
			expect(await connector.count?.(query)).toBe(found.length);
			return found.map((email) => String(email)[0]).join('');
		};
		expect(await emails({ changedAfter: '2026-01-15T00:00:00Z' })).toBe('bc');
		expect(await emails({ filter: { field: 'points', operator: 'equals', value: '7,5' } })).toBe('b');
		expect(await emails({ filter: { field: 'points', operator: 'notBefore', value: '5' } })).toBe('ab');
		expect(await emails({ filter: { field: 'birthDate', operator: 'after', value: '1980-01-01' } })).toBe(
			'b',
		);
		expect(await emails({ filter: { field: 'birthDate', operator: 'empty' } })).toBe('c');
		const either = [
			{ field: 'points', operator: 'before', value: '6' },
			{ field: 'email', operator: 'startsWith', value: 'C' },
		] as const;
		expect(await emails({ filter: { combine: 'or', filters: either } })).toBe('ac');
		expect(await emails({ filter: { combine: 'and', filters: either } })).toBe('');
		const plain = await open(columns);
		await expect(plain.count?.({ changedAfter: '2026-01-15T00:00:00Z' })).rejects.toMatchObject({
			code: 'NO_CHANGED_COLUMN',
		});
	});

	it('says what right is missing', async () => {
		const table = await makeTable(server(), ['id serial PRIMARY KEY', 'email text']);
		const { stranger, connection } = server();
		const connector = await openTable({ connection: { ...connection, ...stranger } }, 'postgres', table);
		await expect(connector.check()).rejects.toMatchObject({ code: 'SQL_PERMISSION' });
		await connector.close();
	});
});

describe('a table of MariaDB', () => {
	const { open } = withServer('mysql', startMysqlServer);

	it('keeps every kind of value as it is', async () => {
		const connector = await open([
			'id int AUTO_INCREMENT PRIMARY KEY',
			'email varchar(200)',
			'tags text',
			'birth_date date',
			'balance decimal(30,10)',
			'big bigint unsigned',
			'vip tinyint(1)',
			'seen datetime(3)',
			'extra json',
			'notes varchar(200) CHARACTER SET latin1',
			"size enum('S','M')",
			'photo blob',
		]);
		const record = {
			email: 'jan@example.com',
			tags: ['Łódź 王 🦊', "O'Neil'), --"],
			birthDate: '1980-02-29',
			balance: '12345678901234567890.0123456789',
			big: '18446744073709551615',
			vip: 1,
			seen: '2026-04-03T10:00:00.123Z',
			extra: '{"a":1}',
			notes: 'Müller',
			size: 'M',
		};
		await runImport(connector, rowsOf(record), EMAIL_ONLY);
		expect(await recordsOf(connector)).toEqual([record]);
		expect((await runImport(connector, rowsOf(record), EMAIL_ONLY)).summary).toEqual(['2 unchanged']);
		const next = { ...record, tags: ['x'], notes: 'Größe', size: 'S', big: 1 };
		const changed = await runImport(connector, rowsOf(next), { ...EMAIL_ONLY, multiValues: 'replace' });
		expect(changed.summary).toEqual(['2 updated']);
		expect(await recordsOf(connector)).toEqual([{ ...next, tags: 'x' }]);
	});

	it('changes customers by a key of texts', async () => {
		const connector = await open([
			'crm_id varchar(40) CHARACTER SET latin1 PRIMARY KEY',
			'email varchar(200)',
			'city varchar(40)',
		]);
		await runImport(
			connector,
			rowsOf({ crmId: 'Ä-1', city: 'Łódź' }, { crmId: 'B-1', city: 'x' }),
			BY_NUMBER,
		);
		const { summary } = await runImport(connector, rowsOf({ crmId: 'Ä-1', city: 'Kraków' }), BY_NUMBER);
		expect(summary).toEqual(['2 updated']);
		expect(await recordsOf(connector)).toEqual([
			{ crmId: 'B-1', city: 'x' },
			{ crmId: 'Ä-1', city: 'Kraków' },
		]);
	});
});

describe('a table of an SQLite file', () => {
	const { open } = withServer('sqlite', makeSqliteFile);

	it('keeps every kind of value as it is', async () => {
		const connector = await open([
			'id INTEGER PRIMARY KEY',
			'email TEXT',
			'tags TEXT',
			'birth_date DATE',
			'points INT',
			'vip BOOLEAN',
			'seen DATETIME',
		]);
		const record = {
			email: 'jan@example.com',
			tags: ['a', 'b'],
			birthDate: '1980-02-29',
			points: 7,
			vip: true,
			seen: '2026-04-03T10:00:00.123Z',
		};
		await runImport(connector, rowsOf(record), EMAIL_ONLY);
		expect(await recordsOf(connector)).toEqual([record]);
		expect((await runImport(connector, rowsOf(record), EMAIL_ONLY)).summary).toEqual(['2 unchanged']);
	});
});
