import { resolve } from 'node:path';
import { fetchClient } from '../../../lib/connectors/http/fetchClient';
import { openTryton, type TrytonRpc } from '../../../lib/connectors/tryton/rpc';
import { startTryton, type TestTryton } from '../../../tools/tryton.mjs';
import { startFake, type FakeRequest, type FakeServer } from './fakes/fakeServer';

const MODULE = resolve(__dirname, '../../fixtures/tryton/customer_fields');

/** A real Tryton whose parties have the fields that a company has added. */
export interface TrytonServer extends TestTryton {
	/** As the user of the credential, past everything that is tested. */
	readonly rpc: TrytonRpc;
	/** Takes all parties away. */
	empty(): Promise<void>;
	/** The e-mail addresses of all parties. */
	emails(): Promise<string[]>;
	/** A door to it where requests can go wrong. */
	proxy(): Promise<FakeServer>;
}

/** @param postgres the address of a database to use instead of an own SQLite file */
export async function startTrytonServer(postgres?: string): Promise<TrytonServer> {
	const server = await startTryton({ modules: [MODULE], ...(postgres === undefined ? {} : { postgres }) });
	const tools = { http: fetchClient(), now: Date.now, sleep: async () => undefined };
	const rpc = openTryton(tools, { ...server, baseUrl: server.url, callsPerSecond: 1_000_000 });
	await prepare(rpc);
	return {
		...server,
		rpc,
		empty: async () => {
			const all = { active_test: false };
			const ids = await rpc.read('model.party.party.search', [], 0, null, null, all);
			await rpc.write('model.party.party.delete', ids, {});
		},
		emails: async () => {
			const domain = [['type', '=', 'email']];
			const rows = await rpc.read(
				'model.party.contact_mechanism.search_read',
				domain,
				0,
				null,
				null,
				['value'],
				{},
			);
			return (rows as { value: string }[]).map(({ value }) => value.toLowerCase());
		},
		proxy: async () => await startFake(async (request) => await passOn(server.url, request)),
	};
}

/** Codes that Tryton gives itself are not those of the tests; and there are countries, as every real one has. */
async function prepare(rpc: TrytonRpc): Promise<void> {
	const sequences = await rpc.read('model.ir.sequence.search', [['name', '=', 'Party']], 0, 1, null, {});
	await rpc.write('model.ir.sequence.write', sequences, { prefix: 'P' }, {});
	const countries = ['CN', 'DE', 'GB', 'PL', 'US'].map((code) => ({ name: code, code }));
	await rpc.write('model.country.country.create', countries, {});
}

async function passOn(url: string, { method, path, headers, body }: FakeRequest) {
	const { authorization } = headers;
	const response = await fetch(`${url}${path}`, {
		method,
		headers: {
			'content-type': 'application/json',
			...(authorization === undefined ? {} : { authorization }),
		},
		body: JSON.stringify(body),
	});
	return { status: response.status, headers: JSON_TYPE, body: await response.text() };
}

const JSON_TYPE = { 'content-type': 'application/json' };
