import { espoCrm } from '../../../lib/connectors/espoCrm';
import { fetchClient } from '../../../lib/connectors/http/fetchClient';
import { describeConnector } from './conformance';
import { fakeEspoCrm } from './fakes/espoCrm';
import { startFake } from './fakes/fakeServer';
import { describeHttpConnector, type FakeCrm } from './httpConformance';

const properties = {
	crmId: 'cCrmNumber',
	newsletterConsent: 'cNewsletter',
	newsletterConsentAt: 'cNewsletterAt',
};

const http = fetchClient((request) => ({
	...request,
	headers: { ...request.headers, 'x-api-key': 'fake-key' },
}));

async function start(): Promise<FakeCrm> {
	const fake = fakeEspoCrm();
	const server = await startFake(fake.handle);
	return {
		server,
		connect: (clock) =>
			espoCrm({ baseUrl: server.url, properties, callsPerSecond: 1_000_000 }, { http, ...clock }),
		emails: () => [...fake.contacts.values()].map(({ emailAddress }) => String(emailAddress)),
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

describeConnector('EspoCRM', async () => {
	const crm = await start();
	const connector = crm.connect({ now: () => 0, sleep: async () => undefined });
	return { ...connector, close: async () => await crm.server.close() };
});

describeHttpConnector('EspoCRM', start);
