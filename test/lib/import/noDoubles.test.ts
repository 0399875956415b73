import fc from 'fast-check';
import { localBase } from '../../../lib/connectors';
import { anyImport, anyRecord, KINDS, mishap, mostPerIdentifier } from './anyImport';
import { laggingBase } from './laggingBase';
import { lenientBase } from './lenientBase';
import { memoryJournal } from './memoryJournal';
import { customersOf, rowsOf, runImport } from './rows';
import { unreliable } from './unreliable';

describe.each(KINDS)('after any sequence of imports into %s, failing at any write', (_kind, open) => {
	it('no identifier has two customers, and every row has one outcome', async () => {
		const imports = fc.array(anyImport, { minLength: 1, maxLength: 5 });
		await fc.assert(
			fc.asyncProperty(imports, async (sequence) => {
				const base = open();
				for (const { rows: records, mishaps, batchSize, ...settings } of sequence) {
					const rows = rowsOf(...records);
					const connector = unreliable(base, mishaps, batchSize);
					// What many people share is kept with each of them: see the import of shared values.
					const all = { ...settings, sharedFrom: Infinity };
					const { outcomes, report } = await runImport(connector, rows, all);
					const numbers = outcomes.map(({ rowNumber }) => rowNumber).sort((a, b) => a - b);
					expect(numbers).toEqual(rows.map(({ rowNumber }) => rowNumber));
					expect(report.rows).toBe(rows.length);
					expect(Object.values(report.outcomes).reduce((sum, count) => sum + count, 0)).toBe(rows.length);
					expect(await mostPerIdentifier(base)).toBeLessThanOrEqual(1);
				}
				await base.close();
			}),
			{ numRuns: 150 },
		);
	}, 60_000);

	it('the same file again, undisturbed, ends with what one undisturbed import makes', async () => {
		const rows = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 });
		await fc.assert(
			fc.asyncProperty(rows, fc.array(mishap, { maxLength: 8 }), async (people, mishaps) => {
				const file = rowsOf(...people.map((one) => ({ email: `p${one}@example.com`, firstName: `P${one}` })));
				const base = open();
				await runImport(unreliable(base, mishaps), file);
				const { report } = await runImport(base, file);
				expect(report.outcomes.created + report.outcomes.unchanged).toBe(people.length);
				expect(await customersOf(base)).toHaveLength(people.length);
				await base.close();
			}),
			{ numRuns: 100 },
		);
	}, 60_000);

	it('an import that was gone on with after a failure ends as one that never failed', async () => {
		const people = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 });
		await fc.assert(
			fc.asyncProperty(people, fc.array(mishap, { maxLength: 8 }), async (numbers, mishaps) => {
				const file = rowsOf(
					...numbers.map((one) => ({ email: `p${one}@example.com`, firstName: `P${one}` })),
				);
				const base = open();
				const journal = memoryJournal();
				const first = await attempted(runImport(unreliable(base, mishaps), file, {}, { journal }));
				const [entry] = await journal.history(1);
				const importId = entry?.importId ?? '';
				const done = await journal.reopen(importId);
				const { report } = await runImport(base, file, {}, { journal, resume: { importId, done } });
				expect(report.rows).toBe(file.length);
				expect(report.outcomes.created + report.outcomes.unchanged).toBe(file.length);
				expect(report.outcomes.created).toBeGreaterThanOrEqual(first?.report.outcomes.created ?? 0);
				expect(await customersOf(base)).toHaveLength(file.length);
				await base.close();
			}),
			{ numRuns: 100 },
		);
	}, 60_000);
});

/** What an import gave; nothing where it could not begin. */
async function attempted<T>(work: Promise<T>): Promise<T | undefined> {
	return await work.catch(() => undefined);
}

describe('a destination whose lookup is behind its writes', () => {
	it('gets no doubles, whatever answers are lost, as long as it catches up within some lookups', async () => {
		const rows = fc.array(anyRecord, { maxLength: 12 });
		const mishaps = fc.array(fc.constantFrom(undefined, 'busy', 'answerLost', 'halfLost'), { maxLength: 6 });
		await fc.assert(
			fc.asyncProperty(rows, mishaps, fc.integer({ min: 0, max: 3 }), async (records, wrong, behind) => {
				const base = lenientBase(localBase({ path: ':memory:' }));
				const lagging = laggingBase(unreliable(base, wrong, 2), behind);
				const file = rowsOf(...records);
				const { report } = await runImport(lagging, file, { duplicates: 'report', sharedFrom: Infinity });
				expect(report.rows).toBe(file.length);
				expect(await mostPerIdentifier(base)).toBeLessThanOrEqual(1);
			}),
			{ numRuns: 150 },
		);
	}, 60_000);
});
