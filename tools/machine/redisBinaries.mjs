import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installWithoutService } from './packages.mjs';

const NAMES = ['redis-server', 'valkey-server'];

/**
 * The server's program: on the PATH, or freshly installed from the distribution's packages.
 *
 * @returns {string}
 */
export function findRedis() {
	const found = onThisMachine();
	if (found) return found;
	installWithoutService(
		['redis-server'],
		'Redis is needed for the test of queue mode. Install it (Debian: sudo apt install redis-server; macOS: brew install redis).',
	);
	const installed = onThisMachine();
	if (!installed) throw new Error('The package redis-server was installed and left no redis-server.');
	return installed;
}

function onThisMachine() {
	const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/opt/homebrew/bin'];
	return folders
		.flatMap((folder) => NAMES.map((name) => join(folder, name)))
		.find((path) => existsSync(path));
}
