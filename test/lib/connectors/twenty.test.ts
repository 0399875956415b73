import type { Connector } from '../../../lib/connectors';
import { read } from '../../../lib/connectors/http/body';
import { fetchClient } from '../../../lib/connectors/http/fetchClient';
import { twenty, twentyEntry } from '../../../lib/connectors/twenty';
import { codesOf, recordOf, recordsOf, rowsOf, runImport } from '../import/rows';
import { describeConnector } from './conformance';
import { type FakeServer, startFake } from './fakes/fakeServer';
import { fakeTwenty, type FakeTwenty, problem } from './fakes/twenty';
import { describeHttpConnector, type FakeCrm } from './httpConformance';

const SETTINGS = {
	callsPerMinute: 1_000_000,
	properties: { crmId: 'crmNumber', newsletterConsent: 'newsletter', newsletterConsentAt: 'newsletterAt' },
};

const http = fetchClient((request) => ({
	...request,
	headers: { ...twentyEntry.login?.({ apiKey: 'fake-key' }).headers, ...request.headers },
}));
const CLOCK = { now: () => 0, sleep: async () => undefined };

async function start(options = {}): Promise<FakeCrm> {
	const fake = fakeTwenty(options);
	const server = await startFake(fake.handle);
	return {
		server,
		connect: (clock) => twenty({ baseUrl: server.url, ...SETTINGS }, { http, ...clock }),
		emails: () =>
			[...fake.people.values()].map((person) => read.text(person, 'emails', 'primaryEmail') ?? ''),
		isWrite: ({ method }) => method !== 'GET',
		says: {
			throttled: (retryAfter) => ({
				...problem(429, 'Limit reached (100 tokens per 60000 ms)', 'RATE_LIMITED'),
				...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
			}),
			quota: problem(402, 'The quota of the workspace is used up', 'QUOTA_EXHAUSTED'),
			login: problem(401, 'Token has expired.', 'UNAUTHENTICATED'),
		},
	};
}

describe.each([
	['Twenty', {}],
	['Twenty without upsert', { isOld: true }],
])('%s', (name, options) => {
	describeConnector(name, async () => {
		const crm = await start(options);
		return { ...crm.connect(CLOCK), close: async () => await crm.server.close() };
	});
	describeHttpConnector(name, async () => await start(options));
});

describe('Twenty', () => {
	let fake: FakeTwenty;
	let server: FakeServer;
	const servers: FakeServer[] = [];

	async function connect(
		settings: Readonly<Record<string, unknown>> = {},
		options: Parameters<typeof fakeTwenty>[0] = {},
	): Promise<Connector> {
		fake = fakeTwenty(options);
		server = await startFake(fake.handle);
		servers.push(server);
		return twenty({ baseUrl: server.url, ...SETTINGS, ...settings }, { http, ...CLOCK });
	}
	afterEach(async () => void (await Promise.all(servers.splice(0).map(async (one) => await one.close()))));

	const JAN = { email: 'jan@example.com', firstName: 'Jan', crmId: '007' };
	const creation = (record: Record<string, unknown>) =>
		({ action: 'create', rowNumber: 2, record: recordOf(record), identifiers: [] }) as const;
	const update = (id: string, field: string, value: unknown, version?: string) =>
		({
			action: 'update',
			rowNumber: 2,
			id,
			record: recordOf(value === null ? {} : { [field]: value }),
			changes: [{ field, before: undefined, after: value === null ? null : String(value) }],
			identifiers: [],
			...(version === undefined ? {} : { version }),
		}) as const;
	const personOf = (email: string) =>
		[...fake.people.values()].find((person) => read.text(person, 'emails', 'primaryEmail') === email);
	const writes = () => server.requests.filter(({ method }) => method !== 'GET');

	/** Three people with their versions, as a look-up gives them. */
	async function three(connector: Connector) {
		const people = ['a', 'b', 'c'].map((name) => creation({ email: `${name}@example.com`, firstName: name }));
		const results = await connector.write(people);
		return results.map(({ id = '', version = '' }) => ({ id, version }));
	}

	describe('looks up', () => {
		it.each([
			["o'neil"],
			['x),or(id[is]:NOT_NULL'],
			['a(b'],
			[')('],
			['one, two'],
			['"quoted"'],
			["''"],
			['[x]'],
			['50%'],
			['back\\slash'],
			['a:b'],
			['under_score'],
		])('%s as a value and never as a part of the filter', async (crmId) => {
			const connector = await connect();
			await connector.write([creation(JAN), creation({ crmId, firstName: 'Ewa' })]);
			const asked = [crmId, '007', 'nobody'].map((value) => ({ field: 'crmId', value }));
			const hits = await connector.lookup(asked);
			expect(hits.map(({ customers }) => customers.map(({ record }) => record['firstName']))).toEqual([
				['Ewa'],
				['Jan'],
				[],
			]);
		});

		it("an address with a quotation mark next to others, and one that is somebody's second one", async () => {
			const connector = await connect();
			const emails = ["pat.o'neil@example.com", 'jan@example.com', 'ewa@work.example.com'];
			await connector.write([
				creation({ email: emails[0], firstName: 'Pat' }),
				creation({ email: emails[1], firstName: 'Jan' }),
				creation({ email: ['ewa@example.com', emails[2] ?? ''], firstName: 'Ewa' }),
			]);
			const hits = await connector.lookup(emails.map((value) => ({ field: 'email', value })));
			expect(hits.map(({ customers }) => customers.map(({ record }) => record['firstName']))).toEqual([
				['Pat'],
				['Jan'],
				['Ewa'],
			]);
		});

		it('numbers however they are kept, the second ones too', async () => {
			const connector = await connect();
			await connector.write([creation({ phone: ['48501228855', '12025550123'], firstName: 'Jan' })]);
			const [jan] = fake.people.values();
			expect(jan).toMatchObject({
				phones: {
					primaryPhoneNumber: '501228855',
					primaryPhoneCallingCode: '+48',
					primaryPhoneCountryCode: 'PL',
					additionalPhones: [{ number: '2025550123', callingCode: '+1', countryCode: 'US' }],
				},
			});
			const asked = ['48501228855', '12025550123', '48602111222'].map((value) => ({ field: 'phone', value }));
			expect((await connector.lookup(asked)).map(({ customers }) => customers.length)).toEqual([1, 1, 0]);
		});

		it('sixty addresses in one call that fits into an address', async () => {
			const connector = await connect();
			await connector.discoverFields();
			const before = server.requests.length;
			const emails = Array.from({ length: 60 }, (_, n) => `some.customer+${n}@example.com`);
			await connector.lookup(emails.map((value) => ({ field: 'email', value })));
			const asked = server.requests.slice(before);
			expect(asked).toHaveLength(1);
			expect(asked[0]?.query.toString().length).toBeLessThan(7_900);
		});

		it('nobody by a number that is none, and nobody by an id that is none', async () => {
			const connector = await connect({ properties: { crmId: 'memberNumber' } });
			await runImport(connector, rowsOf({ crmId: 'x-1', email: 'jan@example.com' }, { guid: 'x' }));
			expect(server.requests.filter(({ query }) => query.get('filter')?.includes('memberNumber'))).toEqual(
				[],
			);
		});
	});

	describe('creates', () => {
		it('says that a deleted person still has the address, restores nobody, and writes the others', async () => {
			const connector = await connect();
			await connector.write([creation(JAN)]);
			fake.trash(personOf(JAN.email)?.id ?? '');
			const people = rowsOf({ ...JAN, crmId: '008', firstName: 'Janusz' }, { email: 'ewa@example.com' });
			const result = await runImport(connector, people, { identifiers: ['email'] });
			expect(result.summary).toEqual(['2 failed', '3 created']);
			expect(result.outcomes[0]?.issues).toMatchObject([
				{ code: 'WRITE_FAILED', field: 'email', message: expect.stringContaining('deleted in Twenty') },
			]);
			expect(personOf(JAN.email)).toMatchObject({
				name: { firstName: 'Jan' },
				deletedAt: expect.any(String),
			});
		});

		it('takes a unique value that somebody has by now for a conflict, and writes the rest', async () => {
			const connector = await connect();
			await connector.write([creation(JAN)]);
			const rows = ['a@example.com', 'b@example.com', 'c@example.com'].map((email) => creation({ email }));
			const again = [
				...rows.slice(0, 1),
				creation({ email: 'JAN@example.com' }),
				creation({ email: 'd@example.com', crmId: '007' }),
				...rows.slice(1),
			];
			expect(await connector.write(again)).toMatchObject([
				{ outcome: 'created' },
				{
					outcome: 'conflict',
					issue: { code: 'IDENTIFIER_TAKEN', field: 'email', value: 'jan@example.com' },
				},
				{ outcome: 'conflict', issue: { code: 'IDENTIFIER_TAKEN', field: 'crmId', value: '007' } },
				{ outcome: 'created' },
				{ outcome: 'created' },
			]);
		});

		it('nobody twice when the answer is lost, though nothing about him is unique', async () => {
			const connector = await connect();
			const row = creation({ phone: '48501228855' });
			server.setFaults(({ method }) => (method === 'POST' ? { when: 'after', cut: true } : undefined));
			expect(await connector.write([row])).toMatchObject([{ outcome: 'unknown' }]);
			server.setFaults(undefined);
			expect(await connector.write([row])).toMatchObject([{ outcome: 'conflict' }]);
			expect(fake.people.size).toBe(1);
			expect(await connector.write([row, { ...row, rowNumber: 3 }])).toMatchObject([
				{ outcome: 'created' },
				{ outcome: 'created' },
			]);
		});

		it('never upserts, so that adding only changes nobody', async () => {
			const connector = await connect();
			await runImport(connector, rowsOf(JAN), { importType: 'addOnly' });
			expect(writes().map(({ query }) => query.get('upsert'))).toEqual([null]);
		});

		it('a hundred and twenty people in two calls', async () => {
			const connector = await connect();
			const people = Array.from({ length: 120 }, (_, n) => creation({ email: `person${n}@example.com` }));
			await connector.write(people.slice(0, connector.capabilities.batchSize));
			await connector.write(people.slice(connector.capabilities.batchSize));
			expect(fake.people.size).toBe(120);
			expect(writes()).toHaveLength(2);
		});
	});

	describe('changes', () => {
		it('several people in one call, each at his place in the list', async () => {
			const connector = await connect();
			const people = await three(connector);
			const places = [...fake.people.values()].map(({ position }) => position);
			const before = writes().length;
			const results = await connector.write(
				people.map(({ id, version }, n) => update(id, 'firstName', `Jan${n}`, version)),
			);
			expect(results.map(({ outcome }) => outcome)).toEqual(['updated', 'updated', 'updated']);
			expect([...fake.people.values()].map(({ position }) => position)).toEqual(places);
			expect(writes().length - before).toBe(1);
			expect(writes().at(-1)?.query.get('upsert')).toBe('true');
		});

		it('neither restores who was deleted, nor makes anew who was destroyed, nor overwrites who was changed', async () => {
			const connector = await connect({}, { pageSize: 60 });
			const people = [...(await three(connector)), ...(await connector.write([creation(JAN)]))];
			const [a = '', b = '', c = ''] = people.map(({ id = '' }) => id);
			fake.trash(a);
			fake.edit(b, { jobTitle: 'Director' });
			await connector.remove?.([c]);
			const rows = people.map(({ id = '', version }) => update(id, 'firstName', 'New', version));
			expect(await connector.write(rows)).toMatchObject([
				{ outcome: 'conflict', issue: { code: 'CHANGED_MEANWHILE' } },
				{ outcome: 'conflict', issue: { code: 'CHANGED_MEANWHILE' } },
				{ outcome: 'conflict', issue: { code: 'CHANGED_MEANWHILE' } },
				{ outcome: 'updated' },
			]);
			expect(fake.people.get(a)?.['deletedAt']).toEqual(expect.any(String));
			expect(fake.people.has(c)).toBe(false);
		});

		it('the others when one of them is refused, and says why it was', async () => {
			const connector = await connect();
			const [a, b, c] = await three(connector);
			const rows = [
				update(a?.id ?? '', 'stage', 'CUSTOMER'),
				update(b?.id ?? '', 'stage', 'BEST'),
				update(c?.id ?? '', 'email', 'a@example.com'),
			];
			expect(await connector.write(rows)).toMatchObject([
				{ outcome: 'updated' },
				{ outcome: 'failed', issue: { code: 'WRITE_FAILED', message: expect.stringContaining('BEST') } },
				{ outcome: 'conflict', issue: { code: 'IDENTIFIER_TAKEN', value: 'a@example.com' } },
			]);
			expect(personOf('a@example.com')).toMatchObject({ stage: 'CUSTOMER' });
		});

		it('says of one alone that he was deleted, or that his new address is that of a deleted person', async () => {
			const connector = await connect();
			const [a, b] = await three(connector);
			fake.trash(a?.id ?? '');
			expect(await connector.write([update(a?.id ?? '', 'firstName', 'New')])).toMatchObject([
				{ outcome: 'conflict', issue: { code: 'CHANGED_MEANWHILE' } },
			]);
			expect(await connector.write([update(b?.id ?? '', 'email', 'a@example.com')])).toMatchObject([
				{ outcome: 'failed', issue: { message: expect.stringContaining('deleted in Twenty') } },
			]);
		});

		it('one in a call where the version knows no upsert, and asks for it only once', async () => {
			const connector = await connect({}, { isOld: true });
			const people = await three(connector);
			const before = writes().length;
			const rows = (name: string) => people.map(({ id }) => update(id, 'firstName', name));
			await connector.write(rows('Jan'));
			const results = await connector.write(rows('Ewa'));
			expect(results.map(({ outcome }) => outcome)).toEqual(['updated', 'updated', 'updated']);
			expect(
				writes()
					.slice(before)
					.map(({ method }) => method),
			).toEqual(['POST', ...Array<string>(6).fill('PATCH')]);
		});

		it('a second address or number without losing the first one, and empties what is cleared', async () => {
			const connector = await connect();
			const [created] = await connector.write([
				creation({ ...JAN, phone: '48501228855', jobTitle: 'Boss', points: 3 }),
			]);
			const id = created?.id ?? '';
			const both = ['jan@example.com', 'jan@work.example.com'];
			await connector.write([{ ...update(id, 'email', both[1]), record: recordOf({ email: both }) }]);
			expect(fake.people.get(id)).toMatchObject({
				emails: { primaryEmail: both[0], additionalEmails: [both[1]] },
				phones: { primaryPhoneNumber: '501228855' },
			});
			for (const field of ['email', 'phone', 'jobTitle', 'points'])
				await connector.write([update(id, field, null)]);
			expect(fake.people.get(id)).toMatchObject({
				emails: { primaryEmail: null, additionalEmails: null },
				phones: { primaryPhoneNumber: null, primaryPhoneCallingCode: null },
				jobTitle: '',
				points: null,
			});
		});
	});

	describe('companies', () => {
		it('are linked by their names, and created once for all who work there', async () => {
			const connector = await connect();
			const acme = fake.addCompany("ACME, Inc. (O'Hare)");
			fake.addCompany("ACME, Inc. (O'Hare)");
			const { summary } = await runImport(
				connector,
				rowsOf(
					{ ...JAN, company: "Acme, inc. (o'hare)" },
					{ email: 'ewa@example.com', company: 'Żubr' },
					{ email: 'pat@example.com', company: 'ŻUBR' },
				),
			);
			expect(summary).toEqual(['2 created', '3 created', '4 created']);
			expect(personOf(JAN.email)).toMatchObject({ companyId: acme });
			expect(
				[...fake.companies.values()].map(({ name }) => name).filter((name) => name !== "ACME, Inc. (O'Hare)"),
			).toEqual(['Żubr']);
			expect((await recordsOf(connector)).map(({ company }) => company)).toEqual([
				"ACME, Inc. (O'Hare)",
				'Żubr',
				'Żubr',
			]);
		});

		it('are created once by two batches at once', async () => {
			const connector = await connect();
			await connector.discoverFields();
			const batches = [['Żubr'], ['Żubr', 'Bison']].map((names, batch) =>
				names.map((company) => creation({ email: `${company.length}.${batch}@example.com`, company })),
			);
			await Promise.all(batches.map(async (batch) => await connector.write(batch)));
			expect([...fake.companies.values()].map(({ name }) => name).sort()).toEqual(['Bison', 'Żubr']);
			expect(fake.people.size).toBe(3);
		});

		it('are created once when the answer is lost', async () => {
			const connector = await connect();
			let lost = 1;
			server.setFaults(({ path }) =>
				path.endsWith('/batch/companies') && lost-- > 0 ? { when: 'after', cut: true } : undefined,
			);
			const people = Array.from({ length: 6 }, (_, n) => ({
				email: `p${n}@example.com`,
				company: `Firm ${n % 3}`,
			}));
			const { report } = await runImport(connector, rowsOf(...people));
			expect(report.outcomes.created).toBe(6);
			expect([...fake.companies.values()].map(({ name }) => name).sort()).toEqual([
				'Firm 0',
				'Firm 1',
				'Firm 2',
			]);
		});

		it('are not created where the credential leaves that out: the row says so', async () => {
			const connector = await connect({ companies: 'link' });
			fake.addCompany('Żubr');
			const rows = rowsOf({ ...JAN, company: 'Bison' }, { email: 'ewa@example.com', company: 'Żubr' });
			const result = await runImport(connector, rows);
			expect(result.summary).toEqual(['2 failed', '3 created']);
			expect(result.outcomes[0]?.issues).toMatchObject([
				{ field: 'company', message: expect.stringContaining('Bison') },
			]);
			expect(fake.companies.size).toBe(1);
		});

		it('are taken away from a person by an empty cell that clears', async () => {
			const connector = await connect();
			await runImport(connector, rowsOf({ ...JAN, company: 'Żubr' }));
			await runImport(connector, rowsOf({ ...JAN, company: '' }), { clearOnEmpty: true });
			expect(personOf(JAN.email)).toMatchObject({ companyId: null });
			expect(await recordsOf(connector)).toEqual([
				expect.not.objectContaining({ company: expect.anything() }),
			]);
		});
	});

	it('writes and reads each kind of field as Twenty keeps it', async () => {
		const connector = await connect();
		const record = {
			...JAN,
			revenue: '1234.5',
			'revenue.currencyCode': 'PLN',
			linkedinLink: 'https://linkedin.com/in/jan',
			country: 'PL',
			street: 'Długa 1',
			stage: 'CUSTOMER',
			interests: ['SKI', 'SURF'],
			newsletterConsent: true,
			newsletterConsentAt: '2026-11-22T10:00:00Z',
			assigneeId: '20202020-0000-4000-8000-000000000001',
		};
		await runImport(connector, rowsOf(record));
		expect([...fake.people.values()]).toMatchObject([
			{
				revenue: { amountMicros: 1_234_500_000, currencyCode: 'PLN' },
				linkedinLink: { primaryLinkUrl: 'https://linkedin.com/in/jan' },
				address: { addressCountry: 'Poland', addressStreet1: 'Długa 1' },
				interests: ['SKI', 'SURF'],
				newsletter: true,
			},
		]);
		expect(await recordsOf(connector)).toMatchObject([record]);
		expect((await runImport(connector, rowsOf(record))).summary).toEqual(['2 unchanged']);
		await runImport(connector, rowsOf({ ...JAN, 'revenue.currencyCode': 'EUR' }));
		expect([...fake.people.values()]).toMatchObject([
			{ revenue: { amountMicros: 1_234_500_000, currencyCode: 'EUR' } },
		]);
	});

	it.each([
		['0.000001', 1],
		['-0.5', -500_000],
		['9007199254740993', '9007199254740993000000'],
		['12', 12_000_000],
	])('keeps the amount %s exactly', async (amount, micros) => {
		const connector = await connect();
		await connector.write([creation({ ...JAN, revenue: amount })]);
		expect([...fake.people.values()]).toMatchObject([{ revenue: { amountMicros: micros } }]);
		expect(await recordsOf(connector)).toMatchObject([{ revenue: amount }]);
	});

	it('describes the fields of people with their types and choices, and no lists of other records', async () => {
		const fields = await (await connect()).discoverFields();
		const named = (name: string) => fields.find((field) => field.name === name);
		expect(named('email')).toMatchObject({ type: 'email', multiple: true, identifier: true });
		expect(named('crmId')).toMatchObject({ identifier: true });
		expect(named('crmId')).not.toHaveProperty('readOnly');
		expect(named('stage')).toMatchObject({ type: 'option', options: ['NEW', 'CUSTOMER'], custom: true });
		expect(named('interests')).toMatchObject({ multiple: true, options: ['SKI', 'SURF'] });
		expect(named('memberNumber')).toMatchObject({ type: 'number', identifier: true });
		expect(named('revenue')).toMatchObject({ type: 'money' });
		expect(named('id')).toMatchObject({ readOnly: true });
		expect(named('createdAt')).toMatchObject({ readOnly: true });
		expect(named('company')).toMatchObject({ type: 'company' });
		for (const hidden of [
			'noteTargets',
			'position',
			'searchVector',
			'deletedAt',
			'createdBy',
			'oldField',
			'intro',
		]) {
			expect(named(hidden)).toBeUndefined();
		}
	});

	it("takes Twenty's own id for the CRM ID where no field is named for it", async () => {
		const connector = await connect({ properties: {} });
		const [created] = await connector.write([creation({ email: 'jan@example.com' })]);
		const fields = await connector.discoverFields();
		expect(fields.find(({ name }) => name === 'crmId')).toMatchObject({ readOnly: true });
		const [hit] = await connector.lookup([{ field: 'crmId', value: created?.id ?? '' }]);
		expect(hit?.customers).toHaveLength(1);
	});

	it.each([[false], [true]])(
		'destroys by undo, so that people can be imported again (one in a call: %s)',
		async (isOld) => {
			const connector = await connect({}, { isOld });
			const people = await three(connector);
			const ids = people.map(({ id }) => id);
			expect(await connector.remove?.([...ids, 'nobody'])).toEqual(expect.arrayContaining(ids));
			expect(fake.people.size).toBe(0);
			expect(
				(await connector.write([creation({ email: 'a@example.com' })])).map(({ outcome }) => outcome),
			).toEqual(['created']);
		},
	);

	it('reads who changed, and who was deleted, after a moment', async () => {
		const connector = await connect();
		const [a, b, c] = await three(connector);
		fake.edit(b?.id ?? '', { jobTitle: 'Director' });
		const changed: string[] = [];
		for await (const page of connector.read?.({ changedAfter: c?.version ?? '' }) ?? []) {
			changed.push(...page.map(({ id }) => id));
		}
		expect(changed).toEqual([b?.id]);
		fake.trash(a?.id ?? '');
		const since = String(fake.people.get(a?.id ?? '')?.['deletedAt']);
		fake.trash(c?.id ?? '');
		const deleted = async (query: { deletedAfter?: string }) => {
			const found: unknown[] = [];
			for await (const page of connector.readDeleted?.(query) ?? []) found.push(...page);
			return found;
		};
		expect(await deleted({})).toMatchObject([
			{ id: a?.id, record: { firstName: 'a' }, deletedAt: since },
			{ id: c?.id },
		]);
		expect(await deleted({ deletedAfter: since })).toMatchObject([{ id: c?.id }]);
	});

	it('tells a wrong key, none, a wrong address and what the role may not see apart', async () => {
		const connector = await connect({ baseUrl: undefined });
		const open = (settings: object, client = http) =>
			twenty({ baseUrl: server.url, ...SETTINGS, ...settings }, { http: client, ...CLOCK });
		const withKey = (key: string) =>
			fetchClient((request) => ({ ...request, headers: { ...request.headers, authorization: key } }));
		await expect(open({}, withKey('Bearer wrong')).check()).rejects.toMatchObject({ code: 'CRM_LOGIN' });
		await expect(open({}, fetchClient()).check()).rejects.toMatchObject({ code: 'CRM_LOGIN' });
		await expect(open({ baseUrl: `${server.url}/app` }).check()).rejects.toMatchObject({
			code: 'CRM_ADDRESS',
			hint: expect.stringContaining('https://api.twenty.com'),
		});
		await expect(open({ baseUrl: `${server.url}/rest/` }).check()).resolves.toBeUndefined();
		expect(connector.target).toBe('api.twenty.com');
	});

	it.each(['people', 'metadata'] as const)('says that the role of the key may not see %s', async (hidden) => {
		const connector = await connect({}, { hidden });
		await expect(connector.check()).rejects.toMatchObject({
			code: 'CRM_PERMISSION',
			hint: expect.stringContaining('Data Model'),
		});
	});

	it('understands the limit as older versions tell of it', async () => {
		const connector = await connect();
		const message = 'Limit reached (100 tokens per 60000 ms)';
		server.setFaults(() => ({ when: 'before', answer: problem(400, message) }));
		await expect(connector.check()).rejects.toMatchObject({ kind: 'transient', code: 'THROTTLED' });
	});

	it('asks no more often in a minute than the credential says', async () => {
		await connect();
		let time = 0;
		const times: number[] = [];
		const client: typeof http = async (request) => {
			times.push(time);
			return await http(request);
		};
		const clock = { now: () => time, sleep: async (wait: number) => void (time += wait) };
		const settings = { baseUrl: server.url, ...SETTINGS, callsPerMinute: 2 };
		const people = Array.from({ length: 20 }, (_, n) => ({ email: `p${n}@example.com` }));
		await runImport(twenty(settings, { http: client, ...clock }), rowsOf(...people));
		expect(times.length).toBeGreaterThan(4);
		for (const [n, at] of times.entries()) {
			expect(at - (times[n - 2] ?? -Infinity)).toBeGreaterThanOrEqual(60_000);
		}
	});

	it('says which field of Field Names is not there', async () => {
		const connector = await connect({ properties: { crmId: 'crmNumer' } });
		const result = await runImport(connector, rowsOf(JAN)).catch((error: unknown) => error);
		expect(result).toMatchObject({ code: 'CRM_SETTING' });
		expect(codesOf(await runImport(await connect(), rowsOf(JAN)), 2)).toEqual([]);
	});
});
