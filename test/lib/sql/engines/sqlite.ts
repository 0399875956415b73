import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sqlite } from '../../../../lib/sql/sqlite';
import type { DialectFixture, SqlTestServer } from '../conformance';

/** A real file, which is all that there is of a server. */
export async function makeSqliteFile(): Promise<SqlTestServer> {
	const folder = mkdtempSync(join(tmpdir(), 'customer-import-sqlite-'));
	const path = join(folder, 'shop.db');
	const administrator = new DatabaseSync(path);
	// So that one can write while another reads.
	administrator.exec('PRAGMA journal_mode = WAL');
	return {
		connection: { host: path, port: 0, database: '', user: '', password: '', tls: 'off' },
		async execute(...statements) {
			for (const statement of statements) administrator.exec(statement);
		},
		stranger: { user: '', password: '' },
		breakConnections: async () => {},
		kill: async () => {},
		restart: async () => {},
		async stop() {
			administrator.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

export const sqliteFixture: DialectFixture = {
	dialect: sqlite,
	start: makeSqliteFile,
	types: {
		integer: 'int',
		bigint: 'bigint',
		decimal: 'decimal(40,10)',
		timestamp: 'datetime',
		text: 'text',
	},
	// It keeps decimals as floating point numbers.
	decimal: 12345678901234567000,
	timestamp: { literal: (text) => `'${text}'`, printed: (text) => text },
	values: [
		['integer', '-5', -5, 'integer'],
		['bigint', '9007199254740993', '9007199254740993', 'bigint'],
		['bigint', '-9223372036854775808', '-9223372036854775808', 'bigint'],
		['real', '0.1', 0.1, 'real'],
		['double precision', '1e999', 'Infinity', 'double precision'],
		['numeric(10,2)', '1.10', 1.1, 'numeric'],
		['integer', "'not a number'", 'not a number', 'integer'],
		['varchar(3)', "'longer than 3'", 'longer than 3', 'varchar'],
		['text', "'Łucja 王 🦊'", 'Łucja 王 🦊', 'text'],
		['text', '7', '7', 'text'],
		['datetime', "'2026-04-03 12:00:00.000100'", '2026-04-03 12:00:00.000100', 'datetime'],
		['blob', "X'00FFbf27'", "X'00FFBF27'", 'blob'],
		['', '7', 7, 'any'],
		['integer', 'NULL', null, 'integer'],
	],
	writes: [
		"INSERT INTO guarded VALUES (3, 'x')",
		'DELETE FROM guarded',
		'DROP TABLE guarded',
		"UPDATE guarded SET name = 'x'",
		'CREATE TABLE guarded_too (id int)',
		'VACUUM',
		'WITH x AS (SELECT 3 AS id) INSERT INTO guarded SELECT id, NULL FROM x',
	],
	slowQuery: 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n',
	textOf: (hex) => `CAST(X'${hex}' AS TEXT)`,
	inProcess: true,
	renamesTwins: true,
	connectionFailures: [
		['the path', { host: '/nowhere/at/all.db' }, 'SQL_DATABASE', '/nowhere/at/all.db'],
		['a folder', { host: tmpdir() }, 'SQL_DATABASE', tmpdir()],
		['a file that is something else', { host: __filename }, 'SQL_DATABASE', 'sqlite.ts'],
		['an empty path', { host: '' }, 'SQL_SETTING', 'Host'],
	],
};
