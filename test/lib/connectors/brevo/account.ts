import type { Connector } from '../../../../lib/connectors';
import { brevo, brevoEntry } from '../../../../lib/connectors/brevo';
import type { ConnectorTools } from '../../../../lib/connectors/http/client';
import { fetchClient } from '../../../../lib/connectors/http/fetchClient';
import { type FakeBrevo, type FakeBrevoOptions, fakeBrevo } from '../fakes/brevo';
import { startFake } from '../fakes/fakeServer';
import type { FakeCrm } from '../httpConformance';

const properties = {
	newsletterConsentAt: 'newsletter_at',
	points: 'POINTS',
};

type Clock = Pick<ConnectorTools, 'now' | 'sleep'>;

/** Time goes on only while somebody waits. */
export function clockOf(): Clock {
	let time = 0;
	return { now: () => time, sleep: async (wait) => void (time += wait) };
}

/** A fake account with connectors to it. */
export interface BrevoAccount extends FakeCrm {
	readonly fake: FakeBrevo;
	connect(clock: Clock, settings?: Readonly<Record<string, unknown>>): Connector;
	open(settings?: Readonly<Record<string, unknown>>): Connector;
}

export async function openBrevo(
	options: FakeBrevoOptions = {},
	chosen: Readonly<Record<string, unknown>> = {},
): Promise<BrevoAccount> {
	const fake = fakeBrevo(options);
	const server = await startFake(fake.handle);
	const access = { baseUrl: `${server.url}/v3`, apiKey: 'xkeysib-fake' };
	const settings = { ...access, properties, callsPerSecond: 1_000_000, ...chosen };
	const connect = (clock: Clock, further: Readonly<Record<string, unknown>> = {}) => {
		const all = { ...settings, ...further };
		const { headers } = brevoEntry.login?.(all) ?? {};
		const http = fetchClient((request) => ({ ...request, headers: { ...request.headers, ...headers } }));
		return brevo(all, { http, ...clock });
	};
	return {
		fake,
		server,
		open: (further) => connect(clockOf(), further),
		connect,
		emails: () => [...fake.contacts.values()].flatMap(({ email }) => email ?? []),
		isWrite: ({ method }) => method !== 'GET',
		says: {
			throttled: (retryAfter) => ({
				status: 429,
				headers: retryAfter === undefined ? { 'x-sib-ratelimit-reset': '1' } : { 'retry-after': retryAfter },
				body: { code: 'too_many_requests', message: 'You have exceeded the number of requests' },
			}),
			quota: {
				status: 429,
				headers: { 'x-sib-ratelimit-reset': '2400' },
				body: { code: 'too_many_requests', message: 'You have exceeded the number of requests per hour' },
			},
			login: { status: 401, body: { code: 'unauthorized', message: 'Key not found' } },
		},
	};
}
