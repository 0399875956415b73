import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connector, localBase } from '../../../lib/connectors';
import { resumeImport } from '../../../lib/import';
import type { ImportReport } from '../../../lib/model';
import { type Journal, openJournal, openStore } from '../../../lib/state';
import { buildThreadFile } from '../connectors/localBase/threadFile.mjs';
import { importAndKill } from './killedImport.mjs';
import { customersOf, rowsOf, runImport, sourceOf } from './rows';
import { runUndo } from './undoing';

const COUNT = 20_000;
const SETTINGS = {
	importType: 'addAndModify',
	identifiers: ['email', 'phone'],
	duplicates: 'ignore',
} as const;

let folder: string;
let base: string;
let state: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'killed-'));
	base = join(folder, 'base.sqlite');
	state = join(folder, 'journal.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

const rows = () =>
	rowsOf(
		...Array.from({ length: COUNT }, (_, number) => ({
			email: `p${number}@example.com`,
			phone: String(48500000000 + number),
			city: 'Lodz',
		})),
	);

/** The journal as it is read three minutes later, when whoever was killed has been silent for long enough. */
async function withJournalLater<T>(work: (journal: Journal) => Promise<T>): Promise<T> {
	const store = await openStore({ kind: 'sqlite', path: state });
	const journal = await openJournal(store, { now: () => new Date(Date.now() + 180_000) });
	try {
		return await work(journal);
	} finally {
		await journal.close();
		await store.close();
	}
}

describe('an import that is killed in the middle', () => {
	it('has kept what it said it had done, and run again ends with exactly the customers, none twice', async () => {
		const done = await importAndKill({ base, journal: state, count: COUNT, killAfter: 1_000 });
		expect(done).toBeGreaterThanOrEqual(1_000);
		expect(done).toBeLessThan(COUNT);

		const connector = localBase({ path: base });
		const kept = (await customersOf(connector)).length;
		// A batch more can have been written after the last word that got through.
		expect(kept).toBeGreaterThanOrEqual(done);
		const { report } = await runImport(connector, rows(), SETTINGS);
		expect(report.outcomes).toMatchObject({ created: COUNT - kept, unchanged: kept });
		expect(await customersOf(connector)).toHaveLength(COUNT);
		await connector.close();
		await withJournalLater(async (journal) => {
			const [entry] = await journal.history(1);
			expect(entry?.status).toBe('interrupted');
			expect(entry?.outcomes.created).toBeGreaterThanOrEqual(done);
			const last = await journal.report(entry?.importId ?? '');
			expect(last?.stopped?.message).toBe('The import was interrupted');
		});
	}, 60_000);

	it('is resumed without sending again what has an outcome, and then taken back as if it had never been', async () => {
		await importAndKill({ base, journal: state, count: COUNT, killAfter: 1_500 });
		const connector = localBase({ path: base });
		const written = (await customersOf(connector)).length;
		await withJournalLater(async (journal) => {
			const [{ importId = '', rows: accounted = 0 } = {}] = await journal.history(1);
			const { report, sent } = await resume(connector, journal, importId);
			expect(report.stopped).toBeUndefined();
			expect(report.rows).toBe(COUNT);
			// What was written and not accounted for is found as it is.
			expect(report.outcomes).toMatchObject({
				created: COUNT - (written - accounted),
				unchanged: written - accounted,
			});
			expect(sent).toBe(COUNT - written);
			expect(await customersOf(connector)).toHaveLength(COUNT);

			const undone = await runUndo(connector, journal, importId);
			expect(await customersOf(connector)).toEqual([]);
			expect(undone.report).toMatchObject({ rows: COUNT, outcomes: { created: COUNT } });
		});
		await connector.close();
	}, 60_000);
});

describe('an import that is killed while a thread writes and the next rows are planned', () => {
	it('is resumed to exactly the customers, and taken back', async () => {
		const { path: threadFile, remove } = await buildThreadFile();
		const inThread = { batchSize: 2_500, threadFile };
		const done = await importAndKill({ base, journal: state, count: COUNT, killAfter: 5_000, ...inThread });
		expect(done).toBeLessThan(COUNT);
		const connector = localBase({ path: base, threadFile });
		const written = (await customersOf(connector)).length;
		expect(written).toBeGreaterThanOrEqual(done);
		await withJournalLater(async (journal) => {
			const [{ importId = '' } = {}] = await journal.history(1);
			const { report, sent } = await resume(connector, journal, importId);
			expect(report).toMatchObject({ rows: COUNT });
			expect(sent).toBe(COUNT - written);
			expect(await customersOf(connector)).toHaveLength(COUNT);
			await runUndo(connector, journal, importId);
			expect(await customersOf(connector)).toEqual([]);
		});
		await connector.close();
		remove();
	}, 60_000);
});

/** Goes on with the import; gives its report and how many rows were sent. */
async function resume(
	connector: Connector,
	journal: Journal,
	importId: string,
): Promise<{ readonly report: ImportReport; readonly sent: number }> {
	let sent = 0;
	const counting: Connector = {
		...connector,
		write: async (writes, options) => {
			sent += writes.length;
			return await connector.write(writes, options);
		},
	};
	const run = resumeImport({
		connector: counting,
		journal,
		importId,
		settings: SETTINGS,
		open: sourceOf(rows(), 1_000),
	});
	for (;;) {
		const step = await run.next();
		if (step.done) return { report: step.value, sent };
	}
}
