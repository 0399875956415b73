import { clickhouse } from '../../../../lib/sql/clickhouse';
import { startClickhouse } from '../../../../tools/clickhouse.mjs';
import { openGate } from '../../../../tools/process/gate.mjs';
import type { DialectFixture, SqlTestServer } from '../conformance';

export interface ClickhouseTestServer extends SqlTestServer {
	/** A login that may read everything and change no setting. */
	readonly reader: { readonly user: string; readonly password: string };
}

/** A real ClickHouse, or the server that TEST_CLICKHOUSE_URL names, behind a gate where connections can be broken. */
export async function startClickhouseServer(timezone?: string): Promise<ClickhouseTestServer> {
	const server = await startClickhouse(timezone === undefined ? {} : { timezone });
	const { host, user, password, database } = server;
	const gate = await openGate({ host, port: server.port });

	async function execute(...statements: string[]): Promise<void> {
		for (const statement of statements) {
			const answer = await fetch(`http://${host}:${server.port}/?database=${database}`, {
				method: 'POST',
				headers: { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
				body: statement,
			});
			const said = await answer.text();
			if (!answer.ok) throw new Error(`${statement}: ${said}`);
		}
	}

	return {
		connection: { host, port: gate.port, user, password, database, tls: 'off' },
		execute,
		stranger: server.stranger,
		reader: server.reader,
		async breakConnections() {
			await gate.shut();
			await gate.open();
		},
		kill: server.kill,
		restart: server.restart,
		async stop() {
			await gate.shut();
			await server.stop();
		},
	};
}

export const clickhouseFixture: DialectFixture = {
	dialect: clickhouse,
	start: () => startClickhouseServer(),
	types: {
		integer: 'Int32',
		bigint: 'Int64',
		decimal: 'Decimal(38, 10)',
		timestamp: 'DateTime',
		text: 'Nullable(String)',
	},
	notNull: '',
	tableEnd: 'ENGINE = MergeTree ORDER BY tuple()',
	// Version 18 knows whole seconds alone.
	timestamp: { literal: (text) => `'${text.slice(0, 19)}'`, printed: (text) => text.slice(0, 19) },
	values: [
		['UInt8', '255', 255, 'UInt8'],
		['Int32', '-2147483648', -2147483648, 'Int32'],
		['Int64', '-9223372036854775808', '-9223372036854775808', 'Int64'],
		['UInt64', '18446744073709551615', '18446744073709551615', 'UInt64'],
		['Int64', '0', '0', 'Int64'],
		['Float32', '0.1', 0.1, 'Float32'],
		['Float64', 'nan', 'nan', 'Float64'],
		['Float64', '-inf', '-inf', 'Float64'],
		['Decimal(9, 2)', '1.10', '1.10', 'Decimal(9, 2)'],
		['Date', "'2026-04-03'", '2026-04-03', 'Date'],
		['DateTime', "'2026-04-03 12:00:00'", '2026-04-03 12:00:00', 'DateTime'],
		["DateTime('Asia/Tokyo')", 'toDateTime(86400)', '1970-01-02 09:00:00', "DateTime('Asia/Tokyo')"],
		["Enum8('sad' = 1, 'it\\'s' = 2)", "'it\\'s'", "it's", "Enum8('sad' = 1, 'it\\'s' = 2)"],
		['FixedString(3)', "'a'", 'a\0\0', 'FixedString(3)'],
		['String', "'Łucja 王 🦊'", 'Łucja 王 🦊', 'String'],
		['String', "'tab\\tline\\n\\\\N\\'\\0'", "tab\tline\n\\N'\0", 'String'],
		['Nullable(String)', "'\\\\N'", '\\N', 'Nullable(String)'],
		['Nullable(Int64)', 'NULL', null, 'Nullable(Int64)'],
		['Array(String)', "['x\\'y', 'a\\tb']", "['x\\'y','a\\tb']", 'Array(String)'],
		['Array(Nullable(Int8))', '[1, NULL]', '[1,NULL]', 'Array(Nullable(Int8))'],
		['UUID', "'3f2b8c1e-9d47-4a6b-8c21-5e7f90ab12cd'", '3f2b8c1e-9d47-4a6b-8c21-5e7f90ab12cd', 'UUID'],
	],
	writes: [
		"INSERT INTO guarded VALUES (3, 'x')",
		"INSERT INTO guarded SELECT 3, 'x'",
		'DROP TABLE guarded',
		'ALTER TABLE guarded DELETE WHERE 1',
		'ALTER TABLE guarded ADD COLUMN more Int32',
		'CREATE TABLE guarded_too (id Int32) ENGINE = Memory',
		'RENAME TABLE guarded TO guarded_away',
		'SET readonly = 0',
		"SELECT id FROM guarded INTO OUTFILE '/tmp/guarded'",
	],
	slowQuery: 'SELECT count() FROM system.numbers WHERE sipHash64(number) = 0',
	textOf: (hex) => `unhex('${hex}')`,
	aliasFirst: true,
};
