import { columnsByPath, tablesBy } from './catalogue';
import type { SqlColumn, SqlSession, SqlTable } from './dialect';

// Tables, partitioned tables, views, materialized views, foreign tables; a partition is read through its table.
const TABLES = `
SELECT n.nspname, c.relname
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
	AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid AND to_jsonb(c) ->> 'relispartition' = 'true')
	AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
	AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
	AND pg_catalog.has_any_column_privilege(c.oid, 'SELECT')
ORDER BY 1, 2`;

// A column of a domain is described by what the domain is made of, as results name it. What only newer
// servers have is read through to_jsonb, which gives NULL elsewhere.
const COLUMNS = `
SELECT a.attname, base.typname,
	NOT (a.attnotnull OR t.typnotnull) AS nullable,
	EXISTS (SELECT FROM pg_catalog.pg_index i
		WHERE i.indrelid = a.attrelid AND i.indisprimary AND a.attnum = ANY (i.indkey)) AS is_primary,
	EXISTS (SELECT FROM pg_catalog.pg_index i
		WHERE i.indrelid = a.attrelid AND i.indisunique AND i.indisvalid AND i.indimmediate
			AND i.indpred IS NULL AND array_upper(i.indoption, 1) = 0 AND i.indkey[0] = a.attnum) AS is_unique,
	coalesce(to_jsonb(a) ->> 'attidentity', '') <> '' OR coalesce(to_jsonb(a) ->> 'attgenerated', '') <> ''
		OR coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%', false) AS is_generated,
	CASE WHEN base.typname IN ('varchar', 'bpchar') AND base.typmod > 4 THEN base.typmod - 4 END AS max_length
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
CROSS JOIN LATERAL (
	WITH RECURSIVE chain AS (
		SELECT t.typname, t.typtype, t.typbasetype, CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END AS typmod
		UNION ALL
		SELECT b.typname, b.typtype, b.typbasetype, CASE WHEN b.typtype = 'd' AND chain.typmod = -1 THEN b.typtypmod ELSE chain.typmod END
		FROM chain JOIN pg_catalog.pg_type b ON b.oid = chain.typbasetype WHERE chain.typtype = 'd'
	)
	SELECT typname, typmod FROM chain WHERE typtype <> 'd'
) base
WHERE a.attrelid = pg_catalog.to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum`;

/** The tables and views whose rows the login may read. */
export const listTables = tablesBy(TABLES);

/**
 * The columns of a table; without a schema, of the one that the search path finds.
 * @param quote quotes an identifier
 */
export async function listColumns(
	session: SqlSession,
	table: SqlTable,
	quote: (name: string) => string,
): Promise<readonly SqlColumn[]> {
	return await columnsByPath(session, COLUMNS, table, quote);
}
