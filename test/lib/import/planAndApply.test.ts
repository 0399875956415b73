import { type Connector, localBase } from '../../../lib/connectors';
import type { CustomerBatch } from '../../../lib/model';
import { apply, plan } from './applying';
import { lenientBase } from './lenientBase';
import { type MemoryJournal, memoryJournal } from './memoryJournal';
import { codesOf, customersOf, recordsOf, rowsOf, runImport } from './rows';
import { unreliable } from './unreliable';

let base: Connector;
let journal: MemoryJournal;
beforeEach(() => {
	base = localBase({ path: ':memory:' });
	journal = memoryJournal();
});
afterEach(async () => await base.close());

const JAN = { email: 'jan@example.com', phone: '48501228855', crmId: '7' };
const ROWS = rowsOf(
	{ ...JAN, firstName: 'Janusz', newsletterConsent: true },
	{ email: 'new@example.com', phone: '48602111222', smsConsent: true },
	{ phone: '48602111222', crmId: '9' },
	{ crmId: '9', firstName: 'Ewa' },
	{ email: 'third@example.com', phone: '48501228855' },
	{ email: 'jan@example.com' },
	{ crmId: '7' },
	undefined,
	{ city: 'Łódź' },
);

describe('a plan', () => {
	it('is kept row by row with the versions it was made of, and nothing is written', async () => {
		await runImport(base, rowsOf(JAN));
		const before = await customersOf(base);
		const kept = await plan(base, journal, ROWS, {}, { source: 'customers.csv' });
		expect(kept).toMatchObject({ rows: 9, destination: 'localBase', source: 'customers.csv' });
		expect(kept.outcomes).toEqual(kept.report.outcomes);
		expect(kept.outcomes).toMatchObject({ created: 1, updated: 3, rejected: 1, skipped: 1 });
		expect(await customersOf(base)).toEqual(before);
		const rows = (await gather(journal.planRows(kept.planId))).filter(({ version }) => version);
		expect(rows).toMatchObject([{ outcome: { rowNumber: 2, outcome: 'updated', id: '1' }, version: '1' }]);
		expect(JSON.stringify(await gather(journal.planRows(kept.planId)))).not.toMatch(/"id":"\d\d/);
	});

	it('is not kept when the source fails, or nothing can be written to the destination', async () => {
		async function* broken(): AsyncGenerator<CustomerBatch> {
			yield ROWS.slice(0, 2);
			throw new Error('The file ends in the middle');
		}
		await expect(plan(base, journal, [], {}, { open: broken })).rejects.toThrow('The file ends');
	});

	it('is applied with the outcomes it has, and the customers are those of an import', async () => {
		const other = localBase({ path: ':memory:' });
		await runImport(base, rowsOf(JAN));
		await runImport(other, rowsOf(JAN));
		const kept = await plan(base, journal, ROWS);
		const applied = await apply(base, journal, kept.planId, { expectedHash: kept.hash });
		const imported = await runImport(other, ROWS);
		expect(applied.summary).toEqual(imported.summary);
		expect(applied.report.outcomes).toEqual(kept.outcomes);
		expect(applied.report.issues).toEqual(imported.report.issues);
		// Also the time of the consents is that of the plan.
		expect(await recordsOf(base)).toEqual(await recordsOf(other));
		await other.close();
	});

	it('has an account of its own when it is applied', async () => {
		const kept = await plan(base, journal, ROWS, {}, { source: 'customers.csv' });
		const { report } = await apply(base, journal, kept.planId);
		expect(await journal.entry(report.importId)).toMatchObject({
			kind: 'apply',
			of: kept.planId,
			status: 'finished',
			source: 'customers.csv',
			rows: 9,
		});
		expect(journal.intents(report.importId).length).toBeGreaterThan(2);
		expect((await journal.plan(kept.planId))?.appliedBy).toBe(report.importId);
	});
});

describe('a customer who changed since the plan was made', () => {
	const change = { email: 'jan@example.com', firstName: 'Janusz', city: 'Łódź' };

	it.each([
		['with versions', () => base],
		['without versions', () => lenientBase(base)],
	])('is planned again from the row, written and flagged: %s', async (_what, open) => {
		const connector = open();
		await runImport(connector, rowsOf({ ...JAN, firstName: 'Jan' }, { email: 'ewa@example.com' }));
		const rows = rowsOf(change, { email: 'ewa@example.com', city: 'Łódź' });
		const kept = await plan(connector, journal, rows);
		await runImport(connector, rowsOf({ email: 'jan@example.com', firstName: 'Jasiek' }));
		const applied = await apply(connector, journal, kept.planId);
		expect(applied.summary).toEqual(['2 updated', '3 updated']);
		expect(codesOf(applied, 2)).toEqual(['PLAN_CHANGED_CUSTOMER']);
		expect(codesOf(applied, 3)).toEqual([]);
		expect(applied.outcomes.find(({ rowNumber }) => rowNumber === 2)?.changes).toContainEqual({
			field: 'firstName',
			before: 'Jasiek',
			after: 'Janusz',
		});
	});

	it('is flagged and left when somebody else has made the same change', async () => {
		await runImport(base, rowsOf(JAN));
		const kept = await plan(base, journal, rowsOf(change));
		await runImport(base, rowsOf(change));
		const applied = await apply(base, journal, kept.planId);
		expect(applied.summary).toEqual(['2 unchanged']);
		expect(codesOf(applied, 2)).toEqual(['PLAN_CHANGED_CUSTOMER']);
	});

	it('is flagged too when what changed is not what the plan changes', async () => {
		await runImport(base, rowsOf(JAN));
		const kept = await plan(base, journal, rowsOf(change));
		await runImport(base, rowsOf({ email: 'jan@example.com', lastName: 'Nowak' }));
		const applied = await apply(base, journal, kept.planId);
		expect(applied.summary).toEqual(['2 updated']);
		expect(codesOf(applied, 2)).toEqual(['PLAN_CHANGED_CUSTOMER']);
	});

	it('is made when he is not there any more', async () => {
		await runImport(base, rowsOf(JAN));
		const kept = await plan(base, journal, rowsOf(change));
		await base.remove?.(['1']);
		const applied = await apply(base, journal, kept.planId);
		expect(applied.summary).toEqual(['2 created']);
		expect(codesOf(applied, 2)).toEqual(['PLAN_CHANGED_CUSTOMER']);
	});

	it('is changed by the import of the plan itself, which is no reason to flag', async () => {
		await runImport(base, rowsOf(JAN));
		const rows = rowsOf({ email: 'jan@example.com', city: 'Łódź' }, { crmId: '7', lastName: 'Nowak' });
		const kept = await plan(base, journal, rows);
		const applied = await apply(base, journal, kept.planId);
		expect(applied.summary).toEqual(['2 updated', '3 updated']);
		expect([...codesOf(applied, 2), ...codesOf(applied, 3)]).toEqual([]);
	});
});

describe('a customer who was to be created', () => {
	it('is planned again and flagged when somebody has his identifier by now', async () => {
		const kept = await plan(base, journal, rowsOf({ email: 'ewa@example.com', firstName: 'Ewa' }));
		await runImport(base, rowsOf({ email: 'EWA@example.com', city: 'Łódź' }));
		const applied = await apply(base, journal, kept.planId);
		expect(applied.summary).toEqual(['2 updated']);
		expect(codesOf(applied, 2)).toEqual(['PLAN_CHANGED_CUSTOMER']);
		expect(await customersOf(base)).toHaveLength(1);
	});

	it('is still not recognised by what many people of the file share', async () => {
		const office = Array.from({ length: 8 }, (_, number) => ({
			email: `p${number}@example.com`,
			phone: '48501228855',
			firstName: String.fromCharCode(65 + number),
			lastName: String.fromCharCode(75 + number),
		}));
		const kept = await plan(base, journal, rowsOf(...office));
		expect(kept.outcomes.created).toBe(8);
		const applied = await apply(base, journal, kept.planId);
		expect(applied.report.outcomes).toEqual(kept.outcomes);
		expect(applied.outcomes.flatMap(({ issues }) => issues.map(({ code }) => code))).toEqual(
			office.map(() => 'SHARED_VALUE'),
		);
	});
});

describe('a plan that must not be applied', () => {
	it('is one that was applied', async () => {
		const kept = await plan(base, journal, ROWS);
		const { report } = await apply(base, journal, kept.planId);
		await expect(apply(base, journal, kept.planId)).rejects.toMatchObject({
			code: 'PLAN_APPLIED',
			message: expect.stringContaining(report.importId),
		});
	});

	it('is one that another import has taken at the same moment', async () => {
		const kept = await plan(base, journal, ROWS);
		const late = { ...journal, claimPlan: async () => false };
		await expect(apply(base, late, kept.planId)).rejects.toMatchObject({ code: 'PLAN_APPLIED' });
		expect(await journal.history(1)).toMatchObject([{ kind: 'apply', status: 'stopped', rows: 0 }]);
		expect(await customersOf(base)).toHaveLength(0);
	});

	it('is one that is not there, or not the approved one', async () => {
		await expect(apply(base, journal, 'nobody')).rejects.toMatchObject({ code: 'NO_PLAN' });
		const kept = await plan(base, journal, ROWS);
		await expect(apply(base, journal, kept.planId, { expectedHash: 'other' })).rejects.toMatchObject({
			code: 'PLAN_CHANGED',
		});
	});

	it('is one of which a row was changed, and nothing of it is written', async () => {
		const kept = await plan(base, journal, ROWS);
		journal.tamper(kept.planId, (row) =>
			row.outcome.rowNumber === 9 ? { outcome: { ...row.outcome, outcome: 'unchanged' } } : row,
		);
		await expect(apply(base, journal, kept.planId)).rejects.toMatchObject({ code: 'PLAN_CHANGED' });
		expect(await customersOf(base)).toHaveLength(0);
	});

	it('is one of another destination, or another one of its kind', async () => {
		const kept = await plan({ ...base, target: 'north.sqlite' }, journal, ROWS);
		const error = { code: 'PLAN_OF_ANOTHER_DESTINATION', hint: expect.stringContaining('Choose') };
		const other = { ...base, target: 'south.sqlite' };
		await expect(apply(other, journal, kept.planId)).rejects.toMatchObject(error);
		const crm = { ...lenientBase(base), target: 'north.sqlite' };
		await expect(apply(crm, journal, kept.planId)).rejects.toMatchObject(error);
	});
});

describe('applying that does not get to its end', () => {
	it('goes on where it stopped', async () => {
		const kept = await plan(base, journal, ROWS);
		const first = await apply(unreliable(base, [undefined, 'denied'], 1), journal, kept.planId);
		expect(first.report.stopped?.message).toBe('The key was withdrawn');
		const { importId } = first.report;
		const done = await journal.reopen(importId);
		const rest = await apply(base, journal, kept.planId, { resume: { importId, done } });
		expect(rest.report.outcomes).toEqual(kept.outcomes);
		expect(rest.report.rows).toBe(ROWS.length);
		expect(await customersOf(base)).toHaveLength(2);
	});

	it.each([['busy'], ['answerLost'], ['halfLost']] as const)(
		'flags nobody for a mishap: %s',
		async (mishap) => {
			const rows = ROWS.slice(0, 2);
			await runImport(base, rowsOf(JAN));
			const kept = await plan(base, journal, rows);
			const applied = await apply(unreliable(base, [mishap, mishap]), journal, kept.planId);
			expect(applied.summary).toEqual(['2 updated', '3 created']);
			expect(applied.report.issues).toEqual([]);
		},
	);
});

async function gather<T>(batches: AsyncIterable<readonly T[]>): Promise<T[]> {
	const all: T[] = [];
	for await (const batch of batches) all.push(...batch);
	return all;
}
