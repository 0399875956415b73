import { join } from 'node:path';
import { hubSpot } from '../../lib/connectors/hubSpot';
import { fetchClient } from '../../lib/connectors/http/fetchClient';
import { startPrism } from '../../tools/prism.mjs';
import { describeConnector } from '../lib/connectors/conformance';
import {
	type FakeAnswer,
	type FakeRequest,
	type FakeServer,
	startFake,
} from '../lib/connectors/fakes/fakeServer';
import { fakeHubSpot } from '../lib/connectors/fakes/hubSpot';

const folder = process.env.CORPORA;
const CONTACTS = '/crm/v3/objects/contacts';

/** Everything that goes to the contacts goes through HubSpot's own document; a violation on either side fails. */
(folder ? describe : describe.skip)("HubSpot's published contract (needs CORPORA)", () => {
	let server: FakeServer;
	let prism: Awaited<ReturnType<typeof startPrism>>;
	let handle: (request: FakeRequest) => FakeAnswer;
	const violations: unknown[] = [];

	beforeAll(async () => {
		server = await startFake((request) => handle(request));
		prism = await startPrism(join(folder ?? '', 'openapi/hubspot-contacts.json'), server.url);
	}, 120_000);
	afterAll(async () => {
		await prism.stop();
		await server.close();
	});

	describeConnector('HubSpot through its contract', async () => {
		handle = fakeHubSpot({ nulls: false }).handle;
		const send = fetchClient();
		const http: typeof send = async (request) => {
			const url = new URL(request.url).pathname.startsWith(CONTACTS)
				? request.url.replace(server.url, prism.url)
				: request.url;
			const headers = {
				...request.headers,
				authorization: 'Bearer fake-token',
				'private-app-legacy': 'fake-token',
			};
			const response = await send({ ...request, url, headers });
			const found = response.headers['sl-violations'];
			if (found !== undefined) violations.push({ url: request.url, found });
			return response;
		};
		const settings = {
			baseUrl: server.url,
			properties: {
				crmId: 'crm_number',
				newsletterConsent: 'newsletter',
				newsletterConsentAt: 'newsletter_at',
			},
			callsPer10s: 1_000_000,
		};
		const connector = hubSpot(settings, { http, now: () => 0, sleep: async () => undefined });
		return { ...connector, close: async () => await Promise.resolve() };
	});

	it('was not violated', () => {
		expect(violations).toEqual([]);
	});
});
