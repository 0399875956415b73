import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { localBase } from '../../lib';
import {
	installCommunityPackage,
	type Item,
	type N8nInstance,
	type N8nSession,
	startN8n,
} from '../../tools/n8n.mjs';
import { between, randomOf } from '../lib/import/faults/people';
import { seedsOf } from '../lib/import/faults/scene';
import { importChain } from './importChain';
import { itemsOf, realN8n, type RealN8n } from './realN8n';

const ROWS = 60_000;
const PEOPLE = ROWS - ROWS / 10;
const WORKFLOW = 'killedImport0001';

let shared: RealN8n;
let userFolder: string;
let base: string;

beforeAll(async () => {
	shared = await realN8n();
	userFolder = join(shared.userFolder, 'killed');
	base = join(userFolder, '.n8n', 'customer-import', 'killed.sqlite');
	await installCommunityPackage(userFolder, shared.tarball);
	writeFileSync(join(shared.files, 'killed.csv'), customers(ROWS));
});

/** Everybody once, and every tenth a second time. */
function customers(rows: number): string {
	const lines = Array.from({ length: rows }, (_, row) => {
		const person = row % 10 === 9 ? row - 5 : row;
		return `anna.${person}@example.com,+48${501_000_000 + person},Anna,Łącka`;
	});
	return `E-mail;Telefon;Imię;Nazwisko\n${lines.join('\n').replaceAll(',', ';')}\n`;
}

const start = async (): Promise<N8nInstance> =>
	await startN8n(shared.installation, { userFolder, fileFolders: [shared.files] });

async function countOfBase(): Promise<number> {
	if (!existsSync(base)) return 0;
	const connector = localBase({ path: base, readOnly: true });
	try {
		return (await connector.count?.({})) ?? 0;
	} finally {
		await connector.close();
	}
}

/** Until the base has more than so many customers. */
async function writtenMoreThan(count: number, n8n: N8nInstance): Promise<void> {
	while (n8n.running() && (await countOfBase().catch(() => 0)) <= count) await wait(5);
}

/** Imports into a new base and kills n8n somewhere on the way; gives how many customers were written. */
async function importAndKill(seed: number): Promise<number> {
	for (const part of ['', '-wal', '-shm']) rmSync(`${base}${part}`, { force: true });
	const n8n = await start();
	const session = await n8n.signIn();
	await session.saveWorkflow(chain());
	await session.startWorkflow(WORKFLOW);
	const random = randomOf(seed);
	// The first seed is killed in the first batches, the others anywhere.
	await writtenMoreThan(seed === 1 ? 0 : between(random, 0, PEOPLE / 2), n8n);
	await wait(random() * 20);
	await n8n.kill();
	const left = await countOfBase();
	expect(left).toBeGreaterThan(0);
	if (seed === 1) expect(left).toBeLessThan(PEOPLE);
	return left;
}

const chain = (upsert: object = {}) =>
	importChain({
		id: WORKFLOW,
		path: join(shared.files, 'killed.csv'),
		base: 'killed',
		output: 'batch',
		upsert,
	});

/** Runs the chain with another operation of Customer Upsert; gives the report. */
async function runOperation(session: N8nSession, upsert: object = {}): Promise<Item['json'] | undefined> {
	await session.saveWorkflow(chain(upsert));
	const execution = await session.runWorkflow(WORKFLOW);
	expect([execution.status, execution.error?.message]).toEqual(['success', undefined]);
	return itemsOf(execution, 'Customer Upsert', 2)[0]?.json;
}

/** Makes the import that was killed as silent as it is three minutes later; gives its id. */
function silentImport(): string {
	const database = new DatabaseSync(join(userFolder, '.n8n', 'customer-import', 'state.sqlite'));
	const silence = new Date(Date.now() - 180_000).toISOString();
	database.prepare("UPDATE import_entries SET alive_at = ? WHERE status = 'running'").run(silence);
	const last = database.prepare('SELECT id FROM import_entries ORDER BY number DESC LIMIT 1').get();
	database.close();
	return String(last?.['id']);
}

describe('n8n killed in the middle of an upsert', () => {
	const again = 'ends with exactly the customers of the file, none twice, when the import is run again';
	it.each(seedsOf(1))(`${again} (seed %i)`, async (seed) => {
		const left = await importAndKill(seed);
		const n8n = await start();
		try {
			expect(await runOperation(await n8n.signIn())).toMatchObject({
				rows: ROWS,
				outcomes: { created: PEOPLE - left, unchanged: left, duplicate: ROWS / 10, failed: 0, unknown: 0 },
			});
		} finally {
			await n8n.stop();
		}
		expect(await countOfBase()).toBe(PEOPLE);
		expect(await doubles()).toEqual([]);
	});

	const resumed = 'goes on where it was when it is resumed, and is taken back as if it had never been';
	it.each(seedsOf(1))(`${resumed} (seed %i)`, async (seed) => {
		await importAndKill(seed);
		const importId = silentImport();
		const n8n = await start();
		try {
			const session = await n8n.signIn();
			const whole = await runOperation(session, { resource: 'import', operation: 'resume', importId });
			expect(whole).toMatchObject({ importId, rows: ROWS, failed: 0, unknown: 0, duplicate: ROWS / 10 });
			expect(await countOfBase()).toBe(PEOPLE);
			expect(await doubles()).toEqual([]);
			const undone = await runOperation(session, { resource: 'import', operation: 'undo', importId });
			expect(undone).toMatchObject({ kind: 'undo', of: importId, failed: 0, unknown: 0 });
		} finally {
			await n8n.stop();
		}
		expect(await countOfBase()).toBe(0);
	});
});

/** E-mail addresses that more than one customer has. */
async function doubles(): Promise<string[]> {
	const connector = localBase({ path: base, readOnly: true });
	const seen = new Map<string, number>();
	try {
		for await (const batch of connector.read?.({}) ?? []) {
			for (const { record } of batch) {
				const email = String(record['email']);
				seen.set(email, (seen.get(email) ?? 0) + 1);
			}
		}
	} finally {
		await connector.close();
	}
	return [...seen].filter(([, count]) => count > 1).map(([email]) => email);
}
