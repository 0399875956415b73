import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localBase } from '../../../lib/connectors';
import { openJournal } from '../../../lib/state';
import { importAndKill } from './killedImport.mjs';
import { customersOf, rowsOf, runImport } from './rows';

const COUNT = 20_000;

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'killed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('an import that is killed in the middle', () => {
	it('has kept what it said it had done, and run again ends with exactly the customers, none twice', async () => {
		const base = join(folder, 'base.sqlite');
		const journal = join(folder, 'journal.sqlite');
		const done = await importAndKill({ base, journal, count: COUNT, killAfter: 1_000 });
		expect(done).toBeGreaterThanOrEqual(1_000);
		expect(done).toBeLessThan(COUNT);

		const connector = localBase({ path: base });
		const kept = (await customersOf(connector)).length;
		// A batch more can have been written after the last word that got through.
		expect(kept).toBeGreaterThanOrEqual(done);
		const rows = rowsOf(
			...Array.from({ length: COUNT }, (_, number) => ({
				email: `p${number}@example.com`,
				phone: String(48500000000 + number),
				city: 'Lodz',
			})),
		);
		const { report } = await runImport(connector, rows);
		expect(report.outcomes).toMatchObject({ created: COUNT - kept, unchanged: kept });
		expect(await customersOf(connector)).toHaveLength(COUNT);
		await connector.close();
		await expectInterrupted(journal, done);
	}, 60_000);
});

/** The account of the killed import tells what is known, once it has been silent for long enough. */
async function expectInterrupted(path: string, done: number): Promise<void> {
	const early = openJournal(path);
	expect(await early.history(1)).toMatchObject([{ status: 'running' }]);
	await early.close();
	const later = openJournal(path, { now: () => new Date(Date.now() + 180_000) });
	const [entry] = await later.history(1);
	expect(entry?.status).toBe('interrupted');
	expect(entry?.outcomes.created).toBeGreaterThanOrEqual(done);
	const report = await later.report(entry?.importId ?? '');
	expect(report?.stopped?.message).toBe('The import was interrupted');
	await later.close();
}
