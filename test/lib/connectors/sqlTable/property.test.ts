import fc from 'fast-check';
import type { Connector } from '../../../../lib/connectors';
import type { SqlTestServer } from '../../sql/conformance';
import { startTestServer } from '../../sql/postgresServer';
import { anyImport, anyRecord, mostPerIdentifier } from '../../import/anyImport';
import { apply, plan } from '../../import/applying';
import { memoryJournal } from '../../import/memoryJournal';
import { customersOf, rowsOf, runImport } from '../../import/rows';
import { runUndo, snapshot } from '../../import/undoing';
import { unreliable } from '../../import/unreliable';
import { emailIndex, makeTable, openTable, POSTGRES_COLUMNS } from './tables';

/** How many cases of each kind are tried; `TABLE_RUNS=1000` for a long look. */
const numRuns = Number(process.env['TABLE_RUNS'] ?? 25);

/** What many people share is kept with each of them: see the import of shared values. */
const APART = { sharedFrom: Infinity };

let server: SqlTestServer;
beforeAll(async () => {
	server = await startTestServer();
}, 90_000);
afterAll(async () => await server?.stop());

describe.each([
	['unique indexes', POSTGRES_COLUMNS.unique, [emailIndex]],
	['no unique index and an array of e-mails', POSTGRES_COLUMNS.loose, []],
] as const)('a PostgreSQL table with %s, after any imports', (_title, columns, indexes) => {
	const open = async (): Promise<Connector> =>
		await openTable(server, 'postgres', await makeTable(server, columns, ...indexes));

	it('that fail at any write, has no identifier twice, and every row has one outcome', async () => {
		const imports = fc.array(anyImport, { minLength: 1, maxLength: 4 });
		await fc.assert(
			fc.asyncProperty(imports, async (sequence) => {
				const base = await open();
				for (const { rows: records, mishaps, batchSize, ...settings } of sequence) {
					const rows = rowsOf(...records);
					const shaky = unreliable(base, mishaps, batchSize);
					const { outcomes, report } = await runImport(shaky, rows, { ...settings, ...APART });
					const numbers = outcomes.map(({ rowNumber }) => rowNumber).sort((a, b) => a - b);
					expect(numbers).toEqual(rows.map(({ rowNumber }) => rowNumber));
					expect(report.rows).toBe(rows.length);
					expect(await mostPerIdentifier(base)).toBeLessThanOrEqual(1);
				}
				await base.close();
			}),
			{ numRuns },
		);
	}, 120_000);

	it('ends as the plan said, row by row', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(anyRecord, { maxLength: 8 }), anyImport, async (stored, one) => {
				const { rows: imported, batchSize, ...rest } = one;
				const settings = { ...rest, mishaps: undefined };
				const journal = memoryJournal();
				const [planned, direct] = [await open(), await open()];
				const file = rowsOf(...imported);
				for (const base of [planned, direct]) await runImport(base, rowsOf(...stored), APART);
				const small = (base: Connector) => unreliable(base, [], batchSize);
				const kept = await plan(small(planned), journal, file, { ...settings, ...APART });
				const applied = await apply(small(planned), journal, kept.planId);
				const upserted = await runImport(small(direct), file, { ...settings, ...APART });
				expect(applied.summary).toEqual(upserted.summary);
				expect(await recordsIn(planned)).toEqual(await recordsIn(direct));
				await Promise.all([planned.close(), direct.close()]);
			}),
			{ numRuns },
		);
	}, 120_000);

	it('is as before when they are undone', async () => {
		const records = fc.array(anyRecord, { maxLength: 6 });
		await fc.assert(
			fc.asyncProperty(records, anyImport, async (stored, one) => {
				const { rows: imported, mishaps, batchSize, ...choices } = one;
				const base = await open();
				await runImport(base, rowsOf(...stored), APART);
				const before = await snapshot(base);
				const journal = memoryJournal();
				const shaky = unreliable(base, mishaps, batchSize);
				// Whom nothing recognises, nobody can find where the answer was lost.
				const settings = { ...choices, ...APART, acceptEmptyIdentifier: false };
				await runImport(shaky, rowsOf(...imported), settings, { journal }).catch(() => undefined);
				const [entry] = await journal.history(1);
				if (entry) await runUndo(base, journal, entry.importId);
				expect(await snapshot(base)).toEqual(before);
				await base.close();
			}),
			{ numRuns },
		);
	}, 120_000);
});

async function recordsIn(base: Connector) {
	return (await customersOf(base)).map(({ record }) => ({ ...record }));
}
