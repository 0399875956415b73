import type { INodeExecutionData } from 'n8n-workflow';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { SqlScheduledPullTrigger } from '../../../nodes/SqlScheduledPullTrigger/SqlScheduledPullTrigger.node';
import type { SqlTestServer } from '../../lib/sql/conformance';
import { startTestServer } from '../../lib/sql/postgresServer';
import type { TriggerContext, TriggerContextOptions } from './triggerContext';
import { triggerContext } from './triggerContext';

/**
 * The trigger with a real PostgreSQL, in which the table `customers` has five rows before each test, and a state
 * of its own for each test.
 */
export let server: SqlTestServer;
let folder: string;

beforeAll(async () => {
	server = await startTestServer();
}, 90_000);

afterAll(async () => await server?.stop());

const userFolder = process.env['N8N_USER_FOLDER'];

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'pull-trigger-'));
	process.env['N8N_USER_FOLDER'] = folder;
	await server.execute('DROP TABLE IF EXISTS customers', 'CREATE TABLE customers (id bigint, name text)');
	await addCustomers(1, 5);
});

afterEach(() => {
	if (userFolder === undefined) delete process.env['N8N_USER_FOLDER'];
	else process.env['N8N_USER_FOLDER'] = userFolder;
	rmSync(folder, { recursive: true });
});

export const addCustomers = (from: number, to: number) =>
	server.execute(`INSERT INTO customers SELECT n, 'Customer ' || n FROM generate_series(${from}, ${to}) n`);

export function credential() {
	const { host, port, user, password, database, tls } = server.connection;
	const address = { host, port, user, password, database, tls };
	return { engine: 'postgres', ...address, ca: '', connectTimeout: 5, queryTimeout: 30 };
}

export const succeed = () => 'success' as const;

function makeContext(options: Partial<TriggerContextOptions> = {}): TriggerContext {
	return triggerContext({ credential: credential(), ...options });
}

/** Publishes the workflow. */
export async function start(options: Partial<TriggerContextOptions> = {}) {
	const made = makeContext(options);
	const response = await new SqlScheduledPullTrigger().trigger.call(made.context);
	return { ...made, stop: async () => await response.closeFunction?.() };
}

/** The manual run of the editor. */
export async function execute(options: Partial<TriggerContextOptions> = {}) {
	const made = makeContext({ mode: 'manual', ...options });
	const response = await new SqlScheduledPullTrigger().trigger.call(made.context);
	await response.manualTriggerFunction?.();
	return made;
}

export const stateFile = () => join(folder, '.n8n', 'customer-import', 'state.sqlite');

/** The rows of the state database. */
export function watermarks(): { value: string | null; attempts: number; owner: string | null }[] {
	if (!existsSync(stateFile())) return [];
	const database = new DatabaseSync(stateFile());
	// Its tables are made a moment after the file.
	const isMade = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'watermark'").get() !== undefined;
	const rows = isMade ? database.prepare('SELECT value, attempts, owner FROM watermark').all() : [];
	database.close();
	return rows.map((row) => ({
		value: row['value'] === null ? null : String(row['value']),
		attempts: Number(row['attempts']),
		owner: row['owner'] === null ? null : String(row['owner']),
	}));
}

export const values = () => watermarks().map(({ value }) => value);

export async function until(isSo: () => boolean): Promise<void> {
	for (let tries = 0; !isSo(); tries += 1) {
		if (tries > 1000) throw new Error('It did not come to it');
		await sleep(10);
	}
}

/** Until no run holds a pull. */
export const idle = () => until(() => watermarks().every(({ owner }) => owner === null));

export const idsOf = (items: readonly INodeExecutionData[]) => items.map(({ json }) => json['id']);
export const idsByExecution = ({ executions }: TriggerContext) => executions.map(({ items }) => idsOf(items));

/** Lets the schedule tick and waits for the end of the run. */
export async function tick(trigger: TriggerContext): Promise<void> {
	await tickAt(trigger);
}

export async function tickAt(trigger: TriggerContext, at?: Date): Promise<void> {
	trigger.tick(at);
	await quiet(trigger);
}

/** Until everything has ended that has begun. */
export const quiet = ({ notes }: TriggerContext) =>
	until(
		() =>
			notes.filter((note) => note.endsWith(' begins')).length ===
			notes.filter((note) => note.endsWith(' has ended')).length,
	);

export function inState<T>(work: (database: DatabaseSync) => T): T {
	const database = new DatabaseSync(stateFile());
	try {
		return work(database);
	} finally {
		database.close();
	}
}

export const setLastRun = (time: number) =>
	inState((database) => database.prepare('UPDATE watermark SET last_run = ?').run(time));
