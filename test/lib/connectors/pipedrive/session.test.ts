import { fetchClient } from '../../../../lib/connectors/http/fetchClient';
import { pipedrive, pipedriveEntry } from '../../../../lib/connectors/pipedrive';
import { customersOf, rowsOf, runImport } from '../../import/rows';
import type { FakePipedriveOptions } from '../fakes/pipedrive';
import { type Account, openAccount } from './account';

const PEOPLE = Array.from({ length: 30 }, (_, number) => ({ email: `p${number}@example.com` }));

describe('requests to Pipedrive', () => {
	let account: Account;
	afterEach(async () => await account.server.close());

	async function open(options: FakePipedriveOptions = {}) {
		account = await openAccount(options);
		return account.connect();
	}

	const answering = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
		account.server.setFaults(() => ({ when: 'before', answer: { status, body, headers } }));
	const failure = (error: string) => ({ success: false, error, error_info: 'See the docs', data: null });

	it('go with a token or with that of somebody who signed in', async () => {
		await open();
		expect(pipedriveEntry.login?.({ apiToken: ' secret ' })).toEqual({
			headers: { 'x-api-token': 'secret' },
		});
		expect(pipedriveEntry.login?.({ signedIn: true })).toEqual({});
		const http = fetchClient((request) => ({ ...request, headers: { authorization: 'Bearer fake-token' } }));
		const tools = { http, now: () => 0, sleep: async () => undefined };
		await pipedrive({ baseUrl: account.server.url }, tools).check();
		await expect(
			pipedrive({ baseUrl: account.server.url }, { ...tools, http: fetchClient() }).check(),
		).rejects.toMatchObject({ code: 'CRM_LOGIN', message: expect.stringContaining('unauthorized access') });
	});

	it.each([
		['acme', 'acme.pipedrive.com'],
		['acme.pipedrive.com', 'acme.pipedrive.com'],
		['https://acme.pipedrive.com/', 'acme.pipedrive.com'],
		['https://acme.pipedrive.com/api/v2', 'acme.pipedrive.com'],
		['https://api.pipedrive.com/v1/', 'api.pipedrive.com'],
	])('go to the company that %s means', async (baseUrl, host) => {
		await open();
		const sent: string[] = [];
		const http = async ({ url }: { url: string }) => {
			sent.push(url);
			return await Promise.resolve({ status: 200, headers: {}, body: { success: true, data: [] } });
		};
		const connector = pipedrive({ baseUrl }, { http, now: () => 0, sleep: async () => undefined });
		await connector.check();
		expect(connector.target).toBe(host);
		expect(sent).toEqual([`https://${host}/api/v2/persons`]);
	});

	it('need the address of the company', async () => {
		await open();
		expect(() => account.connect({ baseUrl: '' })).toThrow(/'Company Address'/);
	});

	it('stop when the tokens of the day are gone, and the next day brings the rest', async () => {
		const connector = await open({ budget: 120 });
		const result = await runImport(connector, rowsOf(...PEOPLE), {}, { random: () => 0 }).catch(
			(error: unknown) => error,
		);
		expect(JSON.stringify(result)).toContain('Daily API token budget exceeded');
		const written = account.fake.persons.all.length;
		expect(written).toBeLessThan(PEOPLE.length);
		const calls = account.server.requests.length;
		await expect(connector.check()).rejects.toMatchObject({ kind: 'transient', code: 'QUOTA_GONE' });
		expect(account.server.requests).toHaveLength(calls + 1);
	});

	it.each<[string, number, unknown, Readonly<Record<string, string>>, object]>([
		[
			'the limit of two seconds',
			429,
			failure('x'),
			{ 'x-ratelimit-reset': '1' },
			{ code: 'THROTTLED', retryAfterMs: 1_000 },
		],
		['that limit without a time', 429, failure('x'), {}, { code: 'THROTTLED', retryAfterMs: 2_000 }],
		['a time to wait', 429, failure('x'), { 'retry-after': '7' }, { code: 'THROTTLED', retryAfterMs: 7_000 }],
		[
			'the limit of the day',
			429,
			failure('x'),
			{ 'x-daily-ratelimit-token-remaining': '3' },
			{ code: 'QUOTA_GONE' },
		],
		[
			'the older limit of the day',
			429,
			failure('x'),
			{ 'x-daily-requests-left': '0' },
			{ code: 'QUOTA_GONE' },
		],
		[
			'the gateway that keeps us out',
			403,
			'<!DOCTYPE html><title>Access denied</title>',
			{},
			{ code: 'THROTTLED', retryAfterMs: 60_000 },
		],
		['a permission that is missing', 403, failure('Scope and URL mismatch'), {}, { code: 'CRM_PERMISSION' }],
		[
			'an account that is closed',
			402,
			failure('Company account is not open'),
			{},
			{ code: 'CRM_PERMISSION' },
		],
		['a wrong address', 404, failure('Unknown method .'), {}, { code: 'CRM_ADDRESS' }],
	])('tell %s apart', async (_what, status, body, headers, expected) => {
		const connector = await open();
		answering(status, body, headers);
		await expect(connector.check()).rejects.toMatchObject(expected);
	});

	it('are at most ten searches, and as many calls as the plan allows, in any two seconds', async () => {
		account = await openAccount({ page: 3, tick: 4 * 60_000 });
		await runImport(account.connect(), rowsOf(...PEOPLE));
		const before = account.server.requests.length;
		let time = 0;
		const times: [number, string][] = [];
		const http = fetchClient((request) => {
			times.push([time, new URL(request.url).pathname]);
			return { ...request, headers: { ...request.headers, 'x-api-token': 'fake-token' } };
		});
		const sleep = async (milliseconds: number) => {
			time += milliseconds;
			await Promise.resolve();
		};
		const settings = { baseUrl: account.server.url, lookUp: 'search', callsPer2s: 15 };
		const connector = pipedrive(settings, { http, now: () => time, sleep });
		await connector.lookup(PEOPLE.map(({ email }) => ({ field: 'email', value: email })));
		expect(account.server.requests.length - before).toBe(times.length);
		const most = (calls: readonly number[]) =>
			Math.max(...calls.map((start) => calls.filter((one) => one >= start && one < start + 2_000).length));
		expect(most(times.map(([at]) => at))).toBe(15);
		const searches = times.filter(([, path]) => path.endsWith('/search')).map(([at]) => at);
		expect(searches.length).toBeGreaterThan(20);
		expect(most(searches)).toBe(10);
	});

	it('delete persons once, and say who was there', async () => {
		const connector = await open();
		await runImport(connector, rowsOf(...PEOPLE.slice(0, 2)));
		const [first] = await customersOf(connector);
		expect(await connector.remove?.([first?.id ?? '', 'nobody', '99'])).toEqual([first?.id]);
		expect(await connector.remove?.([first?.id ?? ''])).toEqual([]);
		expect(account.fake.persons.all).toHaveLength(1);
	});

	it('say that the token may not write', async () => {
		const connector = await open({ mayWrite: false });
		const { report } = await runImport(connector, rowsOf(PEOPLE[0]));
		expect(report.stopped).toMatchObject({
			message: 'Pipedrive does not allow this: You do not have permissions to do this.',
			hint: expect.stringContaining('contacts:full'),
		});
	});
});
