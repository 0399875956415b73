import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Connector, localBase, type PlannedWrite } from '../../../lib/connectors';
import { FIELDS } from '../../../lib/mapping/fields';
import { customersOf, recordOf, recordsOf, rowsOf, runImport } from '../import/rows';

let folder: string;
let path: string;
const open: Connector[] = [];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'local-base-'));
	path = join(folder, 'made/for/it/base.sqlite');
});
afterEach(async () => {
	for (const connector of open.splice(0)) await connector.close();
	rmSync(folder, { recursive: true });
});

function openBase(options: Partial<Parameters<typeof localBase>[0]> = {}): Connector {
	const connector = localBase({ path, busyTimeoutMs: 50, ...options });
	open.push(connector);
	return connector;
}

/** Opens a base whose file cannot grow, as on a full disk. */
function withPages(pages: number, work: () => Connector): Connector {
	const exec = DatabaseSync.prototype.exec;
	const spy = jest.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (
		this: DatabaseSync,
		sql,
	) {
		exec.call(this, sql);
		if (sql.includes('cache_size')) exec.call(this, `PRAGMA max_page_count = ${pages}`);
	});
	const connector = work();
	spy.mockRestore();
	return connector;
}

function creation(rowNumber: number, email: string, shared = false): PlannedWrite {
	const identifiers = [{ field: 'email', value: email, shared }];
	return { action: 'create', rowNumber, record: recordOf({ email }), identifiers };
}

describe('writing', () => {
	it('takes back one row that is in conflict, and only that one', async () => {
		const base = openBase();
		const results = await base.write([creation(2, 'a@x.pl'), creation(3, 'a@x.pl'), creation(4, 'b@x.pl')]);
		expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'conflict', 'created']);
		expect(results[1]?.issue).toMatchObject({ code: 'IDENTIFIER_TAKEN', field: 'email', value: 'a@x.pl' });
		expect(await recordsOf(base)).toEqual([{ email: 'a@x.pl' }, { email: 'b@x.pl' }]);
	});

	it('writes nothing at all when one row cannot be written', async () => {
		const base = openBase();
		const broken = { ...creation(3, 'b@x.pl'), identifiers: [{ field: 'email', value: Symbol('x') }] };
		// @ts-expect-error a value that SQLite cannot take, which no type lets through
		await expect(base.write([creation(2, 'a@x.pl'), broken])).rejects.toThrow();
		expect(await customersOf(base)).toEqual([]);
		expect((await base.write([creation(2, 'a@x.pl')]))[0]?.outcome).toBe('created');
	});

	it('refuses a change to a customer who has changed or gone since', async () => {
		const base = openBase();
		await base.write([creation(2, 'a@x.pl')]);
		const change = {
			action: 'update',
			rowNumber: 2,
			record: recordOf({ email: 'a@x.pl' }),
			changes: [],
		} as const;
		const identifiers = [{ field: 'email', value: 'a@x.pl' }];
		const write = async (id: string, version: string) =>
			(await base.write([{ ...change, id, version, identifiers }]))[0];
		expect(await write('1', '1')).toMatchObject({ outcome: 'updated' });
		expect(await write('1', '1')).toMatchObject({
			outcome: 'conflict',
			issue: { code: 'CHANGED_MEANWHILE' },
		});
		expect(await write('77', '1')).toMatchObject({ outcome: 'conflict' });
	});

	it('keeps a value that was once one customer’s alone his, when later imports do not choose it', async () => {
		const base = openBase();
		await runImport(base, rowsOf({ email: 'a@x.pl', phone: '48501228855' }));
		await runImport(base, rowsOf({ email: 'a@x.pl', firstName: 'Jan' }), { identifiers: ['email'] });
		const claim = [{ field: 'phone', value: '48501228855' }];
		const other: PlannedWrite = { action: 'create', rowNumber: 3, record: recordOf({}), identifiers: claim };
		expect((await base.write([other]))[0]?.outcome).toBe('conflict');
	});

	it('lets values be shared, and makes them one customer’s alone when an import chooses them', async () => {
		const base = openBase();
		const results = await base.write([creation(2, 'a@x.pl', true), creation(3, 'a@x.pl', true)]);
		expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'created']);
		const [hit] = await base.lookup([{ field: 'email', value: 'a@x.pl' }]);
		expect(hit?.customers.map(({ id }) => id)).toEqual(['1', '2']);
	});

	it('never gives the id of a removed customer to another', async () => {
		const base = openBase();
		await base.write([creation(2, 'a@x.pl')]);
		await base.remove?.(['1']);
		expect(await base.write([creation(2, 'a@x.pl')])).toMatchObject([{ outcome: 'created', id: '2' }]);
	});
});

describe('n8n', () => {
	const many = Array.from({ length: 10_000 }, (_, number) => creation(number + 2, `p${number}@x.pl`));
	const asked = many.map(({ identifiers: [one] }) => one ?? { field: '', value: '' });

	/** How often the event loop turns while something is done. */
	async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
		let turns = 0;
		let running = true;
		const turn = () => {
			turns++;
			if (running) setImmediate(turn);
		};
		setImmediate(turn);
		await work();
		running = false;
		return turns;
	}

	it('can do other things while thousands are written, found, given and removed', async () => {
		const base = openBase();
		const turns = {
			write: await turnsDuring(async () => await base.write(many)),
			lookup: await turnsDuring(async () => await base.lookup(asked)),
			get: await turnsDuring(async () => await base.get(many.map((_, place) => String(place + 1)))),
			remove: await turnsDuring(async () => await base.remove?.(many.map((_, place) => String(place + 1)))),
		};
		for (const count of Object.values(turns)) expect(count).toBeGreaterThanOrEqual(4);
		expect(turns.write).toBeGreaterThanOrEqual(19);
		expect(await base.count?.({})).toBe(0);
	});

	it('can write into one base from two workflows at once', async () => {
		const [one, other] = [openBase({ busyTimeoutMs: 15_000 }), openBase({ busyTimeoutMs: 15_000 })];
		const half = many.length / 2;
		const writes = [one.write(many.slice(0, half)), other.write(many.slice(half)), other.remove?.(['1'])];
		const results = (await Promise.all(writes)).slice(0, 2).flat();
		expect(results).toHaveLength(many.length);
		expect(results.every((result) => typeof result === 'object' && result.outcome === 'created')).toBe(true);
		expect(await one.count?.({})).toBe(many.length - 1);
	});

	it('sees all of a batch or nothing while it is written', async () => {
		const base = openBase();
		const writing = base.write(many);
		const counts = await Promise.all([openBase().count?.({}), base.count?.({})]);
		expect(counts).toEqual([0, many.length]);
		await writing;
	});
});

describe('the file', () => {
	it('is made with its folder, and holds everything when opened again', async () => {
		await runImport(openBase(), rowsOf({ email: 'a@x.pl', shoeSize: 42 }));
		await open.splice(0)[0]?.close();
		expect(existsSync(`${path}-wal`)).toBe(false);
		const again = openBase();
		expect(await recordsOf(again)).toEqual([{ email: 'a@x.pl', shoeSize: 42 }]);
		expect(await again.discoverFields()).toContainEqual(
			expect.objectContaining({ name: 'shoeSize', type: 'number', custom: true }),
		);
	});

	it('is read only when asked: reads, refuses to write', async () => {
		await runImport(openBase(), rowsOf({ email: 'a@x.pl' }));
		const reader = openBase({ readOnly: true });
		await reader.check();
		expect(await reader.count?.({})).toBe(1);
		await expect(reader.write([creation(2, 'b@x.pl')])).rejects.toMatchObject({
			kind: 'user',
			code: 'READ_ONLY',
		});
	});

	it('must be there to be read only', () => {
		expect(() => openBase({ readOnly: true })).toThrow(/There is no customer base/);
		expect(existsSync(path)).toBe(false);
	});

	it('must be a customer base to be read only', () => {
		const empty = join(folder, 'empty.sqlite');
		new DatabaseSync(empty).close();
		expect(() => openBase({ path: empty, readOnly: true })).toThrow(/not a customer base/);
	});

	it('says what to do when it is no database, is of a newer version or is locked', async () => {
		const wrong = join(folder, 'notes.txt');
		writeFileSync(wrong, 'not a database, but long enough to be taken for one '.repeat(20));
		expect(() => openBase({ path: wrong })).toThrow(/notes\.txt/);

		await openBase().check();
		const database = new DatabaseSync(path);
		database.exec('BEGIN IMMEDIATE');
		const waiting = openBase();
		expect(await customersOf(waiting)).toEqual([]);
		await expect(waiting.check()).rejects.toMatchObject({ kind: 'transient', code: 'STATE_LOCKED' });
		database.exec('ROLLBACK');
		database.exec("UPDATE schema_version SET version = 99 WHERE part = 'customer base'");
		database.close();
		expect(() => openBase()).toThrow(/newer version/);
	});

	it('says that the disk is full, and keeps what was there', async () => {
		const base = openBase();
		await runImport(base, rowsOf({ email: 'a@x.pl' }));
		const full = new DatabaseSync(path);
		const pages = Number(full.prepare('PRAGMA page_count').get()?.['page_count']);
		full.close();
		const limited = withPages(pages, openBase);
		const rows = rowsOf(
			...Array.from({ length: 500 }, (_, n) => ({ email: `p${n}@x.pl`, notes: 'x'.repeat(500) })),
		);
		await expect(runImport(limited, rows)).resolves.toMatchObject({
			report: { stopped: { message: expect.stringContaining('full') }, outcomes: { failed: 500 } },
		});
		expect(await recordsOf(base)).toEqual([{ email: 'a@x.pl' }]);
	});
});

describe('fields', () => {
	it('are all that the mapping knows', async () => {
		const fields = new Map((await openBase().discoverFields()).map((field) => [field.name, field]));
		for (const { name, type, multiple, identifier } of FIELDS) {
			expect(fields.get(name)).toMatchObject({
				type,
				...(multiple ? { multiple } : {}),
				...(identifier ? { identifier } : {}),
			});
		}
	});

	it('keep the types that the import knows, and have those of their values otherwise', async () => {
		const base = openBase();
		const record = { email: 'a@x.pl', lastPurchase: '2026-11-22', points: '7', visits: 3, hobby: 'chess' };
		const fields = [
			{ name: 'lastPurchase', title: 'Last', type: 'date', custom: true },
			{ name: 'points', title: 'Points', type: 'number', custom: true },
		] as const;
		await runImport(base, rowsOf(record), {}, { fields });
		const types = (await base.discoverFields()).map(({ name, type }) => [name, type]);
		expect(Object.fromEntries(types)).toMatchObject({
			lastPurchase: 'date',
			points: 'number',
			visits: 'number',
			hobby: 'text',
		});
	});

	it('count as seen only when their customer was written', async () => {
		const base = openBase();
		const taken = { ...creation(3, 'a@x.pl'), record: recordOf({ email: 'a@x.pl', hobby: 'chess' }) };
		await base.write([creation(2, 'a@x.pl'), taken]);
		expect((await base.discoverFields()).some(({ name }) => name === 'hobby')).toBe(false);
		await base.write([{ ...taken, identifiers: [] }]);
		expect((await base.discoverFields()).some(({ name }) => name === 'hobby')).toBe(true);
	});
});
