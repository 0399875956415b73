import type { Connector } from '../../../lib/connectors';
import { readStored } from '../../../lib/connectors/crm/reading';
import { expertSender } from '../../../lib/connectors/expertSender';
import type { ConnectorTools } from '../../../lib/connectors/http/client';
import { fetchClient } from '../../../lib/connectors/http/fetchClient';
import { read } from '../../../lib/connectors/http/body';
import { codesOf, rowsOf, runImport } from '../import/rows';
import { describeConnector } from './conformance';
import { type FakeExpertSender, type FakeExpertSenderOptions, fakeExpertSender } from './fakes/expertSender';
import { startFake } from './fakes/fakeServer';
import { describeHttpConnector, type FakeCrm } from './httpConformance';

const properties = { city: 'City', newsletterConsentAt: 'Newsletter At' };

const http = fetchClient((request) => ({
	...request,
	headers: { ...request.headers, 'x-api-key': 'fake-key' },
}));

interface Started extends FakeCrm {
	readonly fake: FakeExpertSender;
	open(settings?: Readonly<Record<string, unknown>>): Connector;
}

const CLOCK: Pick<ConnectorTools, 'now' | 'sleep'> = { now: () => 0, sleep: async () => undefined };

async function start(options: FakeExpertSenderOptions = {}): Promise<Started> {
	const fake = fakeExpertSender(options);
	const server = await startFake(fake.handle);
	const settings = { baseUrl: server.url, properties, callsPerSecond: 1_000_000 };
	return {
		fake,
		server,
		open: (further = {}) => expertSender({ ...settings, ...further }, { http, ...CLOCK }),
		connect: (clock) => expertSender(settings, { http, ...clock }),
		emails: () => [...fake.customers.values()].map(({ email }) => String(email)),
		isWrite: ({ method }) => method !== 'GET',
		says: {
			throttled: (retryAfter) => ({
				status: 429,
				...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
			}),
			login: { status: 401 },
		},
	};
}

/** ExpertSender has no list of its customers; the tests look at all of them by their ids. */
function readable(connector: Connector, { fake }: Started): Connector {
	const everybody = async function* () {
		yield await connector.get([...fake.customers.keys()].map(String));
	};
	const fields = async () => await connector.discoverFields();
	return { ...connector, read: (query) => readStored(everybody(), fields, query) };
}

describeConnector('ExpertSender CDP', async () => {
	const crm = await start();
	return { ...readable(crm.open(), crm), close: async () => await crm.server.close() };
});

describeHttpConnector('ExpertSender CDP', start);

describe('ExpertSender CDP', () => {
	let crm: Started;
	afterEach(async () => await crm.server.close());

	const posts = () => crm.server.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);
	const JAN = { email: 'jan@example.com', firstName: 'Jan' };

	it('adds with the mode Add and changes with the mode Update, matched as the account is', async () => {
		crm = await start({ matchBy: 'CrmId' });
		const connector = crm.open({ matchBy: 'CrmId' });
		await runImport(connector, rowsOf({ ...JAN, crmId: '007' }));
		await runImport(connector, rowsOf({ email: JAN.email, firstName: 'Janusz' }));
		expect(posts()).toEqual([
			{ mode: 'Add', matchBy: 'CrmId', data: [{ ...JAN, crmId: '007' }] },
			{ mode: 'Update', matchBy: 'CrmId', data: [{ crmId: '007', firstName: 'Janusz' }] },
		]);
	});

	it('says so where a row has nothing that the account recognises customers by', async () => {
		crm = await start();
		const result = await runImport(crm.open(), rowsOf({ crmId: '1' }, JAN));
		expect(result.summary).toEqual(['2 failed', '3 created']);
		expect(result.outcomes[0]?.issues[0]?.message).toContain('by their e-mail address');
	});

	it('does not pretend to change what the account recognises customers by', async () => {
		crm = await start();
		await runImport(crm.open(), rowsOf({ ...JAN, crmId: '007' }));
		const settings = { identifiers: ['crmId'] };
		const result = await runImport(crm.open(), rowsOf({ email: 'new@example.com', crmId: '007' }), settings);
		expect(codesOf(result, 2)).toEqual(['WRITE_FAILED']);
		expect(crm.emails()).toEqual([JAN.email]);
	});

	it('takes the ids that the answer to a write tells, and else reads the customers back', async () => {
		crm = await start({ tellsIds: true });
		await runImport(crm.open(), rowsOf(JAN), { identifiers: ['email'] });
		expect(crm.server.requests.filter(({ path }) => path.startsWith('/customers/'))).toHaveLength(1);
	});

	it('finds phones by their digits, and writes them so', async () => {
		crm = await start();
		await runImport(crm.open(), rowsOf({ ...JAN, phone: '48501228855' }));
		expect([...crm.fake.customers.values()][0]?.['phone']).toBe('48501228855');
		expect((await runImport(crm.open(), rowsOf({ phone: '48501228855' }))).summary).toEqual(['2 unchanged']);
	});

	it('lets a consent wait for its confirmation, with the message that asks for it', async () => {
		crm = await start();
		const connector = crm.open({ confirmationMessageId: 77 });
		const rows = rowsOf({ ...JAN, newsletterConsent: 'unconfirmed', smsConsent: false, Terms: true });
		await runImport(connector, rows);
		expect(read.object(read.list(posts()[0], 'data')[0], 'consentsData')).toEqual({
			consents: [
				{ id: 11, value: 'AwaitingConfirmation' },
				{ id: 12, value: 'False' },
				{ id: 13, value: 'True' },
			],
			force: true,
			confirmationMessageId: 77,
		});
		expect((await runImport(crm.open(), rows)).summary).toEqual(['2 unchanged']);
	});

	it('shows its attributes and consents as fields', async () => {
		crm = await start();
		const fields = await crm.open().discoverFields();
		const shown = fields.map(({ name, type, required, custom }) => ({ name, type, required, custom }));
		expect(shown).toEqual(
			expect.arrayContaining([
				{ name: 'email', type: 'email', required: true, custom: undefined },
				{ name: 'city', type: 'name', required: undefined, custom: undefined },
				{ name: 'Loyal', type: 'boolean', required: undefined, custom: true },
				{ name: 'newsletterConsent', type: 'consent', required: undefined, custom: undefined },
				{ name: 'Terms', type: 'consent', required: undefined, custom: true },
			]),
		);
	});

	it('tells when it did not empty a field', async () => {
		crm = await start({ keeps: ['dateOfBirth'] });
		await runImport(crm.open(), rowsOf({ ...JAN, birthDate: '1980-02-03', lastName: 'Nowak' }));
		const cleared = rowsOf({ ...JAN, birthDate: '', lastName: '' });
		const result = await runImport(crm.open(), cleared, { clearOnEmpty: true });
		expect(result.summary).toEqual(['2 failed']);
		expect(result.outcomes[0]?.issues[0]?.message).toBe('ExpertSender CDP did not empty dateOfBirth');
	});

	it('tells a wrong key from an address where nothing is', async () => {
		crm = await start();
		const wrongKey = expertSender({ baseUrl: crm.server.url }, { http: fetchClient(), ...CLOCK });
		await expect(wrongKey.check()).rejects.toMatchObject({ code: 'CRM_LOGIN' });
		const elsewhere = crm.open({ baseUrl: `${crm.server.url}/elsewhere` });
		await expect(elsewhere.check()).rejects.toMatchObject({ code: 'CRM_ADDRESS' });
	});
});
