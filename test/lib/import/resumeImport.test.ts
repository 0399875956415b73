import { type Connector, localBase } from '../../../lib/connectors';
import { type ResumeOptions, resumeImport } from '../../../lib/import';
import type { ImportReport, RowOutcome } from '../../../lib/model';
import { type Journal, openJournal, type StateStore } from '../../../lib/state';
import { customersOf, recordOf, rowsOf, runImport, SETTINGS, sourceOf, summaryOf } from './rows';
import { memoryStore, runUndo } from './undoing';
import { unreliable } from './unreliable';

let store: StateStore;
let journal: Journal;
let base: Connector;

beforeEach(async () => {
	store = await memoryStore();
	journal = await openJournal(store);
	base = localBase({ path: ':memory:' });
});
afterEach(async () => {
	await journal.close();
	await store.close();
	await base.close();
});

const people = (count: number) =>
	rowsOf(...Array.from({ length: count }, (_, number) => ({ email: `p${number}@x.pl`, city: `C${number}` })));

type People = ReturnType<typeof rowsOf>;

/** People who have a value in common. */
const compatriots = (count: number) =>
	people(count).map((row) => ({ ...row, record: recordOf({ ...row.record, country: 'PL' }) }));

const moved = (row: People[number]) => ({ ...row, record: recordOf({ ...row.record, city: 'Elsewhere' }) });

/** An import of seven rows that ends after four, and its id. */
async function stopped(source?: string): Promise<string> {
	const dying = unreliable(base, [undefined, undefined, 'denied'], 2);
	const options = source === undefined ? { journal } : { journal, source };
	return (await runImport(dying, people(7), {}, options)).report.importId;
}

async function goOn(
	importId: string,
	options: Partial<ResumeOptions> = {},
): Promise<{ readonly report: ImportReport; readonly summary: readonly string[] }> {
	const outcomes: RowOutcome[] = [];
	const given = { connector: base, journal, importId, settings: SETTINGS, open: sourceOf(people(7)) };
	const run = resumeImport({ ...given, ...options });
	for (;;) {
		const step = await run.next();
		if (step.done) return { report: step.value, summary: summaryOf(outcomes) };
		outcomes.push(...step.value);
	}
}

it('imports the rows that were left, and reports the whole import', async () => {
	const importId = await stopped('a.csv');
	const { report, summary } = await goOn(importId, { source: 'a.csv' });
	expect(summary).toEqual(['6 created', '7 created', '8 created']);
	expect(report).toMatchObject({ importId, rows: 7, outcomes: { created: 7, failed: 0 } });
	expect(await journal.report(importId)).toEqual(report);
	expect(await journal.entry(importId)).toMatchObject({ status: 'finished', rows: 7 });
	expect(await customersOf(base)).toHaveLength(7);
	await runUndo(base, journal, importId);
	expect(await customersOf(base)).toEqual([]);
});

it('takes a file that has got more rows at its end', async () => {
	const importId = await stopped();
	const { report } = await goOn(importId, { open: sourceOf(people(9)) });
	expect(report).toMatchObject({ rows: 9, outcomes: { created: 9 } });
});

it('imports each of the rows that share source and row number, as in two files of one name', async () => {
	const twice = [...people(4), ...rowsOf({ email: 'q0@x.pl' }, { email: 'q1@x.pl' }, { email: 'q2@x.pl' })];
	const rows = twice.map((row) => ({ ...row, source: 'a.csv' }));
	// The second row that is written last has the number of the first one.
	const dying = unreliable(base, [undefined, undefined, undefined, 'denied'], 2);
	const stopping = await runImport(dying, rows, {}, { journal, source: 'a.csv' });
	expect(stopping.report.outcomes).toMatchObject({ created: 6, failed: 1 });
	const { importId } = stopping.report;
	const { report } = await goOn(importId, { source: 'a.csv', open: sourceOf(rows) });
	expect(report).toMatchObject({ rows: 7, outcomes: { created: 7, failed: 0 } });
	expect(await customersOf(base)).toHaveLength(7);
	expect(stopping.outcomes.map(({ source }) => source).slice(3)).toEqual([
		'a.csv',
		...Array.from({ length: 3 }, () => 'a.csv (2)'),
	]);
});

describe('is refused, with what to do, and without losing the import,', () => {
	it.each([
		[
			'settings',
			{ settings: { ...SETTINGS, clearOnEmpty: true } },
			'clearOnEmpty not set, and now clearOnEmpty true',
		],
		['settings', { settings: { ...SETTINGS, identifiers: ['phone'] } }, 'identifiers ["phone"]'],
		['source', { source: 'b.csv' }, 'none, and now b.csv'],
	])('where the %s are others', async (_what, options, said) => {
		const importId = await stopped();
		await expect(goOn(importId, options)).rejects.toMatchObject({ kind: 'user', code: 'OTHER_IMPORT' });
		await expect(goOn(importId, options)).rejects.toThrow(said);
		expect((await goOn(importId)).report.rows).toBe(7);
	});

	it('where the destination is another one', async () => {
		const importId = await stopped();
		const connector = { ...base, target: '/elsewhere.sqlite' };
		await expect(goOn(importId, { connector })).rejects.toMatchObject({ code: 'OTHER_IMPORT' });
	});

	it('where the rows are others, before anything is written', async () => {
		const importId = await stopped();
		const others = people(8)
			.slice(1)
			.map((row) => ({ ...row, rowNumber: row.rowNumber - 1 }));
		await expect(goOn(importId, { open: sourceOf(others) })).rejects.toMatchObject({ code: 'OTHER_ROWS' });
		expect(await customersOf(base)).toHaveLength(4);
		expect((await goOn(importId)).report).toMatchObject({ rows: 7, outcomes: { created: 7 } });
	});

	it.each<[string, (rows: People) => People]>([
		['were shifted by one, and share a value with their neighbours', (rows) => rows.slice(1)],
		['were put in another order', (rows) => [...rows.slice(1, 2), ...rows.slice(0, 1), ...rows.slice(2)]],
		['have another value in one cell', (rows) => [...rows.slice(0, 1).map(moved), ...rows.slice(1)]],
		['are fewer than were written', (rows) => rows.slice(0, 2)],
	])('where the rows %s', async (_what, change) => {
		const dying = unreliable(base, [undefined, undefined, 'denied'], 2);
		const { report } = await runImport(dying, compatriots(7), {}, { journal });
		const others = change(compatriots(8)).map((row, place) => ({ ...row, rowNumber: place + 2 }));
		const open = sourceOf(others);
		await expect(goOn(report.importId, { open })).rejects.toMatchObject({ code: 'OTHER_ROWS' });
		expect(await customersOf(base)).toHaveLength(4);
	});

	it('where it is finished, taken back, an undo or not there', async () => {
		const { report } = await runImport(base, people(2), {}, { journal });
		await expect(goOn(report.importId)).rejects.toMatchObject({ code: 'IMPORT_FINISHED' });
		const undone = await runUndo(base, journal, report.importId);
		await expect(goOn(undone.report.importId)).rejects.toMatchObject({ code: 'NOT_RESUMABLE' });
		await expect(goOn('unknown')).rejects.toMatchObject({ code: 'NO_IMPORT' });
		const importId = await stopped();
		await runUndo(base, journal, importId);
		await expect(goOn(importId)).rejects.toMatchObject({ code: 'UNDONE_ALREADY' });
	});
});

it('takes the same rows where those of one customer were merged, consents ruled on and lists put together', async () => {
	const rows = rowsOf(
		{ email: 'jan@x.pl', city: 'Łódź', newsletterConsent: true },
		{ email: 'ewa@x.pl', city: 'Kraków', newsletterConsent: true, newsletterConsentAt: '2020-01-01' },
		{ email: 'jan@x.pl', city: 'Gdynia', phone: ['48501228855', '48501228856'] },
		{ email: 'ola@x.pl', city: 'Sopot' },
	);
	const settings = { ...SETTINGS, duplicates: 'overwrite' } as const;
	await runImport(base, rowsOf({ email: 'ewa@x.pl', newsletterConsent: false }), {});
	const dying = unreliable(base, [undefined, 'denied'], 1);
	const { report } = await runImport(dying, rows, settings, { journal });
	expect(report.stopped).toBeDefined();
	const resumed = await goOn(report.importId, { settings, open: sourceOf(rows) });
	expect(resumed.report).toMatchObject({ rows: 4, outcomes: { failed: 0 } });
	expect(await customersOf(base)).toHaveLength(3);
});

it('does not write somebody again who may be there and has nothing to be looked up by', async () => {
	const rows = rowsOf({ email: 'jan@x.pl' }, { firstName: 'Ewa' }, { firstName: 'Ola' });
	const settings = { ...SETTINGS, acceptEmptyIdentifier: true };
	const cut: Connector = {
		...base,
		write: async (writes, options) => {
			await base.write(writes, options);
			throw new Error('The connection was cut after the write and before the answer');
		},
	};
	const { report } = await runImport(cut, rows, settings, { journal });
	expect(report.outcomes).toMatchObject({ unknown: 3 });
	const open = sourceOf([...rows, ...rowsOf({ firstName: 'Zoe' }).map((row) => ({ ...row, rowNumber: 9 }))]);
	const resumed = await goOn(report.importId, { settings, open });
	expect(resumed.report.outcomes).toMatchObject({ created: 1, unchanged: 1, unknown: 2 });
	expect(resumed.report.issues).toMatchObject([{ code: 'MAY_EXIST', count: 2 }, { code: 'NO_KEY' }]);
	const names = (await customersOf(base)).map(({ record }) => record['firstName'] ?? record['email']);
	expect(names).toEqual(['jan@x.pl', 'Ewa', 'Ola', 'Zoe']);
});
