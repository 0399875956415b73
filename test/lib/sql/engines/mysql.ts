import { createConnection } from 'mysql2/promise';
import type { Connection } from 'mysql2/promise';
import { mysql } from '../../../../lib/sql/mysql';
import { startMariadb } from '../../../../tools/mariadb.mjs';
import type { DialectFixture, SqlTestServer } from '../conformance';

/** A real MariaDB, or the server that TEST_MARIADB_URL names. */
export async function startMysqlServer(
	settings?: Readonly<Record<string, string | number>>,
): Promise<SqlTestServer> {
	const server = await startMariadb(settings === undefined ? {} : { settings });
	const { host, port, user, password, database } = server;
	const stranger = { user: `stranger_${Date.now().toString(36)}`, password: 'stranger' };

	async function asAdministrator(work: (administrator: Connection) => Promise<unknown>): Promise<void> {
		const administrator = await createConnection({ host, port, user, password, database });
		administrator.on('error', () => {});
		try {
			await work(administrator);
		} finally {
			await administrator.end();
		}
	}

	const execute = (...statements: string[]): Promise<void> =>
		asAdministrator(async (administrator) => {
			for (const statement of statements) await administrator.query(statement);
		});

	await execute(
		`CREATE USER ${stranger.user} IDENTIFIED BY '${stranger.password}'`,
		// A right that lets in and shows nothing.
		`GRANT CREATE TEMPORARY TABLES ON ${database}.* TO ${stranger.user}`,
	);
	return {
		connection: { host, port, user, password, database, tls: 'off' },
		execute,
		stranger,
		breakConnections: () =>
			asAdministrator(async (administrator) => {
				const [rows] = await administrator.query({
					sql: 'SELECT ID FROM information_schema.PROCESSLIST WHERE DB = ? AND ID <> CONNECTION_ID()',
					values: [database],
					rowsAsArray: true,
				});
				const ids = Array.isArray(rows) ? rows.map((row) => String(Object.values(row)[0])) : [];
				for (const id of ids) await administrator.query(`KILL ${id}`).catch(() => {});
			}),
		kill: server.kill,
		restart: server.restart,
		async stop() {
			await execute(`DROP USER ${stranger.user}`);
			await server.stop();
		},
	};
}

export const mysqlFixture: DialectFixture = {
	dialect: mysql,
	start: startMysqlServer,
	types: {
		integer: 'int',
		bigint: 'bigint',
		decimal: 'decimal(40,10)',
		timestamp: 'datetime(6)',
		text: 'varchar(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
	},
	timestamp: { literal: (text) => `'${text}'`, printed: (text) => text },
	values: [
		['tinyint(1)', '1', 1, 'tinyint'],
		['tinyint unsigned', '255', 255, 'tinyint unsigned'],
		['smallint', '-32768', -32768, 'smallint'],
		['mediumint', '-8388608', -8388608, 'mediumint'],
		['int unsigned', '4294967295', 4294967295, 'int unsigned'],
		['bigint', '-9223372036854775808', '-9223372036854775808', 'bigint'],
		['bigint unsigned', '18446744073709551615', '18446744073709551615', 'bigint unsigned'],
		['bigint', '0', '0', 'bigint'],
		['decimal(10,2)', '1.10', '1.10', 'decimal'],
		[
			'decimal(40,20)',
			'-12345678901234567890.01234567890123456789',
			'-12345678901234567890.01234567890123456789',
			'decimal',
		],
		['float', '0.1', 0.1, 'float'],
		['double', '0.1', 0.1, 'double'],
		['date', "'2026-04-03'", '2026-04-03', 'date'],
		['datetime', "'2026-04-03 12:00:00'", '2026-04-03 12:00:00', 'datetime'],
		['datetime(3)', "'2026-04-03 12:00:00'", '2026-04-03 12:00:00.000', 'datetime'],
		['datetime(6)', "'2026-04-03 12:00:00.000100'", '2026-04-03 12:00:00.000100', 'datetime'],
		['time(6)', "'-838:59:58.5'", '-838:59:58.500000', 'time'],
		['time', "'00:00:00'", '00:00:00', 'time'],
		['year', '2026', 2026, 'year'],
		['bit(1)', "b'1'", 1, 'bit'],
		['bit(64)', `b'${'1'.repeat(64)}'`, '18446744073709551615', 'bit'],
		["enum('sad','happy')", "'happy'", 'happy', 'enum'],
		["set('a','b','c')", "'c,a'", 'a,c', 'set'],
		['char(5)', "'007'", '007', 'char'],
		['varchar(20)', "'Łucja 王 🦊'", 'Łucja 王 🦊', 'varchar'],
		['varchar(20)', "'a\\0b'", 'a\0b', 'varchar'],
		['varchar(20) CHARACTER SET latin1', "'Müller'", 'Müller', 'varchar'],
		['mediumtext', "REPEAT('x', 70000)", 'x'.repeat(70000), 'text'],
		['binary(2)', "X'00FF'", '0x00ff', 'binary'],
		['varbinary(5)', "X'BF27'", '0xbf27', 'varbinary'],
		['mediumblob', "X''", '0x', 'blob'],
		['point', "ST_GeomFromText('POINT(1.5 -2)')", 'POINT(1.5 -2)', 'geometry'],
		['geometry', "ST_GeomFromText('LINESTRING(1 2,3 4)')", '[[1,2],[3,4]]', 'geometry'],
		['int', 'NULL', null, 'int'],
	],
	writes: [
		"INSERT INTO guarded VALUES (3, 'x')",
		'DELETE FROM guarded',
		'DROP TABLE guarded',
		"UPDATE guarded SET name = 'x'",
		'CREATE TABLE guarded_too (id int)',
		'TRUNCATE guarded',
		"SELECT id FROM guarded INTO OUTFILE '/tmp/guarded'",
		'SELECT write_to_guarded()',
	],
	beforeWrites: [
		'DROP FUNCTION IF EXISTS write_to_guarded',
		"CREATE FUNCTION write_to_guarded() RETURNS int MODIFIES SQL DATA BEGIN INSERT INTO guarded VALUES (9, 'x'); RETURN 1; END",
	],
	slowQuery:
		'SELECT COUNT(*) FROM information_schema.COLLATIONS a, information_schema.COLLATIONS b, information_schema.COLLATIONS c, information_schema.COLLATIONS d WHERE a.ID + b.ID + c.ID + d.ID = -1',
	textOf: (hex) => `CONVERT(X'${hex}' USING utf8mb4)`,
};
