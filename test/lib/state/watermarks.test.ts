import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PullHold, PullId, PullState } from '../../../lib/state/watermarks';
import { HOLD_MS, openWatermarks } from '../../../lib/state/watermarks';
import { runAndKill } from './killedPull.mjs';

const ID: PullId = {
	workflowId: 'w1',
	nodeId: 'n1',
	settings: { query: 'SELECT * FROM customers', startColumn: 'id', keyColumn: undefined },
};

let folder: string;
let path: string;
let time: number;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'watermarks-'));
	path = join(folder, 'made/for/it/state.sqlite');
	time = Date.parse('2026-11-22T10:00:00Z');
});

afterEach(() => rmSync(folder, { recursive: true }));

const open = () => openWatermarks(path, { now: () => time });

function holdOf(state: PullState): PullHold {
	const acquired = state.acquire();
	if ('hold' in acquired) return acquired.hold;
	throw new Error(`held until ${acquired.heldUntil}`);
}

describe('watermarks', () => {
	it('begin nowhere', () => {
		expect(open().pull(ID).get()).toEqual({ watermark: undefined, attempts: 0 });
	});

	it.each([
		[{ value: '9007199254740993' }],
		[{ value: '2026-03-29 02:30:00.869123' }],
		[{ value: '0' }],
		[{ value: "Łucja'; --", key: '' }],
	])('keep the exact text of %j when the database is opened again', (watermark) => {
		const first = open();
		expect(holdOf(first.pull(ID)).compareAndSet(undefined, watermark)).toBe(true);
		first.close();
		expect(open().pull(ID).get().watermark).toEqual(watermark);
	});

	it('are moved only from where they are', () => {
		const state = open().pull(ID);
		const hold = holdOf(state);
		expect(hold.compareAndSet({ value: '1' }, { value: '2' })).toBe(false);
		expect(hold.compareAndSet(undefined, { value: '5', key: 'a' })).toBe(true);
		expect(hold.compareAndSet({ value: '5' }, { value: '6' })).toBe(false);
		expect(hold.compareAndSet({ value: '5', key: 'a' }, { value: '6' })).toBe(true);
		expect(state.get().watermark).toEqual({ value: '6' });
	});

	it('belong to a workflow, a node and the settings', () => {
		const watermarks = open();
		holdOf(watermarks.pull(ID)).compareAndSet(undefined, { value: '5' });
		const others: PullId[] = [
			{ ...ID, workflowId: 'w2' },
			{ ...ID, nodeId: 'n2' },
			{ ...ID, settings: { ...ID.settings, query: 'SELECT * FROM contacts' } },
			{ ...ID, settings: { ...ID.settings, startValue: '3' } },
		];
		expect(others.map((id) => watermarks.pull(id).get().watermark)).toEqual(others.map(() => undefined));
		const sameInAnotherOrder = { ...ID, settings: { startColumn: 'id', query: 'SELECT * FROM customers' } };
		expect(watermarks.pull(sameInAnotherOrder).get().watermark).toEqual({ value: '5' });
	});

	it('begin again after a reset, with other tokens than before', () => {
		const state = open().pull(ID);
		const hold = holdOf(state);
		const before = hold.beginAttempt().token;
		hold.compareAndSet(undefined, { value: '5' });
		state.reset();
		expect(state.get()).toEqual({ watermark: undefined, attempts: 0 });
		expect(hold.beginAttempt().token).not.toBe(before);
	});
});

describe('tries', () => {
	it('are counted until the watermark moves, also when the process ends in between', () => {
		const first = open();
		expect(holdOf(first.pull(ID)).beginAttempt().number).toBe(1);
		first.close();
		time += HOLD_MS;
		const state = open().pull(ID);
		expect(state.get().attempts).toBe(1);
		const hold = holdOf(state);
		expect(hold.beginAttempt().number).toBe(2);
		hold.compareAndSet(undefined, { value: '5' });
		expect(hold.beginAttempt().number).toBe(1);
	});

	it('each have a token of their own, without the data', () => {
		const hold = holdOf(open().pull(ID));
		const tokens = [hold.beginAttempt().token, hold.beginAttempt().token];
		hold.compareAndSet(undefined, { value: 'secret@example.com' });
		tokens.push(hold.beginAttempt().token);
		expect(new Set(tokens).size).toBe(3);
		expect(tokens.join()).not.toContain('secret');
	});
});

describe('the hold', () => {
	it('is given to one at a time, also between two that opened the file', () => {
		const hold = holdOf(open().pull(ID));
		expect(open().pull(ID).acquire()).toEqual({ heldUntil: time + HOLD_MS });
		hold.release();
		expect(open().pull(ID).acquire()).toHaveProperty('hold');
	});

	it('leaves other pulls alone', () => {
		const watermarks = open();
		holdOf(watermarks.pull(ID));
		expect(watermarks.pull({ ...ID, nodeId: 'n2' }).acquire()).toHaveProperty('hold');
	});

	it('lasts as long as there are signs of life', () => {
		const state = open().pull(ID);
		const hold = holdOf(state);
		time += HOLD_MS - 1;
		expect(hold.renew()).toBe(true);
		time += HOLD_MS - 1;
		expect(state.acquire()).toHaveProperty('heldUntil');
	});

	it('can be taken over when there are none, and the first can then change nothing', () => {
		const state = open().pull(ID);
		const first = holdOf(state);
		time += HOLD_MS;
		const second = holdOf(state);
		expect(first.renew()).toBe(false);
		expect(first.compareAndSet(undefined, { value: '5' })).toBe(false);
		expect(() => first.beginAttempt()).toThrow('Another run of this pull has begun');
		first.release();
		expect(state.acquire()).toHaveProperty('heldUntil');
		expect(second.compareAndSet(undefined, { value: '6' })).toBe(true);
	});

	it('knows the watermark at its beginning', () => {
		const state = open().pull(ID);
		const first = holdOf(state);
		expect(first.watermark).toBeUndefined();
		first.compareAndSet(undefined, { value: '5' });
		first.release();
		expect(holdOf(state).watermark).toEqual({ value: '5' });
	});
});

describe('when things break', () => {
	it('nothing that was moved is lost when the process is killed', async () => {
		const last = await runAndKill(path, ID);
		expect(last).toBeGreaterThan(100);
		time = Date.now() + HOLD_MS;
		const state = open().pull(ID);
		const { watermark } = state.get();
		// One more can have been moved after the last word that got through.
		expect([last, last + 1]).toContain(Number(watermark?.value));
		expect(holdOf(state).compareAndSet(watermark, { value: 'on' })).toBe(true);
	}, 30_000);

	it('says what to do about a file that is no database', () => {
		const wrong = join(folder, 'state.sqlite');
		writeFileSync(wrong, 'not a database, but long enough to be taken for one '.repeat(20));
		expect(() => openWatermarks(wrong)).toThrow(/state\.sqlite/);
	});
});
