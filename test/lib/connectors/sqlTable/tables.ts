import { openConnector, type Connector } from '../../../../lib/connectors';
import type { SqlTestServer } from '../../sql/conformance';

/** The tables of one kind of database that customers are written to in tests. */
export interface TableFixture {
	readonly title: string;
	readonly engine: string;
	start(): Promise<SqlTestServer>;
	/** The columns of a table that keeps identifiers unique, and of one that keeps nothing unique. */
	readonly unique: readonly string[];
	readonly loose: readonly string[];
}

const COMMON = ['first_name varchar(100)', 'last_name varchar(100)', 'city varchar(100)', 'points int'];

const POSTGRES = [...COMMON, 'newsletter_consent boolean', 'newsletter_consent_at timestamptz'];

export const POSTGRES_COLUMNS = {
	unique: [
		'id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
		'email text',
		'phone text',
		'crm_id text UNIQUE',
		...POSTGRES,
	],
	loose: ['id bigserial PRIMARY KEY', 'email text[]', 'phone text', 'crm_id text', ...POSTGRES],
};

const MYSQL = [...COMMON, 'newsletter_consent tinyint(1)', 'newsletter_consent_at datetime(3)'];

export const MYSQL_COLUMNS = {
	unique: [
		'id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY',
		'email varchar(200) UNIQUE',
		'phone varchar(40)',
		'crm_id varchar(40) UNIQUE',
		...MYSQL,
	],
	loose: [
		'id int NOT NULL AUTO_INCREMENT PRIMARY KEY',
		'email varchar(200) COLLATE utf8mb4_bin',
		'phone varchar(40)',
		'crm_id varchar(40)',
		...MYSQL,
	],
};

export const SQLITE_COLUMNS = {
	unique: [
		'id INTEGER PRIMARY KEY AUTOINCREMENT',
		'email TEXT COLLATE NOCASE UNIQUE',
		'phone TEXT',
		'crm_id TEXT UNIQUE',
		...COMMON,
		'newsletter_consent boolean',
		'newsletter_consent_at datetime',
	],
};

let tables = 0;

/** A new empty table. */
export async function makeTable(
	server: Pick<SqlTestServer, 'execute'>,
	columns: readonly string[],
	...indexes: readonly ((table: string) => string)[]
): Promise<string> {
	tables += 1;
	const table = `customers_${tables}`;
	await server.execute(
		`CREATE TABLE ${table} (${columns.join(', ')})`,
		...indexes.map((index) => index(table)),
	);
	return table;
}

/** The unique index under which e-mails that differ by case are one. */
export const emailIndex = (table: string): string =>
	`CREATE UNIQUE INDEX ${table}_email ON ${table} (lower(email))`;

/** A table as a destination. */
export async function openTable(
	server: Pick<SqlTestServer, 'connection'>,
	engine: string,
	table: string,
	settings: Readonly<Record<string, unknown>> = {},
): Promise<Connector> {
	return await openConnector('sqlTable', { engine, connection: server.connection, table, ...settings });
}
