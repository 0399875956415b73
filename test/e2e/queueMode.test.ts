import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { N8nInstance, N8nOptions, N8nWorker } from '../../tools/n8n.mjs';
import { installCommunityPackage, startN8n, startN8nWorker } from '../../tools/n8n.mjs';
import { startPostgres, type TestPostgres } from '../../tools/postgres.mjs';
import { startRedis, type TestRedis } from '../../tools/redis.mjs';
import { comesTo, differences, nightlyPull, publish } from './nightlyPull';
import type { PulledTable } from './pulledTable';
import { pulledTable } from './pulledTable';
import { realN8n, type RealN8n } from './realN8n';

const ROWS = 600;
const PATIENCE_MS = 120_000;
const WORKERS = ['worker-1', 'worker-2'];
const BASE = 'queued';

let shared: RealN8n;
let redis: TestRedis;
/** n8n's own database, which its workers need to share, and the state of ours. */
let postgres: TestPostgres;
let table: PulledTable;
let main: N8nInstance;
let workers: readonly N8nWorker[] = [];
let userFolder: string;

beforeAll(async () => {
	shared = await realN8n();
	userFolder = join(shared.userFolder, 'queue');
	await installCommunityPackage(userFolder, shared.tarball);
	[redis, postgres, table] = await Promise.all([startRedis(), startPostgres(), pulledTable('postgres')]);
	await table.add(ROWS);
	const options: N8nOptions = { userFolder, fileFolders: [shared.files], variables: queueMode() };
	// The first one makes the tables.
	main = await startN8n(shared.installation, options);
	workers = await Promise.all(
		WORKERS.map(async (name) => await startN8nWorker(shared.installation, { ...options, name })),
	);
});

afterAll(async () => {
	for (const worker of workers) await worker.stop();
	await main.stop();
	await Promise.all([redis.stop(), postgres.stop(), table.stop()]);
});

function queueMode(): Record<string, string> {
	const { host, port, user, password, database } = postgres;
	return {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: redis.host,
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		QUEUE_BULL_REDIS_PASSWORD: redis.password,
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: host,
		DB_POSTGRESDB_PORT: String(port),
		DB_POSTGRESDB_USER: user,
		DB_POSTGRESDB_PASSWORD: password,
		DB_POSTGRESDB_DATABASE: database,
		N8N_ENCRYPTION_KEY: randomBytes(16).toString('hex'),
	};
}

/** How many executions each worker has done. */
const executedBy = (): number[] =>
	workers.map(({ log }) => readFileSync(log, 'utf8').split('Worker finished execution').length - 1);

it('spreads the chunks of a pull over the workers, and the base is as the table', async () => {
	const session = await main.signIn();
	const { host, port, user, password, database } = postgres;
	const state = { engine: 'postgres', host, port, user, password, database, tls: 'off' };
	const credentials = {
		customerSqlApi: await session.saveCredential({
			name: 'Customers',
			type: 'customerSqlApi',
			data: { ...table.credential },
		}),
		customerStateApi: await session.saveCredential({
			name: 'State',
			type: 'customerStateApi',
			data: { ...state, schema: 'customer_import' },
		}),
	};
	const options = { id: 'queuedNightly0001', baseName: BASE, credentials, output: 'batch' } as const;
	await publish(session, nightlyPull(shared.files, options));
	const writers = table.write();
	const areBothAtIt = async () => await Promise.resolve(executedBy().every((executions) => executions > 2));
	expect(await comesTo(areBothAtIt, PATIENCE_MS)).toBe(true);
	await writers.stop();
	await comesTo(async () => (await differences(table, userFolder, BASE)).length === 0, PATIENCE_MS);
	expect(await differences(table, userFolder, BASE)).toEqual([]);
	expect((await table.people()).size).toBeGreaterThan(ROWS);
});
