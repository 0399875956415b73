import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { installPackages } from './packages.mjs';

const SYSTEM_TABLES = 'mysql_system_tables.sql';

/**
 * The server's program, and the folder with the statements that fill a new data folder: on the PATH or where
 * distributions put them, or freshly installed from the distribution's packages.
 *
 * @returns {{ server: string, share: string }}
 */
export function findMariadb() {
	const found = onThisMachine();
	if (found) return found;
	// The server's program without its service.
	installPackages(
		['mariadb-server-core'],
		'MariaDB is needed for the SQL tests. Install it (Debian: sudo apt install mariadb-server-core; macOS: brew install mariadb) ' +
			'or set TEST_MARIADB_URL to a server on which databases and users may be created.',
	);
	const installed = onThisMachine();
	if (!installed) throw new Error('The package mariadb-server-core was installed and left no mariadbd.');
	return installed;
}

function onThisMachine() {
	const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/opt/homebrew/bin'];
	const server = folders.map((folder) => join(folder, 'mariadbd')).find((path) => existsSync(path));
	if (!server) return undefined;
	const share = ['mysql', 'mariadb']
		.map((name) => join(dirname(dirname(server)), 'share', name))
		.find((folder) => existsSync(join(folder, SYSTEM_TABLES)));
	return share && { server, share };
}
