import { fetchClient } from '../../../lib/connectors/http/fetchClient';
import { mailchimp, mailchimpEntry } from '../../../lib/connectors/mailchimp';
import { openApiDocument } from '../../../tools/openApi.mjs';
import { startPrism } from '../../../tools/prism.mjs';
import { rowsOf, runImport } from '../import/rows';
import { describeConnector } from './conformance';
import { type FakeServer, startFake } from './fakes/fakeServer';
import { fakeMailchimp, type FakeMailchimp } from './fakes/mailchimp';

const SETTINGS = {
	apiKey: 'key-us21',
	audience: 'a1b2c3d4e5',
	filler: '-',
	properties: { crmId: 'CRMID', points: 'POINTS' },
};

/** Every request goes through Mailchimp's own document; a violation on either side fails. */
describe("Mailchimp's published contract", () => {
	let server: FakeServer;
	let prism: Awaited<ReturnType<typeof startPrism>>;
	let fake: FakeMailchimp;
	const violations: unknown[] = [];

	beforeAll(async () => {
		server = await startFake((request) => fake.handle(request));
		prism = await startPrism(await openApiDocument('mailchimp'), `${server.url}/3.0`);
	}, 300_000);
	afterAll(async () => {
		await prism.stop();
		await server.close();
	});

	function connect() {
		fake = fakeMailchimp({ isStrict: true });
		const send = fetchClient();
		const http: typeof send = async (request) => {
			const url = request.url.replace(`${server.url}/3.0`, prism.url);
			const headers = { ...request.headers, ...mailchimpEntry.login?.(SETTINGS).headers };
			const response = await send({ ...request, url, headers });
			const found = response.headers['sl-violations'];
			if (found !== undefined) violations.push({ url: request.url, found });
			return response;
		};
		const clock = { now: () => 0, sleep: async () => undefined };
		return mailchimp({ ...SETTINGS, baseUrl: server.url }, { http, ...clock });
	}

	describeConnector('Mailchimp through its contract', async () => {
		const connector = connect();
		return await Promise.resolve({ ...connector, close: async () => await Promise.resolve() });
	});

	it('takes a customer with all that an audience has, changes and brings him back', async () => {
		const connector = connect();
		await connector.check();
		const jan = { email: 'jan@example.com', birthDate: '1990-04-13', language: 'pl', vip: true };
		const more = {
			newsletterConsent: true,
			tags: ['a', 'b'],
			Topics: ['Cheese'],
			Rhythm: 'Daily',
			points: 7,
		};
		const first = await runImport(connector, rowsOf({ ...jan, ...more }));
		expect(first.summary).toEqual(['2 created']);
		expect((await runImport(connector, rowsOf({ ...jan, ...more }))).summary).toEqual(['2 unchanged']);
		const other = { ...jan, newsletterConsent: false, tags: ['c'], Topics: ['Wine'], city: 'Gdańsk' };
		expect((await runImport(connector, rowsOf(other))).summary).toEqual(['2 updated']);
		const ids = first.outcomes.flatMap(({ id }) => id ?? []);
		expect(await connector.remove?.(ids)).toEqual(ids);
		for await (const page of connector.readDeleted?.({ deletedAfter: '2026-01-01T00:00:00Z' }) ?? [])
			expect(page.map(({ id }) => id)).toEqual(ids);
		expect((await runImport(connector, rowsOf(jan))).summary).toEqual(['2 created']);
	});

	it('was not violated', () => {
		expect(violations).toEqual([]);
	});
});
