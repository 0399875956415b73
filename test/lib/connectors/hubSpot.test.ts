import { hubSpot } from '../../../lib/connectors/hubSpot';
import type { ConnectorTools } from '../../../lib/connectors/http/client';
import { fetchClient } from '../../../lib/connectors/http/fetchClient';
import { codesOf, rowsOf, runImport } from '../import/rows';
import { describeConnector } from './conformance';
import { startFake } from './fakes/fakeServer';
import { fakeHubSpot } from './fakes/hubSpot';
import { describeHttpConnector, type FakeCrm } from './httpConformance';

const PROPERTIES = {
	crmId: 'crm_number',
	newsletterConsent: 'newsletter',
	newsletterConsentAt: 'newsletter_at',
};

const http = fetchClient((request) => ({
	...request,
	headers: { ...request.headers, authorization: 'Bearer fake-token' },
}));

async function start(): Promise<FakeCrm> {
	const fake = fakeHubSpot({ lag: 3 });
	const server = await startFake(fake.handle);
	const settings = { baseUrl: server.url, properties: PROPERTIES, callsPer10s: 1_000_000 };
	return {
		server,
		connect: (clock) => hubSpot(settings, { http, ...clock }),
		emails: () => [...fake.contacts.values()].map((contact) => contact['email'] ?? ''),
		isWrite: ({ path }) => /batch\/(create|update)$/.test(path),
		says: {
			throttled: (retryAfter) => ({
				status: 429,
				...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
				body: { status: 'error', message: 'You have reached your secondly limit.', policyName: 'SECONDLY' },
			}),
			quota: { status: 429, body: { message: 'You have reached your daily limit.', policyName: 'DAILY' } },
			login: {
				status: 401,
				body: { message: 'The access token is expired', category: 'EXPIRED_AUTHENTICATION' },
			},
		},
	};
}

const CLOCK: Pick<ConnectorTools, 'now' | 'sleep'> = { now: () => 0, sleep: async () => undefined };

describeConnector('HubSpot', async () => {
	const crm = await start();
	return { ...crm.connect(CLOCK), close: async () => await crm.server.close() };
});

describeHttpConnector('HubSpot', start);

it('takes no more calls than needed where some of 1,000 customers are new and some are changed', async () => {
	const fake = fakeHubSpot();
	let calls = 0;
	const server = await startFake((request) => {
		calls++;
		return fake.handle(request);
	});
	let time = 0;
	const clock = { now: () => time, sleep: async (milliseconds: number) => void (time += milliseconds) };
	const person = (number: number) => ({
		email: `person${number}@example.com`,
		phone: String(48_500_000_000 + number),
	});
	const settings = { baseUrl: server.url, callsPer10s: 1_000_000 };
	const identifiers = ['email', 'phone'];
	const known = Array.from({ length: 470 }, (_, number) => person(number * 2));
	await runImport(hubSpot(settings, { http, ...clock }), rowsOf(...known), { identifiers });
	calls = 0;
	const all = Array.from({ length: 1_000 }, (_, number) => ({ ...person(number), firstName: 'Ada' }));
	const { report } = await runImport(hubSpot(settings, { http, ...clock }), rowsOf(...all), { identifiers });
	await server.close();
	expect(report.outcomes).toMatchObject({ created: 530, updated: 470 });
	// A check and the properties; 10 look-ups by e-mail, 20 searches by phone of 50 each; 6 creations, 5 changes.
	expect(calls).toBeLessThanOrEqual(43 * 1.05);
}, 60_000);

it('gives a property of one value the first of several, says so, and finds it unchanged afterwards', async () => {
	const fake = fakeHubSpot();
	const server = await startFake(fake.handle);
	const tools = { http, now: () => 0, sleep: async () => undefined };
	const rows = rowsOf({ email: 'ada@example.com', phone: ['48500000001', '48500000002'], points: [3, 4] });
	const first = await runImport(hubSpot({ baseUrl: server.url }, tools), rows);
	const second = await runImport(hubSpot({ baseUrl: server.url }, tools), rows);
	await server.close();
	expect([...fake.contacts.values()]).toMatchObject([{ phone: '+48500000001', points: '3' }]);
	expect(first.summary).toEqual(['2 created']);
	expect(second.summary).toEqual(['2 unchanged']);
	expect(codesOf(first, 2)).toEqual(['EXTRA_VALUES', 'EXTRA_VALUES']);
	expect(codesOf(second, 2)).toEqual(['EXTRA_VALUES', 'EXTRA_VALUES']);
});

it('takes no more calls and no more time for 10,000 customers than the limits force', async () => {
	let time = Date.UTC(2026, 10, 22);
	const clock = { now: () => time, sleep: async (milliseconds: number) => void (time += milliseconds) };
	const fake = fakeHubSpot({ limit: { calls: 100, now: clock.now } });
	const statuses: number[] = [];
	const server = await startFake((request) => {
		const answer = fake.handle(request);
		statuses.push(answer.status);
		return answer;
	});
	const people = Array.from({ length: 10_000 }, (_, number) => ({ email: `person${number}@example.com` }));
	const started = time;
	const connector = hubSpot({ baseUrl: server.url }, { http, ...clock });
	const { report } = await runImport(connector, rowsOf(...people), { identifiers: ['email'] });
	await server.close();
	expect(report.outcomes.created).toBe(10_000);
	// 100 look-ups and 100 writes of 100 each: the first hundred calls at once, the second ten seconds later.
	expect(statuses.length).toBeLessThanOrEqual(200 * 1.05);
	expect(statuses).not.toContain(429);
	expect(time - started).toBeLessThanOrEqual(20_000);
}, 60_000);
