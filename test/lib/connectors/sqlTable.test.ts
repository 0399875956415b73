import type { SqlTestServer } from '../sql/conformance';
import { startMysqlServer } from '../sql/engines/mysql';
import { makeSqliteFile } from '../sql/engines/sqlite';
import { startTestServer } from '../sql/postgresServer';
import { describeConnector } from './conformance';
import {
	emailIndex,
	makeTable,
	MYSQL_COLUMNS,
	openTable,
	POSTGRES_COLUMNS,
	SQLITE_COLUMNS,
} from './sqlTable/tables';

// Real servers, on a machine that may have much else to do.
jest.setTimeout(60_000);

const KINDS: ReadonlyArray<{
	title: string;
	engine: string;
	start: () => Promise<SqlTestServer>;
	columns: readonly string[];
	indexes?: ReadonlyArray<(table: string) => string>;
}> = [
	{
		title: 'A PostgreSQL table with unique indexes',
		engine: 'postgres',
		start: startTestServer,
		columns: POSTGRES_COLUMNS.unique,
		indexes: [emailIndex],
	},
	{
		title: 'A PostgreSQL table with an array of e-mails and no unique index',
		engine: 'postgres',
		start: startTestServer,
		columns: POSTGRES_COLUMNS.loose,
	},
	{
		title: 'A MariaDB table with unique indexes',
		engine: 'mysql',
		start: startMysqlServer,
		columns: MYSQL_COLUMNS.unique,
	},
	{
		title: 'A MariaDB table without unique indexes',
		engine: 'mysql',
		start: startMysqlServer,
		columns: MYSQL_COLUMNS.loose,
	},
	{
		title: 'A table of an SQLite file',
		engine: 'sqlite',
		start: makeSqliteFile,
		columns: SQLITE_COLUMNS.unique,
	},
];

describe.each(KINDS)('$title', ({ title, engine, start, columns, indexes = [] }) => {
	let server: SqlTestServer;
	beforeAll(async () => {
		server = await start();
	}, 90_000);
	afterAll(async () => await server?.stop());

	describeConnector(title, async () =>
		openTable(server, engine, await makeTable(server, columns, ...indexes)),
	);
});
