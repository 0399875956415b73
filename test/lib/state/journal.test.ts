import { DatabaseSync } from 'node:sqlite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { userError } from '../../../lib/errors';
import type { ImportReport, RowOutcome } from '../../../lib/model';
import { makeTally } from '../../../lib/report';
import { type Intent, type Journal, openJournal, openStore, type StateStore } from '../../../lib/state';
import { recordOf } from '../import/rows';
import { JOURNAL_VERSION_1 } from './journalVersion1';
import { PLACES, type StatePlace } from './places';

const START = {
	destination: 'localBase',
	target: '/data/base.sqlite',
	source: 'a.csv',
	settings: { duplicates: 'ignore', identifiers: ['email'] },
};

const outcome = (rowNumber: number, kind: RowOutcome['outcome'], id?: string): RowOutcome => ({
	rowNumber,
	outcome: kind,
	issues: [],
	...(id === undefined ? {} : { id }),
});
const notReached = (rowNumber: number): RowOutcome => ({
	...outcome(rowNumber, 'failed'),
	issues: [{ severity: 'error', code: 'CANCELLED', message: 'stopped' }],
});
const creation = (
	rowNumber: number,
	fields: Record<string, unknown> = { email: `p${rowNumber}@x.pl` },
): Intent => ({
	action: 'create',
	rowNumber,
	record: recordOf(fields),
	identifiers: [{ field: 'email', value: `p${rowNumber}@x.pl` }],
});
const update = (rowNumber: number, customerId: string, after = 'Łódź'): Intent => ({
	action: 'update',
	rowNumber,
	customerId,
	changes: [{ field: 'city', before: undefined, after }],
	version: '7',
});

async function gather<T>(batches: AsyncIterable<readonly T[]>): Promise<T[]> {
	const all: T[] = [];
	for await (const batch of batches) all.push(...batch);
	return all;
}

describe.each(PLACES)('the journal in %s', (_kind, make) => {
	let place: StatePlace;
	let time: number;
	let store: StateStore;
	let journal: Journal;
	const stores: StateStore[] = [];
	const journals: Journal[] = [];
	const now = () => new Date(time);
	const openPlace = async () => {
		const one = await place.open();
		stores.push(one);
		return one;
	};
	/** The journal as another process would open it. */
	const another = async () => {
		const one = await openJournal(await openPlace(), { now });
		journals.push(one);
		return one;
	};

	beforeAll(async () => {
		place = await make();
	}, 60_000);
	beforeEach(async () => {
		await place.clear();
		time = Date.parse('2026-11-22T10:00:00Z');
		store = await openPlace();
		journal = await openJournal(store, { now });
	});
	afterEach(async () => {
		for (const one of [journal, ...journals.splice(0)]) await one.close();
		for (const one of stores.splice(0)) await one.close();
	});
	afterAll(async () => await place.remove());

	function reportOf(importId: string, stopped?: ImportReport['stopped']): ImportReport {
		const at = now().toISOString();
		const account = { importId, destination: 'localBase', startedAt: at, finishedAt: at };
		return makeTally().report({ ...account, ...(stopped ? { stopped } : {}) });
	}

	/** A crash: nobody finishes the import, and nobody hears of it any more. */
	async function crash(): Promise<void> {
		await store.close();
		time += 121_000;
		store = await openPlace();
		journal = await openJournal(store, { now });
	}

	it('keeps the outcomes of rows that were not saved, in full, and only those', async () => {
		const id = await journal.begin(START);
		const unsaved: RowOutcome = {
			rowNumber: 4,
			outcome: 'ambiguous',
			issues: [
				{ severity: 'error', code: 'SEVERAL_CUSTOMERS', message: 'two', field: 'email', value: 'a\0@x.pl' },
			],
			record: recordOf({ email: 'a\0@x.pl' }),
			raw: recordOf({ __proto__: 'A@x.pl', 'E-mail': 'A@x.pl' }) as Record<string, string>,
		};
		await journal.saveOutcomes(id, [outcome(2, 'created', '1'), outcome(3, 'unchanged', '2'), unsaved]);
		await journal.saveOutcomes(id, [outcome(5, 'created', '3'), outcome(6, 'rejected')]);
		const rows = await gather(journal.unsaved(id));
		expect(rows).toEqual([unsaved, outcome(6, 'rejected')]);
		expect(Object.getPrototypeOf(rows[0]?.record)).toBeNull();
		expect(await journal.history(1)).toMatchObject([
			{
				status: 'running',
				rows: 5,
				outcomes: { created: 2, unchanged: 1, ambiguous: 1, rejected: 1, failed: 0 },
			},
		]);
	});

	it('gives what was written, the last write first, with what became of it', async () => {
		const id = await journal.begin(START);
		const other = await journal.begin(START);
		const odd = creation(2, {
			email: 'a@x.pl',
			phones: ['1', '2'],
			note: '',
			gone: null,
			orders: 0,
			vip: false,
		});
		await journal.saveIntents(id, [odd, update(3, 'c3'), creation(4)]);
		await journal.saveIntents(other, [creation(9)]);
		await journal.saveOutcomes(
			id,
			[outcome(2, 'created', 'c2'), outcome(3, 'updated', 'c3'), outcome(4, 'failed')],
			new Map([['c3', '8']]),
		);
		await journal.saveIntents(id, [creation(5), { ...update(6, 'c6'), source: 'b.csv' }, creation(7)]);
		await journal.saveOutcomes(id, [outcome(5, 'unknown'), { ...outcome(6, 'unchanged'), source: 'b.csv' }]);
		const written = await gather(journal.written(id));
		expect(written).toEqual([
			{ intent: creation(7), result: 'unknown' },
			{ intent: creation(5), result: 'unknown' },
			{ intent: update(3, 'c3'), result: 'updated', customerId: 'c3', version: '8' },
			{ intent: odd, result: 'created', customerId: 'c2' },
		]);
		expect(
			Object.getPrototypeOf(written[3]?.intent.action === 'create' && written[3].intent.record),
		).toBeNull();
		expect(await gather(journal.written(other))).toHaveLength(1);
		expect(await gather(journal.written('unknown'))).toEqual([]);
	});

	it('knows that a write was not done whose row was planned again for the same customer', async () => {
		const id = await journal.begin(START);
		await journal.saveIntents(id, [update(2, 'c1', 'first'), creation(3)]);
		await journal.saveIntents(id, [update(2, 'c1', 'second'), update(3, 'c3')]);
		await journal.saveOutcomes(id, [outcome(2, 'updated', 'c1'), outcome(3, 'updated', 'c3')]);
		const written = await gather(journal.written(id));
		expect(written.map(({ intent }) => intent)).toEqual([update(3, 'c3'), update(2, 'c1', 'second')]);
	});

	it('knows each customer that one row changed', async () => {
		const id = await journal.begin(START);
		await journal.saveIntents(id, [update(2, 'c1'), update(2, 'c2')]);
		const also = [{ id: 'c2', changes: [] }];
		await journal.saveOutcomes(id, [{ ...outcome(2, 'updated', 'c1'), also }]);
		const written = await gather(journal.written(id));
		expect(written.map(({ customerId, result }) => [customerId, result])).toEqual([
			['c2', 'updated'],
			['c1', 'updated'],
		]);
	});

	it('keeps ten thousand writes of a batch in few bytes', async () => {
		const id = await journal.begin(START);
		const intents = Array.from({ length: 10_000 }, (_, place) => creation(place + 2));
		await journal.saveIntents(id, intents);
		await journal.saveOutcomes(
			id,
			intents.map(({ rowNumber }) => outcome(rowNumber, 'created', String(rowNumber))),
		);
		const [row] = await store.all('SELECT length(data) AS length FROM import_intents');
		expect(Number(row?.['length'])).toBeLessThan(200_000);
		const written = await gather(journal.written(id));
		expect(written).toHaveLength(10_000);
		expect(written[0]).toEqual({ intent: creation(10_001), result: 'created', customerId: '10001' });
	});

	it('lists the latest imports first, each with how it ended, whatever the clock says', async () => {
		const first = await journal.begin(START);
		time -= 3_600_000;
		const second = await journal.begin({ ...START, kind: 'apply', of: 'plan' });
		const third = await journal.begin(START);
		await journal.finish(first, reportOf(first));
		await journal.finish(second, reportOf(second, { message: 'disk full' }));
		expect((await journal.history(2)).map(({ importId, status }) => [importId, status])).toEqual([
			[third, 'running'],
			[second, 'stopped'],
		]);
		expect((await journal.history(9)).at(-1)).toMatchObject({
			importId: first,
			status: 'finished',
			...START,
		});
		expect(await journal.entry(second)).toMatchObject({ kind: 'apply', of: 'plan' });
		expect(await journal.report(second)).toMatchObject({
			importId: second,
			stopped: { message: 'disk full' },
		});
		expect(await journal.report('unknown')).toBeUndefined();
		expect(await journal.entry('unknown')).toBeUndefined();
	});

	it('knows the same import again by its fingerprint, in whatever order the settings were written', async () => {
		await journal.begin(START);
		await journal.begin({ ...START, settings: { identifiers: ['email'], duplicates: 'ignore' } });
		await journal.begin({ ...START, source: 'b.csv' });
		const [third, second, first] = (await journal.history(3)).map(({ fingerprint }) => fingerprint);
		expect(second).toBe(first);
		expect(third).not.toBe(first);
	});

	describe('an import that was left open', () => {
		it('counts as interrupted once it has been silent for two minutes, and tells what is known', async () => {
			const id = await journal.begin(START);
			await journal.saveOutcomes(id, [outcome(2, 'created', '1')]);
			time += 119_000;
			expect(await (await another()).entry(id)).toMatchObject({ status: 'running' });
			time += 2_000;
			expect(await (await another()).entry(id)).toMatchObject({ status: 'interrupted', rows: 1 });
			expect(await journal.report(id)).toMatchObject({
				rows: 1,
				outcomes: { created: 1 },
				stopped: { message: 'The import was interrupted' },
			});
		});

		it('is not taken for dead while it gives signs of life, also while nothing happens', async () => {
			jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'setTimeout'] });
			const living = await another();
			const id = await living.begin(START);
			time += 600_000;
			jest.advanceTimersByTime(30_000);
			jest.useRealTimers();
			for (let entry = await journal.entry(id); entry?.aliveAt !== now().toISOString();) {
				entry = await journal.entry(id);
			}
			expect(await journal.entry(id)).toMatchObject({ status: 'running' });
			await living.close();
			expect(await journal.entry(id)).toMatchObject({ status: 'interrupted' });
		});

		it('is taken for dead also where the clock was set back since', async () => {
			const id = await journal.begin(START);
			await crash();
			time -= 86_400_000;
			expect(await journal.entry(id)).toMatchObject({ status: 'interrupted' });
		});

		it('can be reopened by one alone, and its old process writes nothing more', async () => {
			const slow = await another();
			const id = await slow.begin(START);
			await slow.saveIntents(id, [creation(2), creation(3)]);
			await slow.saveOutcomes(id, [outcome(2, 'created', '1'), notReached(3), outcome(4, 'unknown')]);
			await expect(journal.reopen(id)).rejects.toMatchObject({ code: 'IMPORT_RUNNING' });
			time += 121_000;
			const tries = await Promise.allSettled([journal.reopen(id), (await another()).reopen(id)]);
			expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
			expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({
				reason: { code: 'IMPORT_RUNNING' },
			});
			await expect(slow.saveIntents(id, [creation(4)])).rejects.toMatchObject({ code: 'IMPORT_TAKEN_OVER' });
			await expect(slow.finish(id, reportOf(id))).rejects.toMatchObject({ code: 'IMPORT_TAKEN_OVER' });
			expect(await journal.entry(id)).toMatchObject({ status: 'running', rows: 1, outcomes: { created: 1 } });
		});

		it('knows after a crash which rows are done, and counts on from there', async () => {
			const id = await journal.begin(START);
			await journal.saveOutcomes(id, [outcome(2, 'created', '1'), notReached(3), outcome(4, 'unknown')]);
			await journal.saveOutcomes(id, [
				outcome(5, 'failed'),
				{ ...outcome(3, 'unchanged'), source: 'b.csv' },
				outcome(7_000_000_000, 'unchanged'),
			]);
			await crash();
			const done = await journal.reopen(id);
			const rows = [2, 3, 4, 5, 6, 7_000_000_000].filter((row) => done.has(undefined, row));
			expect(rows).toEqual([2, 5, 7_000_000_000]);
			expect([done.has('b.csv', 3), done.has('b.csv', 2), done.count]).toEqual([true, false, 4]);
			await journal.saveOutcomes(id, [outcome(3, 'created', '3'), outcome(4, 'created', '4')]);
			await journal.finish(id, reportOf(id));
			const outcomes = { created: 3, unchanged: 2, failed: 1, unknown: 0 };
			expect(await journal.report(id)).toMatchObject({ rows: 6, outcomes });
			expect((await gather(journal.unsaved(id))).map(({ rowNumber }) => rowNumber)).toEqual([5]);
			await expect(journal.reopen(id)).rejects.toMatchObject({ code: 'IMPORT_FINISHED' });
			await expect(journal.reopen('unknown')).rejects.toMatchObject({ code: 'NO_IMPORT' });
		});
	});

	describe('an undo', () => {
		const undoOf = (of: string) => ({ ...START, kind: 'undo' as const, of });

		it('is begun once for an import, also when two begin at once', async () => {
			const id = await journal.begin(START);
			await expect(journal.begin(undoOf(id))).rejects.toMatchObject({ code: 'IMPORT_RUNNING' });
			await journal.finish(id, reportOf(id));
			const tries = await Promise.allSettled([
				journal.begin(undoOf(id)),
				(await another()).begin(undoOf(id)),
			]);
			expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
			expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({
				reason: { code: 'UNDONE_ALREADY' },
			});
			const { undoneBy = '' } = (await journal.entry(id)) ?? {};
			expect(await journal.entry(undoneBy)).toMatchObject({ kind: 'undo', of: id });
			await expect(journal.begin(undoOf(undoneBy))).rejects.toMatchObject({ code: 'IS_UNDO' });
		});

		it('keeps the import from being resumed', async () => {
			const id = await journal.begin(START);
			await crash();
			await journal.begin(undoOf(id));
			await expect(journal.reopen(id)).rejects.toMatchObject({ code: 'UNDONE_ALREADY' });
		});
	});

	describe('a plan', () => {
		const PLAN = { destination: 'localBase', settings: { identifiers: ['email'] }, source: 'a.csv' };
		const rowsOf = (count: number) =>
			Array.from({ length: count }, (_, place) => ({
				outcome: {
					...outcome(place + 2, 'created'),
					record: recordOf({ email: `p${place}@x.pl`, note: null }),
				},
				version: String(place),
			}));
		async function* batches(count: number, size: number) {
			const rows = rowsOf(count);
			for (let start = 0; start < count; start += size) yield rows.slice(start, start + size);
		}

		it('is kept with its rows and a hash that does not depend on the batches', async () => {
			const plan = await journal.savePlan(PLAN, batches(2_500, 1_000));
			expect(plan).toMatchObject({ ...PLAN, rows: 2_500, outcomes: { created: 2_500 } });
			expect(await (await another()).plan(plan.planId)).toEqual(plan);
			expect(await gather(journal.planRows(plan.planId))).toEqual(rowsOf(2_500));
			const same = await journal.savePlan(PLAN, batches(2_500, 7));
			expect(same.hash).toBe(plan.hash);
			expect((await journal.savePlan({ ...PLAN, settings: {} }, batches(2_500, 7))).hash).not.toBe(plan.hash);
			expect((await journal.savePlan(PLAN, batches(2_499, 7))).hash).not.toBe(plan.hash);
		});

		it('is not there before its last row is, and says so where a row was changed since', async () => {
			async function* broken() {
				yield rowsOf(1);
				throw userError('the source broke');
			}
			await expect(journal.savePlan(PLAN, broken())).rejects.toThrow('the source broke');
			const plan = await journal.savePlan(PLAN, batches(1, 1));
			const text = JSON.stringify(rowsOf(1)).replace('p0@x.pl', 'q0@x.pl');
			await store.run('UPDATE plan_rows SET data = ?', [text]);
			await expect(gather(journal.planRows(plan.planId))).rejects.toMatchObject({ code: 'PLAN_CHANGED' });
			await expect(gather(journal.planRows('unknown'))).rejects.toMatchObject({ code: 'NO_PLAN' });
			expect(await journal.plan('unknown')).toBeUndefined();
		});

		it('is applied by one import', async () => {
			const { planId } = await journal.savePlan(PLAN, batches(1, 1));
			const claims = [journal.claimPlan(planId, 'one'), (await another()).claimPlan(planId, 'other')];
			expect((await Promise.all(claims)).sort()).toEqual([false, true]);
			const { appliedBy = '' } = (await journal.plan(planId)) ?? {};
			expect(await journal.claimPlan(planId, appliedBy)).toBe(true);
			expect(await journal.claimPlan('unknown', 'one')).toBe(false);
		});
	});

	describe('forgetting', () => {
		async function imported(): Promise<string> {
			const id = await journal.begin(START);
			await journal.saveIntents(id, [creation(2)]);
			await journal.saveOutcomes(id, [outcome(2, 'created', '1'), outcome(3, 'rejected')]);
			await journal.finish(id, reportOf(id));
			return id;
		}

		it('leaves the counts and takes the rows of what ended before', async () => {
			const old = await imported();
			const { planId } = await journal.savePlan(
				{ destination: 'x', settings: {} },
				(async function* () {})(),
			);
			const open = await journal.begin(START);
			time += 3_600_000;
			await journal.saveOutcomes(open, []);
			const recent = await imported();
			expect(await journal.prune(new Date(time - 1_000))).toBe(2);
			expect(await journal.entry(old)).toMatchObject({ status: 'finished' });
			expect([await gather(journal.written(old)), await gather(journal.unsaved(old))]).toEqual([[], []]);
			expect(await journal.plan(planId)).toBeUndefined();
			expect(await gather(journal.written(recent))).toHaveLength(1);
			await expect(journal.begin({ ...START, kind: 'undo', of: old })).rejects.toMatchObject({
				code: 'IMPORT_FORGOTTEN',
			});
		});

		it('happens by itself after ninety days, but never to the last ten', async () => {
			const ids: string[] = [];
			for (let count = 0; count < 12; count++) ids.push(await imported());
			time += 91 * 86_400_000;
			await another();
			const kept = await Promise.all(ids.map(async (id) => (await gather(journal.written(id))).length));
			expect(kept).toEqual([0, 0, ...Array.from({ length: 10 }, () => 1)]);
		});
	});
});

describe('a journal of an older version', () => {
	it('keeps its imports, reports and rows to correct, and counts on', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'journal-'));
		const path = join(folder, 'state.sqlite');
		const database = new DatabaseSync(path);
		database.exec(JOURNAL_VERSION_1);
		database.close();
		const store = await openStore({ kind: 'sqlite', path });
		const journal = await openJournal(store);
		expect(await journal.entry('old')).toMatchObject({ status: 'finished', rows: 3, settings: { limit: 5 } });
		expect(await journal.report('old')).toEqual({ importId: 'old', rows: 3 });
		expect((await gather(journal.unsaved('old'))).map(({ rowNumber }) => rowNumber)).toEqual([3, 4]);
		await expect(journal.begin({ ...START, kind: 'undo', of: 'old' })).rejects.toMatchObject({
			code: 'IMPORT_FORGOTTEN',
		});
		const next = await journal.begin(START);
		expect((await journal.history(9)).map(({ importId }) => importId)).toEqual([next, 'old']);
		await store.close();
		rmSync(folder, { recursive: true });
	});
});

describe('a journal in a file', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'journal-'));
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	it('says which file is held by another process', async () => {
		const path = join(folder, 'state.sqlite');
		const store = await openStore({ kind: 'sqlite', path, busyTimeoutMs: 50 });
		const journal = await openJournal(store);
		const hold = new DatabaseSync(path);
		hold.exec('BEGIN IMMEDIATE');
		await expect(journal.begin(START)).rejects.toMatchObject({ code: 'STATE_LOCKED', kind: 'transient' });
		await expect(journal.begin(START)).rejects.toThrow('state.sqlite');
		hold.close();
		await journal.begin(START);
		await store.close();
	});

	it('says when the disk is full, and keeps what it had', async () => {
		const path = join(folder, 'state.sqlite');
		const store = await openStore({ kind: 'sqlite', path });
		const journal = await openJournal(store);
		const id = await journal.begin(START);
		// The database file may grow no further, as on a full disk.
		await store.all('PRAGMA max_page_count = 1');
		const noise = Array.from({ length: 20_000 }, (_, number) =>
			creation(number, { note: Math.random().toString(36) }),
		);
		await expect(journal.saveIntents(id, noise)).rejects.toMatchObject({ code: 'DISK_FULL', kind: 'user' });
		await store.all('PRAGMA max_page_count = 1000000');
		await expect(journal.saveOutcomes(id, [outcome(2, 'created')])).rejects.toMatchObject({
			code: 'DISK_FULL',
		});
		expect(await journal.entry(id)).toMatchObject({ status: 'running', rows: 0 });
		await journal.finish(id, {
			...makeTally().report({ importId: id, destination: 'x', startedAt: '', finishedAt: '' }),
		});
		await store.close();
	});
});
