import type { Row } from '../../../lib/model';
import type { Attempt, DeliveryOptions, OfferedChunk, PullSettings, SqlSession } from '../../../lib/sql';
import { deliverPull, openPull } from '../../../lib/sql';
import { postgres } from '../../../lib/sql/postgres';
import type { PullHold, PullId, StateStore } from '../../../lib/state';
import { openWatermarks } from '../../../lib/state';
import type { StatePlace } from '../state/statePlaces';
import { sqlitePlace } from '../state/statePlaces';
import type { SqlTestServer } from './conformance';
import { errorOf } from './conformance';
import { startTestServer } from './postgresServer';

let server: SqlTestServer;
let session: SqlSession;
let place: StatePlace;
let store: StateStore;
let hold: PullHold;
let tests = 0;

beforeAll(async () => {
	server = await startTestServer();
	session = await postgres.connect(server.connection);
	place = await sqlitePlace();
	store = await place.open();
}, 90_000);

afterAll(async () => {
	await store.close();
	await place.remove();
	await session.close();
	await server.stop();
});

beforeEach(async () => {
	tests += 1;
	hold = await holdOf({ workflowId: `w${tests}`, nodeId: 'n', settings: {} });
	await server.execute(
		'DROP TABLE IF EXISTS people',
		'CREATE TABLE people (id bigint, name text, updated_at timestamp)',
	);
});

async function holdOf(id: PullId): Promise<PullHold> {
	const acquired = await (await openWatermarks(store)).pull(id).acquire();
	if ('hold' in acquired) return acquired.hold;
	throw new Error('It is held');
}

const at = (second: number): string => `2026-01-01 10:00:${String(second).padStart(2, '0')}`;

/** `[id, name, second]` */
async function add(...people: ReadonlyArray<readonly [number, string, number | null]>): Promise<void> {
	const values = people.map(
		([id, name, second]) => `(${id}, '${name}', ${second === null ? 'NULL' : `'${at(second)}'`})`,
	);
	await server.execute(`INSERT INTO people VALUES ${values.join(', ')}`);
}

const change = (id: number, name: string, second: number) =>
	server.execute(`UPDATE people SET name = '${name}', updated_at = '${at(second)}' WHERE id = ${id}`);

interface Tried {
	readonly kind: OfferedChunk['kind'];
	readonly people: string[];
	readonly attempt: Attempt;
}

/** A person as `id name`, or `id` alone. */
const person = ({ cells: [id, name] }: Row): string => `${String(id)} ${String(name)}`;

/** One run of a pull by the time of the last change, and what it handed on. */
async function run(
	settings: Partial<PullSettings> = {},
	options: Partial<DeliveryOptions> & { accept?: (tried: Tried) => boolean } = {},
) {
	const { accept = () => true, ...rest } = options;
	const tried: Tried[] = [];
	const pull = await openPull(session, postgres, {
		query: 'SELECT * FROM people',
		startColumn: 'updated_at',
		keyColumn: 'id',
		chunkSize: 2,
		...settings,
	});
	const handOn = async (chunk: OfferedChunk, attempt: Attempt): Promise<boolean> => {
		const one = { kind: chunk.kind, people: chunk.rows.map(person), attempt };
		tried.push(one);
		return await Promise.resolve(accept(one));
	};
	const delivery = await deliverPull(pull, hold, handOn, { move: 'afterSuccess', ...rest });
	return { ...delivery, tried, people: tried.map(({ people }) => people) };
}

const watermark = async () => (await hold.place()).watermark?.value;

describe('the watermark', () => {
	beforeEach(() => add([1, 'a', 1], [2, 'b', 2], [3, 'c', 3], [4, 'd', 4], [5, 'e', 5]));

	it('moves behind each chunk, after it was accepted and before the next', async () => {
		const seen: (string | undefined)[] = [];
		const pull = await openPull(session, postgres, {
			query: 'SELECT * FROM people',
			startColumn: 'updated_at',
			chunkSize: 2,
		});
		const handOn = async (): Promise<boolean> => {
			seen.push(await watermark());
			return true;
		};
		const delivery = await deliverPull(pull, hold, handOn, { move: 'afterSuccess' });
		expect(seen).toEqual([undefined, at(2), at(4)]);
		expect(delivery).toMatchObject({ chunks: 3, rows: 5, from: undefined, to: { value: at(5) } });
	});

	it('stays before a chunk that was not accepted, and lets nothing overtake it', async () => {
		const first = await run({}, { accept: ({ people }) => people[0] !== '3 c' });
		expect(first.people).toEqual([
			['1 a', '2 b'],
			['3 c', '4 d'],
		]);
		expect(first).toMatchObject({ chunks: 1, rows: 2, refused: { attempt: 1, rows: 2 } });
		expect(await watermark()).toBe(at(2));
		expect((await run()).people).toEqual([['3 c', '4 d'], ['5 e']]);
	});

	it('gives each try of a chunk a number and a token of its own', async () => {
		const tries = [await run({}, { accept: () => false }), await run({}, { accept: () => false })];
		const attempts = tries.flatMap(({ tried }) => tried.map(({ attempt }) => attempt));
		expect(attempts.map(({ number }) => number)).toEqual([1, 2]);
		expect(new Set(attempts.map(({ token }) => token)).size).toBe(2);
	});

	it('moves past a chunk that was not accepted when it is to move at once', async () => {
		await run({}, { accept: () => false, move: 'atOnce' });
		expect(await watermark()).toBe(at(5));
	});

	it('stays where it is when handing on throws', async () => {
		const accept = () => {
			throw new Error('no disk');
		};
		await expect(run({}, { accept })).rejects.toThrow('no disk');
		expect(await watermark()).toBeUndefined();
	});

	it('stops when somebody else has moved the watermark', async () => {
		const other = hold;
		let moved = false;
		const pull = await openPull(session, postgres, {
			query: 'SELECT * FROM people',
			startColumn: 'updated_at',
			chunkSize: 2,
		});
		const handOn = async (): Promise<boolean> => {
			if (!moved) await other.compareAndSet(undefined, { value: at(9) });
			moved = true;
			return true;
		};
		const error = await errorOf(() => deliverPull(pull, hold, handOn, { move: 'afterSuccess' }));
		expect(error.code).toBe('WATERMARK_MOVED');
	});

	it('stays where the table is empty', async () => {
		await run();
		await server.execute('TRUNCATE people');
		expect(await run()).toMatchObject({ rows: 0, from: { value: at(5) }, to: { value: at(5) } });
	});

	it('ends a run after the most chunks or rows, and pauses between two', async () => {
		let pauses = 0;
		const pause = async (): Promise<void> => {
			pauses += 1;
			await Promise.resolve();
		};
		expect((await run({ maxChunks: 1 }, { pause })).people).toEqual([['1 a', '2 b']]);
		expect(pauses).toBe(0);
		expect((await run({ maxRows: 3, chunkSize: 1 }, { pause })).people).toEqual([['3 c'], ['4 d'], ['5 e']]);
		expect(pauses).toBe(2);
	});
});

describe('a column that is written to again', () => {
	it('brings updates of old rows by the time of the change, and not by a growing number', async () => {
		await add([1, 'a', 1], [2, 'b', 2]);
		const byNumber = { startColumn: 'id', rowKey: ['id'] };
		await run(byNumber);
		await change(1, 'A', 9);
		expect((await run(byNumber)).people).toEqual([]);
		hold = await holdOf({ workflowId: `other ${tests}`, nodeId: 'n', settings: {} });
		await run();
		await change(2, 'B', 10);
		expect((await run()).people).toEqual([['2 B']]);
	});

	it('does not see a deleted row', async () => {
		await add([1, 'a', 1], [2, 'b', 2]);
		await run();
		await server.execute('DELETE FROM people WHERE id = 1');
		expect((await run()).people).toEqual([]);
	});
});

describe('rows that are committed late', () => {
	beforeEach(() => add([1, 'a', 1], [3, 'c', 30]));

	it('are missed without a lag window', async () => {
		await run();
		await add([2, 'late', 20]);
		expect((await run()).people).toEqual([]);
	});

	it('come in a lag window of seconds, and what was delivered does not come again', async () => {
		expect((await run({ lag: 15 })).people).toEqual([['1 a', '3 c']]);
		await add([2, 'late', 20]);
		expect(await run({ lag: 15 })).toMatchObject({ people: [['2 late']], unchanged: 1 });
		expect(await watermark()).toBe(at(30));
		expect(await run({ lag: 15 })).toMatchObject({ people: [], unchanged: 2 });
	});

	it('come in a lag window of a difference, for a column of numbers', async () => {
		const byNumber = { startColumn: 'id', lag: 2 };
		expect((await run(byNumber)).people).toEqual([['1 a', '3 c']]);
		await add([2, 'late', 20]);
		expect((await run(byNumber)).people).toEqual([['2 late']]);
	});

	it('come with the rows that were updated within the window', async () => {
		await run({ lag: 15 });
		await server.execute("UPDATE people SET name = 'C' WHERE id = 3");
		expect((await run({ lag: 15 })).people).toEqual([['3 C']]);
	});

	it('come from a query with {lastItem} too', async () => {
		const query = 'SELECT * FROM people WHERE updated_at > {lastItem} ORDER BY updated_at LIMIT {limit}';
		const settings = { query, startValue: '1970-01-01', lag: 15 };
		await run(settings);
		await add([2, 'late', 20]);
		expect((await run(settings)).people).toEqual([['2 late']]);
	});

	it('come although the clock went back an hour when summer time ended', async () => {
		await run({ lag: 3600 });
		await add([4, 'after the change', 5]);
		expect((await run({ lag: 3600 })).people).toEqual([['4 after the change']]);
	});

	it('are remembered no longer than the window lasts', async () => {
		await store.run('DELETE FROM pull_memory');
		await run({ lag: 15 });
		await add([5, 'e', 59]);
		await run({ lag: 15 });
		expect(await store.all('SELECT place FROM pull_memory')).toEqual([
			{ place: Date.parse('2026-01-01T10:00:59Z') / 1000 },
		]);
	});

	it('do not wait behind rows that were delivered, however few chunks a run may have', async () => {
		await add([4, 'd', 31], [5, 'e', 32], [6, 'f', 33], [7, 'g', 34]);
		const settings = { lag: 30, chunkSize: 1, maxChunks: 1 };
		const seen: string[][] = [];
		for (let runs = 0; runs < 7; runs += 1) seen.push(...(await run(settings)).people);
		expect(seen.flat()).toEqual(['1 a', '3 c', '4 d', '5 e', '6 f', '7 g']);
	});

	it('do not come from before the start value', async () => {
		await run({ lag: 50, startValue: at(10) });
		await add([2, 'before', 5], [4, 'late', 12]);
		expect((await run({ lag: 50, startValue: at(10) })).people).toEqual([['4 late']]);
	});

	it.each([
		[{ startColumn: 'name', lag: 5 }, /cannot be used with 'name'/],
		[{ lag: 1.5 }, /whole number/],
	])('cannot be waited for with %j', async (settings, message) => {
		expect((await errorOf(() => run(settings))).message + (await errorOf(() => run(settings))).hint).toMatch(
			message,
		);
	});
});

describe('rows without a start value', () => {
	beforeEach(() => add([1, 'a', 1], [8, 'x', null], [9, 'y', null], [7, 'z', null]));

	it('are counted', async () => {
		const pull = await openPull(session, postgres, {
			query: 'SELECT * FROM people',
			startColumn: 'updated_at',
			chunkSize: 2,
		});
		expect(await pull.countUnplaced()).toBe(3);
	});

	it('come once with the first run where that is wanted', async () => {
		const first = await run({ includeUnplaced: true });
		expect(first.tried.map(({ kind }) => kind)).toEqual(['unplaced', 'unplaced', 'next']);
		expect(first.people.flat().sort()).toEqual(['1 a', '7 z', '8 x', '9 y']);
		expect((await run({ includeUnplaced: true })).people).toEqual([]);
	});

	it('come again from the first of them when one of their chunks was not accepted', async () => {
		const first = await run({ includeUnplaced: true }, { accept: ({ attempt }) => attempt.number < 2 });
		expect(first.refused).toMatchObject({ attempt: 2 });
		expect(await watermark()).toBeUndefined();
		expect((await run({ includeUnplaced: true })).people.flat()).toHaveLength(4);
	});

	it('are parked when they fail too often, and the pull goes on', async () => {
		const accept = ({ kind }: Tried): boolean => kind !== 'unplaced';
		const first = await run({ includeUnplaced: true }, { accept, parkAfter: 1 });
		expect(first).toMatchObject({ parked: 1, rows: 1, refused: undefined });
		await hold.apply('offer', { action: 'offerParked' });
		const again = await run({ includeUnplaced: true });
		expect(again.tried.map(({ kind }) => kind)).toEqual(['again', 'again']);
		expect(again.people.flat().sort()).toEqual(['7 z', '8 x', '9 y']);
	});
});

describe('a chunk that fails again and again', () => {
	const bad = ({ people }: Tried): boolean => !people.includes('3 c');

	beforeEach(() => add([1, 'a', 1], [2, 'b', 2], [3, 'c', 3], [4, 'd', 4], [5, 'e', 5]));

	it('is never overtaken where nothing is to be parked', async () => {
		for (let runs = 0; runs < 7; runs += 1) {
			expect((await run({}, { accept: bad, parkAfter: 0 })).refused?.rows).toBe(2);
		}
		expect(await watermark()).toBe(at(2));
	});

	it('is parked after so many tries and told of, and the pull goes on after it', async () => {
		const told: unknown[] = [];
		const options = { accept: bad, parkAfter: 3, onPark: (parked: unknown) => void told.push(parked) };
		expect((await run({}, options)).refused?.attempt).toBe(1);
		expect((await run({}, options)).refused?.attempt).toBe(2);
		expect(told).toEqual([]);
		const third = await run({}, options);
		expect(third.people).toEqual([['3 c', '4 d'], ['5 e']]);
		expect(third).toMatchObject({ parked: 1, rows: 1, refused: undefined, to: { value: at(5) } });
		expect(told).toMatchObject([{ rows: 2, attempts: 3, after: { value: at(2) }, to: { value: at(4) } }]);
		expect((await run()).people).toEqual([]);
	});

	it('comes again when it is offered again: what is in its stretch now', async () => {
		await run({}, { accept: bad, parkAfter: 1 });
		await change(4, 'D', 40);
		expect((await run()).people).toEqual([['4 D']]);
		await hold.apply('offer', { action: 'offerParked' });
		const again = await run();
		expect(again.tried).toMatchObject([{ kind: 'again', people: ['3 c'], attempt: { number: 2 } }]);
		await hold.apply('offer 2', { action: 'offerParked' });
		expect((await run()).people).toEqual([]);
	});

	it('waits again when it fails once more', async () => {
		await run({}, { accept: bad, parkAfter: 1 });
		await hold.apply('offer', { action: 'offerParked' });
		expect((await run({}, { accept: bad })).tried).toMatchObject([{ kind: 'again' }]);
		expect((await run()).people).toEqual([]);
		await hold.apply('offer 2', { action: 'offerParked' });
		expect((await run()).tried).toMatchObject([{ attempt: { number: 3 } }]);
	});

	it('does not come by itself in a lag window, and what is changed in it does', async () => {
		await run({ lag: 30 }, { accept: bad, parkAfter: 1 });
		expect((await run({ lag: 30 })).people).toEqual([]);
		await change(3, 'C', 6);
		expect((await run({ lag: 30 })).people).toEqual([['3 C']]);
		await hold.apply('offer', { action: 'offerParked' });
		expect((await run({ lag: 30 })).people).toEqual([['4 d']]);
	});

	it('is not taken for delivered where duplication is prevented', async () => {
		const settings = { prevent: 'unchanged', contentColumns: ['name'] } as const;
		await run(settings, { accept: bad, parkAfter: 1 });
		await change(3, 'c', 50);
		expect((await run(settings)).people).toEqual([['3 c']]);
	});
});

describe('the prevention of duplication', () => {
	const unchanged = { prevent: 'unchanged' } as const;

	beforeEach(() => add([1, 'a', 1], [2, 'b', 2]));

	it('leaves out rows whose content has not changed', async () => {
		const settings = { ...unchanged, contentColumns: ['name'] };
		await run(settings);
		await change(1, 'a', 10);
		await change(2, 'B', 11);
		expect(await run(settings)).toMatchObject({ people: [['2 B']], unchanged: 1, to: { value: at(11) } });
		await change(2, 'b', 12);
		expect((await run(settings)).people).toEqual([['2 b']]);
	});

	it('counts all columns as content where none are chosen', async () => {
		await run(unchanged);
		await change(1, 'a', 10);
		expect((await run(unchanged)).people).toEqual([['1 a']]);
	});

	it('remembers only what was accepted', async () => {
		const settings = { ...unchanged, contentColumns: ['name'] };
		await run(settings, { accept: () => false });
		expect((await run(settings)).people).toEqual([['1 a', '2 b']]);
	});

	it('forgets what an execution may have overwritten before it failed', async () => {
		const settings = { ...unchanged, contentColumns: ['name'] };
		await run(settings);
		await change(1, 'A', 10);
		// It may have written 'A'.
		await run(settings, { accept: () => false });
		await change(1, 'a', 11);
		expect((await run(settings)).people).toEqual([['1 a']]);
	});

	it('remembers nothing of the time before it was turned off', async () => {
		const settings = { ...unchanged, contentColumns: ['name'] };
		await run(settings);
		await change(1, 'A', 10);
		await run();
		await change(1, 'a', 11);
		expect((await run(settings)).people).toEqual([['1 a']]);
	});

	it('brings a key once a run: the last version of those in a chunk', async () => {
		const settings = { query: 'SELECT * FROM people', prevent: 'oncePerRun', rowKey: ['id'] } as const;
		await add([1, 'newer', 3]);
		expect((await run({ ...settings, chunkSize: 10 })).people).toEqual([['2 b', '1 newer']]);
	});

	it('brings a key once a run: a later version in a later chunk with the next run', async () => {
		const settings = { prevent: 'oncePerRun', rowKey: ['id'], chunkSize: 2 } as const;
		await add([3, 'c', 3], [1, 'newer', 4], [4, 'd', 5]);
		expect((await run(settings)).people).toEqual([['1 a', '2 b'], ['3 c']]);
		expect(await watermark()).toBe(at(3));
		expect((await run(settings)).people).toEqual([['1 newer', '4 d']]);
	});

	it('tells NULL, the empty text and the text NULL apart', async () => {
		const settings = { ...unchanged, contentColumns: ['name'] };
		await run(settings);
		await server.execute(`UPDATE people SET name = NULL, updated_at = '${at(10)}' WHERE id = 1`);
		expect((await run(settings)).rows).toBe(1);
		await change(1, '', 11);
		expect((await run(settings)).rows).toBe(1);
		await change(1, 'null', 12);
		expect((await run(settings)).rows).toBe(1);
	});

	it('needs to know what tells rows apart', async () => {
		const pull = () =>
			openPull(session, postgres, {
				query: 'SELECT * FROM people',
				startColumn: 'updated_at',
				chunkSize: 2,
				...unchanged,
			});
		expect((await errorOf(pull)).hint).toContain('Row Key');
	});

	it.each([
		['Row Key', { rowKey: ['nobody'] }],
		['Content Columns', { contentColumns: ['nobody'] }],
	])('says when a column of %s is not there', async (setting, settings) => {
		const error = await errorOf(() => run({ ...unchanged, ...settings }));
		expect(`${error.message} ${error.hint}`).toMatch(new RegExp(`nobody.*${setting}`));
	});
});
