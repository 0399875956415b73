import { type Connector, localBase } from '../../../lib/connectors';
import { memoryJournal } from './memoryJournal';
import { customersOf, recordOf, rowsOf, runImport } from './rows';
import { unreliable } from './unreliable';

let base: Connector;
beforeEach(() => {
	base = localBase({ path: ':memory:' });
});
afterEach(async () => await base.close());

const people = (count: number) =>
	rowsOf(...Array.from({ length: count }, (_, number) => ({ email: `p${number}@example.com` })));

describe('an import that is gone on with', () => {
	it('leaves out what has an outcome, takes up what was not reached, and reports all of it', async () => {
		const journal = memoryJournal();
		const rows = [...people(7), ...rowsOf(undefined).map((row) => ({ ...row, rowNumber: 99 }))];
		const dying = unreliable(base, [undefined, undefined, 'denied'], 2);
		const { report: first } = await runImport(dying, rows, {}, { journal });
		expect(first.outcomes).toMatchObject({ created: 4, failed: 3, rejected: 1 });
		const { importId } = first;
		const done = await journal.reopen(importId);
		expect(done.count).toBe(5);
		const again = await runImport(base, rows, {}, { journal, resume: { importId, done } });
		expect(again.summary).toEqual(['6 created', '7 created', '8 created']);
		expect(again.report).toMatchObject({
			importId,
			rows: 8,
			outcomes: { created: 7, failed: 0, rejected: 1 },
			startedAt: first.startedAt,
		});
		expect(again.report.issues.map(({ code }) => code)).not.toContain('NOT_REACHED');
		expect(again.report.stopped).toBeUndefined();
		expect(await customersOf(base)).toHaveLength(7);
		expect((await journal.history(9)).length).toBe(1);
	});

	it('still knows which rows of the file are one customer', async () => {
		const journal = memoryJournal();
		const rows = rowsOf(
			{ email: 'jan@example.com', firstName: 'Jan' },
			{ email: 'ewa@example.com' },
			{ email: 'jan@example.com', firstName: 'Janusz' },
		);
		const dying = unreliable(base, [undefined, 'denied'], 1);
		const { report } = await runImport(dying, rows, {}, { journal });
		const { importId } = report;
		const done = await journal.reopen(importId);
		const again = await runImport(base, rows, {}, { journal, resume: { importId, done } });
		expect(again.report.outcomes).toMatchObject({ created: 2, duplicate: 1 });
		const jan = await base.lookup([{ field: 'email', value: 'jan@example.com' }]);
		expect(jan[0]?.customers[0]?.record).toEqual(recordOf({ email: 'jan@example.com', firstName: 'Jan' }));
	});

	it('is refused when the journal has no account of it', async () => {
		const resume = { importId: 'nobody', done: { has: () => false, count: 0 } };
		await expect(runImport(base, people(1), {}, { journal: memoryJournal(), resume })).rejects.toMatchObject({
			kind: 'user',
			code: 'NO_IMPORT',
		});
	});
});
