import fc from 'fast-check';
import { apply, plan } from './applying';
import { anyImport, anyRecord, KINDS, mishap, mostPerIdentifier } from './anyImport';
import { memoryJournal } from './memoryJournal';
import { customersOf, rowsOf, runImport } from './rows';
import { unreliable } from './unreliable';

/** What many people share is kept with each of them: see the import of shared values. */
const APART = { sharedFrom: Infinity };

type AnyImport = typeof anyImport extends fc.Arbitrary<infer T> ? T : never;

/** The settings apart from the rows, and without the mishaps: these tests have their own. */
function partsOf(one: AnyImport) {
	const { rows, batchSize, ...rest } = one;
	return { rows, batchSize, settings: { ...rest, mishaps: undefined } };
}

const records = fc.array(anyRecord, { maxLength: 10 });

describe.each(KINDS)('a plan of any rows and settings for %s', (_kind, open) => {
	it('applied to customers as they were ends as the import would, row by row', async () => {
		await fc.assert(
			fc.asyncProperty(records, anyImport, async (stored, one) => {
				const { rows: imported, batchSize, settings } = partsOf(one);
				const journal = memoryJournal();
				const [planned, direct] = [open(), open()];
				const file = rowsOf(...imported);
				for (const base of [planned, direct]) await runImport(base, rowsOf(...stored), APART);
				const small = (base: ReturnType<typeof open>) => unreliable(base, [], batchSize);
				const kept = await plan(small(planned), journal, file, { ...settings, ...APART });
				const applied = await apply(small(planned), journal, kept.planId);
				const upserted = await runImport(small(direct), file, { ...settings, ...APART });
				expect(applied.summary).toEqual(upserted.summary);
				expect(applied.report.outcomes).toEqual(kept.outcomes);
				expect(withoutTimes(await customersOf(planned))).toEqual(withoutTimes(await customersOf(direct)));
				await expect(apply(planned, journal, kept.planId)).rejects.toMatchObject({ code: 'PLAN_APPLIED' });
				await Promise.all([planned.close(), direct.close()]);
			}),
			{ numRuns: 100 },
		);
	}, 60_000);

	it('applied after any changes overwrites nothing without saying so, loses no row and makes no double', async () => {
		await fc.assert(
			fc.asyncProperty(records, anyImport, records, fc.array(mishap, { maxLength: 4 }), async (...all) => {
				const [stored, one, meanwhile, mishaps] = all;
				const { rows: imported, batchSize, settings } = partsOf(one);
				const journal = memoryJournal();
				const base = open();
				const file = rowsOf(...imported);
				await runImport(base, rowsOf(...stored), APART);
				const kept = await plan(unreliable(base, [], batchSize), journal, file, { ...settings, ...APART });
				await runImport(base, rowsOf(...meanwhile), APART);
				const before = new Map((await customersOf(base)).map((customer) => [customer.id, customer]));
				const shaky = unreliable(base, mishaps, batchSize);
				const applied = await apply(shaky, journal, kept.planId).catch(() => undefined);
				expect(await mostPerIdentifier(base)).toBeLessThanOrEqual(1);
				if (!applied) return;
				expect(applied.report.rows).toBe(file.length);
				expect(applied.outcomes).toHaveLength(file.length);
				const planned = new Map<number, unknown>();
				for await (const rows of journal.planRows(kept.planId)) {
					for (const row of rows) planned.set(row.outcome.rowNumber, row.outcome.changes);
				}
				for (const { rowNumber, outcome, changes, id, issues } of applied.outcomes) {
					if (outcome !== 'updated' || issues.some(({ code }) => code === 'PLAN_CHANGED_CUSTOMER')) continue;
					expect(JSON.stringify(changes)).toEqual(JSON.stringify(planned.get(rowNumber)));
					const touching = applied.outcomes.filter(
						(other) => other.id === id || other.also?.some((also) => also.id === id),
					);
					const untouched = touching.length === 1;
					const found = before.get(id ?? '')?.record;
					if (!untouched || !found) continue;
					for (const change of changes ?? []) expect(found[change.field]).toEqual(change.before);
				}
				await base.close();
			}),
			{ numRuns: 100 },
		);
	}, 60_000);
});

function withoutTimes(customers: Awaited<ReturnType<typeof customersOf>>) {
	return customers.map(({ id, record }) => ({ id, record: { ...record } }));
}
