import { fetchClient } from '../../../lib/connectors/http/fetchClient';
import { mailchimp, mailchimpEntry } from '../../../lib/connectors/mailchimp';
import { describeConnector } from './conformance';
import { startFake } from './fakes/fakeServer';
import { fakeMailchimp } from './fakes/mailchimp';
import { BAD_KEY, TOO_MANY } from './fakes/mailchimp/problems';
import { describeHttpConnector, type FakeCrm } from './httpConformance';

const SETTINGS = {
	apiKey: 'key-us21',
	audience: 'a1b2c3d4e5',
	filler: '-',
	properties: { crmId: 'CRMID', points: 'POINTS' },
};

const http = fetchClient((request) => ({
	...request,
	headers: { ...request.headers, ...mailchimpEntry.login?.(SETTINGS).headers },
}));
const CLOCK = { now: () => 0, sleep: async () => undefined };

async function start(): Promise<FakeCrm> {
	const fake = fakeMailchimp();
	const server = await startFake(fake.handle);
	return {
		server,
		connect: (clock) => mailchimp({ ...SETTINGS, baseUrl: server.url }, { http, ...clock }),
		emails: () => [...fake.members.values()].map(({ email }) => email),
		isWrite: ({ method }) => method !== 'GET',
		says: {
			throttled: (retryAfter) => ({
				...TOO_MANY,
				...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
			}),
			login: BAD_KEY,
		},
	};
}

describeConnector('Mailchimp', async () => {
	const crm = await start();
	return { ...crm.connect(CLOCK), close: async () => await crm.server.close() };
});

describeHttpConnector('Mailchimp', start);
