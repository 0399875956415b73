import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { installCommunityPackage, startN8n, type N8nInstance } from '../../tools/n8n.mjs';
import { comesTo, differences, nightlyPull, peopleOfBase, publish } from './nightlyPull';
import type { PulledTable } from './pulledTable';
import { pulledTable } from './pulledTable';
import { realN8n, type RealN8n } from './realN8n';

const ROWS = 400;
const PATIENCE_MS = 150_000;

const SOURCES: ReadonlyArray<[engine: string, baseName: string, id: string]> = [
	['postgres', 'nightlyPostgres', 'nightlyPostgres01'],
	['mysql', 'nightlyMariadb', 'nightlyMariadb001'],
];

let shared: RealN8n;
let userFolder: string;
let tables: readonly PulledTable[] = [];

beforeAll(async () => {
	shared = await realN8n();
	userFolder = join(shared.userFolder, 'nightly');
	await installCommunityPackage(userFolder, shared.tarball);
	tables = await Promise.all(SOURCES.map(async ([engine]) => await pulledTable(engine)));
	for (const table of tables) await table.add(ROWS);
});

afterAll(async () => {
	for (const table of tables) await table.stop();
});

const start = async (): Promise<N8nInstance> =>
	await startN8n(shared.installation, { userFolder, fileFolders: [shared.files] });

const recordsOf = async (baseName: string): Promise<number> =>
	(await peopleOfBase(userFolder, baseName)).records;

/** Both workflows, published. */
async function setUp(n8n: N8nInstance): Promise<void> {
	const session = await n8n.signIn();
	for (const [index, [, baseName, id]] of SOURCES.entries()) {
		const data = { ...tables[index]?.credential };
		const customerSqlApi = await session.saveCredential({ name: id, type: 'customerSqlApi', data });
		await publish(session, nightlyPull(shared.files, { id, baseName, credentials: { customerSqlApi } }));
	}
}

it('keeps the bases as the tables are, whatever is written, when n8n is killed in the middle', async () => {
	const first = await start();
	await setUp(first);
	const writers = tables.map((table) => table.write());
	const isInTheMiddle = async () =>
		(await Promise.all(SOURCES.map(async ([, baseName]) => await recordsOf(baseName)))).every((n) => n > 40);
	expect(await comesTo(isInTheMiddle, PATIENCE_MS)).toBe(true);
	await first.kill();

	const second = await start();
	try {
		await wait(5000);
		for (const writer of writers) await writer.stop();
		for (const [index, [, baseName]] of SOURCES.entries()) {
			const table = tables[index];
			if (table === undefined) throw new Error('No table');
			await comesTo(async () => (await differences(table, userFolder, baseName)).length === 0, PATIENCE_MS);
			expect(await differences(table, userFolder, baseName)).toEqual([]);
			expect((await table.people()).size).toBeGreaterThan(ROWS);
		}
	} finally {
		await second.stop();
	}
});
