import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import type { SqlDialect } from '../../../lib/sql';
import { findDialect } from '../../../lib/sql';
import type { TestDatabase } from '../../../tools/database/testDatabase.mjs';
import { startMariadb } from '../../../tools/mariadb.mjs';
import { startPostgres } from '../../../tools/postgres.mjs';
import type { PulledServer } from './pulling/property';
import { pullBySeed } from './pulling/property';
import type { WriterConnection } from './pulling/writers';

/** How many seeds are tried, and from which on: `PULL_SEEDS=300 npx jest test/lib/sql/pullProperty`. */
const SEEDS = Number(process.env['PULL_SEEDS'] ?? 4);
const FIRST_SEED = Number(process.env['PULL_FIRST_SEED'] ?? 1);
const WRITERS = 4;

/** A kind of server, and how to write to it. */
interface Kind {
	readonly dialect: SqlDialect;
	readonly timestampType: string;
	start(): Promise<TestDatabase>;
	connect(database: TestDatabase): Promise<WriterConnection>;
}

const POSTGRES: Kind = {
	dialect: findDialect('postgres'),
	timestampType: 'timestamp',
	start: () => startPostgres(),
	async connect({ url }) {
		const client = new Client({ connectionString: url });
		await client.connect();
		return {
			execute: async (sql) => void (await client.query(sql)),
			close: async () => await client.end(),
		};
	},
};

const MARIADB: Kind = {
	dialect: findDialect('mysql'),
	timestampType: 'datetime(6)',
	start: () => startMariadb(),
	async connect({ host, port, user, password, database }) {
		const connection = await createConnection({ host, port, user, password, database });
		// Otherwise it locks more than the rows that are written to, and the writers would wait for one another.
		await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
		return {
			execute: async (sql) => void (await connection.query(sql)),
			close: async () => await connection.end(),
		};
	},
};

describe.each([
	['PostgreSQL', POSTGRES],
	['MariaDB', MARIADB],
])('a pull from %s, by the seed', (_name, { dialect, timestampType, start, connect }) => {
	let database: TestDatabase;
	let server: PulledServer;

	beforeAll(async () => {
		database = await start();
		const { host, port, user, password, database: name } = database;
		server = {
			dialect,
			session: await dialect.connect({ host, port, user, password, database: name, tls: 'off' }),
			writers: await Promise.all(Array.from({ length: WRITERS }, () => connect(database))),
			timestampType,
		};
	}, 90_000);

	afterAll(async () => {
		await server.session.close();
		for (const writer of server.writers) await writer.close();
		await database.stop();
	});

	it.each(Array.from({ length: SEEDS }, (_, index) => FIRST_SEED + index))(
		'delivers every committed version that stays, and none twice after a clean run: seed %i',
		async (seed) => {
			expect(await pullBySeed(server, seed)).toEqual([]);
		},
		60_000,
	);
});
