import type { Connector } from '../../../../lib/connectors';
import type { ConnectorTools } from '../../../../lib/connectors/http/client';
import { fetchClient } from '../../../../lib/connectors/http/fetchClient';
import { pipedrive, pipedriveEntry } from '../../../../lib/connectors/pipedrive';
import { type FakeServer, startFake } from '../fakes/fakeServer';
import { fakePipedrive, type FakePipedrive, type FakePipedriveOptions } from '../fakes/pipedrive';

/** A fake account with a connector to it. */
export interface Account {
	readonly fake: FakePipedrive;
	readonly server: FakeServer;
	connect(settings?: Readonly<Record<string, unknown>>): Connector;
	/** How many requests went to a path, with a value in the query where one is given. */
	calls(path: string, query?: Readonly<Record<string, string>>): number;
}

const http = fetchClient((request) => ({
	...request,
	headers: { ...request.headers, ...pipedriveEntry.login?.({ apiToken: 'fake-token' }).headers },
}));

export async function openAccount(options: FakePipedriveOptions = {}): Promise<Account> {
	const fake = fakePipedrive(options);
	const server = await startFake(fake.handle);
	return {
		fake,
		server,
		connect: (settings = {}) =>
			pipedrive({ baseUrl: server.url, callsPer2s: 1_000_000, ...settings }, { http, ...passingClock() }),
		calls: (path, query = {}) =>
			server.requests.filter(
				(request) =>
					request.path === `/api/v2/${path}` &&
					Object.entries(query).every(([name, value]) => request.query.get(name) === value),
			).length,
	};
}

/** A clock that goes on only while somebody waits. */
export function passingClock(): Pick<ConnectorTools, 'now' | 'sleep'> {
	let time = 0;
	return {
		now: () => time,
		sleep: async (milliseconds) => {
			time += milliseconds;
			await Promise.resolve();
		},
	};
}

/** Puts people into an account, long ago, as Pipedrive keeps them. */
export function addPeople({ fake }: Account, many: number): void {
	for (let number = 0; number < many; number++) {
		const emails = [{ value: `old${number}@example.com`, label: 'work', primary: true }];
		fake.persons.add({ name: `Old ${number}`, emails, phones: [], custom_fields: {}, org_id: null });
	}
	fake.wait(24 * 3_600_000);
}
