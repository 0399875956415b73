import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder of this package's own databases, inside n8n's data folder: it moves, is mounted and is
 * backed up with n8n's data. n8n puts `.n8n` under `N8N_USER_FOLDER`, or else under the home folder
 * (https://docs.n8n.io/hosting/configuration/configuration-examples/user-folder/).
 * The folder is made by whoever opens a database in it.
 */
export function stateFolder(): string {
	return join(process.env['N8N_USER_FOLDER'] ?? homedir(), '.n8n', 'customer-import');
}

/** The database of import journals and watermarks. */
export function stateDatabase(): string {
	return join(stateFolder(), 'state.sqlite');
}
