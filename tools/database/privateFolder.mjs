import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRunning } from '../process/server.mjs';

const CACHE = fileURLToPath(new URL('../../.cache', import.meta.url));

/**
 * A new folder for a server of tests, which belongs to whom the server runs as. Those that broken-off tests have
 * left are removed.
 *
 * @param {string} kind of server
 * @param {{ uid: number, gid: number } | undefined} user
 * @returns {string}
 */
export function privateFolder(kind, user) {
	const prefix = `customer-import-${kind}-`;
	const parent = parentFor(kind, user);
	sweep(parent, prefix);
	const folder = mkdtempSync(join(parent, `${prefix}${process.pid}-`));
	if (user) chownSync(folder, user.uid, user.gid);
	return folder;
}

/** The project's cache, unless the server's user has no way into it (a clone below a private home). */
function parentFor(kind, user) {
	const cache = join(CACHE, kind);
	mkdirSync(cache, { recursive: true });
	return !user || canEnter(cache, user) ? cache : tmpdir();
}

function sweep(parent, prefix) {
	for (const name of readdirSync(parent)) {
		const owner = name.startsWith(prefix) && Number.parseInt(name.slice(prefix.length), 10);
		if (owner && !isRunning(owner)) rmSync(join(parent, name), { recursive: true, force: true });
	}
}

function canEnter(folder, user) {
	try {
		execFileSync('/bin/sh', ['-c', 'cd "$0"', folder], { cwd: '/', stdio: 'ignore', ...user });
		return true;
	} catch {
		return false;
	}
}
