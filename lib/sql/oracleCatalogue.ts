import { tablesBy } from './catalogue';
import type { SqlColumn, SqlSession, SqlTable } from './dialect';
import { plainType } from './oracleTypes';

// Not what Oracle keeps for itself, nor what lies in the recycle bin.
const TABLES = `
SELECT o.owner, o.object_name
FROM all_objects o JOIN all_users u ON u.username = o.owner
WHERE o.object_type IN ('TABLE', 'VIEW') AND u.oracle_maintained = 'N' AND o.object_name NOT LIKE 'BIN$%'
ORDER BY o.owner, o.object_name`;

const COLUMNS = `
SELECT c.column_name, c.data_type, c.nullable,
	(SELECT count(*) FROM all_constraints p JOIN all_cons_columns k
		ON k.owner = p.owner AND k.constraint_name = p.constraint_name
		WHERE p.owner = c.owner AND p.table_name = c.table_name AND p.constraint_type = 'P'
			AND k.column_name = c.column_name) AS in_primary,
	(SELECT count(*) FROM all_indexes i JOIN all_ind_columns k
		ON k.index_owner = i.owner AND k.index_name = i.index_name
		WHERE i.table_owner = c.owner AND i.table_name = c.table_name AND i.uniqueness = 'UNIQUE'
			AND k.column_name = c.column_name
			AND (SELECT count(*) FROM all_ind_columns o
				WHERE o.index_owner = i.owner AND o.index_name = i.index_name) = 1) AS in_unique,
	c.identity_column, c.virtual_column, c.char_length
FROM all_tab_cols c
WHERE c.owner = nvl(:1, sys_context('USERENV', 'CURRENT_SCHEMA')) AND c.table_name = :2 AND c.hidden_column = 'NO'
ORDER BY c.column_id`;

/** The tables and views that the login may see. */
export const listTables = tablesBy(TABLES);

/** The columns of a table; without a schema, of the one in the login's own. */
export async function listColumns(
	session: SqlSession,
	{ schema, name }: SqlTable,
): Promise<readonly SqlColumn[]> {
	const { rows } = await session.query({ text: COLUMNS, values: [schema ?? null, name] });
	return rows.map(([column, type, nullable, primary, unique, identity, virtual, length]) => ({
		name: String(column),
		type: plainType(String(type)),
		nullable: nullable === 'Y',
		primary: Number(primary) > 0,
		unique: Number(unique) > 0,
		generated: identity === 'YES' || virtual === 'YES',
		...(Number(length) > 0 ? { maxLength: Number(length) } : {}),
	}));
}
