import { columnsByPath, tablesBy } from './catalogue';
import type { SqlColumn, SqlSession, SqlTable } from './dialect';

const TABLES = `
SELECT s.name, o.name
FROM sys.objects o
JOIN sys.schemas s ON s.schema_id = o.schema_id
WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0
	AND HAS_PERMS_BY_NAME(QUOTENAME(s.name) + '.' + QUOTENAME(o.name), 'OBJECT', 'SELECT') = 1
ORDER BY s.name, o.name`;

// Types that people have made are named by what they are made of, as results name them; those of the
// runtime, such as geography, by themselves. Lengths are counted in bytes, -1 is without a limit.
const COLUMNS = `
SELECT c.name, coalesce(TYPE_NAME(c.system_type_id), TYPE_NAME(c.user_type_id)), c.is_nullable,
	CASE WHEN EXISTS (SELECT 1 FROM sys.indexes i
		JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id
		WHERE i.object_id = c.object_id AND i.is_primary_key = 1 AND k.column_id = c.column_id) THEN 1 ELSE 0 END,
	CASE WHEN EXISTS (SELECT 1 FROM sys.indexes i
		JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id
		WHERE i.object_id = c.object_id AND i.is_unique = 1 AND i.has_filter = 0 AND i.is_disabled = 0
			AND k.column_id = c.column_id AND k.key_ordinal = 1
			AND NOT EXISTS (SELECT 1 FROM sys.index_columns o
				WHERE o.object_id = i.object_id AND o.index_id = i.index_id AND o.key_ordinal > 1)) THEN 1 ELSE 0 END,
	CASE WHEN c.is_identity = 1 OR c.is_computed = 1 OR c.system_type_id = 189
		OR COLUMNPROPERTY(c.object_id, c.name, 'GeneratedAlwaysType') > 0 THEN 1 ELSE 0 END,
	CASE WHEN TYPE_NAME(c.system_type_id) IN ('nchar', 'nvarchar') AND c.max_length > 0 THEN c.max_length / 2
		WHEN TYPE_NAME(c.system_type_id) IN ('char', 'varchar') AND c.max_length > 0 THEN c.max_length END
FROM sys.columns c
WHERE c.object_id = OBJECT_ID(@p1)
ORDER BY c.column_id`;

/** The tables and views whose rows the login may read. */
export const listTables = tablesBy(TABLES);

/**
 * The columns of a table; without a schema, of the one in the login's own.
 * @param quote quotes an identifier
 */
export async function listColumns(
	session: SqlSession,
	table: SqlTable,
	quote: (name: string) => string,
): Promise<readonly SqlColumn[]> {
	return await columnsByPath(session, COLUMNS, table, quote);
}
