import type { StateStore } from '../../../lib/state';
import { PLACES, type StatePlace } from './places';

const STEPS = [
	`CREATE TABLE things (name TEXT PRIMARY KEY, size BIGINT, share DOUBLE PRECISION);
	CREATE INDEX things_by_size ON things (size);`,
	'CREATE TABLE others (number BIGINT NOT NULL)',
];

describe.each(PLACES)('the state in %s', (_kind, make) => {
	let place: StatePlace;
	let store: StateStore;
	const opened: StateStore[] = [];
	const open = async () => {
		const one = await place.open();
		opened.push(one);
		return one;
	};
	const names = async (from = store) =>
		(await from.all('SELECT name FROM things ORDER BY name')).map(({ name }) => name);

	beforeAll(async () => {
		place = await make();
		store = await open();
		await store.migrate('things', STEPS);
	}, 60_000);
	afterEach(async () => {
		await store.run('DELETE FROM things');
		await store.run('DELETE FROM others');
	});
	afterAll(async () => {
		for (const one of opened) await one.close();
		await place.remove();
	});

	it('gives values back as they were', async () => {
		const rows = [
			['text ?', Number.MAX_SAFE_INTEGER, 0.1],
			["Łódź's 🙂", -1, -2.5],
			['', null, null],
		] as const;
		await store.insert('things', ['name', 'size', 'share'], rows);
		const found = await store.all('SELECT name, size, share FROM things ORDER BY size IS NULL, size DESC');
		expect(found.map(({ name, size, share }) => [name, size, share])).toEqual(rows);
	});

	it('tells how many rows a statement changed, and counts and adds in numbers', async () => {
		await store.insert('others', ['number'], [[1], [2], [3]]);
		expect(await store.run('UPDATE others SET number = number + ? WHERE number > ?', [10, 1])).toBe(2);
		expect(await store.run('DELETE FROM others WHERE number = ?', [99])).toBe(0);
		const [row] = await store.all(
			"SELECT count(*) AS rows, sum(number) AS sum, max(number) AS most, '?' AS mark FROM others",
		);
		expect(row).toEqual({ rows: 3, sum: 26, most: 13, mark: '?' });
		expect(await store.all('UPDATE others SET number = 0 WHERE number = 1 RETURNING number')).toEqual([
			{ number: 0 },
		]);
	});

	it('inserts more rows than one statement holds, and all of them or none', async () => {
		const rows = Array.from({ length: 70_000 }, (_, number) => [`n${number}`, number]);
		await store.insert('things', ['name', 'size'], rows);
		expect(await store.all('SELECT count(*) AS rows FROM things')).toEqual([{ rows: 70_000 }]);
		await store.run('DELETE FROM things');
		await expect(store.insert('things', ['name', 'size'], [...rows, ['n1', 1]])).rejects.toThrow(
			/UNIQUE|once|value already/i,
		);
		expect(await names()).toEqual([]);
		await store.insert('things', ['name', 'size'], []);
	}, 30_000);

	it('takes a transaction back when its work throws, and gives what its work gives', async () => {
		const work = store.inTransaction(async (inside) => {
			await inside.run('INSERT INTO things (name) VALUES (?)', ['gone']);
			throw new Error('no');
		});
		await expect(work).rejects.toThrow('no');
		expect(await names()).toEqual([]);
		const given = await store.inTransaction(async (inside) => {
			await inside.insert('things', ['name'], [['kept']]);
			return await names(inside);
		});
		expect(given).toEqual(['kept']);
		expect(await names()).toEqual(['kept']);
	});

	it('takes a transaction inside of another back alone', async () => {
		await store.inTransaction(async (outer) => {
			await outer.run("INSERT INTO things (name) VALUES ('outer')");
			const failed = outer.inTransaction(async (inner) => {
				await inner.run("INSERT INTO things (name) VALUES ('inner')");
				await inner.run("INSERT INTO things (name) VALUES ('inner')");
			});
			await expect(failed).rejects.toThrow();
			await outer.inTransaction(async (inner) => {
				await inner.run("INSERT INTO things (name) VALUES ('second')");
			});
		});
		expect(await names()).toEqual(['outer', 'second']);
	});

	it('lets nothing into a transaction that waits in between', async () => {
		let letGo = () => {};
		const held = new Promise<void>((resolve) => (letGo = resolve));
		const failing = store.inTransaction(async (inside) => {
			await inside.run("INSERT INTO things (name) VALUES ('taken back')");
			await held;
			throw new Error('no');
		});
		const meanwhile = store.run("INSERT INTO things (name) VALUES ('kept')");
		letGo();
		await expect(failing).rejects.toThrow('no');
		await meanwhile;
		expect(await names()).toEqual(['kept']);
	});

	it('waits for a transaction of another store, in this process too', async () => {
		const other = await open();
		let letGo = () => {};
		const held = new Promise<void>((resolve) => (letGo = resolve));
		await store.run("INSERT INTO things (name, size) VALUES ('counter', 0)");
		const first = store.inTransaction(async (inside) => {
			await inside.run('UPDATE things SET size = size + 1');
			await held;
		});
		const second = other.inTransaction(
			async (inside) => await inside.run('UPDATE things SET size = size + 1'),
		);
		letGo();
		await Promise.all([first, second]);
		expect(await store.all('SELECT size FROM things')).toEqual([{ size: 2 }]);
	});

	it('counts right when several add at once', async () => {
		const stores = [store, await open(), await open()];
		await store.run("INSERT INTO things (name, size) VALUES ('counter', 0)");
		const one = async (from: StateStore) =>
			await from.all("UPDATE things SET size = size + 1 WHERE name = 'counter' RETURNING size");
		const given = await Promise.all(
			Array.from({ length: 60 }, (_, place) => one(stores[place % 3] ?? store)),
		);
		expect(given.map(([row]) => Number(row?.['size'])).sort((a, b) => a - b)).toEqual(
			Array.from({ length: 60 }, (_, place) => place + 1),
		);
	}, 30_000);

	it('takes the steps of a part once, in order, however many open it at once', async () => {
		const stores = await Promise.all([open(), open(), open()]);
		const steps = ['CREATE TABLE once (x BIGINT)', 'INSERT INTO once VALUES (1)'];
		await Promise.all(stores.map(async (one) => await one.migrate('once', steps)));
		expect(await store.all('SELECT x FROM once')).toEqual([{ x: 1 }]);
		await store.migrate('once', [...steps, 'INSERT INTO once VALUES (2)']);
		expect(await store.all('SELECT x FROM once ORDER BY x')).toEqual([{ x: 1 }, { x: 2 }]);
		await expect(store.migrate('once', steps)).rejects.toMatchObject({ code: 'STATE_TOO_NEW' });
	});

	it('takes all steps or none', async () => {
		const broken = ['CREATE TABLE half (x BIGINT)', 'CREATE TABLE half (x BIGINT)'];
		await expect(store.migrate('half', broken)).rejects.toThrow(/exists/);
		await store.migrate('half', broken.slice(0, 1));
		expect(await store.all('SELECT x FROM half')).toEqual([]);
	});

	it('is closed once, and closing again does not matter', async () => {
		const other = await place.open();
		expect(await other.all('SELECT 1 AS one')).toEqual([{ one: 1 }]);
		await other.close();
		await other.close();
	});
});
