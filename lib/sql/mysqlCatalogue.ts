import type { Cell } from '../model';
import { tablesBy } from './catalogue';
import type { SqlColumn, SqlSession, SqlTable } from './dialect';
import { withSign } from './mysqlTypes';

const TABLES = `
SELECT TABLE_SCHEMA, TABLE_NAME
FROM information_schema.TABLES
WHERE TABLE_SCHEMA NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')
	AND TABLE_TYPE <> 'SEQUENCE'
ORDER BY 1, 2`;

// A column is unique where an index holds it alone and whole.
const COLUMNS = `
SELECT c.COLUMN_NAME, c.DATA_TYPE, c.COLUMN_TYPE, c.IS_NULLABLE, c.COLUMN_KEY, c.EXTRA, c.CHARACTER_MAXIMUM_LENGTH,
	EXISTS (
		SELECT 1 FROM information_schema.STATISTICS s
		WHERE s.TABLE_SCHEMA = c.TABLE_SCHEMA AND s.TABLE_NAME = c.TABLE_NAME AND s.NON_UNIQUE = 0
		GROUP BY s.INDEX_NAME
		HAVING COUNT(*) = 1 AND MAX(s.COLUMN_NAME) = c.COLUMN_NAME AND MAX(s.SUB_PART) IS NULL
	)
FROM information_schema.COLUMNS c
WHERE c.TABLE_SCHEMA = COALESCE(?, DATABASE()) AND c.TABLE_NAME = ?
ORDER BY c.ORDINAL_POSITION`;

/** The tables and views that the login may read; the schema is the database they are in. */
export const listTables = tablesBy(TABLES);

/** The columns of a table; without a schema, of the credential's database. */
export async function listColumns(
	session: SqlSession,
	{ schema, name }: SqlTable,
): Promise<readonly SqlColumn[]> {
	const { rows } = await session.query({ text: COLUMNS, values: [schema ?? null, name] });
	return rows.map(toColumn);
}

function toColumn([name, type, whole, nullable, key, extra, length, unique]: readonly Cell[]): SqlColumn {
	const maxLength = Number(length ?? 0);
	return {
		name: String(name),
		type: asInResults(String(type).toLowerCase(), String(whole)),
		nullable: nullable === 'YES',
		primary: key === 'PRI',
		unique: Number(unique) === 1,
		// Not DEFAULT_GENERATED, by which MySQL marks a default that is an expression.
		generated: /auto_increment|\b(virtual|stored|persistent) generated|invisible.*row (start|end)/i.test(
			String(extra),
		),
		...(maxLength > 0 ? { maxLength } : {}),
	};
}

/** Results do not tell the sizes of texts, nor the shapes of geometries. */
function asInResults(type: string, whole: string): string {
	if (/text$/.test(type)) return 'text';
	if (/blob$/.test(type)) return 'blob';
	if (/^(point|linestring|polygon|multi.*|geom.*)$/.test(type)) return 'geometry';
	return withSign(type, /unsigned/i.test(whole));
}
