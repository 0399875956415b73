import { createHash } from 'node:crypto';
import {
	copyFileSync,
	existsSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	renameSync,
	rmSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { withLock } from './lock.mjs';
import { withProgress } from './progress.mjs';
import { run } from './run.mjs';

const FILES = ['package.json', 'package-lock.json'];

/**
 * Packages that are too large for every clone, once per machine and lock file: in the user's cache folder.
 *
 * @param {string} name of the folder there; the hash of the lock file is added
 * @param {string} manifest the folder of the package.json and the package-lock.json
 * @param {{ label: string, finish: (folder: string) => Promise<void> | void }} options `label` is shown meanwhile;
 *   `finish` makes of the installed folder what is kept
 * @returns {Promise<string>} the folder
 */
export async function installCached(name, manifest, options) {
	const folder = join(cacheFolder(), `${name}-${lockHash(manifest)}`);
	if (!existsSync(folder)) await withLock(`${folder}.lock`, () => installOnce(folder, manifest, options));
	return folder;
}

const cacheFolder = () =>
	join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'n8n-nodes-customer-import');

const lockHash = (manifest) =>
	createHash('sha256')
		.update(readFileSync(join(manifest, 'package-lock.json')))
		.digest('hex')
		.slice(0, 16);

/** Beside the final place, and renamed when complete: a folder of that name is always whole. */
async function installOnce(folder, manifest, { label, finish }) {
	if (existsSync(folder)) return;
	for (const left of leftovers(folder)) rmSync(left, { recursive: true, force: true });
	const building = mkdtempSync(`${folder}.part-`);
	for (const file of FILES) copyFileSync(join(manifest, file), join(building, file));
	await withProgress(label, async () => {
		await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: building });
		await finish(building);
	});
	renameSync(building, folder);
}

/** We hold the lock, so whatever is half-built was broken off. */
const leftovers = (folder) =>
	readdirSync(dirname(folder))
		.map((name) => join(dirname(folder), name))
		.filter((path) => path.startsWith(`${folder}.part-`));
