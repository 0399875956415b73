import { fetchClient } from '../../../../lib/connectors/http/fetchClient';
import { mailchimp } from '../../../../lib/connectors/mailchimp';
import { rowsOf, runImport } from '../../import/rows';
import { type FakeServer, startFake } from '../fakes/fakeServer';
import { fakeMailchimp } from '../fakes/mailchimp';
import { problem } from '../fakes/mailchimp/problems';
import { CLOCK, close, http, openMailchimp, SETTINGS } from './opened';

afterEach(close);

const silent = async () => await Promise.reject(Object.assign(new Error('nothing'), { code: 'ENOTFOUND' }));

it('goes to the data centre that the API key names', async () => {
	const urls: string[] = [];
	const connector = mailchimp(SETTINGS, {
		...CLOCK,
		http: async ({ url }) => {
			urls.push(url);
			return await silent();
		},
	});
	await expect(connector.check()).rejects.toMatchObject({ code: 'CRM_ADDRESS' });
	expect(urls).toEqual(['https://us21.api.mailchimp.com/3.0/lists/a1b2c3d4e5']);
	expect(connector.target).toBe('api.mailchimp.com/a1b2c3d4e5');
});

it.each(['', 'abc', 'abc-', 'us21'])('does not take %j for an API key', (apiKey) => {
	expect(() => mailchimp({ ...SETTINGS, apiKey }, { http, ...CLOCK })).toThrow(/data centre/);
});

it('wants to know which audience', () => {
	expect(() => mailchimp({ ...SETTINGS, audience: ' ' }, { http, ...CLOCK })).toThrow(/Audience ID/);
});

it.each([
	['a wrong key', { apiKey: 'other-us21' }, {}, 'CRM_LOGIN', 'may be invalid'],
	['a wrong audience', {}, { audience: 'ffffffffff' }, 'CRM_ADDRESS', 'could not be found'],
])('tells %s from the rest', async (_what, options, settings, code, says) => {
	const { connector } = await openMailchimp(settings, options);
	await expect(connector.check()).rejects.toMatchObject({
		code,
		message: expect.stringContaining(says),
		hint: expect.any(String),
	});
});

it('tells a missing permission from too many calls, which may have the same status', async () => {
	const { connector, server } = await openMailchimp();
	const role = problem(403, 'Wrong User Role', 'Your user does not have the role for this.');
	server.setFaults(() => ({ when: 'before', answer: role }));
	await expect(connector.check()).rejects.toMatchObject({ code: 'CRM_PERMISSION' });
	server.setFaults(() => ({ when: 'before', answer: { status: 403, body: '<html>Forbidden</html>' } }));
	await expect(connector.check()).rejects.toMatchObject({ kind: 'transient', code: 'THROTTLED' });
	server.setFaults(undefined);
	await connector.check();
});

describe('who has signed in', () => {
	let server: FakeServer;
	const bearer = fetchClient((request) => ({
		...request,
		headers: { ...request.headers, authorization: 'Bearer fake-token' },
	}));
	afterEach(async () => await server.close());

	async function signedIn() {
		const fake = fakeMailchimp();
		server = await startFake(fake.handle);
		const settings = { ...SETTINGS, apiKey: '', signedIn: true, loginUrl: server.url };
		return { fake, connector: mailchimp(settings, { http: bearer, ...CLOCK }) };
	}

	it('goes to the data centre of his account, which is asked for once', async () => {
		const { fake, connector } = await signedIn();
		await runImport(connector, rowsOf({ email: 'jan@example.com' }));
		expect(fake.members.size).toBe(1);
		expect(server.requests.filter(({ path }) => path === '/oauth2/metadata')).toHaveLength(1);
		expect(server.requests.slice(1).every(({ path }) => path.startsWith('/us21/3.0/'))).toBe(true);
		expect(connector.target).toBe('api.mailchimp.com/a1b2c3d4e5');
	});

	it('asks again where that could not be answered, and says so where it is not told', async () => {
		const { connector } = await signedIn();
		server.setFaults(() => ({ when: 'before', answer: { status: 503, body: '' } }));
		await expect(connector.check()).rejects.toMatchObject({ kind: 'transient' });
		server.setFaults(() => ({ when: 'before', answer: { status: 200, body: { error: 'invalid_token' } } }));
		await expect(connector.check()).rejects.toMatchObject({ code: 'CRM_LOGIN' });
		server.setFaults(undefined);
		await connector.check();
	});
});
