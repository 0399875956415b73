import { odoo } from '../../../lib/connectors/odoo';
import { fetchClient } from '../../../lib/connectors/http/fetchClient';
import type { ConnectorSettings, ConnectorTools } from '../../../lib/connectors';
import { rowsOf, runImport } from '../import/rows';
import { describeConnector } from './conformance';
import { startFake, type FakeAnswer } from './fakes/fakeServer';
import { fakeOdoo } from './fakes/odoo';
import { describeHttpConnector, type FakeCrm } from './httpConformance';

const WRITES = ['create', 'write', 'unlink'];

/** What the database has for what contacts of Odoo do not. */
const properties = {
	firstName: 'x_first',
	lastName: 'x_last',
	newsletterConsent: 'x_newsletter',
	newsletterConsentAt: 'x_newsletter_at',
};

const INTERFACES = [
	{ name: 'Odoo by JSON-2', odooInterface: 'json2', login: unauthorized(401) },
	{ name: 'Odoo by JSON-RPC', odooInterface: 'jsonRpc', login: denied() },
];

function unauthorized(status: number): FakeAnswer {
	return { status, body: { name: 'werkzeug.exceptions.Unauthorized', message: 'Invalid apikey' } };
}

function denied(): FakeAnswer {
	const data = { name: 'odoo.exceptions.AccessDenied', message: 'Access Denied' };
	return {
		status: 200,
		body: { jsonrpc: '2.0', id: 1, error: { code: 200, message: 'Odoo Server Error', data } },
	};
}

const clock = { now: Date.now, sleep: async () => undefined };

function open(url: string, changes: ConnectorSettings, tools: Omit<ConnectorTools, 'http'> = clock) {
	const login = { database: 'company', userName: 'import@example.com', apiKey: 'fake-key' };
	const settings = { baseUrl: url, ...login, properties, callsPerSecond: 1_000_000, ...changes };
	return odoo(settings, { http: fetchClient(), ...tools });
}

describe.each(INTERFACES)('$name', ({ name, odooInterface, login }) => {
	async function start(): Promise<FakeCrm & { readonly fake: ReturnType<typeof fakeOdoo> }> {
		const fake = fakeOdoo();
		const server = await startFake(fake.handle);
		return {
			fake,
			server,
			connect: (tools) => open(server.url, { odooInterface }, tools),
			emails: () => [...fake.partners.values()].map(({ email }) => String(email)),
			isWrite: (request) => WRITES.includes(fake.methodOf(request)),
			says: {
				throttled: (retryAfter) => ({
					status: 429,
					...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
				}),
				login,
			},
		};
	}

	describeConnector(name, async () => {
		const crm = await start();
		const connector = crm.connect(clock);
		return { ...connector, close: async () => await crm.server.close() };
	});

	describeHttpConnector(name, start);

	describe('in particular', () => {
		let crm: Awaited<ReturnType<typeof start>>;
		beforeEach(async () => {
			crm = await start();
		});
		afterEach(async () => await crm.server.close());

		it('writes values in the forms that Odoo has, and reads them back as they were', async () => {
			const row = {
				email: 'jan@example.com',
				firstName: 'Jan',
				country: 'PL',
				language: 'pl',
				notes: 'a < b & "c"\nsecond line',
				newsletterConsent: true,
				newsletterConsentAt: '2026-11-22T10:00:00.000Z',
				points: 7,
			};
			const connector = crm.connect(clock);
			expect((await runImport(connector, rowsOf(row))).summary).toEqual(['2 created']);
			expect([...crm.fake.partners.values()]).toMatchObject([
				{
					name: 'jan@example.com',
					country_id: 179,
					lang: 'pl_PL',
					comment: '<p>a &lt; b &amp; &quot;c&quot;<br>second line</p>',
					x_newsletter_at: '2026-11-22 10:00:00',
					points: 7,
				},
			]);
			expect((await runImport(connector, rowsOf(row))).summary).toEqual(['2 unchanged']);
		});

		it('creates many in one call, and tells which of them was refused', async () => {
			const people = Array.from({ length: 40 }, (_, number) => ({ email: `p${number}@example.com` }));
			const rows = rowsOf(
				...people.slice(0, 20),
				{ email: 'x@example.com', country: 'FR' },
				...people.slice(20),
			);
			const { outcomes } = await runImport(crm.connect(clock), rows);
			const refused = outcomes.filter(({ outcome }) => outcome === 'failed');
			expect(refused).toMatchObject([{ rowNumber: 22, issues: [{ code: 'WRITE_FAILED' }] }]);
			expect(refused[0]?.issues[0]?.message).toContain("'FR'");
			expect(crm.fake.partners.size).toBe(40);
			const calls = crm.server.requests.filter((request) => crm.fake.methodOf(request) === 'create');
			expect(calls.length).toBeLessThan(20);
		});

		it('finds nobody by the signs of a pattern', async () => {
			await runImport(crm.connect(clock), rowsOf({ email: 'jan_nowak@example.com' }));
			const values = ['%@example.com', 'jan%', 'jan-nowak@example.com', 'jan\\_nowak@example.com'];
			const hits = await crm.connect(clock).lookup(values.map((value) => ({ field: 'email', value })));
			expect(hits.flatMap(({ customers }) => customers)).toEqual([]);
		});

		it('tells of those who were archived, and of nobody who was deleted', async () => {
			const connector = crm.connect(clock);
			const rows = rowsOf({ email: 'a@example.com' }, { email: 'b@example.com' }, { email: 'c@example.com' });
			const { outcomes } = await runImport(connector, rows);
			const [archived, deleted = ''] = outcomes.map(({ id }) => id);
			await connector.remove?.([deleted]);
			const before = new Date(`${String(crm.fake.partners.get(Number(archived))?.['write_date'])}Z`);
			crm.fake.archive(Number(archived));
			const since = async (deletedAfter?: Date) => {
				const found: unknown[] = [];
				const query = deletedAfter ? { deletedAfter: deletedAfter.toISOString() } : {};
				for await (const page of connector.readDeleted?.(query) ?? []) found.push(...page);
				return found;
			};
			expect(await since()).toMatchObject([{ id: archived, record: { email: 'a@example.com' } }]);
			expect(await since(before)).toHaveLength(1);
			expect(await since(new Date(before.getTime() + 60_000))).toEqual([]);
		});

		it('removes those whom nothing refers to', async () => {
			const connector = crm.connect(clock);
			const { outcomes } = await runImport(
				connector,
				rowsOf({ email: 'a@example.com' }, { email: 'b@example.com', crmId: 'INVOICED' }),
			);
			const [free = '', invoiced = ''] = outcomes.map(({ id }) => id);
			expect(await connector.remove?.([free, invoiced, '99999'])).toEqual([free]);
		});

		it.each([
			['key', { apiKey: 'wrong' }, 'CRM_LOGIN'],
			['address', { baseUrl: 'http://127.0.0.1:1' }, 'CRM_SILENT'],
		])('tells a wrong %s apart', async (_, wrong, code) => {
			const connector = open(crm.server.url, { odooInterface, ...wrong });
			await expect(connector.check()).rejects.toMatchObject({ code });
		});
	});
});

describe('Odoo by JSON-RPC', () => {
	it('tells a wrong database apart', async () => {
		const server = await startFake(fakeOdoo().handle);
		const connector = open(server.url, { odooInterface: 'jsonRpc', database: 'nowhere' });
		await expect(connector.check()).rejects.toMatchObject({ code: 'CRM_ADDRESS' });
		await server.close();
	});
});
