import { fetchClient } from '../../../lib/connectors/http/fetchClient';
import { pipedrive, pipedriveEntry } from '../../../lib/connectors/pipedrive';
import { describeConnector } from './conformance';
import { startFake } from './fakes/fakeServer';
import { fakePipedrive, type FakePipedriveOptions, KEYS } from './fakes/pipedrive';
import { describeHttpConnector, type FakeCrm } from './httpConformance';
import { passingClock } from './pipedrive/account';

const SETTINGS = {
	callsPer2s: 1_000_000,
	properties: {
		crmId: KEYS.number,
		points: KEYS.points,
		newsletterConsent: KEYS.newsletter,
		newsletterConsentAt: KEYS.newsletterAt,
		city: KEYS.city,
	},
};

const http = fetchClient((request) => ({
	...request,
	headers: { ...request.headers, ...pipedriveEntry.login?.({ apiToken: 'fake-token' }).headers },
}));

/** An account of which a page is a small part, and in which little was changed lately. */
const LARGE = { page: 3, tick: 4 * 60_000 };

const starting = (lookUp: string, account: FakePipedriveOptions) => async (): Promise<FakeCrm> => {
	const fake = fakePipedrive(account);
	const server = await startFake(fake.handle);
	const failure = (error: string) => ({ success: false, error, errorCode: 429 });
	return {
		server,
		connect: (clock) => pipedrive({ baseUrl: server.url, ...SETTINGS, lookUp }, { http, ...clock }),
		emails: () => fake.persons.all.map(({ emails }) => String((emails as { value: string }[])[0]?.value)),
		isWrite: ({ method }) => method !== 'GET',
		says: {
			throttled: (retryAfter) => ({
				status: 429,
				headers: {
					'x-ratelimit-remaining': '0',
					'x-ratelimit-reset': '1',
					...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
				},
				body: failure('Request over limit'),
			}),
			quota: {
				status: 429,
				headers: { 'x-daily-ratelimit-token-remaining': '0' },
				body: failure('Daily API token budget exceeded'),
			},
			login: { status: 401, body: failure('unauthorized access') },
		},
	};
};

describe.each([
	['a small account', 'cheapest', {}],
	['a large account that is read', 'list', LARGE],
	['a large account that is searched', 'search', LARGE],
])('%s', (_what, lookUp, account) => {
	const start = starting(lookUp, account);
	describeConnector('Pipedrive', async () => {
		const crm = await start();
		const connector = crm.connect(passingClock());
		return { ...connector, close: async () => await crm.server.close() };
	});
	describeHttpConnector('Pipedrive', start);
});
