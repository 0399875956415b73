import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { customerCrmApiTest } from '../../../nodes/shared/credentialTest';
import { type FakeServer, startFake } from '../../lib/connectors/fakes/fakeServer';
import { fakeHubSpot } from '../../lib/connectors/fakes/hubSpot';
import { fakeRest } from '../../lib/connectors/fakes/rest';

let server: FakeServer;

afterEach(async () => await server.close());

async function test(data: ICredentialDataDecryptedObject): Promise<{ status: string; message: string }> {
	const credential = { id: '1', name: 'CRM', type: 'customerCrmApi', data };
	return await customerCrmApiTest.call({} as ThisParameterType<typeof customerCrmApiTest>, credential);
}

describe('the test of a CRM credential', () => {
	const hubSpot = () => ({ provider: 'hubSpot', accessToken: 'fake-token', baseUrl: server.url });

	beforeEach(async () => {
		server = await startFake(fakeHubSpot().handle);
	});

	it('reads contacts and fields with the login', async () => {
		expect(await test(hubSpot())).toEqual({ status: 'OK', message: 'The destination can be reached' });
	});

	it('tells a wrong key', async () => {
		const { status, message } = await test({ ...hubSpot(), accessToken: 'old' });
		expect(status).toBe('Error');
		expect(message).toContain('HubSpot does not accept the login');
		expect(message).not.toContain('old');
	});

	it('tells a wrong address', async () => {
		const wrong = { ...hubSpot(), baseUrl: `${server.url}/elsewhere` };
		expect((await test(wrong)).message).toContain('HubSpot has nothing at 127.0.0.1');
		const nowhere = { ...hubSpot(), baseUrl: 'http://crm.invalid' };
		expect((await test(nowhere)).message).toContain('Check the address');
	});

	it('tells a missing permission', async () => {
		server.setFaults(({ path }) =>
			path.includes('properties')
				? { when: 'before', answer: { status: 403, body: { message: 'Requires crm.schemas.contacts.read' } } }
				: undefined,
		);
		const { message } = await test(hubSpot());
		expect(message).toContain('HubSpot does not allow this: Requires crm.schemas.contacts.read');
	});

	it('tells a server that is down', async () => {
		const { message } = await test({ ...hubSpot(), baseUrl: 'http://127.0.0.1:1' });
		expect(message).toContain('did not answer');
	});
});

describe('the test of a REST CRM', () => {
	beforeEach(async () => {
		server = await startFake(fakeRest().handle);
	});

	const described = (further: object = {}) => ({
		provider: 'rest',
		baseUrl: server.url,
		preset: 'plain',
		restAuthentication: 'header',
		headerName: 'X-Api-Key',
		headerValue: 'fake-token',
		requests: { request: [{ action: 'list', method: 'GET', path: '/customers' }] },
		answers: { records: 'result', message: 'problem.text' },
		...further,
	});

	it('asks for the first page', async () => {
		expect(await test(described())).toMatchObject({ status: 'OK' });
	});

	it.each([
		[{ headerValue: 'wrong' }, 'does not accept the login: who are you'],
		[{ requests: {} }, 'has nothing at 127.0.0.1'],
		[{ headerValue: '' }, "no 'Header Value'"],
		[
			{ answers: { records: 'result' }, paging: { kind: 'cursor' } },
			'Paging by cursor has no query parameter',
		],
	])('says what is wrong with %j', async (change, message) => {
		const result = await test(described(change) as ICredentialDataDecryptedObject);
		expect(result).toEqual({ status: 'Error', message: expect.stringContaining(message) });
	});
});
