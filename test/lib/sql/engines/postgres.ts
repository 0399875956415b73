import { postgres } from '../../../../lib/sql/postgres';
import type { DialectFixture } from '../conformance';
import { startTestServer } from '../postgresServer';

export const postgresFixture: DialectFixture = {
	dialect: postgres,
	start: startTestServer,
	types: {
		integer: 'integer',
		bigint: 'bigint',
		decimal: 'numeric',
		timestamp: 'timestamp(6)',
		text: 'text COLLATE "C"',
	},
	// Zeros at the end of a fraction are left out.
	timestamp: {
		literal: (text) => `TIMESTAMP '${text}'`,
		printed: (text) => text.replace(/\.?0+$/, ''),
	},
	values: [
		['boolean', 'true', true, 'bool'],
		['smallint', '32767', 32767, 'int2'],
		['bigint', '9007199254740993', '9007199254740993', 'int8'],
		['numeric(10,2)', '1.10', '1.10', 'numeric'],
		['double precision', '0.1', 0.1, 'float8'],
		['timestamptz', "'2026-04-03 12:00:00.123456+02'", '2026-04-03 10:00:00.123456+00', 'timestamptz'],
		['json', '\'{"b": 1}\'', '{"b": 1}', 'json'],
		['bytea', "'\\xbf27'", '\\xbf27', 'bytea'],
		['uuid', "'3f2b8c1e-9d47-4a6b-8c21-5e7f90ab12cd'", '3f2b8c1e-9d47-4a6b-8c21-5e7f90ab12cd', 'uuid'],
		['varchar(20)', "'Łucja 王 🦊'", 'Łucja 王 🦊', 'varchar'],
		['integer', 'NULL', null, 'int4'],
	],
	writes: [
		"INSERT INTO guarded VALUES (3, 'x')",
		'DELETE FROM guarded',
		'DROP TABLE guarded',
		"UPDATE guarded SET name = 'x'",
		'WITH gone AS (DELETE FROM guarded RETURNING id) SELECT id FROM gone',
		'SELECT write_to_guarded()',
	],
	beforeWrites: [
		"CREATE OR REPLACE FUNCTION write_to_guarded() RETURNS int LANGUAGE sql AS $$ INSERT INTO guarded VALUES (9, 'x') RETURNING 1 $$",
	],
	slowQuery: 'SELECT pg_sleep(10)',
	textOf: (hex) => `convert_from(decode('${hex}', 'hex'), 'UTF8')`,
	withoutNul: true,
};
