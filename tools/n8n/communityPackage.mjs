import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { run } from '../process/run.mjs';

const NPM_INSTALL = [
	'install',
	'--audit=false',
	'--fund=false',
	'--bin-links=false',
	'--install-strategy=shallow',
	'--ignore-scripts=true',
	'--package-lock=false',
];

/**
 * Installs a packed package the way n8n does when a user names it under Settings,
 * Community nodes: the same steps as `downloadPackage` in n8n 2.41's
 * community-packages.service.js, with our tarball in place of the registry's.
 * n8n reads it when it starts.
 *
 * @param {string} userFolder
 * @param {string} tarball
 * @returns {Promise<string>} the folder it is installed in
 */
export async function installCommunityPackage(userFolder, tarball) {
	const nodes = join(userFolder, '.n8n', 'nodes');
	const { name } = await packedManifest(tarball);
	const folder = join(nodes, 'node_modules', name);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
	const manifestFile = join(folder, 'package.json');
	const { devDependencies, peerDependencies, optionalDependencies, ...manifest } = readJson(manifestFile);
	writeJson(manifestFile, manifest);
	await run('npm', NPM_INSTALL, { cwd: folder });
	rememberIn(join(nodes, 'package.json'), manifest);
	return folder;
}

/**
 * Enters the package where n8n keeps its list of installed ones, so that Settings,
 * Community nodes shows it. n8n must have made its database; it may be running.
 *
 * @param {string} userFolder
 * @param {import('../n8n.mjs').PackageManifest} manifest
 * @param {import('../n8n.mjs').NodeTypeSummary[]} all that n8n knows, `session.nodeTypes()`
 */
export function registerCommunityPackage(userFolder, manifest, nodes) {
	const database = new DatabaseSync(join(userFolder, '.n8n', 'database.sqlite'), { timeout: 10_000 });
	try {
		database.exec('PRAGMA foreign_keys = ON; BEGIN IMMEDIATE');
		database.prepare('DELETE FROM installed_packages WHERE packageName = ?').run(manifest.name);
		database
			.prepare(
				'INSERT INTO installed_packages (packageName, installedVersion, authorName, authorEmail) VALUES (?, ?, ?, ?)',
			)
			.run(manifest.name, manifest.version, manifest.author.name, manifest.author.email);
		const insert = database.prepare(
			'INSERT INTO installed_nodes (name, type, latestVersion, package) VALUES (?, ?, ?, ?)',
		);
		for (const { name, displayName, version } of ownNodes(nodes, manifest.name)) {
			insert.run(displayName, name, [version].flat().at(-1), manifest.name);
		}
		database.exec('COMMIT');
	} finally {
		database.close();
	}
}

/** Without the twins, 'xTool', that n8n itself makes of nodes an AI agent may use. */
function ownNodes(nodes, packageName) {
	const own = nodes.filter(({ name }) => name.startsWith(`${packageName}.`));
	return own.filter(({ name }) => !own.some((other) => `${other.name}Tool` === name));
}

/**
 * The package.json inside a tarball.
 *
 * @param {string} tarball
 */
export async function packedManifest(tarball) {
	const { stdout } = await run('tar', ['-xzOf', tarball, 'package/package.json']);
	return JSON.parse(stdout);
}

/**
 * The paths inside a tarball, without the leading `package/`.
 *
 * @param {string} tarball
 */
export async function packedFiles(tarball) {
	const { stdout } = await run('tar', ['-tzf', tarball]);
	return stdout
		.trim()
		.split('\n')
		.map((path) => path.replace(/^package\//, ''));
}

/** n8n's own ledger of what it installed. */
function rememberIn(file, { name, version }) {
	const ledger = existsSync(file)
		? readJson(file)
		: { name: 'installed-nodes', private: true, dependencies: {} };
	writeJson(file, { ...ledger, dependencies: { ...ledger.dependencies, [name]: version } });
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

const writeJson = (file, value) => writeFileSync(file, JSON.stringify(value, null, 2));
