import { oracle } from '../../../../lib/sql/oracle';
import type { DialectFixture } from '../conformance';
import type { NamedEngine } from './named';
import { startNamedServer } from './named';

/** Does nothing where there is no such table, which older servers have no words for. */
const dropTable = (name: string): string =>
	`BEGIN EXECUTE IMMEDIATE 'DROP TABLE ${name}'; EXCEPTION WHEN OTHERS THEN IF SQLCODE <> -942 THEN RAISE; END IF; END;`;

export const oracleEngine: NamedEngine = {
	dialect: oracle,
	variable: 'TEST_ORACLE_URL',
	tls: 'off',
	createStranger: (name, password) => [
		`CREATE USER ${name} IDENTIFIED BY "${password}"`,
		`GRANT CREATE SESSION TO ${name}`,
	],
	dropStranger: (name) => [`DROP USER ${name} CASCADE`],
	dropTable,
	translate(statement) {
		const [, dropped] = /^DROP TABLE IF EXISTS (\w+)$/.exec(statement) ?? [];
		if (dropped !== undefined) return [dropTable(dropped)];
		const [, into, rows] = /^(INSERT INTO \w+) VALUES \((.*)\)$/s.exec(statement) ?? [];
		// Several rows in one VALUES are only for the newest servers.
		return into === undefined || rows === undefined
			? [statement]
			: rows.split(/\), \((?=(?:[^']*'[^']*')*[^']*$)/).map((row) => `${into} VALUES (${row})`);
	},
};

export const oracleFixture: DialectFixture = {
	dialect: oracle,
	start: async () => await startNamedServer(oracleEngine),
	types: {
		integer: 'number(10)',
		bigint: 'number(19)',
		decimal: 'number(38,10)',
		timestamp: 'timestamp(6)',
		text: 'varchar2(760)',
	},
	nameOf: (written) => written.toUpperCase(),
	emptyIsNull: true,
	// Zeros at the end of a fraction are left out.
	timestamp: { literal: (text) => `TIMESTAMP '${text}'`, printed: (text) => text.replace(/\.?0+$/, '') },
	values: [
		['number(5)', '-32768', -32768, 'NUMBER'],
		['number(19)', '9007199254740993', '9007199254740993', 'NUMBER'],
		['number(10,2)', '0.5', '0.5', 'NUMBER'],
		['binary_double', '0.1', 0.1, 'BINARY_DOUBLE'],
		['date', "DATE '2026-04-03'", '2026-04-03 00:00:00', 'DATE'],
		['timestamp(6)', "TIMESTAMP '2026-04-03 12:00:00.000100'", '2026-04-03 12:00:00.0001', 'TIMESTAMP'],
		['varchar2(40)', "'Łucja'", 'Łucja', 'VARCHAR2'],
		['raw(2)', "HEXTORAW('BF27')", 'BF27', 'RAW'],
		['number(10)', 'NULL', null, 'NUMBER'],
	],
	writes: [
		"INSERT INTO guarded VALUES (3, 'x')",
		'DELETE FROM guarded',
		'DROP TABLE guarded',
		"UPDATE guarded SET name = 'x'",
	],
	slowQuery: 'SELECT COUNT(*) FROM all_objects a, all_objects b, all_objects c',
	textOf: (hex) => `UTL_I18N.RAW_TO_CHAR(HEXTORAW('${hex}'), 'AL32UTF8')`,
	connectionFailures: [
		['the host', { host: 'no-such-host.invalid' }, 'SQL_HOST', 'no-such-host.invalid'],
		['the port', { port: 1 }, 'SQL_PORT', '127.0.0.1:1'],
		['the password', { password: 'wrong' }, 'SQL_LOGIN', 'user'],
		['the user', { user: 'nobody_here' }, 'SQL_LOGIN', 'nobody_here'],
		['the service', { database: 'no_such_service' }, 'SQL_DATABASE', 'no_such_service'],
		['an empty host', { host: '' }, 'SQL_SETTING', 'Host'],
	],
};
