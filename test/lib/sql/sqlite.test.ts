import { pullChunks } from '../../../lib/sql';
import type { SqlSession } from '../../../lib/sql/dialect';
import { sqlite } from '../../../lib/sql/sqlite';
import { explain, explainWrite } from '../../../lib/sql/sqliteErrors';
import { toBind, typeNameOf } from '../../../lib/sql/sqliteTypes';
import type { SqlTestServer } from './conformance';
import { errorOf } from './conformance';
import { makeSqliteFile } from './engines/sqlite';

let file: SqlTestServer;
let session: SqlSession;

beforeAll(async () => {
	file = await makeSqliteFile();
	session = await sqlite.connect(file.connection);
	await file.execute(
		'CREATE TABLE mixed (id int, x)',
		"INSERT INTO mixed VALUES (1, 2), (2, 10), (3, 'seven'), (4, 'ten'), (5, 0.5), (6, NULL)",
	);
});

afterAll(async () => {
	await session?.close();
	await file?.stop();
});

async function pulled(query: string, startColumn: string): Promise<unknown[]> {
	const places: unknown[] = [];
	for await (const { watermark } of pullChunks(
		session,
		sqlite,
		{ query, startColumn, chunkSize: 1 },
		undefined,
	)) {
		places.push(watermark.value);
	}
	return places;
}

describe('pulls from an SQLite file', () => {
	it('follow a column that holds numbers and texts', async () => {
		expect(await pulled('SELECT x FROM mixed', 'x')).toEqual(['0.5', '2', '10', 'seven', 'ten']);
	});

	it('follow an expression, which has no type', async () => {
		expect(await pulled('SELECT id * 10 AS tens FROM mixed', 'tens')).toEqual([
			'10',
			'20',
			'30',
			'40',
			'50',
			'60',
		]);
		expect(await pulled("SELECT 'c' || id AS code FROM mixed", 'code')).toEqual([
			'c1',
			'c2',
			'c3',
			'c4',
			'c5',
			'c6',
		]);
	});

	it('refuse an expression whose texts look like numbers, instead of going on wrongly', async () => {
		expect((await errorOf(() => pulled('SELECT id || 0 AS code FROM mixed', 'code'))).code).toBe('SQL_ORDER');
	});

	it('read on while another process writes', async () => {
		const seen: unknown[] = [];
		for await (const { rows } of session.stream({ text: 'SELECT id FROM mixed', values: [] }, 2)) {
			await file.execute('INSERT INTO mixed VALUES (7, 7)', 'DELETE FROM mixed WHERE id = 7');
			seen.push(...rows.flat());
		}
		expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
	});
});

describe('values for an SQLite file', () => {
	it.each([
		['9007199254740993', 'integer', 9007199254740993n],
		['9223372036854775808', 'integer', 9223372036854775808],
		['1.5', 'numeric', 1.5],
		['007', 'any', '007'],
		['7', 'any', 7n],
		['1e3', 'any', '1e3'],
		['7', 'text', '7'],
		['7', undefined, '7'],
		[7, undefined, 7n],
		[null, 'integer', null],
	])('%s for %s is bound as %s', (value, type, bound) => {
		expect(toBind(value, type)).toBe(bound);
	});

	it('have the types of their columns, without sizes', () => {
		expect(['VARCHAR(30)', 'DECIMAL (10, 2)', '', null].map(typeNameOf)).toEqual([
			'varchar',
			'decimal',
			'any',
			'any',
		]);
	});
});

it('describes the columns of a table as they are', async () => {
	await file.execute(
		`CREATE TABLE described (id INTEGER PRIMARY KEY, email text NOT NULL UNIQUE, part int, place int,
			twice int AS (part * 2), UNIQUE (part, place))`,
		'CREATE UNIQUE INDEX only_some ON described (place) WHERE place > 5',
	);
	const columns = await sqlite.listColumns(session, { name: 'described' });
	expect(columns[0]).toEqual({
		name: 'id',
		type: 'integer',
		nullable: false,
		primary: true,
		unique: true,
		generated: true,
	});
	expect(columns.filter(({ unique }) => unique).map(({ name }) => name)).toEqual(['id', 'email']);
	expect(columns.filter(({ generated }) => generated).map(({ name }) => name)).toEqual(['id', 'twice']);
	expect(columns.filter(({ nullable }) => !nullable).map(({ name }) => name)).toEqual(['id', 'email']);
});

it('says that another process holds the file', async () => {
	const writer = await sqlite.openWriter?.(file.connection);
	await file.execute('BEGIN IMMEDIATE');
	const error = await errorOf(
		async () => await writer?.query({ text: 'DELETE FROM mixed WHERE 0', values: [] }),
	);
	await file.execute('ROLLBACK');
	await writer?.close();
	expect([error.kind, error.code]).toEqual(['transient', 'SQL_BUSY']);
});

it.each([
	[11, 'user', 'SQL_DATABASE'],
	[13, 'transient', 'SQL_FULL'],
	[1, 'user', 'SQL_QUERY'],
	[2067, 'user', 'SQL_DUPLICATE'],
	[1299, 'user', 'SQL_CONSTRAINT'],
	[3091, 'user', 'SQL_VALUE'],
])('errors of SQLite are explained: %s', (errcode, kind, code) => {
	const error = Object.assign(new Error('said'), { errcode });
	expect(explainWrite(error, file.connection)).toMatchObject({ kind, code });
	const bug = new TypeError('x');
	expect(explain(bug, file.connection)).toBe(bug);
});
