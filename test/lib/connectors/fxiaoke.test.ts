import type { Connector } from '../../../lib/connectors';
import { fxiaoke } from '../../../lib/connectors/fxiaoke';
import { read } from '../../../lib/connectors/http/body';
import type { ConnectorTools } from '../../../lib/connectors/http/client';
import { fetchClient } from '../../../lib/connectors/http/fetchClient';
import { recordsOf, rowsOf, runImport } from '../import/rows';
import { describeConnector } from './conformance';
import { startFake } from './fakes/fakeServer';
import { type FakeFxiaoke, type FakeFxiaokeOptions, fakeFxiaoke } from './fakes/fxiaoke';
import { describeHttpConnector, type FakeCrm } from './httpConformance';

const properties = {
	crmId: 'customer_no__c',
	firstName: 'first_name__c',
	lastName: 'last_name__c',
	city: 'city__c',
	level: 'level__c',
	newsletterConsent: 'newsletter__c',
	newsletterConsentAt: 'newsletter_at__c',
};

const CLOCK: Pick<ConnectorTools, 'now' | 'sleep'> = { now: () => 0, sleep: async () => undefined };

const ACCESS = { appId: 'FSAID_fake', appSecret: 'fake-secret', permanentCode: 'fake-code', userId: '1000' };

interface Started extends FakeCrm {
	readonly fake: FakeFxiaoke;
	open(settings?: Readonly<Record<string, unknown>>): Connector;
}

async function start(
	options: FakeFxiaokeOptions = {},
	limits = { callsPer20s: 1_000_000 },
): Promise<Started> {
	const fake = fakeFxiaoke(options);
	const server = await startFake(fake.handle);
	const rest = { properties, nameFallback: true, ...limits };
	const settings = { baseUrl: server.url, ...ACCESS, ...rest };
	const http = fetchClient();
	return {
		fake,
		server,
		open: (further = {}) => fxiaoke({ ...settings, ...further }, { http, ...CLOCK }),
		connect: (clock) => fxiaoke(settings, { http, ...clock }),
		emails: () => [...fake.records.values()].map(({ email }) => String(email)),
		isWrite: ({ path }) => /data\/(create|update)$/.test(path),
		says: {
			throttled: (retryAfter) => ({
				status: 200,
				...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
				body: { errorCode: 30004, errorMessage: '秒频次超限' },
			}),
			quota: { status: 200, body: { errorCode: 30002, errorMessage: '当天访问频次超限' } },
			login: { status: 200, body: { errorCode: 20016, errorMessage: 'corpAccessToken is expired' } },
		},
	};
}

describeConnector('Fxiaoke', async () => {
	const crm = await start();
	return { ...crm.open(), close: async () => await crm.server.close() };
});

describeHttpConnector('Fxiaoke', start);

describe('Fxiaoke', () => {
	let crm: Started;
	afterEach(async () => await crm.server.close());

	const calls = (path: string) => crm.server.requests.filter((request) => request.path.endsWith(path));
	const bodies = (path: string) => calls(path).map(({ body }) => body);
	const LI = { email: 'li@example.com', fullName: '李雷' };

	it('asks for one token, however many calls need it at once', async () => {
		crm = await start();
		const connector = crm.open();
		await Promise.all(Array.from({ length: 8 }, async () => await connector.check()));
		expect(calls('/oauth2.0/token')).toHaveLength(1);
		const traces = crm.server.requests.map(({ query }) => query.get('thirdTraceId'));
		expect(new Set(traces).size).toBe(9);
	});

	it('asks for another token once when it has expired, also in the middle of a run', async () => {
		crm = await start();
		const connector = crm.open();
		await runImport(connector, rowsOf(LI));
		crm.fake.expire();
		const { summary } = await runImport(
			connector,
			rowsOf({ ...LI, city: '上海' }, { email: 'han@example.com' }),
		);
		expect(summary).toEqual(['2 updated', '3 created']);
		expect(crm.fake.tokens()).toBe(2);
	});

	it('asks for another token before the old one has expired', async () => {
		crm = await start();
		let now = 0;
		const connector = crm.connect({ ...CLOCK, now: () => now });
		await connector.check();
		now += 6_599_000;
		await connector.check();
		expect(calls('/oauth2.0/token')).toHaveLength(1);
		now += 2_000;
		await connector.check();
		expect(calls('/oauth2.0/token')).toHaveLength(2);
	});

	it('logs in as before OAuth, for the user with a mobile number', async () => {
		crm = await start({ legacy: true });
		const connector = crm.open({ authentication: 'legacy', userId: '', mobile: '13812345678' });
		expect((await runImport(connector, rowsOf(LI))).summary).toEqual(['2 created']);
		expect(bodies('getByMobile')).toMatchObject([{ corpAccessToken: 'fake-token-1', mobile: '13812345678' }]);
		expect(bodies('data/create')).toMatchObject([{ corpId: 'FSCID_fake', currentOpenUserId: 'FSUID_admin' }]);
	});

	it('tells a wrong secret from an address that is no interface', async () => {
		crm = await start();
		const wrong = crm.open({ appSecret: 'other' }).check();
		await expect(wrong).rejects.toMatchObject({
			code: 'CRM_LOGIN',
			hint: expect.stringContaining('App Secret'),
		});
		crm.server.setFaults(() => ({ when: 'before', answer: { status: 200, body: '<html>Login</html>' } }));
		await expect(crm.open().check()).rejects.toMatchObject({ code: 'CRM_ADDRESS' });
	});

	it('reads more than 10,000 records, past what an offset can reach', async () => {
		crm = await start();
		for (let number = 0; number < 10_150; number++) crm.fake.put({ name: `客户${number}` });
		expect(await recordsOf(crm.open())).toHaveLength(10_150);
	}, 60_000);

	it('keeps to 100 calls of a kind in twenty seconds', async () => {
		let time = 0;
		const clock = { now: () => time, sleep: async (milliseconds: number) => void (time += milliseconds) };
		crm = await start({ limit: { calls: 100, now: clock.now } }, { callsPer20s: 100 });
		const people = Array.from({ length: 250 }, (_, number) => ({ email: `p${number}@example.com` }));
		const { report } = await runImport(crm.connect(clock), rowsOf(...people), { identifiers: ['email'] });
		expect(report.outcomes.created).toBe(250);
		expect(crm.fake.tooFast()).toBe(0);
		expect(time).toBeLessThanOrEqual(40_000);
	});

	it('writes numbers as texts, days as milliseconds and options by their values', async () => {
		crm = await start();
		const row = { ...LI, points: 12.5, birthDate: '1990-02-23', level: 'VIP客户', phone: '8613812345678' };
		await runImport(crm.open(), rowsOf(row));
		expect([...crm.fake.records.values()]).toMatchObject([
			{ points: '12.5', date_of_birth: Date.UTC(1990, 1, 22, 16), level__c: '1', mobile1: '13812345678' },
		]);
		expect((await runImport(crm.open(), rowsOf(row))).summary).toEqual(['2 unchanged']);
	});

	it('shows the labels of options, and leaves out what holds no value of its own', async () => {
		crm = await start();
		const fields = await crm.open().discoverFields();
		const named = new Map(fields.map((field) => [field.name, field]));
		expect(named.get('level')).toMatchObject({ type: 'option', options: ['VIP客户', '普通客户'] });
		expect(named.get('fullName')).toMatchObject({ required: true, title: 'Full Name' });
		expect(named.get('createdAt')).toMatchObject({ readOnly: true });
		expect([named.has('photo'), named.has('old__c')]).toEqual([false, false]);
	});

	it('finds a number however it is dialled', async () => {
		crm = await start();
		crm.fake.put({ name: 'A', mobile1: '13812345678' });
		crm.fake.put({ name: 'B', mobile1: '+48501228855' });
		crm.fake.put({ name: 'C', mobile1: '8613900000000' });
		const rows = rowsOf({ phone: '8613812345678' }, { phone: '48501228855' }, { phone: '8613900000000' });
		const { summary } = await runImport(crm.open(), rows);
		expect(summary).toEqual(['2 unchanged', '3 unchanged', '4 unchanged']);
	});

	it('takes its own ids for CRM IDs where no field is named for them', async () => {
		crm = await start();
		crm.fake.put({ name: '李雷' });
		const [id = ''] = crm.fake.records.keys();
		const connector = crm.open({ properties: { city: 'city__c' } });
		expect((await runImport(connector, rowsOf({ crmId: id, city: '上海' }))).summary).toEqual(['2 updated']);
		const crmId = (await connector.discoverFields()).find(({ name }) => name === 'crmId');
		expect(crmId).toMatchObject({ readOnly: true, identifier: true });
	});

	it('changes who is responsible by a call of its own', async () => {
		crm = await start();
		await runImport(crm.open({ ownerId: '1000' }), rowsOf(LI));
		await runImport(crm.open(), rowsOf({ ...LI, owner: '1001', city: '北京' }));
		expect([...crm.fake.records.values()]).toMatchObject([{ owner: ['1001'], city__c: '北京' }]);
		expect(calls('data/changeOwner')).toHaveLength(1);
	});

	it('starts no workflows and approvals where it is told not to', async () => {
		crm = await start();
		await runImport(crm.open(), rowsOf(LI), { suppressTriggers: true });
		await runImport(crm.open(), rowsOf({ ...LI, city: '北京' }));
		expect(bodies('data/create')).toMatchObject([{ triggerWorkFlow: false, triggerApprovalFlow: false }]);
		expect(read.value(bodies('data/update')[0], 'triggerWorkFlow')).toBeUndefined();
	});

	it('leaves it to Fxiaoke to refuse a record without a name, unless it is called after its address', async () => {
		crm = await start();
		const nameless = rowsOf({ email: 'li@example.com' });
		const result = await runImport(crm.open({ nameFallback: false }), nameless);
		expect(result.summary).toEqual(['2 failed']);
		expect(result.outcomes[0]?.issues[0]?.message).toContain('必填字段为空: name');
		await runImport(crm.open(), nameless);
		expect([...crm.fake.records.values()]).toMatchObject([{ name: 'li@example.com' }]);
	});

	it('uses the interfaces for objects of its own', async () => {
		crm = await start({ object: 'customer__c' });
		const connector = crm.open({ object: 'custom', customObject: 'customer__c' });
		expect((await runImport(connector, rowsOf(LI))).summary).toEqual(['2 created']);
		expect(calls('/cgi/crm/custom/v2/data/create')).toHaveLength(1);
	});

	it('stops where the company has bought no calls', async () => {
		crm = await start();
		const body = { errorCode: 30003, errorMessage: '客户没有购买openapi配额' };
		crm.server.setFaults(({ path }) =>
			path.includes('/data/') ? { when: 'before', answer: { status: 200, body } } : undefined,
		);
		await expect(crm.open().check()).rejects.toMatchObject({
			code: 'CRM_PERMISSION',
			hint: expect.stringContaining('Open API'),
		});
	});
});
