import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { localBase } from '../../lib';
import { installCommunityPackage, startN8n, type N8nInstance } from '../../tools/n8n.mjs';
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

describe('n8n killed in the middle of an upsert', () => {
	it('ends with exactly the customers of the file, none twice, when the import is run again', async () => {
		const first = await start();
		const session = await first.signIn();
		await session.saveWorkflow(
			importChain({ id: WORKFLOW, path: join(shared.files, 'killed.csv'), base: 'killed', output: 'batch' }),
		);
		await session.startWorkflow(WORKFLOW);
		await inTheMiddle(first);
		await first.kill();

		const people = ROWS - ROWS / 10;
		const left = await countOfBase();
		expect(left).toBeGreaterThan(0);
		expect(left).toBeLessThan(people);

		const second = await start();
		try {
			const again = await second.signIn();
			const execution = await again.runWorkflow(WORKFLOW);
			expect(execution.status).toBe('success');
			expect(itemsOf(execution, 'Customer Upsert', 2)[0]?.json).toMatchObject({
				rows: ROWS,
				outcomes: { created: people - left, unchanged: left, duplicate: ROWS / 10, failed: 0, unknown: 0 },
			});
		} finally {
			await second.stop();
		}
		expect(await countOfBase()).toBe(people);
		expect(await doubles()).toEqual([]);
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
