import { userError } from '../../errors';
import type { SqlConnection } from '../../sql/dialect';
import { type ConnectorSettings, propertySettings, textSetting } from '../crm/settings';
import { findTableEngine } from './engines';
import type { TableEngine } from './engine';

/** Which table customers are written to, and how. */
export interface SqlTableOptions {
	readonly engine: TableEngine;
	readonly connection: SqlConnection;
	/** As the login's own when left out. */
	readonly schema?: string;
	readonly table: string;
	/** The column that tells rows apart; the primary key when left out. */
	readonly keyColumn?: string;
	/** Columns by the names of our fields, where their own names do not say it. */
	readonly columns: Readonly<Record<string, string>>;
	/** The column that says when a row was last changed, for `changedAfter`. */
	readonly changedColumn?: string;
	/** What the import is to recognise customers by: `check` makes sure that the table keeps it unique. */
	readonly identifiers: readonly string[];
	/** Whether `check` refuses a table that does not; `true` when left out. */
	readonly requireUniqueIndex: boolean;
}

/**
 * The options of settings: `engine`, `connection` as `SqlConnection` has it, `schema`, `table`, `keyColumn`,
 * `properties` (columns by field), `changedColumn`, `identifiers`, `requireUniqueIndex`.
 * @throws userError where one is missing
 */
export function readOptions(settings: ConnectorSettings): SqlTableOptions {
	const table = textSetting(settings, 'table');
	if (table === '') throw missing('There is no table', "Choose one in 'Table'.");
	const { connection, identifiers, requireUniqueIndex } = settings;
	if (!isConnection(connection)) throw missing('There is no SQL server', 'Choose a credential.');
	return {
		engine: findTableEngine(textSetting(settings, 'engine')),
		connection,
		table,
		...given(settings, 'schema'),
		...given(settings, 'keyColumn'),
		...given(settings, 'changedColumn'),
		columns: propertySettings(settings),
		identifiers: Array.isArray(identifiers) ? identifiers.map(String) : [],
		requireUniqueIndex: requireUniqueIndex !== false,
	};
}

function given<Name extends string>(settings: ConnectorSettings, name: Name): { [Key in Name]?: string } {
	const text = textSetting(settings, name);
	const result: { [Key in Name]?: string } = {};
	if (text !== '') result[name] = text;
	return result;
}

const missing = (message: string, hint: string): Error => userError(message, hint, 'SQL_SETTING');

function isConnection(value: unknown): value is SqlConnection {
	if (typeof value !== 'object' || value === null) return false;
	return 'host' in value && 'port' in value && 'database' in value && 'user' in value && 'password' in value;
}
