import { type Connector, localBase } from '../../../lib/connectors';
import { transientError } from '../../../lib/errors';
import type { FieldValue } from '../../../lib/model';
import { type Journal, openJournal, type StateStore } from '../../../lib/state';
import { lenientBase } from './lenientBase';
import { recordOf, rowsOf, runImport } from './rows';
import { memoryStore, runUndo, snapshot, withoutVersions } from './undoing';
import { unreliable } from './unreliable';

const KINDS: ReadonlyArray<readonly [string, () => Connector]> = [
	['the local base', () => localBase({ path: ':memory:' })],
	['a destination without versions', () => withoutVersions(localBase({ path: ':memory:' }))],
	['a destination that keeps nothing unique', () => lenientBase(localBase({ path: ':memory:' }))],
];

let store: StateStore;
let journal: Journal;
let base: Connector;

beforeEach(async () => {
	store = await memoryStore();
	journal = await openJournal(store);
});
afterEach(async () => {
	await journal.close();
	await store.close();
	await base.close();
});

const JAN = { email: 'jan@x.pl', firstName: 'Jan', city: 'Łódź', phone: '48501228855' };

/** Somebody else changes a customer. */
async function changeElsewhere(email: string, fields: Record<string, FieldValue>): Promise<void> {
	const [hit] = await base.lookup([{ field: 'email', value: email }]);
	const customer = hit?.customers[0];
	if (!customer) throw new Error(`Nobody has ${email}`);
	await base.write([
		{
			action: 'update',
			rowNumber: 1,
			id: customer.id,
			record: recordOf({ ...customer.record, ...fields }),
			changes: [],
			identifiers: [{ field: 'email', value: String(fields['email'] ?? email) }],
		},
	]);
}

async function imported(...records: ReadonlyArray<Record<string, unknown>>) {
	return await runImport(base, rowsOf(...records), {}, { journal });
}

const codes = (outcomes: Awaited<ReturnType<typeof runUndo>>['outcomes']) =>
	outcomes.map(({ rowNumber, outcome, issues }) => [rowNumber, outcome, ...issues.map(({ code }) => code)]);

describe.each(KINDS)('an import into %s', (_name, make) => {
	beforeEach(() => {
		base = make();
	});

	it('is taken back: who was created is removed, what was changed is given back', async () => {
		await imported(JAN, { email: 'ewa@x.pl', firstName: 'Ewa' });
		const before = await snapshot(base);
		const { report } = await imported(
			{ email: 'jan@x.pl', city: 'Kraków', lastName: 'Kowalski' },
			{ email: 'new@x.pl', firstName: 'Nowy' },
			{ email: 'ewa@x.pl', firstName: 'Ewa' },
		);
		const undone = await runUndo(base, journal, report.importId);
		expect(await snapshot(base)).toEqual(before);
		expect(codes(undone.outcomes)).toEqual([
			[3, 'created'],
			[2, 'updated'],
		]);
		expect(undone.report).toMatchObject({ rows: 2, outcomes: { created: 1, updated: 1 } });
		expect(undone.report.stopped).toBeUndefined();
		const [entry] = await journal.history(1);
		expect(entry).toMatchObject({ kind: 'undo', of: report.importId, status: 'finished' });
		expect(await journal.entry(report.importId)).toMatchObject({ undoneBy: entry?.importId });
	});

	it('leaves alone what somebody else changed since, and says so', async () => {
		await imported(JAN, { email: 'ewa@x.pl' });
		const { report } = await imported(
			{ email: 'jan@x.pl', city: 'Kraków', lastName: 'Kowalski' },
			{ email: 'new@x.pl', firstName: 'Nowy' },
			{ email: 'other@x.pl', firstName: 'Inny' },
			{ email: 'ewa@x.pl', city: 'Opole' },
		);
		await changeElsewhere('jan@x.pl', { city: 'Gdańsk' });
		await changeElsewhere('new@x.pl', { note: 'called him' });
		await changeElsewhere('other@x.pl', { firstName: 'INNY' });
		await changeElsewhere('ewa@x.pl', { city: 'opole' });
		const undone = await runUndo(base, journal, report.importId);
		expect(codes(undone.outcomes)).toEqual(
			expect.arrayContaining([
				[2, 'updated', 'CHANGED_SINCE'],
				[3, 'skipped', 'CHANGED_SINCE'],
				[4, 'skipped', 'CHANGED_SINCE'],
				[5, 'skipped', 'CHANGED_SINCE'],
			]),
		);
		const people = Object.values(await snapshot(base));
		expect(people).toEqual([
			{ ...JAN, city: 'Gdańsk' },
			{ email: 'ewa@x.pl', city: 'opole' },
			{ email: 'new@x.pl', firstName: 'Nowy', note: 'called him' },
			{ email: 'other@x.pl', firstName: 'INNY' },
		]);
		expect(undone.report).toMatchObject({ outcomes: { updated: 1, skipped: 3 } });
	});

	it('leaves alone what a later import made of its customers', async () => {
		const first = await imported(JAN);
		await imported({ email: 'jan@x.pl', city: 'Kraków' });
		const undone = await runUndo(base, journal, first.report.importId);
		expect(codes(undone.outcomes)).toEqual([[2, 'skipped', 'CHANGED_SINCE']]);
		expect(Object.values(await snapshot(base))).toEqual([{ ...JAN, city: 'Kraków' }]);
	});

	it('gives one customer back whom several rows changed, also where somebody wrote in between', async () => {
		await imported(JAN);
		const before = await snapshot(base);
		const rows = [
			{ email: 'jan@x.pl', city: 'A' },
			{ email: 'jan@x.pl', city: 'B', firstName: 'Janusz' },
		];
		const { report } = await runImport(base, rowsOf(...rows), { duplicates: 'report' }, { journal });
		await runUndo(base, journal, report.importId);
		expect(await snapshot(base)).toEqual(before);
		const made = [
			{ email: 'a@x.pl', city: 'A' },
			{ email: 'a@x.pl', city: 'B' },
		];
		const again = await runImport(base, rowsOf(...made), { duplicates: 'report' }, { journal });
		expect(again.summary).toEqual(['2 created', '3 updated']);
		await runUndo(base, journal, again.report.importId);
		expect(await snapshot(base)).toEqual(before);
	});

	it('says who is gone since', async () => {
		await imported(JAN);
		const { report } = await imported({ email: 'jan@x.pl', city: 'Kraków' }, { email: 'new@x.pl' });
		await base.remove?.(Object.keys(await snapshot(base)));
		const undone = await runUndo(base, journal, report.importId);
		expect(codes(undone.outcomes)).toEqual([
			[3, 'unchanged', 'GONE_SINCE'],
			[2, 'unchanged', 'GONE_SINCE'],
		]);
	});

	it('keeps whom it created where the destination cannot remove anybody, and says so', async () => {
		const { report } = await imported(JAN);
		const connector = { ...base, capabilities: { ...base.capabilities, remove: false } };
		const undone = await runUndo(connector, journal, report.importId);
		expect(codes(undone.outcomes)).toEqual([[2, 'skipped', 'CANNOT_REMOVE']]);
		expect(Object.values(await snapshot(base))).toEqual([JAN]);
	});

	it('is taken back once, and an undo is not taken back', async () => {
		const { report } = await imported(JAN);
		const undone = await runUndo(base, journal, report.importId);
		await expect(runUndo(base, journal, report.importId)).rejects.toMatchObject({
			kind: 'user',
			code: 'UNDONE_ALREADY',
		});
		await expect(runUndo(base, journal, undone.report.importId)).rejects.toMatchObject({ code: 'IS_UNDO' });
		await expect(runUndo(base, journal, 'unknown')).rejects.toMatchObject({ code: 'NO_IMPORT' });
	});
});

describe('an undo', () => {
	beforeEach(() => {
		base = localBase({ path: ':memory:' });
	});

	it('goes on where it was stopped, and reports all of it', async () => {
		await imported({ email: 'p0@x.pl' }, { email: 'p1@x.pl' }, { email: 'p2@x.pl' });
		const before = await snapshot(base);
		const { report } = await imported(
			...Array.from({ length: 7 }, (_, number) => ({ email: `p${number}@x.pl`, city: 'Łódź' })),
		);
		const dying = unreliable(base, [undefined, 'crashAfter'], 1);
		const first = await runUndo(dying, journal, report.importId);
		expect(first.report).toMatchObject({ stopped: { message: expect.stringContaining('broke') } });
		expect(first.report.rows).toBeLessThan(7);
		const second = await runUndo(base, journal, report.importId);
		expect(await snapshot(base)).toEqual(before);
		expect(second.report).toMatchObject({ rows: 7, outcomes: { created: 4, updated: 3 } });
		expect(second.report.importId).toBe(first.report.importId);
		expect(second.report.stopped).toBeUndefined();
		expect((await journal.entry(second.report.importId))?.status).toBe('finished');
	});

	it('stops when it is cancelled, with what was done reported', async () => {
		const { report } = await imported(
			...Array.from({ length: 5 }, (_, number) => ({ email: `p${number}@x.pl` })),
		);
		const stop = new AbortController();
		const small = unreliable(base, [], 1);
		const undone = await runUndo(small, journal, report.importId, {
			signal: stop.signal,
			onProgress: ({ rows }) => rows >= 1 && stop.abort(),
		});
		expect(undone.report).toMatchObject({ stopped: { message: 'The undo was cancelled' } });
		expect(Object.keys(await snapshot(base))).toHaveLength(5 - undone.report.rows);
		const rest = await runUndo(base, journal, report.importId);
		expect(rest.report).toMatchObject({ rows: 5, outcomes: { created: 5 } });
	});

	it('waits for a destination that is busy, and looks again where it does not say what it did', async () => {
		await imported(JAN, { email: 'ewa@x.pl' });
		const before = await snapshot(base);
		const { report } = await imported({ email: 'jan@x.pl', city: 'A' }, { email: 'ewa@x.pl', city: 'B' });
		const shaky = unreliable(base, ['busy', 'halfLost', 'answerLost'], 4);
		const undone = await runUndo(shaky, journal, report.importId);
		expect(await snapshot(base)).toEqual(before);
		expect(undone.report).toMatchObject({ rows: 2, outcomes: { updated: 2 } });
	});

	it('gives an identifier back only where nobody else has it now', async () => {
		await imported({ email: 'jan@x.pl', crmId: '1' });
		const { report } = await imported({ email: 'jan@x.pl', crmId: '2' });
		await imported({ email: 'ewa@x.pl', crmId: '1' });
		const undone = await runUndo(base, journal, report.importId);
		expect(codes(undone.outcomes)).toEqual([[2, 'skipped', 'IDENTIFIER_TAKEN']]);
		const [hit] = await base.lookup([{ field: 'crmId', value: '1' }]);
		expect(hit?.customers.map(({ record }) => record['email'])).toEqual(['ewa@x.pl']);
	});

	it('never removes whom another import created that ran at the same time', async () => {
		const start = { destination: base.name, target: ':memory:', settings: {} };
		const lost = await journal.begin(start);
		const identifiers = [{ field: 'email', value: 'jan@x.pl' }];
		await journal.saveIntents(lost, [{ action: 'create', rowNumber: 2, record: recordOf(JAN), identifiers }]);
		const { report } = await imported(JAN);
		await journal.close();
		journal = await openJournal(store);
		const undone = await runUndo(base, journal, lost);
		expect(codes(undone.outcomes)).toEqual([[2, 'unchanged']]);
		expect(Object.values(await snapshot(base))).toEqual([JAN]);
		await runUndo(base, journal, report.importId);
		expect(await snapshot(base)).toEqual({});
	});

	it('is refused for another destination than that of the import', async () => {
		const { report } = await imported(JAN);
		const other = { ...base, target: '/elsewhere.sqlite' };
		await expect(runUndo(other, journal, report.importId)).rejects.toMatchObject({
			code: 'OTHER_DESTINATION',
		});
		expect(Object.values(await snapshot(base))).toEqual([JAN]);
	});
});

describe('an undo whose every other call for customers fails for a moment', () => {
	it('asks for those again whom it did not get, and not for all of a group', async () => {
		base = localBase({ path: ':memory:' });
		const people = Array.from({ length: 8 }, (_, n) => ({ email: `p${n}@x.pl`, city: 'Łódź' }));
		await imported(...people);
		const before = await snapshot(base);
		const { report } = await imported(...people.map(({ email }) => ({ email, city: 'Gdynia' })));
		let calls = 0;
		const shaky: Connector = {
			...base,
			capabilities: { ...base.capabilities, batchSize: 1, lanes: 8 },
			get: async (ids) => {
				if (++calls % 2 === 1) throw transientError('The line was cut');
				return await base.get(ids);
			},
		};
		const undone = await runUndo(shaky, journal, report.importId);
		expect(undone.report).toMatchObject({ rows: 8, outcomes: { updated: 8 } });
		expect(await snapshot(base)).toEqual(before);
	});
});
