import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PullHold, PullId, PullState, StateStore, Watermarks } from '../../../lib/state';
import { HOLD_MS, openStore, openWatermarks, pullHistory } from '../../../lib/state';
import { runAndKill } from './killedPull.mjs';
import type { StatePlace } from './statePlaces';
import { STATE_PLACES } from './statePlaces';

const END = {
	result: 'success',
	rows: 2,
	chunks: 1,
	unchanged: 3,
	parked: 0,
	from: undefined,
	to: { value: '5' },
} as const;

describe.each(STATE_PLACES)('pulls in %s', (_kind, make) => {
	let place: StatePlace;
	let opened: StateStore[] = [];
	let time: number;
	let id: PullId;
	let tests = 0;

	beforeAll(async () => {
		place = await make();
	}, 60_000);

	beforeEach(() => {
		time = Date.parse('2026-11-22T10:00:00Z');
		tests += 1;
		id = {
			workflowId: `w${tests}`,
			nodeId: 'n1',
			settings: { query: 'SELECT * FROM customers', startColumn: 'id', keyColumn: undefined },
		};
	});

	afterEach(async () => {
		for (const store of opened) await store.close();
		opened = [];
	});

	afterAll(async () => await place.remove());

	/** As another process would open it. */
	async function open(): Promise<Watermarks> {
		const store = await place.open();
		opened.push(store);
		return await openWatermarks(store, { now: () => time });
	}

	const pull = async (other: PullId = id): Promise<PullState> => (await open()).pull(other);

	async function holdOf(state: PullState): Promise<PullHold> {
		const acquired = await state.acquire();
		if ('hold' in acquired) return acquired.hold;
		throw new Error(`held until ${acquired.heldUntil}`);
	}

	describe('watermarks', () => {
		it('begin nowhere', async () => {
			expect(await (await pull()).get()).toMatchObject({ watermark: undefined, attempts: 0 });
		});

		it.each([
			[{ value: '9007199254740993' }],
			[{ value: '2026-03-29 02:30:00.869123' }],
			[{ value: '0' }],
			[{ value: "Łucja'; --", key: '' }],
		])('keep the exact text of %j when the state is opened again', async (watermark) => {
			const hold = await holdOf(await pull());
			expect(await hold.compareAndSet(undefined, watermark)).toBe(true);
			expect((await (await pull()).get()).watermark).toEqual(watermark);
		});

		it('are moved only from where they are', async () => {
			const state = await pull();
			const hold = await holdOf(state);
			expect(await hold.compareAndSet({ value: '1' }, { value: '2' })).toBe(false);
			expect(await hold.compareAndSet(undefined, { value: '5', key: 'a' })).toBe(true);
			expect(await hold.compareAndSet({ value: '5' }, { value: '6' })).toBe(false);
			expect(await hold.compareAndSet({ value: '5', key: 'a' }, { value: '6' })).toBe(true);
			expect((await state.get()).watermark).toEqual({ value: '6' });
		});

		it('belong to a workflow, a node and the settings', async () => {
			const watermarks = await open();
			await (await holdOf(watermarks.pull(id))).compareAndSet(undefined, { value: '5' });
			const others: PullId[] = [
				{ ...id, workflowId: 'other' },
				{ ...id, nodeId: 'n2' },
				{ ...id, settings: { ...id.settings, query: 'SELECT * FROM contacts' } },
				{ ...id, settings: { ...id.settings, startValue: '3' } },
			];
			for (const other of others) expect((await watermarks.pull(other).get()).watermark).toBeUndefined();
			const sameInAnotherOrder = { ...id, settings: { startColumn: 'id', query: 'SELECT * FROM customers' } };
			expect((await watermarks.pull(sameInAnotherOrder).get()).watermark).toEqual({ value: '5' });
		});
	});

	describe('pulls whose settings were changed', () => {
		const MONTH_MS = 31 * 86_400_000;

		async function runOnce(other: PullId): Promise<PullHold> {
			const hold = await holdOf(await pull(other));
			await hold.settle({
				from: (await hold.place()).watermark,
				to: { value: '5' },
				delivered: [{ row: 'r', content: 'c' }],
				park: { rows: 2, attempts: 5, to: { value: '3' } },
			});
			await hold.finishRun(await hold.beginRun('Nightly'), END);
			await hold.release();
			return hold;
		}

		it('are remembered for a month, for who changes them back, and then forgotten with all they kept', async () => {
			const changed: PullId = { ...id, settings: { query: 'SELECT id FROM customers' } };
			const elsewhere: PullId = { ...id, nodeId: 'n2' };
			const before = await runOnce(id);
			await runOnce(elsewhere);
			time += MONTH_MS - 2 * 86_400_000;
			await runOnce(changed);
			expect((await (await pull()).get()).watermark).toEqual({ value: '5' });
			time += 2 * 86_400_000;
			await runOnce(changed);
			expect((await (await pull()).get()).watermark).toBeUndefined();
			expect((await before.remembered(['r'])).size).toBe(0);
			expect(await (await pull()).parked()).toEqual([]);
			expect((await (await pull(elsewhere)).get()).watermark).toEqual({ value: '5' });
			expect((await (await pull(changed)).get()).watermark).toEqual({ value: '5' });
		});
	});

	describe('requests of the panel', () => {
		it('begin again once, with other tokens than before, until they are changed', async () => {
			const hold = await holdOf(await pull());
			const before = (await hold.beginAttempt()).token;
			await hold.settle({
				from: undefined,
				to: { value: '5' },
				delivered: [{ row: 'r', content: 'c' }],
				park: { rows: 2, attempts: 5, to: { value: '3' } },
			});
			expect(await hold.apply('again 1', { action: 'startAgain' })).toBe(true);
			expect(await hold.place()).toMatchObject({ watermark: undefined, attempts: 0 });
			expect((await hold.remembered(['r'])).size).toBe(0);
			expect(await (await pull()).parked()).toEqual([]);
			expect((await hold.beginAttempt()).token).not.toBe(before);
			await hold.compareAndSet(undefined, { value: '6' });
			expect(await hold.apply('again 1', { action: 'startAgain' })).toBe(false);
			expect((await hold.place()).watermark).toEqual({ value: '6' });
			expect(await hold.apply('', undefined)).toBe(false);
			expect(await hold.apply('again 1', { action: 'startAgain' })).toBe(true);
		});

		it('set a place, and forget what was delivered', async () => {
			const hold = await holdOf(await pull());
			await hold.settle({ from: undefined, to: { value: '9' }, delivered: [{ row: 'r', content: 'c' }] });
			await hold.apply('to 3', { action: 'setTo', watermark: { value: '3', key: 'k' } });
			expect((await hold.place()).watermark).toEqual({ value: '3', key: 'k' });
			expect((await hold.remembered(['r'])).size).toBe(0);
		});

		it('offer what was parked again', async () => {
			const hold = await holdOf(await pull());
			const park = { rows: 2, attempts: 5, after: { value: '1', key: 'a' }, to: { value: '3', key: 'b' } };
			await hold.settle({ from: undefined, to: { value: '3', key: 'b' }, park });
			expect(await hold.offered()).toEqual([]);
			await hold.apply('offer', { action: 'offerParked' });
			const [parked] = await hold.offered();
			expect(parked).toMatchObject({ ...park, parkedAt: '2026-11-22T10:00:00.000Z' });
			await hold.settleParked(parked?.id ?? '', undefined);
			expect(await hold.offered()).toEqual([]);
			expect(await (await pull()).parked()).toMatchObject([{ attempts: 6 }]);
			await hold.apply('offer 2', { action: 'offerParked' });
			await hold.settleParked(parked?.id ?? '', [{ row: 'r', content: 'c' }]);
			expect(await (await pull()).parked()).toEqual([]);
			expect((await hold.remembered(['r'])).get('r')).toBe('c');
		});
	});

	describe('tries', () => {
		it('are counted until the watermark moves, also when the process ends in between', async () => {
			expect((await (await holdOf(await pull())).beginAttempt()).number).toBe(1);
			time += HOLD_MS;
			const state = await pull();
			expect((await state.get()).attempts).toBe(1);
			const hold = await holdOf(state);
			expect((await hold.beginAttempt()).number).toBe(2);
			await hold.compareAndSet(undefined, { value: '5' });
			expect((await hold.beginAttempt()).number).toBe(1);
		});

		it('each have a token of their own, without the data', async () => {
			const hold = await holdOf(await pull());
			const tokens = [(await hold.beginAttempt()).token, (await hold.beginAttempt()).token];
			await hold.compareAndSet(undefined, { value: 'secret@example.com' });
			tokens.push((await hold.beginAttempt()).token);
			expect(new Set(tokens).size).toBe(3);
			expect(tokens.join()).not.toContain('secret');
		});
	});

	describe('the memory of delivered rows', () => {
		it('is kept in one step with the watermark, or not at all', async () => {
			const hold = await holdOf(await pull());
			const delivered = [{ row: 'r', content: 'c' }];
			expect(await hold.settle({ from: { value: '7' }, to: { value: '8' }, delivered })).toBe(false);
			expect((await hold.remembered(['r'])).size).toBe(0);
			expect(await hold.settle({ from: undefined, to: { value: '8' }, delivered })).toBe(true);
			expect((await hold.remembered(['r', 's'])).get('r')).toBe('c');
		});

		it('holds the last content of each of many rows, and is given up behind a place', async () => {
			const hold = await holdOf(await pull());
			const rows = Array.from({ length: 1200 }, (_, n) => ({ row: `r${n}`, content: 'a', place: n }));
			await hold.settle({ from: undefined, to: { value: '1' }, delivered: rows });
			await hold.settle({
				from: { value: '1' },
				to: { value: '1' },
				delivered: [{ row: 'r7', content: 'b', place: 2000 }],
				forgetBefore: 1199,
			});
			const known = await hold.remembered(rows.map(({ row }) => row));
			expect(Object.fromEntries(known)).toEqual({ r7: 'b', r1199: 'a' });
		});

		it('is that of one pull alone', async () => {
			const hold = await holdOf(await pull());
			await hold.settle({ from: undefined, to: { value: '1' }, delivered: [{ row: 'r', content: 'c' }] });
			const other = await holdOf(await pull({ ...id, nodeId: 'n2' }));
			expect((await other.remembered(['r'])).size).toBe(0);
		});
	});

	describe('the account', () => {
		it('has the last runs, the newest first, and of those that found nothing the last one', async () => {
			const store = await place.open();
			opened.push(store);
			const hold = await holdOf((await openWatermarks(store, { now: () => time })).pull(id));
			for (const result of ['success', 'nothing', 'nothing', 'failed'] as const) {
				time += 1000;
				const runId = await hold.beginRun('Nightly');
				await hold.finishRun(runId, { ...END, result, message: result === 'failed' ? 'No CRM' : undefined });
			}
			const runs = await pullHistory(store, { workflowId: id.workflowId });
			expect(runs.map(({ result }) => result)).toEqual(['failed', 'nothing', 'success']);
			expect(runs[0]).toMatchObject({
				nodeId: 'n1',
				nodeName: 'Nightly',
				startedAt: '2026-11-22T10:00:04.000Z',
				finishedAt: '2026-11-22T10:00:04.000Z',
				rows: 2,
				unchanged: 3,
				to: { value: '5' },
				message: 'No CRM',
			});
			expect(runs[0]).not.toHaveProperty('from');
			expect(await pullHistory(store, { workflowId: id.workflowId, limit: 1 })).toHaveLength(1);
			expect((await hold.place()).lastRun).toBe(time);
		});

		it('says of a run whose process was killed that it was interrupted', async () => {
			await (await holdOf(await pull())).beginRun('Nightly');
			time += HOLD_MS;
			const store = await place.open();
			opened.push(store);
			const hold = await holdOf((await openWatermarks(store, { now: () => time })).pull(id));
			await hold.finishRun(await hold.beginRun('Nightly'), END);
			const runs = await pullHistory(store, { workflowId: id.workflowId });
			expect(runs.map(({ result }) => result)).toEqual(['success', 'interrupted']);
		});

		it('keeps 50 runs', async () => {
			const store = await place.open();
			opened.push(store);
			const hold = await holdOf((await openWatermarks(store, { now: () => time })).pull(id));
			for (let run = 0; run < 53; run += 1) {
				time += 1000;
				await hold.finishRun(await hold.beginRun('Nightly'), END);
			}
			expect(await pullHistory(store, { workflowId: id.workflowId, limit: 100 })).toHaveLength(50);
		});
	});

	describe('the hold', () => {
		it('is given to one at a time, also between two processes', async () => {
			const hold = await holdOf(await pull());
			expect(await (await pull()).acquire()).toEqual({ heldUntil: time + HOLD_MS });
			await hold.release();
			expect(await (await pull()).acquire()).toHaveProperty('hold');
		});

		it('is given to one of many that ask at the same moment', async () => {
			const states = await Promise.all(Array.from({ length: 6 }, () => pull()));
			const acquired = await Promise.all(states.map((state) => state.acquire()));
			expect(acquired.filter((one) => 'hold' in one)).toHaveLength(1);
		});

		it('leaves other pulls alone', async () => {
			const watermarks = await open();
			await holdOf(watermarks.pull(id));
			expect(await watermarks.pull({ ...id, nodeId: 'n2' }).acquire()).toHaveProperty('hold');
		});

		it('lasts as long as there are signs of life', async () => {
			const state = await pull();
			const hold = await holdOf(state);
			time += HOLD_MS - 1;
			expect(await hold.renew()).toBe(true);
			time += HOLD_MS - 1;
			expect(await state.acquire()).toHaveProperty('heldUntil');
		});

		it('can be taken over when there are none, and the first can then change nothing', async () => {
			const state = await pull();
			const first = await holdOf(state);
			time += HOLD_MS;
			const second = await holdOf(state);
			expect(await first.renew()).toBe(false);
			expect(await first.compareAndSet(undefined, { value: '5' })).toBe(false);
			await expect(first.beginAttempt()).rejects.toThrow('Another run of this pull has begun');
			await expect(first.settleParked('p', [])).rejects.toThrow('Another run of this pull has begun');
			await expect(first.apply('again', { action: 'startAgain' })).rejects.toThrow('Another run');
			await first.release();
			expect(await state.acquire()).toHaveProperty('heldUntil');
			expect(await second.compareAndSet(undefined, { value: '6' })).toBe(true);
		});

		it('knows the watermark at its beginning', async () => {
			const state = await pull();
			const first = await holdOf(state);
			expect(first.watermark).toBeUndefined();
			await first.compareAndSet(undefined, { value: '5' });
			await first.release();
			expect((await holdOf(state)).watermark).toEqual({ value: '5' });
		});
	});
});

describe('when things break', () => {
	let folder: string;

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'watermarks-'));
	});

	afterEach(() => rmSync(folder, { recursive: true }));

	it('nothing that was moved is lost when the process is killed', async () => {
		const path = join(folder, 'state.sqlite');
		const id: PullId = { workflowId: 'w', nodeId: 'n', settings: {} };
		const last = await runAndKill(path, id);
		expect(last).toBeGreaterThan(100);
		const store = await openStore({ kind: 'sqlite', path });
		const state = (await openWatermarks(store, { now: () => Date.now() + HOLD_MS })).pull(id);
		const { watermark } = await state.get();
		// More can have been moved after the last word that got through.
		expect(Number(watermark?.value)).toBeGreaterThanOrEqual(last);
		const acquired = await state.acquire();
		expect('hold' in acquired && (await acquired.hold.compareAndSet(watermark, { value: 'on' }))).toBe(true);
		await store.close();
	}, 30_000);

	it('says what to do about a file that is no database', async () => {
		const wrong = join(folder, 'state.sqlite');
		writeFileSync(wrong, 'not a database, but long enough to be taken for one '.repeat(20));
		const opening = async () => await openWatermarks(await openStore({ kind: 'sqlite', path: wrong }));
		await expect(opening()).rejects.toThrow(/state\.sqlite/);
	});
});
