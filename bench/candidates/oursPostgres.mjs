import { countRows, startTable } from '../postgresTable.mjs';
import { importInto } from './oursImport.mjs';

/** The server starts before the clock does. */
export const prepare = startTable;

/** The file into a table of PostgreSQL, with all that an import does. */
export async function run({ path, folder, prepared }) {
	const connection = { ...prepared.login, tls: 'off' };
	const settings = { engine: 'postgres', connection, table: 'customers' };
	const { rows } = await importInto(path, folder, 'sqlTable', settings);
	return { rows, customers: await countRows(prepared) };
}
