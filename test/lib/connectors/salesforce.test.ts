import { fetchClient } from '../../../lib/connectors/http/fetchClient';
import { salesforce } from '../../../lib/connectors/salesforce';
import { codesOf, recordsOf, rowsOf, runImport } from '../import/rows';
import { describeConnector } from './conformance';
import { type FakeServer, startFake } from './fakes/fakeServer';
import { type FakeSalesforce, fakeSalesforce, type FakeSalesforceOptions } from './fakes/salesforce';
import { describeHttpConnector, type FakeCrm } from './httpConformance';

const SETTINGS = {
	filler: '-',
	callsPerSecond: 1_000_000,
	properties: {
		crmId: 'Nr__c',
		email: 'Email, Email2__c',
		newsletterConsent: 'Newsletter__c',
		newsletterConsentAt: 'NewsletterAt__c',
	},
};

const http = fetchClient((request) => ({
	...request,
	headers: { authorization: 'Bearer fake-token', ...request.headers },
}));
const CLOCK = { now: () => 0, sleep: async () => undefined };

async function start(settings: Readonly<Record<string, unknown>> = {}): Promise<FakeCrm> {
	const fake = fakeSalesforce();
	const server = await startFake(fake.handle);
	return {
		server,
		connect: (clock) => salesforce({ baseUrl: server.url, ...SETTINGS, ...settings }, { http, ...clock }),
		emails: () => [...fake.contacts.values()].map(({ Email }) => String(Email)),
		isWrite: ({ method, path }) =>
			(path.endsWith('composite/sobjects') && method !== 'GET') ||
			(/750\d+$/.test(path) && method === 'PATCH'),
		says: {
			throttled: (retryAfter) => ({
				status: 403,
				...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
				body: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'ConcurrentRequests Limit exceeded.' }],
			}),
			quota: {
				status: 403,
				headers: { 'sforce-limit-info': 'api-usage=100000/100000' },
				body: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }],
			},
			login: {
				status: 401,
				body: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }],
			},
		},
	};
}

const open = async (settings?: Readonly<Record<string, unknown>>) => {
	const crm = await start(settings);
	return { ...crm.connect(CLOCK), close: async () => await crm.server.close() };
};

describeConnector('Salesforce', async () => await open());
describeHttpConnector('Salesforce', async () => await start());
describeConnector('Salesforce in bulk', async () => await open({ bulkAbove: 0.5 }));
describeHttpConnector('Salesforce in bulk', async () => await start({ bulkAbove: 0.5 }));

describe('Salesforce', () => {
	let fake: FakeSalesforce;
	let server: FakeServer;

	async function connect(
		options: FakeSalesforceOptions = {},
		settings: Readonly<Record<string, unknown>> = {},
	) {
		fake = fakeSalesforce(options);
		server = await startFake(fake.handle);
		return salesforce({ baseUrl: server.url, ...SETTINGS, ...settings }, { http, ...CLOCK });
	}
	afterEach(async () => await server.close());

	const JAN = { email: 'jan@example.com', firstName: 'Jan', crmId: '007' };

	it.each([
		["o'neil@example.com"],
		['a\\b@example.com'],
		["x') OR (Email != 'y"],
		["a' OR Name LIKE '%"],
		["\\' OR Id != '"],
	])('asks for %s as a value and never as a part of the query', async (crmId) => {
		const connector = await connect();
		await runImport(connector, rowsOf(JAN, { crmId, firstName: 'Ewa' }));
		const [hit] = await connector.lookup([{ field: 'crmId', value: crmId }]);
		expect(hit?.customers.map(({ record }) => record['firstName'])).toEqual(['Ewa']);
		expect(server.requests.some(({ query }) => query.get('q')?.includes(`'${crmId}'`) === true)).toBe(
			!/['\\]/.test(crmId),
		);
	});

	it('cuts look-ups that no address holds', async () => {
		const connector = await connect();
		const people = Array.from({ length: 200 }, (_, n) => ({ email: `${'ż'.repeat(40)}${n}@example.com` }));
		await connector.lookup(people.map(({ email }) => ({ field: 'email', value: email })));
		const queries = server.requests.filter(({ path }) => path.endsWith('/query'));
		expect(queries.length).toBeGreaterThan(1);
		expect(
			Math.max(...queries.map(({ query }) => encodeURIComponent(query.get('q') ?? '').length)),
		).toBeLessThan(16_000);
	});

	it('reads deleted records with all their fields, though no address holds those', async () => {
		const connector = await connect({ further: 800 });
		const people = Array.from({ length: 12 }, (_, n) => ({
			...JAN,
			crmId: `${n}`,
			email: `p${n}@example.com`,
		}));
		const { outcomes } = await runImport(
			connector,
			rowsOf(...people.map((person) => ({ ...person, points: 7 }))),
			{ identifiers: ['email'] },
		);
		await connector.remove?.(outcomes.map(({ id = '' }) => id));
		const found: unknown[] = [];
		for await (const page of connector.readDeleted?.({}) ?? []) found.push(...page);
		const whole = people.map(({ email }) =>
			expect.objectContaining({ record: expect.objectContaining({ email, points: 7 }) }),
		);
		expect(found).toEqual(expect.arrayContaining(whole));
		expect(found).toHaveLength(people.length);
	});

	it('takes a record that a duplicate rule finds for a conflict, unless it may save all the same', async () => {
		const connector = await connect({ duplicateRule: true });
		const write = { action: 'create', rowNumber: 2, identifiers: [] } as const;
		const twice = [JAN, { ...JAN, crmId: '008' }].map((record) => ({ ...write, record }));
		expect(await connector.write(twice)).toMatchObject([
			{ outcome: 'created' },
			{ outcome: 'conflict', issue: { field: 'email', value: JAN.email } },
		]);
		await server.close();
		const allowing = await connect({ duplicateRule: true }, { allowDuplicates: true });
		expect(await allowing.write(twice)).toMatchObject([{ outcome: 'created' }, { outcome: 'created' }]);
	});

	it('takes the value of a unique field that somebody has for a conflict, in calls and in jobs', async () => {
		for (const settings of [{}, { bulkAbove: 0.5 }]) {
			const connector = await connect({}, settings);
			const write = { action: 'create', rowNumber: 2, identifiers: [] } as const;
			const rows = [JAN, { ...JAN, email: 'other@example.com' }].map((record) => ({ ...write, record }));
			expect(await connector.write(rows)).toMatchObject([
				{ outcome: 'created' },
				{ outcome: 'conflict', issue: { code: 'IDENTIFIER_TAKEN', field: 'crmId', value: '007' } },
			]);
			await server.close();
		}
	});

	it("says what Salesforce refuses a row for, with the field's name", async () => {
		const result = await runImport(await connect(), rowsOf(JAN, { crmId: '8', firstName: 'x'.repeat(81) }));
		expect(result.summary).toEqual(['2 created', '3 failed']);
		expect(result.outcomes.find(({ rowNumber }) => rowNumber === 3)?.issues[0]).toMatchObject({
			code: 'WRITE_FAILED',
			field: 'firstName',
			message: expect.stringContaining('STRING_TOO_LONG'),
		});
	});

	it('fills a field that must have a value, shows it as none, and writes a value over it', async () => {
		const connector = await connect();
		await runImport(connector, rowsOf(JAN));
		expect([...fake.contacts.values()]).toMatchObject([{ LastName: '-' }]);
		expect((await recordsOf(connector))[0]).not.toHaveProperty('lastName');
		await runImport(connector, rowsOf({ ...JAN, lastName: 'Nowak' }));
		await runImport(connector, rowsOf({ ...JAN, lastName: '' }), { clearOnEmpty: true });
		expect([...fake.contacts.values()]).toMatchObject([{ LastName: '-' }]);
		await server.close();
		const strict = await connect({}, { filler: '' });
		expect((await runImport(strict, rowsOf(JAN))).summary).toEqual(['2 failed']);
	});

	it('refuses only the row that has more e-mail addresses than there are fields', async () => {
		const email = ['a@example.com', 'b@example.com', 'c@example.com'];
		const result = await runImport(await connect(), rowsOf(JAN, { crmId: '9', email }));
		expect(result.summary).toEqual(['2 created', '3 failed']);
		expect(codesOf(result, 3)).toEqual(['WRITE_FAILED']);
	});

	it('describes fields with their types, choices and limits, ours under our names', async () => {
		const fields = await (await connect()).discoverFields();
		expect(fields.find(({ name }) => name === 'email')).toMatchObject({ multiple: true, identifier: true });
		expect(fields.find(({ name }) => name === 'Segments__c')).toEqual({
			name: 'Segments__c',
			title: 'Segments',
			type: 'option',
			custom: true,
			multiple: true,
			options: ['a', 'b'],
		});
		expect(fields.find(({ name }) => name === 'createdAt')).toMatchObject({ readOnly: true });
		expect(fields.map(({ name }) => name)).not.toContain('Email2__c');
		expect(fields.map(({ name }) => name)).not.toContain('MailingAddress');
	});

	it('says which field of Field Names there is none of', async () => {
		const connector = await connect({}, { properties: { crmId: 'Number__c' } });
		await expect(connector.discoverFields()).rejects.toMatchObject({
			code: 'CRM_SETTING',
			message: expect.stringContaining('Number__c'),
		});
	});

	it('tells a wrong token, a wrong address and a missing permission apart', async () => {
		const connector = await connect({ token: 'another' });
		await expect(connector.check()).rejects.toMatchObject({ code: 'CRM_LOGIN' });
		const settings = { baseUrl: `${server.url}/elsewhere`, ...SETTINGS };
		await expect(salesforce(settings, { http, ...CLOCK }).check()).rejects.toMatchObject({
			code: 'CRM_ADDRESS',
		});
		server.setFaults(() => ({
			when: 'before',
			answer: { status: 403, body: [{ errorCode: 'API_DISABLED_FOR_ORG', message: 'not enabled' }] },
		}));
		await expect(connector.check()).rejects.toMatchObject({ code: 'CRM_PERMISSION' });
	});

	it('logs in with a connected app, once for many calls, and again when the token ends', async () => {
		const connector = await connect(
			{ connectedApp: true },
			{ loginWith: 'clientCredentials', clientId: 'app', clientSecret: 'fake-secret' },
		);
		await Promise.all([connector.check(), connector.discoverFields(), connector.check()]);
		expect(fake.tokens()).toBe(1);
		fake.expireToken();
		expect((await runImport(connector, rowsOf(JAN))).summary).toEqual(['2 created']);
		expect(fake.tokens()).toBe(2);
	});

	it('says that the secret of the connected app is wrong', async () => {
		const connector = await connect(
			{ connectedApp: true },
			{ loginWith: 'clientCredentials', clientId: 'app', clientSecret: 'wrong' },
		);
		await expect(connector.check()).rejects.toMatchObject({ code: 'CRM_LOGIN' });
	});

	it('reads what changed after a moment, and lists of more fields than an address holds', async () => {
		const connector = await connect();
		await runImport(connector, rowsOf(JAN, { ...JAN, crmId: '8', email: 'ewa@example.com' }));
		const last = [...fake.contacts.values()].map((contact) => String(contact['SystemModstamp']))[0] ?? '';
		const found: unknown[] = [];
		for await (const page of connector.read?.({ changedAfter: last.replace('+0000', 'Z') }) ?? [])
			found.push(...page.map(({ record }) => record['email']));
		expect(found).toEqual(['ewa@example.com']);
	});

	describe('in bulk', () => {
		const people = (count: number) =>
			Array.from({ length: count }, (_, n) => ({
				email: `person${n}@example.com`,
				crmId: String(n),
				firstName: `Jan "${n}", the\nfirst`,
			}));
		const calls = (part: string) => server.requests.filter(({ path }) => path.includes(part)).length;

		it('takes a few calls for hundreds of rows, and gives each its own outcome and id', async () => {
			const connector = await connect({ page: 2_000 }, { bulkAbove: 200 });
			const rows = [...people(600), { email: 'broken', crmId: 'x', firstName: 'Nobody' }];
			const { report, outcomes } = await runImport(connector, rowsOf(...rows), {}, {});
			expect(report.outcomes).toMatchObject({ created: 600, failed: 1 });
			expect(calls('composite')).toBe(0);
			for (const { rowNumber, id } of outcomes.slice(0, 50))
				expect(fake.contacts.get(id ?? '')).toMatchObject({ Email: `person${rowNumber - 2}@example.com` });
		}, 30_000);

		it('clears what is cleared and leaves the rest alone', async () => {
			const connector = await connect({}, { bulkAbove: 1 });
			const both = people(2).map((person) => ({ ...person, city: 'Gdynia', points: 5 }));
			await runImport(connector, rowsOf(...both));
			const settings = { clearOnEmpty: true };
			const rows = rowsOf({ crmId: '0', city: '' }, { crmId: '1', points: 7 });
			expect((await runImport(connector, rows, settings)).summary).toEqual(['2 updated', '3 updated']);
			expect(await recordsOf(connector)).toEqual([
				expect.not.objectContaining({ city: 'Gdynia' }),
				expect.objectContaining({ city: 'Gdynia', points: 7 }),
			]);
			expect(calls('jobs/ingest')).toBeGreaterThan(0);
		});

		it('gives rows that are alike in every cell a result each', async () => {
			const connector = await connect({}, { bulkAbove: 1 });
			const write = { action: 'create', rowNumber: 2, identifiers: [] } as const;
			const record = { firstName: 'Jan', lastName: 'Nowak' };
			const results = await connector.write(
				[record, record, record].map((one) => ({ ...write, record: one })),
			);
			expect(new Set(results.map(({ id }) => id)).size).toBe(3);
			expect([...fake.contacts.keys()].sort()).toEqual(results.map(({ id }) => id).sort());
		});

		it('ends the import where a job runs and nobody says how far it is, instead of sending it again', async () => {
			const connector = await connect({}, { bulkAbove: 1 });
			server.setFaults(({ method, path }) =>
				method === 'GET' && /750\d+$/.test(path)
					? { when: 'before', answer: { status: 500, body: '' } }
					: undefined,
			);
			const result = await runImport(connector, rowsOf(...people(4))).catch((error: unknown) => error);
			expect(server.requests.filter(({ path }) => path.endsWith('jobs/ingest'))).toHaveLength(1);
			const told = result instanceof Error ? result.message : JSON.stringify(result);
			expect(told).toContain('Bulk Data Load Jobs');
		});

		it('sends again what a job had no time for', async () => {
			const connector = await connect({}, { bulkAbove: 1 });
			fake.stopJobsAfter(3);
			const { report } = await runImport(connector, rowsOf(...people(7)));
			expect(report.outcomes.created + report.outcomes.unchanged).toBe(7);
			expect(fake.contacts.size).toBe(7);
		});
	});
});
