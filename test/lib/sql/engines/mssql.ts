import { mssql } from '../../../../lib/sql/mssql';
import type { DialectFixture } from '../conformance';
import type { NamedEngine } from './named';
import { startNamedServer } from './named';

/** A server of Microsoft proves itself by a certificate of its own making. */
export const mssqlEngine: NamedEngine = {
	dialect: mssql,
	variable: 'TEST_MSSQL_URL',
	tls: 'onWithoutVerification',
	createStranger: (name, password) => [
		`CREATE LOGIN ${name} WITH PASSWORD = '${password}'`,
		`CREATE USER ${name} FOR LOGIN ${name}`,
	],
	dropStranger: (name) => [`DROP USER ${name}`, `DROP LOGIN ${name}`],
	dropTable: (name) => `DROP TABLE IF EXISTS ${name}`,
};

/** The text whose bytes in UTF-8 these are, from its bytes in UTF-16: no quote and no code page comes in between. */
const textOf = (hex: string): string =>
	`CAST(0x${Buffer.from(Buffer.from(hex, 'hex').toString(), 'utf16le').toString('hex')} AS nvarchar(190))`;

export const mssqlFixture: DialectFixture = {
	dialect: mssql,
	start: async () => await startNamedServer(mssqlEngine),
	types: {
		integer: 'int',
		bigint: 'bigint',
		decimal: 'decimal(38,10)',
		timestamp: 'datetime2(6)',
		text: 'nvarchar(190) COLLATE Latin1_General_100_BIN2',
	},
	limitNeedsOrder: true,
	unicodePrefix: 'N',
	timestamp: { literal: (text) => `CAST('${text}' AS datetime2(6))`, printed: (text) => text },
	values: [
		['tinyint', '255', 255, 'tinyint'],
		['bit', '1', true, 'bit'],
		['bigint', '9007199254740993', '9007199254740993', 'bigint'],
		['decimal(10,2)', '1.10', '1.10', 'decimal'],
		['money', '-922337203685477.5808', '-922337203685477.5808', 'money'],
		['float', '0.1', 0.1, 'float'],
		['date', "'2026-04-03'", '2026-04-03', 'date'],
		['datetime2(7)', "'2026-04-03 12:00:00.0000001'", '2026-04-03 12:00:00.0000001', 'datetime2'],
		[
			'datetimeoffset(3)',
			"'2026-04-03 12:00:00.5 +02:00'",
			'2026-04-03 10:00:00.500 +00:00',
			'datetimeoffset',
		],
		['nvarchar(20)', "N'Łucja 王 🦊'", 'Łucja 王 🦊', 'nvarchar'],
		['varbinary(5)', '0xBF27', '0xBF27', 'varbinary'],
		['int', 'NULL', null, 'int'],
	],
	writes: [
		"INSERT INTO guarded VALUES (3, 'x')",
		'DELETE FROM guarded',
		'DROP TABLE guarded',
		"UPDATE guarded SET name = 'x'",
		'SELECT id INTO guarded_too FROM guarded',
	],
	slowQuery: 'SELECT COUNT_BIG(*) AS n FROM sys.all_columns a, sys.all_columns b, sys.all_columns c',
	textOf,
	connectionFailures: [
		['the host', { host: 'no-such-host.invalid' }, 'SQL_HOST', 'no-such-host.invalid'],
		['the port', { port: 1 }, 'SQL_PORT', '127.0.0.1:1'],
		['the password', { password: 'wrong' }, 'SQL_LOGIN', 'user'],
		['the user', { user: 'nobody_here' }, 'SQL_LOGIN', 'nobody_here'],
		['the database', { database: 'no_such_database' }, 'SQL_DATABASE', 'no_such_database'],
		['an empty host', { host: '' }, 'SQL_SETTING', 'Host'],
	],
};
