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
import { importChain } from './importChain';
import { itemsOf, realN8n, type RealN8n } from './realN8n';

const ROWS = 60_000;
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

/** Until the import has written some customers and not all of them. */
async function inTheMiddle(n8n: N8nInstance): Promise<void> {
	while (n8n.running() && (await countOfBase().catch(() => 0)) === 0) await wait(5);
}

/** Starts an import in a new n8n and kills it in the middle; gives how many customers it had written. */
async function importAndKill(): Promise<number> {
	const n8n = await start();
	const session = await n8n.signIn();
	await session.saveWorkflow(chain());
	await session.startWorkflow(WORKFLOW);
	await inTheMiddle(n8n);
	await n8n.kill();
	return await countOfBase();
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
	const people = ROWS - ROWS / 10;
	let left: number;

	beforeEach(async () => {
		for (const part of ['', '-wal', '-shm']) rmSync(`${base}${part}`, { force: true });
		left = await importAndKill();
		expect(left).toBeGreaterThan(0);
		expect(left).toBeLessThan(people);
	});

	it('ends with exactly the customers of the file, none twice, when the import is run again', async () => {
		const n8n = await start();
		try {
			expect(await runOperation(await n8n.signIn())).toMatchObject({
				rows: ROWS,
				outcomes: { created: people - left, unchanged: left, duplicate: ROWS / 10, failed: 0, unknown: 0 },
			});
		} finally {
			await n8n.stop();
		}
		expect(await countOfBase()).toBe(people);
		expect(await doubles()).toEqual([]);
	});

	it('goes on where it was when it is resumed, and is taken back as if it had never been', async () => {
		const importId = silentImport();
		const n8n = await start();
		try {
			const session = await n8n.signIn();
			const resumed = await runOperation(session, { resource: 'import', operation: 'resume', importId });
			expect(resumed).toMatchObject({ importId, rows: ROWS, failed: 0, unknown: 0, duplicate: ROWS / 10 });
			expect(await countOfBase()).toBe(people);
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
