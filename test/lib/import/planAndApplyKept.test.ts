import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connector, localBase } from '../../../lib/connectors';
import { type Journal, openJournal, openStore, type StateStore } from '../../../lib/state';
import { apply, plan } from './applying';
import { codesOf, customersOf, recordsOf, rowsOf, runImport } from './rows';
import { unreliable } from './unreliable';

let folder: string;
let store: StateStore;
let journal: Journal;
let base: Connector;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'plans-'));
	store = await openStore({ kind: 'sqlite', path: join(folder, 'state.sqlite') });
	journal = await openJournal(store);
	base = localBase({ path: join(folder, 'base.sqlite') });
});
afterEach(async () => {
	await base.close();
	await journal.close();
	await store.close();
	rmSync(folder, { recursive: true });
});

const JAN = { email: 'jan@example.com', phone: '48501228855', firstName: 'Jan' };
const ROWS = rowsOf(
	{ ...JAN, firstName: 'Janusz', newsletterConsent: true },
	{ email: 'ewa@example.com', smsConsent: true },
	{ email: 'ala@example.com' },
	undefined,
);

describe('a plan in the journal of an installation', () => {
	it('is applied by another process as it was kept, once', async () => {
		await runImport(base, rowsOf(JAN));
		const kept = await plan(base, journal, ROWS, { maxCreates: Infinity });
		const other = await openJournal(store);
		const applied = await apply(base, other, kept.planId, { expectedHash: kept.hash });
		expect(applied.summary).toEqual(['2 updated', '3 created', '4 created', '5 rejected']);
		expect(applied.report.outcomes).toEqual(kept.outcomes);
		expect(applied.report.issues).toEqual([]);
		expect((await recordsOf(base))[0]).toMatchObject({
			firstName: 'Janusz',
			newsletterConsentAt: '2026-11-22T10:00:00.000Z',
		});
		await expect(apply(base, other, kept.planId)).rejects.toMatchObject({ code: 'PLAN_APPLIED' });
		await other.close();
	});

	it('flags whoever changed since', async () => {
		await runImport(base, rowsOf(JAN));
		const kept = await plan(base, journal, ROWS);
		await runImport(
			base,
			rowsOf({ ...JAN, firstName: 'Jasiek' }, { email: 'ala@example.com', city: 'Łódź' }),
		);
		const applied = await apply(base, journal, kept.planId);
		expect(applied.summary).toEqual(['2 updated', '3 created', '4 unchanged', '5 rejected']);
		expect([2, 3, 4].map((row) => codesOf(applied, row))).toEqual([
			['PLAN_CHANGED_CUSTOMER'],
			[],
			['PLAN_CHANGED_CUSTOMER'],
		]);
	});

	it('is gone on with where applying it stopped', async () => {
		const kept = await plan(base, journal, ROWS);
		const first = await apply(unreliable(base, [undefined, 'denied'], 1), journal, kept.planId);
		expect(first.report.outcomes).toMatchObject({ created: 1, failed: 2 });
		const { importId } = first.report;
		const done = await journal.reopen(importId);
		const rest = await apply(base, journal, kept.planId, { resume: { importId, done } });
		expect(rest.report.outcomes).toEqual(kept.outcomes);
		expect(await customersOf(base)).toHaveLength(3);
	});
});
