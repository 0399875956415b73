import { removeUserFolder } from './environment';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { inspect } from 'node:util';
import { type FakeHubSpot, fakeHubSpot } from '../lib/connectors/fakes/hubSpot';
import { type FakeAnswer, type FakeServer, startFake } from '../lib/connectors/fakes/fakeServer';
import { CustomerMapNormalize } from '../../nodes/CustomerMapNormalize/CustomerMapNormalize.node';
import { CustomerUpsert } from '../../nodes/CustomerUpsert/CustomerUpsert.node';
import { fakeRest } from '../lib/connectors/fakes/rest';
import { fakeZoho } from '../lib/connectors/fakes/zohoCrm';
import type { Filled } from './credentials';
import type { RunOptions, TestRun } from './engine';
import { loadOptionsContext, runWorkflow } from './engine';
import { fileItem, PEOPLE_CSV } from './people';

const DEMO = resolve(__dirname, '../../demo');

afterAll(removeUserFolder);

let hubSpot: FakeHubSpot;
let server: FakeServer;

beforeEach(async () => {
	hubSpot = fakeHubSpot();
	server = await startFake(hubSpot.handle);
});

afterEach(async () => await server.close());

const byKey = (change: object = {}): Filled => ({
	customerCrmApi: {
		provider: 'hubSpot',
		accessToken: 'fake-token',
		baseUrl: server.url,
		callsPer10s: 1_000,
		...change,
	},
});

/** A file into the CRM. */
async function importInto(credentials: Filled, change: Partial<RunOptions> = {}): Promise<TestRun> {
	const crmAuthentication = 'customerCrmApi' in credentials ? 'apiCredential' : 'oAuth2';
	return await runWorkflow({
		start: [fileItem(PEOPLE_CSV)],
		nodes: {
			Parse: { type: 'customerFileParse' },
			Map: { type: 'customerMapNormalize' },
			Upsert: { type: 'customerUpsert', parameters: { destination: 'crm', crmAuthentication } },
		},
		credentials,
		...change,
	});
}

const reportOf = (run: TestRun) => run.json('Upsert', 2)[0];
const emails = () => [...hubSpot.contacts.values()].map((contact) => contact['email']).sort();

describe('an import into a CRM', () => {
	it("sends n8n's requests with the login of the credential, and tells what became of each row", async () => {
		const run = await importInto(byKey());
		expect(run.error).toBeUndefined();
		expect(reportOf(run)).toMatchObject({ rows: 4, created: 3, duplicate: 1, failed: 0, unknown: 0 });
		expect(emails()).toEqual(['anna@example.com', 'jan@example.com', 'zofia@example.com']);
		for (const { headers, method } of server.requests) {
			expect(headers['authorization']).toBe('Bearer fake-token');
			if (method === 'POST') expect(headers['content-type']).toBe('application/json');
		}
		const created = server.requests.find(({ path }) => path.endsWith('/batch/create'));
		expect(created?.body).toMatchObject({
			inputs: [{ properties: { email: 'jan@example.com', phone: '+48501228855', city: 'Łódź' } }, {}, {}],
		});
	});

	it('changes nothing the second time', async () => {
		await importInto(byKey());
		const run = await importInto(byKey());
		expect(reportOf(run)).toMatchObject({ created: 0, updated: 0, unchanged: 3, duplicate: 1 });
	});

	it('brings the demo customers, each once', async () => {
		const fieldNames = {
			pairs: [
				{ field: 'crmId', property: 'crm_number' },
				{ field: 'newsletterConsent', property: 'newsletter' },
			],
		};
		// A part of them: a fake server takes its time over two thousand.
		const csv = readFileSync(join(DEMO, 'customers.csv'), 'utf8').split('\n').slice(0, 600).join('\n');
		const nodes = {
			Parse: { type: 'customerFileParse' },
			Map: { type: 'customerMapNormalize', parameters: { fieldSource: 'crm', defaultCountry: 'PL' } },
			Upsert: { type: 'customerUpsert', parameters: { destination: 'crm' } },
		};
		const import_ = async () =>
			await importInto(byKey({ fieldNames }), { start: [fileItem(csv, 'customers.csv')], nodes });
		const first = await import_();
		expect(first.hints('Upsert')).toContainEqual(
			expect.stringMatching(
				/^HubSpot has no field 'smsConsent', so its values are left out\. Make the field there/,
			),
		);
		expect(first.error).toBeUndefined();
		const { created, failed, unknown } = reportOf(first) ?? {};
		expect({ created: Number(created) > 500, failed, unknown }).toEqual({
			created: true,
			failed: 0,
			unknown: 0,
		});
		const issues = first.json('Upsert').flatMap((json) => json['import_issues'] ?? []);
		expect(issues).toContainEqual(expect.objectContaining({ code: 'NO_SUCH_FIELD', field: 'smsConsent' }));
		expect(hubSpot.contacts.size).toBe(created);
		expect(reportOf(await import_())).toMatchObject({ created: 0, failed: 0, unknown: 0 });
		expect(hubSpot.contacts.size).toBe(created);
	}, 60_000);

	it('waits as long as it is asked to, and goes on', async () => {
		let times = 1;
		server.setFaults(({ path }) =>
			path.endsWith('/batch/create') && times-- > 0
				? { when: 'before', answer: { status: 429, headers: { 'retry-after': '0.05' } } }
				: undefined,
		);
		expect(reportOf(await importInto(byKey()))).toMatchObject({ created: 3, failed: 0 });
	});

	it('writes nobody twice where the answer to a write is lost', async () => {
		let times = 1;
		server.setFaults(({ path }) =>
			path.endsWith('/batch/create') && times-- > 0 ? { when: 'after', cut: true } : undefined,
		);
		const report = reportOf(await importInto(byKey()));
		expect(Number(report?.['created']) + Number(report?.['unchanged'])).toBe(3);
		expect(emails()).toHaveLength(3);
	});

	it.each<[string, { accessToken?: string; baseUrl?: string }, string]>([
		[
			'a wrong key',
			{ accessToken: 'wrong' },
			'HubSpot does not accept the login: Authentication credentials not found',
		],
		['a wrong path', { baseUrl: 'PATH' }, 'HubSpot has nothing at 127.0.0.1'],
		[
			'a server that is not there',
			{ baseUrl: 'http://127.0.0.1:1' },
			'HubSpot at 127.0.0.1:1 did not answer: The service refused',
		],
		[
			'a host that is not there',
			{ baseUrl: 'http://crm.invalid' },
			'HubSpot at crm.invalid did not answer: The connection cannot',
		],
	])('says what is wrong: %s', async (_what, change: { accessToken?: string; baseUrl?: string }, message) => {
		const baseUrl = change.baseUrl === 'PATH' ? `${server.url}/elsewhere` : (change.baseUrl ?? server.url);
		const run = await importInto(byKey({ ...change, baseUrl }));
		expect(run.error?.message).toContain(message);
		expect(inspect(run.error, { depth: 20 })).not.toContain('Bearer');
		expect(hubSpot.contacts.size).toBe(0);
	});

	it('ends soon after the person stops it, though the CRM does not answer', async () => {
		const silent = createServer(() => undefined);
		await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
		const { port } = silent.address() as AddressInfo;
		let asked = false;
		silent.on('request', () => (asked = true));
		try {
			await importInto(byKey({ baseUrl: `http://127.0.0.1:${port}` }), {
				onStart: (stop) => void silent.once('request', () => stop()),
			});
			expect(asked).toBe(true);
		} finally {
			silent.closeAllConnections();
			silent.close();
		}
	});
});

describe('an import into a CRM that n8n signs in to', () => {
	const bySignIn = (change: Filled[string] = {}): Filled => ({
		customerCrmOAuth2Api: {
			provider: 'hubSpot',
			baseUrl: server.url,
			clientId: 'app',
			clientSecret: 'secret of the app',
			// n8n keeps the address of HubSpot here; the test has a token server of its own.
			accessTokenUrl: `${server.url}/token`,
			oauthTokenData: { access_token: 'fake-token', refresh_token: 'for-ever', token_type: 'bearer' },
			...change,
		},
	});
	const expired = { access_token: 'an-hour-old', refresh_token: 'for-ever', token_type: 'bearer' };

	/** @param answer what the token server gives */
	function tokens(answer: FakeAnswer): void {
		server.setFaults(({ path }) => (path === '/token' ? { when: 'before', answer } : undefined));
	}

	const GRANTED = {
		status: 200,
		body: { access_token: 'fake-token', token_type: 'bearer', expires_in: 1800 },
	};

	it('sends the access token', async () => {
		const run = await importInto(bySignIn());
		expect(run.error).toBeUndefined();
		expect(reportOf(run)).toMatchObject({ created: 3, duplicate: 1 });
		expect(new Set(server.requests.map(({ headers }) => headers['authorization']))).toEqual(
			new Set(['Bearer fake-token']),
		);
	});

	it('sends it to Zoho CRM in a form that Zoho takes, with the settings of the credential', async () => {
		const zoho = fakeZoho();
		const own = await startFake(zoho.handle);
		const start = [fileItem('E-mail\njan@example.com')];
		const run = await importInto(bySignIn({ provider: 'zohoCrm', baseUrl: own.url, filler: '-' }), { start });
		await own.close();
		expect(run.error).toBeUndefined();
		expect(reportOf(run)).toMatchObject({ created: 1, failed: 0 });
		expect([...zoho.contacts.values()]).toMatchObject([{ Email: 'jan@example.com', Last_Name: '-' }]);
		expect(own.requests.every(({ headers }) => headers['authorization'] === 'Bearer fake-token')).toBe(true);
	});

	it('renews the access token once it has expired, and goes on', async () => {
		tokens(GRANTED);
		const run = await importInto(bySignIn({ oauthTokenData: expired }));
		expect(run.error).toBeUndefined();
		expect(reportOf(run)).toMatchObject({ created: 3, failed: 0 });
		const renewals = server.requests.filter(({ path }) => path === '/token');
		expect(renewals.map(({ body }) => new URLSearchParams(String(body)).get('refresh_token'))).toEqual([
			'for-ever',
		]);
	});

	it('gets a token by itself as an app', async () => {
		tokens(GRANTED);
		const { customerCrmOAuth2Api = {} } = bySignIn({ grantType: 'clientCredentials' });
		delete customerCrmOAuth2Api['oauthTokenData'];
		const run = await importInto({ customerCrmOAuth2Api });
		expect(run.error).toBeUndefined();
		expect(reportOf(run)).toMatchObject({ created: 3, failed: 0 });
	});

	it('says that the login is not accepted where the new token is refused too', async () => {
		const useless = { access_token: 'useless', token_type: 'bearer' };
		tokens({ status: 200, body: useless });
		const run = await importInto(bySignIn({ oauthTokenData: expired }));
		expect(run.error?.message).toContain('HubSpot does not accept the login');
		expect(JSON.stringify(run.run.data.resultData)).not.toMatch(/useless|an-hour-old|secret of the app/);
	});
});

describe('an export of those whom a CRM does not have any more', () => {
	const exported = async (parameters: object, credentials = byKey()) =>
		await runWorkflow({
			start: [{ json: {} }],
			nodes: { Export: { type: 'customerExport', parameters: { source: 'crm', ...parameters } } },
			credentials,
		});

	beforeEach(async () => {
		await importInto(byKey());
		const zofia = [...hubSpot.contacts].find(([, { email }]) => email === 'zofia@example.com')?.[0] ?? '';
		const headers = { authorization: 'Bearer fake-token', 'content-type': 'application/json' };
		const body = JSON.stringify({ inputs: [{ id: zofia }] });
		await fetch(`${server.url}/crm/v3/objects/contacts/batch/archive`, { method: 'POST', headers, body });
	});

	it('has them, with when, and nobody else', async () => {
		const run = await exported({ deleted: true });
		expect(run.error).toBeUndefined();
		expect(run.json('Export')).toMatchObject([
			{ message: '1 customer exported from HubSpot (deleted)', rows: 1 },
		]);
		const [header = '', row = ''] = (await run.bytes('Export')).toString('utf8').split('\r\n');
		expect(header).toMatch(/^\uFEFF?Deleted ID,Deleted At,/);
		expect(row).toMatch(/^\d+,2026-11-22T.*zofia@example\.com/);
	});

	it('can be counted, and leaves them out where they are not asked for', async () => {
		expect((await exported({ deleted: true, operation: 'count' })).json('Export')).toMatchObject([
			{ count: 1, all: 1 },
		]);
		expect((await exported({ operation: 'count' })).json('Export')).toMatchObject([{ count: 2 }]);
		// A back-up is of those who are there, whatever was chosen before for another operation.
		expect((await exported({ deleted: true, operation: 'backup' })).json('Export')).toMatchObject([
			{ rows: 2 },
		]);
	});

	it('says so where the CRM does not tell', async () => {
		const espo = { provider: 'espoCrm', apiKey: 'x', baseUrl: server.url, userName: '', password: '' };
		const run = await exported({ deleted: true }, { customerCrmApi: espo });
		expect(run.error?.message).toContain('EspoCRM does not tell which customers were deleted');
	});
});

describe('while the panel is filled in', () => {
	/** What a drop-down of Customer Upsert shows. */
	async function listed(credentials: Filled, authentication: string): Promise<string[]> {
		const context = loadOptionsContext(
			'customerUpsert',
			{ destination: 'crm', crmAuthentication: authentication },
			credentials,
		);
		const { results } = await new CustomerUpsert().methods.listSearch.searchIdentifiers.call(context);
		return results.map(({ value }) => String(value));
	}

	it('lists what the CRM finds customers by, with either login', async () => {
		expect(await listed(byKey(), 'apiCredential')).toEqual(
			expect.arrayContaining(['email', 'phone', 'crmId']),
		);
		const token = { access_token: 'fake-token', token_type: 'bearer' };
		const oAuth2 = {
			customerCrmOAuth2Api: { provider: 'hubSpot', baseUrl: server.url, oauthTokenData: token },
		};
		expect(await listed(oAuth2, 'oAuth2')).toEqual(expect.arrayContaining(['email', 'phone', 'crmId']));
		expect(server.requests.every(({ headers }) => headers['authorization'] === 'Bearer fake-token')).toBe(
			true,
		);
	});

	it('lists the fields of the CRM', async () => {
		const context = loadOptionsContext('customerMapNormalize', { fieldSource: 'crm' }, byKey());
		const { results } = await new CustomerMapNormalize().methods.listSearch.searchFields.call(context);
		expect(results.map(({ value }) => value)).toEqual(expect.arrayContaining(['email', 'points', 'segment']));
	});
});

describe('trying one record', () => {
	const tried = async (credentials: Filled, write: boolean) => {
		const parameters = { destination: 'crm', operation: 'tryOne', write };
		const run = await importInto(credentials, {
			nodes: {
				Parse: { type: 'customerFileParse' },
				Map: { type: 'customerMapNormalize' },
				Upsert: { type: 'customerUpsert', parameters },
			},
		});
		expect(run.error).toBeUndefined();
		return reportOf(run) ?? {};
	};

	it('shows what is asked about the first row, without its secrets, and writes nothing', async () => {
		const { outcome, email, requests } = await tried(byKey(), false);
		expect({ outcome, email }).toEqual({ outcome: 'created', email: 'jan@example.com' });
		expect(requests).toEqual(
			expect.arrayContaining([
				expect.objectContaining({
					method: 'POST',
					url: expect.stringContaining('/batch/read'),
					answer: expect.objectContaining({ status: 207 }),
				}),
			]),
		);
		expect(JSON.stringify(requests)).not.toContain('fake-token');
		expect(hubSpot.contacts.size).toBe(0);
	});

	it('writes it, and nobody else, where the person wants that', async () => {
		expect(await tried(byKey(), true)).toMatchObject({ outcome: 'created' });
		expect(emails()).toEqual(['jan@example.com']);
	});

	it('shows the answer that it failed at', async () => {
		const { error, requests } = await tried(byKey({ accessToken: 'wrong' }), false);
		expect(error).toContain('HubSpot does not accept the login');
		expect(requests).toMatchObject([{ answer: { status: 401 } }]);
	});
});

describe('a REST CRM that a person has described', () => {
	it('gets the customers of a file', async () => {
		const crm = fakeRest();
		const own = await startFake(crm.handle);
		const field = (name: string, property: string, findBy: boolean, multiple = false) => ({
			field: name,
			property,
			findBy,
			multiple,
			type: 'automatic',
		});
		const run = await importInto({
			customerCrmApi: {
				provider: 'rest',
				baseUrl: own.url,
				restAuthentication: 'header',
				headerName: 'X-Api-Key',
				headerValue: 'fake-token',
				restFields: { field: [field('email', 'mails', true, true), field('city', 'address.city', false)] },
				requests: {
					request: [
						{ action: 'list', method: 'GET', path: '/customers' },
						{
							action: 'find',
							method: 'POST',
							path: '/search',
							body: '{"by":"{{field}}","any":["{{value}}"]}',
						},
						{ action: 'create', method: 'POST', path: '/customers', body: '"{{fields}}"' },
					],
				},
				answers: { records: 'result', record: 'result', message: 'problem.text' },
				paging: { kind: 'none' },
				limits: { callsPerSecond: 1_000 },
			},
		});
		await own.close();
		expect(run.error).toBeUndefined();
		expect(reportOf(run)).toMatchObject({ created: 3, duplicate: 1, failed: 0 });
		expect([...crm.customers.values()]).toMatchObject([
			{ mails: ['jan@example.com'], phone: '+48501228855', address: { city: 'Łódź' } },
			{ mails: ['anna@example.com'] },
			{ mails: ['zofia@example.com'] },
		]);
	});
});
