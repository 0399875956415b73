import type { Connector, ConnectorSettings, ConnectorTools, DeletedQuery } from '../../../lib/connectors';
import { read } from '../../../lib/connectors/http/body';
import { fetchClient } from '../../../lib/connectors/http/fetchClient';
import { tryton } from '../../../lib/connectors/tryton';
import { startPostgres, type TestPostgres } from '../../../tools/postgres.mjs';
import { recordOf, recordsOf, rowsOf, runImport } from '../import/rows';
import { describeConnector } from './conformance';
import { describeHttpConnector, type FakeCrm } from './httpConformance';
import { startTrytonServer, type TrytonServer } from './trytonServer';

jest.setTimeout(300_000);

const clock = { now: Date.now, sleep: async () => undefined };

/** What the company's own fields are for us. */
const properties = {
	firstName: 'first_name',
	lastName: 'last_name',
	newsletterConsent: 'newsletter',
	newsletterConsentAt: 'newsletter_at',
};

function open(
	{ url, database, userName, password }: TrytonServer,
	changes: ConnectorSettings = {},
	tools: Omit<ConnectorTools, 'http'> = clock,
): Connector {
	const login = { baseUrl: url, database, userName, password };
	const settings = { ...login, properties, callsPerSecond: 1_000_000, ...changes };
	return tryton(settings, { http: fetchClient(), ...tools });
}

describe('with SQLite', () => {
	let server: TrytonServer;
	beforeAll(async () => {
		server = await startTrytonServer();
	});
	beforeEach(async () => await server.empty());
	afterAll(async () => await server.stop());

	describeConnector('Tryton', async () => await Promise.resolve(open(server)));

	describeHttpConnector('Tryton', async (): Promise<FakeCrm> => {
		const proxy = await server.proxy();
		return {
			server: proxy,
			connect: (tools) => open(server, { baseUrl: proxy.url }, tools),
			emails: server.emails,
			isWrite: ({ body }) => /party\.(create|write|delete)$/.test(read.text(body, 'method') ?? ''),
			says: {
				throttled: (retryAfter) => ({
					status: 429,
					...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
				}),
				login: { status: 401 },
			},
		};
	});

	const parties = async (fields: readonly string[], domain: readonly unknown[] = []) =>
		await server.rpc.read('model.party.party.search_read', domain, 0, null, [['id', 'ASC']], [...fields], {
			active_test: false,
		});

	describe('values', () => {
		const ROW = {
			email: 'jan@example.com',
			street: 'Długa 1\nlok. 2',
			postalCode: '80-001',
			city: 'Gdańsk',
			country: 'PL',
			language: 'pl',
			newsletterConsent: true,
			newsletterConsentAt: '2026-11-22T10:00:00Z',
			birth_date: '1990-02-28',
			credit: 1234.5,
			points: 7,
			level: 'gold',
			'contact_mechanisms.website': 'https://example.com',
		};

		it('are written in the forms that Tryton has, and read back as they were', async () => {
			expect((await runImport(open(server), rowsOf(ROW))).summary).toEqual(['2 created']);
			const fields = ['credit', 'birth_date', 'level', 'points', 'lang.code', 'addresses.country.code'];
			expect(await parties(fields)).toMatchObject([
				{
					credit: { __class__: 'Decimal', decimal: expect.stringMatching(/^1234\.50?$/) },
					birth_date: { year: 1990, month: 2, day: 28 },
					level: 'gold',
					points: 7,
					'lang.': { code: 'pl' },
					'addresses.': [{ 'country.': { code: 'PL' } }],
				},
			]);
			const again = await runImport(open(server), rowsOf(ROW));
			expect(again.outcomes.flatMap(({ changes = [] }) => changes)).toEqual([]);
			expect(again.summary).toEqual(['2 unchanged']);
		});

		it('are refused in the words of Tryton, and the other rows are written', async () => {
			const rows = rowsOf(
				{ email: 'a@example.com' },
				{ email: 'b@example.com', level: 'wood' },
				{ email: 'c@example.com', country: 'FR' },
				{ email: 'd@example.com', phone: '48123' },
				{ email: 'e@example.com', points: 'many' },
				{ email: 'f@example.com' },
			);
			const { summary, outcomes } = await runImport(open(server), rows);
			expect(summary).toEqual(['2 created', '3 failed', '4 failed', '5 failed', '6 failed', '7 created']);
			const messages = outcomes.map(({ issues }) => issues[0]?.message).filter((message) => message);
			expect(messages).toEqual([
				expect.stringContaining('"wood" for field "Level"'),
				"Tryton has no country 'FR'",
				expect.stringContaining('phone number "48123"'),
				expect.stringContaining("'many'"),
			]);
		});

		it('that are signs of a pattern find nobody else', async () => {
			await runImport(open(server), rowsOf({ email: 'jan_nowak@example.com' }));
			const values = [
				'%@example.com',
				'jan%',
				'jan-nowak@example.com',
				'jan\\_nowak@example.com',
				"o'x@y.pl",
			];
			const hits = await open(server).lookup(values.map((value) => ({ field: 'email', value })));
			expect(hits.flatMap(({ customers }) => customers)).toEqual([]);
			expect((await runImport(open(server), rowsOf({ email: 'JAN_nowak@example.com' }))).summary).toEqual([
				'2 unchanged',
			]);
		});

		it('of first and last name are one where no fields are named for them', async () => {
			const row = { email: 'jan@example.com', firstName: 'Jan', lastName: 'van der Berg' };
			const stock = open(server, { properties: {} });
			expect((await runImport(stock, rowsOf(row))).summary).toEqual(['2 created']);
			expect(await parties(['name'])).toMatchObject([{ name: 'Jan van der Berg' }]);
			expect((await runImport(stock, rowsOf(row))).summary).toEqual(['2 unchanged']);
		});
	});

	describe('lists', () => {
		const mechanisms = async () => await parties(['contact_mechanisms.value', 'contact_mechanisms.comment']);

		it('keep what was noted beside a value that is replaced, and their order', async () => {
			const before = { crmId: '7', email: ['a@example.com', 'b@example.com'] };
			await runImport(open(server), rowsOf(before));
			const ids = await server.rpc.read(
				'model.party.contact_mechanism.search',
				[['value', '=', 'a@example.com']],
				0,
				null,
				null,
				{},
			);
			await server.rpc.write('model.party.contact_mechanism.write', ids, { comment: 'private' }, {});
			const after = rowsOf({ crmId: '7', email: ['c@example.com', 'b@example.com'] });
			const settings = { identifiers: ['crmId'], multiValues: 'replace' } as const;
			expect((await runImport(open(server), after, settings)).summary).toEqual(['2 updated']);
			expect(await recordsOf(open(server))).toMatchObject([{ email: ['c@example.com', 'b@example.com'] }]);
			const swapped = rowsOf({ crmId: '7', email: ['b@example.com', 'c@example.com'] });
			expect((await runImport(open(server), swapped, settings)).summary).toEqual(['2 updated']);
			expect(await recordsOf(open(server))).toMatchObject([{ email: ['b@example.com', 'c@example.com'] }]);
			expect(await mechanisms()).toMatchObject([
				{
					'contact_mechanisms.': [
						{ value: 'b@example.com', comment: null },
						{ value: 'c@example.com', comment: 'private' },
					],
				},
			]);
		});

		it('hold numbers as the credential says, and find both kinds', async () => {
			const mobile = open(server, { phoneType: 'mobile' });
			await runImport(mobile, rowsOf({ phone: '48501228855' }));
			expect(await parties(['contact_mechanisms.type'])).toMatchObject([
				{ 'contact_mechanisms.': [{ type: 'mobile' }] },
			]);
			expect((await runImport(open(server), rowsOf({ phone: '48501228855' }))).summary).toEqual([
				'2 unchanged',
			]);
		});

		it('have identifiers of a type under its name', async () => {
			const named = open(server, { properties: { guid: 'identifiers.pl_nip' } });
			const row = { email: 'jan@example.com', guid: '1234563218' };
			expect((await runImport(named, rowsOf(row))).summary).toEqual(['2 created']);
			expect(await parties(['identifiers.type', 'identifiers.code'])).toMatchObject([
				{ 'identifiers.': [{ type: 'pl_nip', code: '1234563218' }] },
			]);
			expect((await runImport(named, rowsOf(row))).summary).toEqual(['2 unchanged']);
		});
	});

	it('finds an archived party instead of making another one, and tells that it was archived', async () => {
		const rows = rowsOf({ email: 'jan@example.com' }, { email: 'ewa@example.com' });
		const { outcomes } = await runImport(open(server), rows);
		const [jan = ''] = outcomes.map(({ id }) => id);
		await server.rpc.write('model.party.party.write', [Number(jan)], { active: false }, {});
		const since = async (query: DeletedQuery) => {
			const found: unknown[] = [];
			for await (const page of open(server).readDeleted?.(query) ?? []) found.push(...page);
			return found;
		};
		expect(await since({})).toMatchObject([{ id: jan, record: { email: 'jan@example.com' } }]);
		expect(await since({ deletedAfter: '2001-01-01T00:00:00Z' })).toHaveLength(1);
		expect(await since({ deletedAfter: '2999-01-01T00:00:00Z' })).toEqual([]);
		expect((await runImport(open(server), rowsOf({ email: 'jan@example.com' }))).summary).toEqual([
			'2 unchanged',
		]);
	});

	it('gives a code that is taken meanwhile back as a conflict, and creates the others', async () => {
		await runImport(open(server), rowsOf({ crmId: '7', email: 'jan@example.com' }));
		const write = (rowNumber: number, crmId: string) =>
			({ action: 'create', rowNumber, record: recordOf({ crmId }), identifiers: [] }) as const;
		const results = await open(server).write([write(2, '8'), write(3, '7'), write(4, '9')]);
		expect(results).toMatchObject([
			{ outcome: 'created' },
			{ outcome: 'conflict', issue: { code: 'IDENTIFIER_TAKEN', value: '7' } },
			{ outcome: 'created' },
		]);
	});

	it('notices what was changed past the party itself', async () => {
		const row = { email: 'jan@example.com', firstName: 'Jan' };
		const connector = open(server);
		await runImport(connector, rowsOf(row));
		const [hit] = await connector.lookup([{ field: 'email', value: row.email }]);
		const [jan] = hit?.customers ?? [];
		if (!jan?.version) throw new Error('Jan was not found');
		const ids = await server.rpc.read('model.party.contact_mechanism.search', [], 0, null, null, {});
		await server.rpc.write('model.party.contact_mechanism.write', ids, { value: 'new@example.com' }, {});
		const changes = [{ field: 'firstName', before: 'Jan', after: 'Janusz' }];
		const record = recordOf({ ...row, firstName: 'Janusz' });
		const [result] = await connector.write([
			{ action: 'update', rowNumber: 2, id: jan.id, version: jan.version, record, changes, identifiers: [] },
		]);
		expect(result).toMatchObject({ outcome: 'conflict' });
		expect(await parties(['first_name'])).toMatchObject([{ first_name: 'Jan' }]);
	});

	describe('a login', () => {
		it('is renewed where Tryton has ended the session', async () => {
			const proxy = await server.proxy();
			const connector = open(server, { baseUrl: proxy.url });
			await connector.check();
			const { headers = {} } = proxy.requests.at(-1) ?? {};
			await fetch(`${server.url}/${server.database}/`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', authorization: headers['authorization'] ?? '' },
				body: JSON.stringify({ id: 1, method: 'common.db.logout', params: [] }),
			});
			expect((await runImport(connector, rowsOf({ email: 'jan@example.com' }))).summary).toEqual([
				'2 created',
			]);
			const logins = proxy.requests.filter(({ body }) => read.text(body, 'method') === 'common.db.login');
			expect(logins).toHaveLength(2);
			await proxy.close();
		});

		it('is asked for once, however many calls begin together', async () => {
			const proxy = await server.proxy();
			const connector = open(server, { baseUrl: proxy.url });
			await Promise.all([connector.check(), connector.check(), connector.discoverFields()]);
			const logins = proxy.requests.filter(({ body }) => read.text(body, 'method') === 'common.db.login');
			expect(logins).toHaveLength(1);
			await proxy.close();
		});

		it.each([
			['password', { password: 'wrong' }, 'CRM_LOGIN'],
			['address', { baseUrl: 'http://127.0.0.1:1' }, 'CRM_SILENT'],
		])('with a wrong %s is told apart', async (_, wrong, code) => {
			await expect(open(server, wrong).check()).rejects.toMatchObject({ code });
		});

		it('that may not create parties ends the run and says so', async () => {
			const models = [['model', '=', 'party.party']];
			const [model] = (await server.rpc.read('model.ir.model.search', models, 0, 1, null, {})) as number[];
			const access = { model, perm_read: true, perm_write: false, perm_create: false, perm_delete: true };
			const made = await server.rpc.write('model.ir.model.access.create', [access], {});
			try {
				const { report } = await runImport(open(server), rowsOf({ email: 'jan@example.com' }));
				expect(report.stopped).toMatchObject({
					message: expect.stringContaining('does not allow this: You are not allowed to access "Party"'),
					hint: expect.stringContaining('Models Access'),
				});
			} finally {
				await server.rpc.write('model.ir.model.access.delete', 'result' in made ? made.result : [], {});
			}
			expect(await parties([])).toEqual([]);
		});
	});
});

describe('with PostgreSQL', () => {
	let postgres: TestPostgres;
	let server: TrytonServer;
	beforeAll(async () => {
		postgres = await startPostgres();
		server = await startTrytonServer(postgres.url);
	});
	beforeEach(async () => await server.empty());
	afterAll(async () => {
		await server.stop();
		await postgres.stop();
	});

	describeConnector('Tryton', async () => await Promise.resolve(open(server)));

	it('lets one of two writers win who have seen the same party', async () => {
		await runImport(open(server), rowsOf({ email: 'jan@example.com', firstName: 'Jan' }));
		for (let round = 0; round < 5; round++) {
			const results = await Promise.all([renameJan(`A${round}`), renameJan(`B${round}`)]);
			expect(results.sort()).toEqual(['conflict', 'updated']);
		}
	});

	/** As a program of its own, which has looked him up just before. */
	async function renameJan(firstName: string): Promise<string | undefined> {
		const connector = open(server);
		const [hit] = await connector.lookup([{ field: 'email', value: 'jan@example.com' }]);
		const [jan] = hit?.customers ?? [];
		await barrier();
		const record = recordOf({ ...jan?.record, firstName });
		const changes = [{ field: 'firstName', before: jan?.record['firstName'], after: firstName }];
		const [result] = await connector.write([
			{
				action: 'update',
				rowNumber: 2,
				id: jan?.id ?? '',
				version: jan?.version ?? '',
				record,
				changes,
				identifiers: [],
			},
		]);
		return result?.outcome;
	}

	let arrived: (() => void) | undefined;

	/** The first of two waits for the second. */
	async function barrier(): Promise<void> {
		if (arrived) {
			arrived();
			arrived = undefined;
			return;
		}
		await new Promise<void>((resolve) => (arrived = resolve));
	}
});
