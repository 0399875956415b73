import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installWithoutService } from './packages.mjs';

/**
 * The program that is the server, with the arguments that come first: on the PATH or where distributions put it,
 * or freshly installed from the distribution's packages.
 *
 * @returns {{ server: string, words: string[] }}
 */
export function findClickhouse() {
	const found = onThisMachine();
	if (found) return found;
	installWithoutService(
		['clickhouse-server'],
		'ClickHouse is needed for the SQL tests. Install it (Debian 12: sudo apt install clickhouse-server; macOS: brew install clickhouse) ' +
			'or set TEST_CLICKHOUSE_URL to the HTTP address of a server on which databases and users may be created.',
	);
	const installed = onThisMachine();
	if (!installed) throw new Error('The package clickhouse-server was installed and left no server.');
	return installed;
}

/** Newer versions are one program of many uses. */
function onThisMachine() {
	const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/opt/homebrew/bin'];
	const find = (name) => folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
	const server = find('clickhouse-server');
	if (server) return { server, words: [] };
	const program = find('clickhouse');
	return program && { server: program, words: ['server'] };
}
