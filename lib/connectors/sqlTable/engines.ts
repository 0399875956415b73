import { userError } from '../../errors';
import type { TableEngine } from './engine';
import { mssqlTable } from './mssqlTable';
import { mysqlTable } from './mysqlTable';
import { postgresTable } from './postgresTable';
import { sqliteTable } from './sqliteTable';

/** Every kind of database that customers can be written to. */
export const TABLE_ENGINES: readonly TableEngine[] = [postgresTable, mysqlTable, mssqlTable, sqliteTable];

/**
 * The engine of that name.
 * @throws userError where customers cannot be written to it
 */
export function findTableEngine(name: string): TableEngine {
	const engine = TABLE_ENGINES.find(({ dialect }) => dialect.name === name);
	if (engine) return engine;
	throw userError(
		`Customers cannot be written to a database of the kind '${name}'`,
		`Choose a credential for one of: ${TABLE_ENGINES.map(({ dialect }) => dialect.title).join(', ')}.`,
		'SQL_SETTING',
	);
}
