import type { ICredentialTestFunctions, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { CustomerSqlApi } from '../../../credentials/CustomerSqlApi.credentials';
import { CustomerStateApi } from '../../../credentials/CustomerStateApi.credentials';
import { openJournal } from '../../../lib';
import { CustomerUpsert } from '../../../nodes/CustomerUpsert/CustomerUpsert.node';
import { customerStateApiTest } from '../../../nodes/shared/credentialTest';
import { stateDatabase } from '../../../nodes/shared/folder';
import { readState, STATE_CREDENTIAL, stateProperty, withState } from '../../../nodes/shared/state';
import { startPostgres, type TestPostgres } from '../../../tools/postgres.mjs';

const noCredentials = {
	getCredentials: async () => await Promise.reject(new Error('No credential is asked for')),
};

describe('where a node keeps its state', () => {
	it("is a file in n8n's folder, unless told otherwise", async () => {
		expect(stateProperty.default).toBe('n8n');
		expect(await readState(noCredentials, 'n8n')).toEqual({ kind: 'sqlite', path: stateDatabase() });
	});

	it('is asked for by the node that needs the credential, which it tests', () => {
		const { credentials = [], properties } = new CustomerUpsert().description;
		const credential = credentials.find(({ name }) => name === STATE_CREDENTIAL);
		expect(credential).toMatchObject({
			testedBy: customerStateApiTest.name,
			displayOptions: { show: { [stateProperty.name]: ['postgres'] } },
		});
		expect(properties.map(({ name }) => name)).toContain(stateProperty.name);
	});

	it('has a credential of its own with all that the one of databases has', () => {
		const credential = new CustomerStateApi();
		expect(credential.extends).toEqual([new CustomerSqlApi().name]);
		const own = Object.fromEntries(credential.properties.map(({ name, ...rest }) => [name, rest]));
		expect(own['engine']).toMatchObject({ type: 'hidden', default: 'postgres' });
		expect(own['schema']).toMatchObject({ default: 'customer_import' });
	});

	it('keeps the name of its database when n8n has merged it with what it extends', () => {
		// As n8n's CredentialsHelper does it: of two properties of one name, the last one is left.
		const merged: INodeProperties[] = [];
		NodeHelpers.mergeNodeProperties(merged, new CustomerSqlApi().properties);
		NodeHelpers.mergeNodeProperties(merged, new CustomerStateApi().properties);
		const stored = { engine: 'postgres', host: 'db', database: 'shop', user: 'n8n', schema: 'own' };
		expect(NodeHelpers.getNodeParameters(merged, stored, true, false, null, null)).toMatchObject(stored);
	});
});

describe('state in PostgreSQL', () => {
	let server: TestPostgres;
	beforeAll(async () => {
		server = await startPostgres();
	}, 60_000);
	afterAll(async () => await server.stop());

	const data = () => {
		const { host, port, user, password, database } = server;
		return { host, port, user, password, database, tls: 'off', schema: 'own "schema"' };
	};
	const context = () => ({ getCredentials: async <T extends object>() => data() as unknown as T });
	const test = async (credential: Record<string, string | number>) =>
		await customerStateApiTest.call({} as ICredentialTestFunctions, {
			id: '1',
			name: 'state',
			type: STATE_CREDENTIAL,
			data: credential,
		});

	it('is tested for real, and shared by whoever opens it', async () => {
		expect(await test(data())).toMatchObject({ status: 'OK' });
		const importId = await withState(
			context(),
			'postgres',
			async (store) => await (await openJournal(store)).begin({ destination: 'x', settings: {} }),
		);
		const entry = await withState(
			context(),
			'postgres',
			async (store) => await (await openJournal(store)).entry(importId),
		);
		expect(entry).toMatchObject({ importId, destination: 'x' });
	});

	it('says what is not right with the credential', async () => {
		expect(await test({ ...data(), password: 'wrong' })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('password'),
		});
	});
});
