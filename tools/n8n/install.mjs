import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installCached } from '../process/cachedPackages.mjs';
import { run } from '../process/run.mjs';

const MANIFEST = fileURLToPath(new URL('.', import.meta.url));

/**
 * The real n8n, once per machine and version: in the user's cache folder, so that
 * every clone shares the 3 GB and the minutes they take.
 *
 * @returns {Promise<string>} the folder whose `node_modules` holds n8n
 */
export const installN8n = () =>
	installCached('n8n', MANIFEST, {
		label: 'Installing n8n (3 GB, some 6 minutes, once)',
		finish: (folder) => buildSqlite(join(folder, 'node_modules', 'sqlite3')),
	});

/**
 * n8n's database driver is native code. The machine's own headers serve (it speaks
 * Node-API, which is the same in every version); without them, its prebuilt binary
 * is fetched, as the package's own install script does.
 */
async function buildSqlite(folder) {
	const nodeGyp = join(folder, '..', 'node-gyp', 'bin', 'node-gyp.js');
	const prebuilt = join(folder, '..', 'prebuild-install', 'bin.js');
	const headers = nodeHeaders();
	const ways = [
		headers && [nodeGyp, 'rebuild', `--nodedir=${headers}`],
		[prebuilt, '-r', 'napi'],
		[nodeGyp, 'rebuild'],
	].filter(Boolean);
	const failures = [];
	for (const way of ways) {
		const result = await run(process.execPath, way, { cwd: folder, allowFailure: true });
		if (result.code === 0) return;
		failures.push(`${way.join(' ')}:\n${result.stderr.slice(-1500)}`);
	}
	throw new Error(
		`n8n's database driver (sqlite3) could not be built. A C++ compiler, make and Python 3 are needed where no ready binary can be fetched.\n${failures.join('\n')}`,
	);
}

/** The prefix of a Node installation on the PATH that has its headers beside it. */
function nodeHeaders() {
	const nodes = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'node'));
	const prefixes = nodes
		.filter((node) => existsSync(node))
		.map((node) => dirname(dirname(realpathSync(node))));
	return prefixes.find((prefix) => existsSync(join(prefix, 'include', 'node', 'node_api.h')));
}
