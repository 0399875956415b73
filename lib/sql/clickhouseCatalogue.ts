import { withZone } from './clickhouseTypes';
import { tablesBy } from './catalogue';
import type { SqlColumn, SqlSession, SqlTable } from './dialect';

const TABLES = `
SELECT database, name
FROM system.tables
WHERE database NOT IN ('system', 'information_schema', 'INFORMATION_SCHEMA', '_temporary_and_external_tables')
	AND name NOT LIKE '.inner%'
ORDER BY database, name`;

const COLUMNS =
	'SELECT name, type, default_kind, timezone() FROM system.columns WHERE table = $1 AND database = ';

/** The tables and views that the login may read; the schema is the database they are in. */
export const listTables = tablesBy(TABLES);

/** The columns of a table; without a schema, of the credential's database. None is unique: a primary key is only an order here. */
export async function listColumns(
	session: SqlSession,
	{ schema, name }: SqlTable,
): Promise<readonly SqlColumn[]> {
	const { rows } = await session.query(
		schema === undefined
			? { text: `${COLUMNS} currentDatabase()`, values: [name] }
			: { text: `${COLUMNS} $2`, values: [name, schema] },
	);
	return rows.map(([column, type, kind, zone]) =>
		toColumn(String(column), withZone(String(type), String(zone)), String(kind)),
	);
}

function toColumn(name: string, type: string, kind: string): SqlColumn {
	const bytes = /FixedString\((\d+)\)/.exec(type)?.[1];
	return {
		name,
		type,
		nullable: /^(LowCardinality\()?Nullable\(/.test(type),
		primary: false,
		unique: false,
		generated: kind === 'MATERIALIZED' || kind === 'ALIAS',
		...(bytes === undefined ? {} : { maxLength: Number(bytes) }),
	};
}
