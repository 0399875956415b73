import { fetchClient } from '../../../lib/connectors/http/fetchClient';
import { zohoCrm, zohoCrmEntry } from '../../../lib/connectors/zohoCrm';
import { recordOf, recordsOf, rowsOf, runImport } from '../import/rows';
import { describeConnector } from './conformance';
import { type FakeServer, startFake } from './fakes/fakeServer';
import { fakeZoho, type FakeZoho } from './fakes/zohoCrm';
import { describeHttpConnector, type FakeCrm } from './httpConformance';

const SETTINGS = {
	filler: '-',
	callsPerSecond: 1_000_000,
	properties: { crmId: 'Number', newsletterConsent: 'Newsletter', newsletterConsentAt: 'Newsletter_At' },
};

const http = fetchClient((request) => ({
	...request,
	headers: { ...zohoCrmEntry.login?.({ accessToken: 'fake-token' }).headers, ...request.headers },
}));
const CLOCK = { now: () => 0, sleep: async () => undefined };

async function start(): Promise<FakeCrm> {
	const fake = fakeZoho();
	const server = await startFake(fake.handle);
	const body = (code: string, message: string, details = {}) => ({ code, message, status: 'error', details });
	return {
		server,
		connect: (clock) => zohoCrm({ baseUrl: server.url, ...SETTINGS }, { http, ...clock }),
		emails: () => [...fake.contacts.values()].map((row) => String(row['Email'])),
		isWrite: ({ path, method }) => path.endsWith('/Contacts') && method !== 'GET',
		says: {
			throttled: (retryAfter) => ({
				status: 429,
				...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
				body: body('TOO_MANY_REQUESTS', 'Rate limit exceeded.', { retry_after: 60 }),
			}),
			quota: {
				status: 429,
				headers: { 'x-api-credits-remaining': '0' },
				body: body('TOO_MANY_REQUESTS', 'You have reached the limit.'),
			},
			login: { status: 401, body: body('INVALID_TOKEN', 'invalid oauth token') },
		},
	};
}

describeConnector('Zoho CRM', async () => {
	const crm = await start();
	return { ...crm.connect(CLOCK), close: async () => await crm.server.close() };
});
describeHttpConnector('Zoho CRM', start);

describe('Zoho CRM', () => {
	let fake: FakeZoho;
	let server: FakeServer;

	async function connect(settings: Readonly<Record<string, unknown>> = {}) {
		fake = fakeZoho();
		server = await startFake(fake.handle);
		return zohoCrm({ baseUrl: server.url, ...SETTINGS, ...settings }, { http, ...CLOCK });
	}
	afterEach(async () => await server.close());

	const JAN = { email: 'jan@example.com', firstName: 'Jan', crmId: '007' };
	const creation = (record: Record<string, unknown>) =>
		({ action: 'create', rowNumber: 2, record: recordOf(record), identifiers: [] }) as const;

	it.each([["o'neil"], ["x') or (Email in ('jan@example.com'"], ["''"], ['a "b", c']])(
		'asks for %s as a value and never as a part of the query',
		async (crmId) => {
			const connector = await connect();
			await runImport(connector, rowsOf(JAN, { crmId, firstName: 'Ewa' }));
			const [hit] = await connector.lookup([{ field: 'crmId', value: crmId }]);
			expect(hit?.customers.map(({ record }) => record['firstName'])).toEqual(['Ewa']);
		},
	);

	it('reads more fields than a query takes columns', async () => {
		const connector = await connect();
		const [created] = await connector.write([creation({ ...JAN, Extra_44: 'last', Extra_0: 'first' })]);
		expect(await connector.get([created?.id ?? ''])).toMatchObject([
			{ record: { ...JAN, Extra_44: 'last', Extra_0: 'first' } },
		]);
	});

	it('takes the value of a unique field that somebody has for a conflict, and writes the rest', async () => {
		const rows = [
			creation(JAN),
			creation({ ...JAN, email: 'b@example.com' }),
			creation({ email: 'c@example.com' }),
		];
		expect(await (await connect()).write(rows)).toMatchObject([
			{ outcome: 'created' },
			{ outcome: 'conflict', issue: { code: 'IDENTIFIER_TAKEN', field: 'crmId', value: '007' } },
			{ outcome: 'created' },
		]);
	});

	it('understands the answers of a call in which every record is wrong', async () => {
		const connector = await connect();
		const rows = [
			creation({ email: 'broken' }),
			creation({ email: 'a@example.com', firstName: 'x'.repeat(41) }),
		];
		expect(await connector.write(rows)).toMatchObject([
			{ outcome: 'failed', issue: { code: 'WRITE_FAILED', field: 'email' } },
			{ outcome: 'failed', issue: { code: 'WRITE_FAILED', field: 'firstName' } },
		]);
		const calls = server.requests.filter(({ path }) => path.endsWith('/Contacts'));
		expect(calls).toHaveLength(1);
	});

	it('takes a record that was deleted meanwhile for a conflict', async () => {
		const connector = await connect();
		const [created] = await connector.write([creation(JAN)]);
		await connector.remove?.([created?.id ?? '']);
		const changes = [{ field: 'firstName', before: 'Jan', after: 'Janusz' }];
		const record = recordOf({ ...JAN, firstName: 'Janusz' });
		const id = created?.id ?? '';
		const update = { action: 'update', rowNumber: 2, id, record, changes, identifiers: [] } as const;
		expect(await connector.write([update])).toMatchObject([
			{ outcome: 'conflict', issue: { code: 'CHANGED_MEANWHILE' } },
		]);
	});

	it('tells of more deleted records than Zoho has pages for', async () => {
		const connector = await connect();
		const people = Array.from({ length: 2_100 }, (_, n) => creation({ email: `p${n}@example.com` }));
		const ids: string[] = [];
		for (let start = 0; start < people.length; start += 100) {
			const written = await connector.write(people.slice(start, start + 100));
			ids.push(...written.map(({ id = '' }) => id));
		}
		await connector.remove?.(ids);
		const found: string[] = [];
		for await (const page of connector.readDeleted?.({}) ?? []) found.push(...page.map(({ id }) => id));
		expect(found.sort()).toEqual(ids.sort());
	});

	it("takes Zoho's own word before a token and the standard one, which n8n sends after signing in", async () => {
		fake = fakeZoho();
		server = await startFake(fake.handle);
		const sending = (authorization: string) =>
			zohoCrm(
				{ baseUrl: server.url, ...SETTINGS },
				{ http: fetchClient((request) => ({ ...request, headers: { authorization } })), ...CLOCK },
			);
		await expect(sending('Bearer fake-token').check()).resolves.toBeUndefined();
		await expect(sending('Zoho-oauthtoken fake-token').check()).resolves.toBeUndefined();
		await expect(sending('Token fake-token').check()).rejects.toMatchObject({ code: 'CRM_LOGIN' });
	});

	it('starts workflows, approvals and blueprints only where automations are wanted', async () => {
		const connector = await connect();
		await connector.write([creation(JAN)], { suppressTriggers: true });
		expect(server.requests.at(-1)?.body).toMatchObject({ trigger: [] });
		await connector.write([creation({ email: 'ewa@example.com' })]);
		expect(server.requests.at(-1)?.body).not.toHaveProperty('trigger');
	});

	it('never upserts, so that adding only changes nobody', async () => {
		const connector = await connect();
		await runImport(connector, rowsOf(JAN), { importType: 'addOnly' });
		expect(server.requests.filter(({ path }) => path.endsWith('/upsert'))).toEqual([]);
	});

	it('writes and reads lists, times and yes-or-no as Zoho keeps them', async () => {
		const connector = await connect();
		const at = '2026-11-22T10:00:00Z';
		await runImport(
			connector,
			rowsOf({ ...JAN, Segments: ['a', 'b'], newsletterConsent: true, newsletterConsentAt: at }),
		);
		expect([...fake.contacts.values()]).toMatchObject([
			{ Segments: ['a', 'b'], Newsletter: true, Newsletter_At: '2026-11-22T10:00:00+00:00' },
		]);
		expect(await recordsOf(connector)).toMatchObject([{ Segments: ['a', 'b'], newsletterConsentAt: at }]);
	});

	it('describes fields with their types, choices and limits, and no links', async () => {
		const fields = await (await connect()).discoverFields();
		const named = (name: string) => fields.find((field) => field.name === name);
		expect(named('Segments')).toMatchObject({ type: 'option', multiple: true, options: ['a', 'b'] });
		expect(named('crmId')).toMatchObject({ identifier: true, maxLength: 100 });
		expect(named('email')).toMatchObject({ multiple: true });
		expect(named('id')).toMatchObject({ readOnly: true });
		expect(named('lastName')).not.toHaveProperty('required');
		expect(named('Owner')).toBeUndefined();
	});

	it('tells a wrong token, a missing scope and a wrong module apart', async () => {
		const elsewhere = await connect({ module: 'Kontakty' });
		await expect(elsewhere.check()).rejects.toMatchObject({ code: 'CRM_ADDRESS' });
		await server.close();
		const again = await connect();
		const says = (status: number, code: string) =>
			server.setFaults(() => ({
				when: 'before',
				answer: { status, body: { code, message: code, status: 'error' } },
			}));
		says(401, 'INVALID_TOKEN');
		await expect(again.check()).rejects.toMatchObject({ code: 'CRM_LOGIN' });
		says(401, 'OAUTH_SCOPE_MISMATCH');
		await expect(again.check()).rejects.toMatchObject({ code: 'CRM_PERMISSION' });
	});

	it('renews its token by the refresh token, once for many calls', async () => {
		const asked: string[] = [];
		const accounts = await startFake(({ path, body }) => {
			asked.push(`${path} ${String(body)}`);
			const token = asked.length === 1 ? 'outdated' : 'fake-token';
			return {
				status: 200,
				body: { access_token: token, expires_in: 3_600, api_domain: 'https://www.zohoapis.eu' },
			};
		});
		fake = fakeZoho();
		server = await startFake(fake.handle);
		const app = { loginWith: 'refreshToken', clientId: 'a', clientSecret: 'b', refreshToken: 'c' };
		const settings = { baseUrl: server.url, ...SETTINGS, ...app, accountsUrl: accounts.url };
		await runImport(zohoCrm(settings, { http: fetchClient(), ...CLOCK }), rowsOf(JAN));
		await accounts.close();
		expect(fake.contacts.size).toBe(1);
		expect(asked).toHaveLength(2);
		expect(asked[0]).toContain('/oauth/v2/token grant_type=refresh_token');
	});

	it('says that a refresh token does not count, though Zoho says it with HTTP 200', async () => {
		const accounts = await startFake(() => ({ status: 200, body: { error: 'invalid_code' } }));
		fake = fakeZoho();
		server = await startFake(fake.handle);
		const app = { loginWith: 'refreshToken', clientId: 'a', clientSecret: 'b', refreshToken: 'c' };
		const settings = { baseUrl: server.url, ...SETTINGS, ...app, accountsUrl: accounts.url };
		const check = zohoCrm(settings, { http: fetchClient(), ...CLOCK }).check();
		await expect(check).rejects.toMatchObject({
			code: 'CRM_LOGIN',
			message: expect.stringContaining('invalid_code'),
		});
		await accounts.close();
	});

	it('knows the address of each data centre', async () => {
		await connect();
		const hosts = ['zoho.com', 'zoho.eu', 'zoho.com.au', 'zohocloud.ca'].map(
			(dataCentre) => zohoCrm({ dataCentre }, { http, ...CLOCK }).target,
		);
		expect(hosts).toEqual(['com', 'eu', 'com.au', 'ca'].map((end) => `www.zohoapis.${end}/Contacts`));
	});

	it('uses a credit for every ten new records and two for every page of a hundred-field look-up', async () => {
		const connector = await connect();
		const people = Array.from({ length: 100 }, (_, n) => ({ email: `person${n}@example.com` }));
		await connector.write(people.map(creation));
		const before = fake.credits();
		expect(before).toBe(10);
		await connector.lookup(people.slice(0, 10).map(({ email }) => ({ field: 'email', value: email })));
		expect(fake.credits() - before).toBe(2);
	});
});
