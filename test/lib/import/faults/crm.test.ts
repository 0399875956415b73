import { fetchClient } from '../../../../lib/connectors/http/fetchClient';
import { hubSpot } from '../../../../lib/connectors/hubSpot';
import { type FakeServer, startFake } from '../../connectors/fakes/fakeServer';
import { type FakeHubSpot, fakeHubSpot } from '../../connectors/fakes/hubSpot';
import { runImport } from '../rows';
import { buildImportProgram, type ImportProgram } from './childProcess.mjs';
import { between, type People, randomOf } from './people';
import { makeRunner } from './runner';
import { expectWholeFile, openScene, type Scene, seedsOf, wanted } from './scene';

let program: ImportProgram;
beforeAll(() => void (program = buildImportProgram()));
afterAll(() => program.remove());

const open: FakeServer[] = [];
afterEach(async () => {
	for (const server of open.splice(0)) await server.close();
});

/** How many steps an import takes at least. */
const STEPS = 250;

interface Crm {
	readonly fake: FakeHubSpot;
	readonly server: FakeServer;
	readonly scene: Scene;
}

it.each(seedsOf(3))(
	'an import into a CRM that cuts connections before it answers, killed in between, makes nobody twice (seed %i)',
	async (seed) => {
		const { fake, server, scene } = await openCrm(seed);
		const random = randomOf(seed);
		const before = contactsOf(fake);
		const runner = makeRunner(program, scene);
		// Once it has begun: an import that cannot begin says so and has done nothing.
		server.setFaults(({ path }) =>
			/contacts\/(batch|search)/.test(path) && random() < 0.12 ? { when: 'after', cut: true } : undefined,
		);
		for (let kills = between(random, 0, 3); kills > 0; kills--) {
			const importId = await runner.lastOpen();
			const order =
				importId === undefined ? ({ what: 'import' } as const) : ({ what: 'resume', importId } as const);
			await runner.run({ ...order, killAt: between(random, 1, STEPS) });
		}
		const { report } = await runner.importToEnd();
		expectWholeFile(report, scene.people);
		expect(peopleIn(fake)).toEqual(wantedThere(scene.people));

		await runner.undoAll();
		expect(contactsOf(fake)).toEqual(before);
		await scene.remove();
	},
	120_000,
);

/** A CRM that has the customers whom the seed has before, and a state. */
async function openCrm(seed: number): Promise<Crm> {
	const fake = fakeHubSpot();
	const server = await startFake(fake.handle);
	open.push(server);
	const scene = await openScene(seed);
	const http = fetchClient((request) => ({
		...request,
		headers: { ...request.headers, authorization: 'Bearer fake-token' },
	}));
	const tools = { http, now: () => 0, sleep: async () => undefined };
	const connector = hubSpot({ baseUrl: server.url, callsPer10s: 1_000_000 }, tools);
	const rows = scene.people.before.map((record, place) => ({ rowNumber: place + 2, issues: [], record }));
	await runImport(connector, rows, scene.people.settings);
	return {
		fake,
		server,
		scene: { ...scene, place: { ...scene.place, destination: { hubSpot: server.url } } },
	};
}

/** What each contact says of a person, by id. */
function contactsOf({ contacts }: FakeHubSpot): Record<string, unknown> {
	return Object.fromEntries(
		[...contacts].map(([id, { email, phone, city }]) => [id, { email: email?.toLowerCase(), phone, city }]),
	);
}

type Person = { readonly phone: string; readonly city: string };

/** Phone and city of each address; more than one where there is a double. */
function peopleIn({ contacts }: FakeHubSpot): Record<string, Person[]> {
	const found: Record<string, Person[]> = {};
	for (const { email = '', phone = '', city = '' } of contacts.values()) {
		(found[email.toLowerCase()] ??= []).push({ phone: phone.replace('+', ''), city });
	}
	return found;
}

function wantedThere(people: People): Record<string, Person[]> {
	return Object.fromEntries(
		Object.entries(wanted(people, [0])).map(([email, all]) => [
			email,
			all.map(({ phone, city }) => ({ phone, city })),
		]),
	);
}
