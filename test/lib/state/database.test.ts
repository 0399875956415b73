import { DatabaseSync } from 'node:sqlite';
import { userError } from '../../../lib/errors';
import { inTransaction, migrate, openDatabase } from '../../../lib/state/database';
import { explainSqliteError } from '../../../lib/state/sqliteErrors';

let database: DatabaseSync;
beforeEach(() => {
	database = openDatabase(':memory:');
});
afterEach(() => database.close());

const tables = () =>
	database
		.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
		.all()
		.map((row) => row['name']);

describe('opening', () => {
	it('says so, and comes back, where no folder can be made (Node never returns from a recursive one below /proc)', () => {
		expect(() => openDatabase('/proc/no-such-process/customers.sqlite')).toThrow(/cannot be opened/);
	});
});

describe('a migration', () => {
	it('takes each step once', () => {
		migrate(database, 'part', ['CREATE TABLE one (x)']);
		migrate(database, 'part', ['CREATE TABLE one (x)', 'CREATE TABLE two (x)']);
		migrate(database, 'part', ['CREATE TABLE one (x)', 'CREATE TABLE two (x)']);
		migrate(database, 'other', ['CREATE TABLE three (x)']);
		expect(tables()).toEqual(['one', 'schema_version', 'three', 'two']);
	});

	it('takes all steps or none', () => {
		expect(() => migrate(database, 'part', ['CREATE TABLE one (x)', 'CREATE TABLE one (x)'])).toThrow(
			'already exists',
		);
		expect(tables()).toEqual([]);
	});

	it('refuses a database of a newer version', () => {
		migrate(database, 'part', ['CREATE TABLE one (x)', 'CREATE TABLE two (x)']);
		expect(() => migrate(database, 'part', ['CREATE TABLE one (x)'])).toThrow(/newer version/);
	});
});

describe('a transaction', () => {
	it('is taken back when the work throws, and gives what the work gives', () => {
		database.exec('CREATE TABLE one (x)');
		expect(inTransaction(database, () => 5)).toBe(5);
		const work = () => {
			database.exec('INSERT INTO one VALUES (1)');
			throw userError('no');
		};
		expect(() => inTransaction(database, work)).toThrow('no');
		expect(database.isTransaction).toBe(false);
		expect(database.prepare('SELECT count(*) AS count FROM one').get()?.['count']).toBe(0);
	});
});

describe('an error of SQLite', () => {
	it.each([
		[5, 'transient', 'STATE_LOCKED'],
		[261, 'transient', 'STATE_LOCKED'],
		[13, 'user', 'DISK_FULL'],
		[8, 'user', 'STATE_UNAVAILABLE'],
		[522, 'user', 'STATE_UNAVAILABLE'],
		[11, 'user', 'STATE_DAMAGED'],
		[26, 'user', 'STATE_DAMAGED'],
	])('%i is a %s error with the code %s, and names the file', (errcode, kind, code) => {
		const error = explainSqliteError(Object.assign(new Error('raw'), { errcode }), 'base.sqlite');
		expect(error).toMatchObject({ kind, code, message: expect.stringContaining('base.sqlite') });
	});

	it('that is a bug of ours goes through untouched, and so does everything else', () => {
		const others = [
			Object.assign(new Error('syntax'), { errcode: 1 }),
			new TypeError('bug'),
			userError('ours'),
			'text',
		];
		for (const other of others) expect(explainSqliteError(other, 'base.sqlite')).toBe(other);
	});
});
