import type { SqlColumn, SqlSession, SqlTable } from './dialect';
import { typeNameOf } from './sqliteTypes';

const TABLES = `
SELECT name FROM sqlite_schema
WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
ORDER BY name`;

// The only column of the primary key that is an INTEGER is the row's number, which SQLite gives.
const COLUMNS = `
SELECT x.name, x.type, x."notnull", x.pk, x.hidden > 1,
	(SELECT count(*) FROM pragma_table_xinfo(?1) k WHERE k.pk > 0) = 1 AND x.pk = 1,
	EXISTS (
		SELECT 1 FROM pragma_index_list(?1) l
		WHERE l."unique" AND NOT l.partial
			AND (SELECT count(*) = 1 AND max(i.name) = x.name FROM pragma_index_info(l.name) i)
	)
FROM pragma_table_xinfo(?1) x
ORDER BY x.cid`;

/** The tables and views of the file. */
export async function listTables(session: SqlSession): Promise<readonly SqlTable[]> {
	const { rows } = await session.query({ text: TABLES, values: [] });
	return rows.map(([name]) => ({ name: String(name) }));
}

/** The columns of a table. Sizes are not told, because SQLite does not keep to them. */
export async function listColumns(session: SqlSession, { name }: SqlTable): Promise<readonly SqlColumn[]> {
	const { rows } = await session.query({ text: COLUMNS, values: [name] });
	return rows.map(([column, declared, notNull, key, computed, isKey, unique]) => ({
		name: String(column),
		type: typeNameOf(String(declared ?? '')),
		nullable: notNull === 0 && key === 0,
		primary: key !== 0,
		unique: isKey === 1 || unique === 1,
		generated: computed === 1 || (isKey === 1 && /^integer$/i.test(String(declared))),
	}));
}
