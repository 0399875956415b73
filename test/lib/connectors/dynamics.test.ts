import { dynamics } from '../../../lib/connectors/dynamics';
import { fetchClient } from '../../../lib/connectors/http/fetchClient';
import { recordOf, recordsOf, rowsOf, runImport } from '../import/rows';
import { describeConnector } from './conformance';
import { fakeDynamics, type FakeDynamics, type FakeDynamicsOptions } from './fakes/dynamics';
import { type FakeServer, startFake } from './fakes/fakeServer';
import { describeHttpConnector, type FakeCrm } from './httpConformance';

const SETTINGS = {
	callsPer5Min: 1_000_000,
	properties: {
		crmId: 'crm_number',
		newsletterConsent: 'crm_newsletter',
		newsletterConsentAt: 'crm_newsletterat',
	},
};

const http = fetchClient((request) => ({
	...request,
	headers: { authorization: 'Bearer fake-token', ...request.headers },
}));
const CLOCK = { now: () => 0, sleep: async () => undefined };

async function start(): Promise<FakeCrm> {
	const fake = fakeDynamics();
	const server = await startFake(fake.handle);
	return {
		server,
		connect: (clock) => dynamics({ baseUrl: server.url, ...SETTINGS }, { http, ...clock }),
		emails: () => [...fake.contacts.values()].map((row) => String(row['emailaddress1'])),
		isWrite: ({ path }) => path.endsWith('/$batch'),
		says: {
			throttled: (retryAfter) => ({
				status: 429,
				...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
				body: { error: { code: '0x80072322', message: 'Number of requests exceeded the limit of 6000.' } },
			}),
			login: { status: 401 },
		},
	};
}

describeConnector('Dynamics 365', async () => {
	const crm = await start();
	return { ...crm.connect(CLOCK), close: async () => await crm.server.close() };
});
describeHttpConnector('Dynamics 365', start);

describe('Dynamics 365', () => {
	let fake: FakeDynamics;
	let server: FakeServer;

	async function connect(
		options: FakeDynamicsOptions = {},
		settings: Readonly<Record<string, unknown>> = {},
	) {
		fake = fakeDynamics(options);
		server = await startFake(fake.handle);
		return dynamics({ baseUrl: server.url, ...SETTINGS, ...settings }, { http, ...CLOCK });
	}
	afterEach(async () => await server.close());

	const JAN = { email: 'jan@example.com', firstName: 'Jan', crmId: '007' };
	const creation = (record: Record<string, unknown>) =>
		({ action: 'create', rowNumber: 2, record: recordOf(record), identifiers: [] }) as const;

	it.each([["o'neil"], ["x') or contains(firstname,'J"], ['a/b+c&d#e?f'], ["'',''"]])(
		'asks for %s as a value and never as a part of the filter',
		async (crmId) => {
			const connector = await connect();
			await runImport(connector, rowsOf(JAN, { crmId, firstName: 'Ewa' }));
			const [hit] = await connector.lookup([{ field: 'crmId', value: crmId }]);
			expect(hit?.customers.map(({ record }) => record['firstName'])).toEqual(['Ewa']);
		},
	);

	it('sends only what differs, with the version it was planned of', async () => {
		const connector = await connect();
		await runImport(connector, rowsOf({ ...JAN, city: 'Gdynia' }));
		await runImport(connector, rowsOf({ ...JAN, city: 'Łódź' }));
		const last = fake.parts.at(-1);
		expect(last).toMatchObject({ method: 'PATCH', body: { address1_city: 'Łódź' } });
		expect(Object.keys(last?.body ?? {})).toHaveLength(1);
		expect(last?.headers['if-match']).toMatch(/^W\/"\d+"$/);
	});

	it('does not make a row anew that was deleted, whatever its version was', async () => {
		const connector = await connect();
		const [created] = await connector.write([creation(JAN)]);
		await connector.remove?.([created?.id ?? '']);
		const update = {
			action: 'update',
			rowNumber: 2,
			id: created?.id ?? '',
			record: recordOf(JAN),
			changes: [{ field: 'firstName', before: 'Janusz', after: 'Jan' }],
			identifiers: [],
		} as const;
		expect(await connector.write([update])).toMatchObject([{ outcome: 'conflict' }]);
		expect(fake.parts.at(-1)?.headers['if-match']).toBe('*');
		expect(fake.contacts.size).toBe(0);
	});

	it('takes a row that a detection rule finds for a conflict, though it comes as a broken server', async () => {
		const twice = [creation(JAN), creation({ ...JAN, crmId: '008' })];
		const connector = await connect({}, { detectDuplicates: true });
		expect(await connector.write(twice)).toMatchObject([
			{ outcome: 'created' },
			{ outcome: 'conflict', issue: { code: 'IDENTIFIER_TAKEN', field: 'email', value: JAN.email } },
		]);
		await server.close();
		expect(await (await connect()).write(twice)).toMatchObject([
			{ outcome: 'created' },
			{ outcome: 'created' },
		]);
	});

	it('takes the value of an alternate key that somebody has for a conflict, and writes the rest', async () => {
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

	it('writes everybody once when single requests of a batch meet a limit or break', async () => {
		const connector = await connect();
		let count = 0;
		fake.failParts(() => {
			count += 1;
			if (count > 20 || count % 3 === 0) return undefined;
			return { status: count % 3 === 1 ? 429 : 503, body: { error: { code: '', message: 'later' } } };
		});
		const people = Array.from({ length: 12 }, (_, n) => ({ email: `person${n}@example.com` }));
		const { report } = await runImport(connector, rowsOf(...people), { identifiers: ['email'] });
		expect(report.outcomes.created + report.outcomes.unchanged).toBe(12);
		expect(fake.contacts.size).toBe(12);
	});

	it('starts no flows where automations are not wanted, and bypasses logic only when it is told to', async () => {
		const connector = await connect();
		await connector.write([creation(JAN)], { suppressTriggers: true });
		expect(fake.parts.at(-1)?.headers).toMatchObject({
			'mscrm.suppresscallbackregistrationexpanderjob': 'true',
		});
		expect(fake.parts.at(-1)?.headers).not.toHaveProperty('mscrm.bypassbusinesslogicexecution');
		await server.close();
		const bypassing = await connect({}, { bypassLogic: true });
		await expect(bypassing.write([creation(JAN)], { suppressTriggers: true })).rejects.toMatchObject({
			code: 'CRM_PERMISSION',
			hint: expect.stringContaining('prvBypassCustomBusinessLogic'),
		});
		await server.close();
		const allowed = await connect({ privileges: ['prvBypassCustomBusinessLogic'] }, { bypassLogic: true });
		expect(await allowed.write([creation(JAN)], { suppressTriggers: true })).toMatchObject([
			{ outcome: 'created' },
		]);
	});

	it('reads and writes choices by their names', async () => {
		const connector = await connect();
		await runImport(connector, rowsOf({ ...JAN, gender: 'female', crm_interests: ['Golf', 'chess'] }));
		expect([...fake.contacts.values()]).toMatchObject([{ gendercode: 2, crm_interests: '1,4' }]);
		expect(await recordsOf(connector)).toMatchObject([
			{ gender: 'Female', crm_interests: ['Golf', 'Chess'] },
		]);
	});

	it('describes columns with their types, choices and limits, and no links', async () => {
		const fields = await (await connect()).discoverFields();
		const named = (name: string) => fields.find((field) => field.name === name);
		expect(named('crm_interests')).toMatchObject({
			type: 'option',
			multiple: true,
			options: ['Golf', 'Chess'],
		});
		expect(named('crmId')).toMatchObject({ identifier: true, maxLength: 100 });
		expect(named('birthDate')).toMatchObject({ type: 'date' });
		expect(named('createdAt')).toMatchObject({ readOnly: true });
		expect(named('contactid')).toMatchObject({ readOnly: true });
		expect(named('ownerid')).toBeUndefined();
		expect(named('address1_addressid')).toBeUndefined();
		expect(named('emailaddress2')).toBeUndefined();
	});

	it('tells a wrong login, a wrong address and a missing permission apart', async () => {
		const connector = await connect({ token: 'another' });
		await expect(connector.check()).rejects.toMatchObject({ code: 'CRM_LOGIN' });
		server.setFaults(() => ({ when: 'before', answer: { status: 404, body: 'nothing here' } }));
		await expect(connector.check()).rejects.toMatchObject({ code: 'CRM_ADDRESS' });
		server.setFaults(() => ({ when: 'before', answer: { status: 403, body: {} } }));
		await expect(connector.check()).rejects.toMatchObject({ code: 'CRM_PERMISSION' });
	});

	it('logs in as an app of the tenant', async () => {
		const asked: string[] = [];
		const authority = await startFake(({ path, body }) => {
			asked.push(`${path} ${String(body)}`);
			return { status: 200, body: { access_token: 'fake-token', expires_in: 3_600 } };
		});
		const app = {
			loginWith: 'clientCredentials',
			tenantId: 'acme',
			clientId: 'app',
			clientSecret: 'secret',
			authority: authority.url,
		};
		fake = fakeDynamics();
		server = await startFake(fake.handle);
		const connector = dynamics(
			{ baseUrl: server.url, ...SETTINGS, ...app },
			{ http: fetchClient(), ...CLOCK },
		);
		await runImport(connector, rowsOf(JAN));
		await authority.close();
		expect(fake.contacts.size).toBe(1);
		expect(asked).toEqual([expect.stringContaining('/acme/oauth2/v2.0/token grant_type=client_credentials')]);
		expect(decodeURIComponent(asked[0] ?? '')).toContain(`scope=${server.url}/.default`);
	});

	it('reads what changed after a moment, over many pages', async () => {
		const connector = await connect({ page: 2 });
		await runImport(
			connector,
			rowsOf(...Array.from({ length: 7 }, (_, n) => ({ email: `p${n}@example.com` }))),
		);
		const changedAfter = String([...fake.contacts.values()][1]?.['modifiedon']);
		const found: unknown[] = [];
		for await (const page of connector.read?.({ changedAfter }) ?? [])
			found.push(...page.map(({ record }) => record['email']));
		expect(found).toHaveLength(5);
	});
});
