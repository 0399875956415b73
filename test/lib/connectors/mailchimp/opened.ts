import type { Connector } from '../../../../lib/connectors';
import { fetchClient } from '../../../../lib/connectors/http/fetchClient';
import { mailchimp, mailchimpEntry } from '../../../../lib/connectors/mailchimp';
import { type FakeRequest, type FakeServer, startFake } from '../fakes/fakeServer';
import { fakeMailchimp, type FakeMailchimp, type FakeMailchimpOptions } from '../fakes/mailchimp';

export const SETTINGS = {
	apiKey: 'key-us21',
	audience: 'a1b2c3d4e5',
	properties: { crmId: 'CRMID', points: 'POINTS' },
};

export const CLOCK = { now: () => 0, sleep: async () => undefined };

/** The login of the credential. */
export const http = fetchClient((request) => ({
	...request,
	headers: { ...request.headers, ...mailchimpEntry.login?.(SETTINGS).headers },
}));

/** A fake Mailchimp with a connector to it. */
export interface Opened {
	readonly fake: FakeMailchimp;
	readonly server: FakeServer;
	readonly connector: Connector;
	/** The requests that changed something, in order: the method and the path below the audience. */
	writes(): readonly { readonly call: string; readonly body: unknown }[];
}

let last: FakeServer | undefined;

/** Closed by `close`. */
export async function openMailchimp(
	settings: Readonly<Record<string, unknown>> = {},
	options: FakeMailchimpOptions = {},
): Promise<Opened> {
	const fake = fakeMailchimp(options);
	const server = await startFake(fake.handle);
	last = server;
	const connector = mailchimp({ ...SETTINGS, baseUrl: server.url, ...settings }, { http, ...CLOCK });
	const writes = () => server.requests.filter(({ method }) => method !== 'GET').map(callOf);
	return { fake, server, connector, writes };
}

export async function close(): Promise<void> {
	await last?.close();
	last = undefined;
}

function callOf({ method, path, body }: FakeRequest) {
	const below = path.replace('/3.0/lists/a1b2c3d4e5', '').replace(/[0-9a-f]{32}/, 'id');
	return { call: `${method} ${below}`, body };
}
