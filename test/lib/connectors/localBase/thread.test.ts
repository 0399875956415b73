import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Connector, localBase, type PlannedWrite, type WriteResult } from '../../../../lib/connectors';
import { packError, unpackError } from '../../../../lib/connectors/localBase/threadMessages';
import { isImportError, transientError, userError } from '../../../../lib/errors';
import { explainSqliteError } from '../../../../lib/state/sqliteErrors';
import { recordOf } from '../../import/rows';
import { buildThreadFile, type ThreadFile } from './threadFile.mjs';

/** So many that they are written in the thread. */
const MANY = 2_500;

let built: ThreadFile;
let folder: string;
const open: Connector[] = [];

beforeAll(async () => void (built = await buildThreadFile()));
afterAll(() => built.remove());
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'thread-'))));
afterEach(async () => {
	for (const connector of open.splice(0)) await connector.close();
	rmSync(folder, { recursive: true });
});

function openBase(name: string, threadFile: string | undefined = built.path): Connector {
	const now = () => new Date('2026-11-22T10:00:00.000Z');
	const connector = localBase({ path: join(folder, name), busyTimeoutMs: 200, now, threadFile });
	open.push(connector);
	return connector;
}

const creations = (count: number, city = 'Łódź'): PlannedWrite[] =>
	Array.from({ length: count }, (_, number) => ({
		action: 'create',
		rowNumber: number + 2,
		record: recordOf({ email: `p${number}@x.pl`, city, ...(number % 3 === 0 ? { visits: number } : {}) }),
		identifiers: [
			{ field: 'email', value: `p${number}@x.pl` },
			{ field: 'phone', value: `4850000${number % 7}`, shared: true },
		],
	}));

/** The same customers in another city; every third without his version, one with an identifier that is taken. */
function updates(made: readonly WriteResult[]): PlannedWrite[] {
	return creations(MANY, 'Gdańsk').map((write, place) => ({
		...write,
		action: 'update',
		id: made[place]?.id ?? '',
		changes: [{ field: 'city', before: 'Łódź', after: 'Gdańsk' }],
		identifiers: place === 9 ? [{ field: 'email', value: 'p10@x.pl' }] : write.identifiers,
		...(place % 3 === 0 ? {} : { version: place === 4 ? '99' : (made[place]?.version ?? '') }),
	}));
}

function tablesOf(name: string): unknown {
	const database = new DatabaseSync(join(folder, name), { readOnly: true });
	const tables = ['customers', 'identifiers', 'custom_fields', 'last_change'];
	const rows = tables.map((table) => database.prepare(`SELECT * FROM ${table}`).all());
	database.close();
	return rows;
}

async function writeEverything(base: Connector): Promise<readonly WriteResult[]> {
	const fields = [{ name: 'visits', title: 'Visits', type: 'money', custom: true } as const];
	const made = await base.write(creations(MANY), { fields });
	const again = await base.write(creations(MANY + 5));
	return [...made, ...again, ...(await base.write(updates(made)))];
}

describe('the thread of a local base', () => {
	it('writes as it is written without it: customers, conflicts, custom fields and versions', async () => {
		const threaded = await writeEverything(openBase('threaded.sqlite'));
		const here = await writeEverything(openBase('here.sqlite', undefined));
		expect(threaded).toEqual(here);
		expect(tablesOf('threaded.sqlite')).toEqual(tablesOf('here.sqlite'));
		const conflicts = threaded.flatMap(({ outcome, issue }) => (outcome === 'conflict' ? [issue?.code] : []));
		expect(conflicts).toHaveLength(MANY + 2);
		expect(conflicts).toContain('CHANGED_MEANWHILE');
	});

	it('lets customers be looked up while it waits or writes', async () => {
		const base = openBase('base.sqlite');
		await base.write(creations(MANY));
		const other = new DatabaseSync(join(folder, 'base.sqlite'));
		other.exec('BEGIN IMMEDIATE');
		let isWritten = false;
		const writing = base.write(updates([])).then(() => (isWritten = true));
		const [hit] = await base.lookup([{ field: 'email', value: 'p5@x.pl' }]);
		expect(hit?.customers[0]?.record['city']).toBe('Łódź');
		expect(isWritten).toBe(false);
		other.exec('COMMIT');
		other.close();
		await writing;
	});

	it('says who holds the file, and writes nothing', async () => {
		const base = openBase('base.sqlite');
		const other = new DatabaseSync(join(folder, 'base.sqlite'));
		other.exec('BEGIN IMMEDIATE');
		await expect(base.write(creations(MANY))).rejects.toMatchObject({
			kind: 'transient',
			code: 'STATE_LOCKED',
		});
		other.exec('COMMIT');
		other.close();
		expect(await base.count?.({})).toBe(0);
		expect(await base.write(creations(MANY))).toHaveLength(MANY);
	});

	it.each([
		[
			'ends',
			"require('node:worker_threads').parentPort.once('message', () => process.exit(3));",
			'exit code 3',
		],
		[
			'throws',
			"require('node:worker_threads').parentPort.once('message', () => { throw new Error('no'); });",
			'no',
		],
		['does not start', "require('./missing');", "Cannot find module './missing'"],
	])('that %s is an error that says so, now and for what comes after', async (_, script, reason) => {
		const file = join(folder, 'broken.js');
		writeFileSync(file, script);
		const base = openBase('base.sqlite', file);
		const message = expect.stringMatching(
			`The thread that writes to the customer base ended .*${reason}`,
		) as unknown;
		await expect(base.write(creations(MANY))).rejects.toMatchObject({ message });
		await expect(base.write(creations(MANY))).rejects.toMatchObject({ message });
	});

	it('is gone when the base is closed, which is one file then', async () => {
		const base = openBase('base.sqlite');
		void base.write(creations(MANY));
		await base.close();
		expect(existsSync(join(folder, 'base.sqlite-wal'))).toBe(false);
		expect(await openBase('base.sqlite').count?.({})).toBe(MANY);
	});

	it('is not there for a base in memory', async () => {
		const base = localBase({ path: ':memory:', threadFile: built.path });
		open.push(base);
		expect(base.capabilities.overlaps).toBe(false);
		expect(await base.write(creations(MANY))).toHaveLength(MANY);
		expect(await base.count?.({})).toBe(MANY);
	});
});

describe('an error on its way from the thread', () => {
	it('stays one that a person can do something about', () => {
		const error = unpackError(
			structuredClone(packError(userError('no folder', 'Make it.', 'STATE_UNAVAILABLE'))),
		);
		expect(isImportError(error)).toBe(true);
		expect(error).toMatchObject({ message: 'no folder', hint: 'Make it.', code: 'STATE_UNAVAILABLE' });
	});

	it('stays one that can pass', () => {
		const error = unpackError(structuredClone(packError(transientError('busy', 10, undefined, 'TRY'))));
		expect(error).toMatchObject({ kind: 'transient', message: 'busy', code: 'TRY' });
	});

	it('keeps what SQLite said', () => {
		const full = Object.assign(new Error('database or disk is full'), { errcode: 13 });
		expect(explainSqliteError(unpackError(structuredClone(packError(full))), '/base')).toMatchObject({
			code: 'DISK_FULL',
		});
	});
});
