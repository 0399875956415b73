/** The package as it is published: built, verified and packed. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './process/lock.mjs';
import { withProgress } from './process/progress.mjs';
import { run } from './process/run.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CACHE = join(ROOT, '.cache', 'package');
/** All that can change what is packed. */
const SOURCES = [
	'package.json',
	'package-lock.json',
	'tsconfig.json',
	'gulpfile.js',
	'README.md',
	'LICENSE',
	'index.ts',
	'{lib,nodes,credentials,icons,tools/build}/**/*',
];

/**
 * Builds and packs the package unless this very source has been packed before.
 *
 * @returns {Promise<{ tarball: string, hash: string }>}
 */
export async function packPackage() {
	const hash = sourceHash();
	const folder = join(CACHE, hash);
	if (!existsSync(folder)) {
		const packOnce = () => withProgress('Building and packing the package', () => pack(folder));
		await withLock(join(CACHE, 'build.lock'), packOnce);
	}
	const [name] = globSync('*.tgz', { cwd: folder });
	return { tarball: join(folder, name), hash };
}

/** Renamed when complete, so that a folder of that name always holds a tarball; older ones go. */
async function pack(folder) {
	if (existsSync(folder)) return;
	await run(process.execPath, [join(ROOT, 'node_modules', 'gulp', 'bin', 'gulp.js'), 'build'], { cwd: ROOT });
	const packing = `${folder}.part`;
	rmSync(packing, { recursive: true, force: true });
	mkdirSync(packing, { recursive: true });
	await run('npm', ['pack', '--ignore-scripts', '--pack-destination', packing], { cwd: ROOT });
	for (const old of globSync('*/', { cwd: CACHE })) {
		if (join(CACHE, old) !== packing) rmSync(join(CACHE, old), { recursive: true, force: true });
	}
	renameSync(packing, folder);
}

function sourceHash() {
	const hash = createHash('sha256');
	for (const path of globSync(SOURCES, { cwd: ROOT }).sort()) {
		const file = join(ROOT, path);
		if (statSync(file).isFile()) hash.update(`${path}\0`).update(readFileSync(file)).update('\0');
	}
	return hash.digest('hex').slice(0, 16);
}
