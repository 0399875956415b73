import type { Connector } from '../../../lib/connectors';
import { altcraft } from '../../../lib/connectors/altcraft';
import { read } from '../../../lib/connectors/http/body';
import type { ConnectorTools } from '../../../lib/connectors/http/client';
import { fetchClient } from '../../../lib/connectors/http/fetchClient';
import { formatSubscription } from '../../../lib/subscriptions';
import { recordsOf, rowsOf, runImport } from '../import/rows';
import { describeConnector } from './conformance';
import { type FakeAltcraft, type FakeAltcraftOptions, fakeAltcraft } from './fakes/altcraft';
import { startFake } from './fakes/fakeServer';
import { describeHttpConnector, type FakeCrm } from './httpConformance';

const properties = {
	crmId: 'crm_number',
	newsletterConsent: 'newsletter',
	newsletterConsentAt: 'newsletter_at',
};

const CLOCK: Pick<ConnectorTools, 'now' | 'sleep'> = { now: () => 0, sleep: async () => undefined };

interface Started extends FakeCrm {
	readonly fake: FakeAltcraft;
	open(settings?: Readonly<Record<string, unknown>>): Connector;
}

async function start(options: FakeAltcraftOptions = {}): Promise<Started> {
	const fake = fakeAltcraft(options);
	const server = await startFake(fake.handle);
	const access = { baseUrl: server.url, apiToken: 'fake-token', databaseId: '1' };
	const settings = { ...access, properties, callsPerSecond: 1_000_000 };
	const http = fetchClient();
	return {
		fake,
		server,
		open: (further = {}) => altcraft({ ...settings, ...further }, { http, ...CLOCK }),
		connect: (clock) => altcraft(settings, { http, ...clock }),
		emails: () => [...fake.profiles.values()].map(({ email }) => String(email)),
		isWrite: ({ path }) => /(add|import|update)_batch$/.test(path),
		says: {
			throttled: (retryAfter) => ({
				status: 200,
				...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
				body: { error: 429, error_text: 'Too many requests' },
			}),
			login: { status: 200, body: { error: 401, error_text: 'Invalid token' } },
		},
	};
}

describeConnector('Altcraft', async () => {
	const crm = await start();
	return { ...crm.open(), close: async () => await crm.server.close() };
});

describeHttpConnector('Altcraft', start);

describe('Altcraft', () => {
	let crm: Started;
	afterEach(async () => await crm.server.close());

	const calls = (method: string) => crm.server.requests.filter(({ path }) => path.endsWith(method));
	const JAN = { email: 'jan@example.com', firstName: 'Jan' };

	it('adds and updates in batches, and looks everybody up in one call', async () => {
		crm = await start();
		const people = Array.from({ length: 150 }, (_, number) => ({ email: `p${number}@example.com` }));
		const everybody = {
			open: async function* () {
				yield rowsOf(...people);
			},
		};
		await runImport(crm.open(), [], { identifiers: ['email'] }, everybody);
		expect(calls('add_batch')).toHaveLength(1);
		const lookUps = calls('profiles/list').filter(({ body }) => read.value(body, 'query') !== undefined);
		expect(lookUps).toHaveLength(1);
		expect(crm.emails()).toHaveLength(150);
	});

	it('starts no triggers where it is told not to, for new and for changed profiles', async () => {
		crm = await start();
		await runImport(crm.open(), rowsOf(JAN), { suppressTriggers: true });
		await runImport(crm.open(), rowsOf({ ...JAN, firstName: 'Janusz' }), { suppressTriggers: true });
		await runImport(crm.open(), rowsOf({ ...JAN, firstName: 'Jasiek' }));
		const writes = crm.server.requests.filter(crm.isWrite).map(({ path, body }) => {
			return [path.split('/').at(-1), read.value(body, 'skip_triggers'), read.value(body, 'matching')];
		});
		expect(writes).toEqual([
			['add_batch', true, undefined],
			['import_batch', true, 'profile_id'],
			['update_batch', undefined, 'profile_id'],
		]);
	});

	it('lets Altcraft match once more, by the field or the address that is set', async () => {
		crm = await start();
		const rows = rowsOf({ ...JAN, crmId: '007' }, { phone: '48501228855' });
		await runImport(crm.open({ newProfiles: 'custom' }), rows);
		const [imported] = calls('import_batch');
		expect(imported?.body).toMatchObject({ matching: 'custom', field_name: 'crm_number' });
		expect(read.list(imported?.body, 'data')).toEqual([
			{ email: JAN.email, _fname: 'Jan', crm_number: '007' },
		]);
		expect(read.list(calls('add_batch')[0]?.body, 'data')).toEqual([{ phones: ['+48501228855'] }]);
	});

	it('never lets Altcraft match where an import only adds', async () => {
		crm = await start();
		const rows = rowsOf({ ...JAN, crmId: '007' }, { email: 'ewa@example.com' });
		await runImport(crm.open({ newProfiles: 'email' }), rows, { importType: 'addOnly' });
		expect(calls('import_batch')).toEqual([]);
		expect(read.list(calls('add_batch')[0]?.body, 'data')).toHaveLength(2);
	});

	it('finds a profile by the e-mail address of a subscription, unless only profiles are searched', async () => {
		crm = await start();
		const subscriptions = [
			formatSubscription({
				channel: 'email',
				resource: '5',
				contact: 'jan@work.example.com',
				status: 'subscribed',
			}),
		];
		await runImport(crm.open(), rowsOf({ crmId: '007', subscriptions }));
		const asked = [{ field: 'email', value: 'jan@work.example.com' }];
		const query = (settings = {}) =>
			crm
				.open(settings)
				.lookup(asked)
				.then(() => calls('profiles/list').at(-1)?.body);
		expect(read.object(await query(), 'query')).toEqual({
			$or: [
				{ email: { $in: ['jan@work.example.com'] } },
				{ 'subscriptions.email_data.email': { $in: ['jan@work.example.com'] } },
			],
		});
		expect(read.object(await query({ searchIn: 'profile' }), 'query')).toEqual({
			$or: [{ email: { $in: ['jan@work.example.com'] } }],
		});
	});

	it('writes subscriptions with their status, and reads them back the same', async () => {
		crm = await start();
		const email = { channel: 'email', resource: '5', contact: JAN.email, status: 'unconfirmed' } as const;
		const sms = { channel: 'sms', resource: '26', contact: '48501228855', status: 'subscribed' } as const;
		const rows = rowsOf({ ...JAN, subscriptions: [formatSubscription(email), formatSubscription(sms)] });
		await runImport(crm.open(), rows);
		expect([...crm.fake.profiles.values()][0]?.['subscriptions']).toMatchObject([
			{ channel: 'email', resource_id: 5, status: 'unconfirmed', email_data: { email: JAN.email } },
			{ channel: 'sms', resource_id: 26, status: 'subscribed', phone_data: { phone: '+48501228855' } },
		]);
		expect((await runImport(crm.open(), rows)).summary).toEqual(['2 unchanged']);
	});

	it('does not send back a subscription that a complaint has ended', async () => {
		crm = await start();
		await runImport(crm.open(), rowsOf(JAN));
		const [profile] = crm.fake.profiles.values();
		const data = { email: JAN.email };
		profile!['subscriptions'] = [
			{ channel: 'email', resource_id: 5, email_data: data, status: 'complained' },
		];
		const [record] = await recordsOf(crm.open());
		const ended = formatSubscription({
			channel: 'email',
			resource: '5',
			contact: JAN.email,
			status: 'unsubscribed',
		});
		expect(record?.['subscriptions']).toBe(ended);
		const sms = formatSubscription({
			channel: 'sms',
			resource: '5',
			contact: '48501228855',
			status: 'subscribed',
		});
		await runImport(crm.open(), rowsOf({ ...JAN, subscriptions: [sms] }));
		expect(read.list([...crm.fake.profiles.values()][0], 'subscriptions')).toMatchObject([
			{ channel: 'email', status: 'complained' },
			{ channel: 'sms', status: 'subscribed' },
		]);
	});

	it('reads the day of a date that is kept as midnight of another time zone', async () => {
		crm = await start();
		await runImport(crm.open(), rowsOf({ ...JAN, birthDate: '1990-02-23' }));
		const [profile] = crm.fake.profiles.values();
		profile!['_bdate'] = '1990-02-22T21:00:00Z';
		expect((await runImport(crm.open(), rowsOf({ ...JAN, birthDate: '1990-02-23' }))).summary).toEqual([
			'2 unchanged',
		]);
	});

	it.each([true, false])('reads page after page, told where the next one begins: %s', async (tellsNext) => {
		crm = await start({ tellsNext });
		const emails = Array.from({ length: 2_500 }, (_, number) => `p${number}@example.com`);
		emails.forEach((email) => crm.fake.put({ email }));
		expect((await recordsOf(crm.open())).map(({ email }) => email)).toEqual(emails);
		expect(calls('profiles/list')).toHaveLength(3);
	});

	it('takes its own ids for CRM IDs where no field is named for them', async () => {
		crm = await start();
		crm.fake.put({ email: JAN.email });
		const [id = ''] = crm.fake.profiles.keys();
		const connector = crm.open({ properties: {} });
		expect((await runImport(connector, rowsOf({ crmId: id, city: 'Gdynia' }))).summary).toEqual([
			'2 updated',
		]);
		const crmId = (await connector.discoverFields()).find(({ name }) => name === 'crmId');
		expect(crmId).toMatchObject({ readOnly: true, identifier: true });
	});

	it('tells a wrong token from a wrong database', async () => {
		crm = await start();
		await expect(crm.open({ apiToken: 'other' }).check()).rejects.toMatchObject({ code: 'CRM_LOGIN' });
		const elsewhere = crm.open({ databaseId: '7' }).check();
		await expect(elsewhere).rejects.toMatchObject({
			code: 'CRM_ADDRESS',
			hint: expect.stringContaining('the ID 7'),
		});
	});
});
