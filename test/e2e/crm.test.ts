import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workflow } from '../../tools/n8n.mjs';
import { type FakeServer, startFake } from '../lib/connectors/fakes/fakeServer';
import { type FakeHubSpot, fakeHubSpot } from '../lib/connectors/fakes/hubSpot';
import { itemsOf, realN8n, type RealN8n } from './realN8n';

const PACKAGE = 'n8n-nodes-customer-import';
const WORKFLOW = 'crm0000000000001';
const PEOPLE = 'E-mail;Imię;Telefon\njan@example.com;Jan;+48 501 228 855\newa@example.com;Ewa;\n';

let n8n: RealN8n;
let hubSpot: FakeHubSpot;
let server: FakeServer;

beforeAll(async () => {
	n8n = await realN8n();
	hubSpot = fakeHubSpot();
	server = await startFake(hubSpot.handle);
	writeFileSync(join(n8n.files, 'crm.csv'), PEOPLE);
});

afterAll(async () => await server.close());

const filled = (accessToken = 'fake-token') => ({
	provider: 'hubSpot',
	accessToken,
	baseUrl: server.url,
	callsPer10s: 1_000,
});

function workflow(credential: string): Workflow {
	const node = (name: string, type: string, place: number, parameters: object, more: object = {}) => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [place * 220, 0],
		parameters: { options: {}, ...parameters },
		...more,
	});
	const file = { operation: 'read', fileSelector: join(n8n.files, 'crm.csv') };
	const credentials = { customerCrmApi: { id: credential, name: 'HubSpot' } };
	const nodes = [
		node('Start', 'n8n-nodes-base.manualTrigger', 0, {}),
		node('Read File', 'n8n-nodes-base.readWriteFile', 1, file),
		node('Parse', `${PACKAGE}.customerFileParse`, 2, {}),
		node('Map', `${PACKAGE}.customerMapNormalize`, 3, { fieldSource: 'crm' }, { credentials }),
		node('Upsert', `${PACKAGE}.customerUpsert`, 4, { destination: 'crm' }, { credentials }),
	];
	const names = nodes.map(({ name }) => name);
	const connections = names.slice(0, -1).map((name, place) => {
		const main = [[{ node: names[place + 1] ?? '', type: 'main' as const, index: 0 }]];
		return [name, { main }];
	});
	return { id: WORKFLOW, name: WORKFLOW, nodes, connections: Object.fromEntries(connections) };
}

describe('a CRM in the real n8n', () => {
	it('gets the customers of a file with the login of the stored credential, and none twice', async () => {
		const data = filled();
		const id = await n8n.session.saveCredential({ name: 'HubSpot', type: 'customerCrmApi', data });
		await n8n.session.saveWorkflow(workflow(id));
		for (const counts of [{ created: 2 }, { created: 0, unchanged: 2 }]) {
			const execution = await n8n.session.runWorkflow(WORKFLOW, { trigger: 'Start' });
			expect(execution.status).toBe('success');
			expect(itemsOf(execution, 'Upsert', 2)[0]?.json).toMatchObject(counts);
		}
		expect([...hubSpot.contacts.values()].map(({ email }) => email)).toEqual([
			'jan@example.com',
			'ewa@example.com',
		]);
	});

	it.each([
		['the right key', 'fake-token', { status: 'OK' }],
		[
			'a wrong key',
			'wrong',
			{ status: 'Error', message: expect.stringContaining('does not accept the login') },
		],
	])('tells %s when the credential is tested', async (_what, token, expected) => {
		const credentials = { id: '', name: 'HubSpot', type: 'customerCrmApi', data: filled(token) };
		const { data } = await n8n.session.http.post<{ data: unknown }>('/credentials/test', { credentials });
		expect(data.data).toMatchObject(expected);
	});
});
