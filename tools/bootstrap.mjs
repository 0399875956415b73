/**
 * Makes a fresh clone able to run: installs what package-lock.json names, Node
 * included, and hands over to that Node. Needs nothing but the machine's own Node,
 * so nothing here may import a package or use what Node 20 does not know.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
	existsSync,
	mkdirSync,
	readFileSync,
	realpathSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './process/lock.mjs';
import { withProgress } from './process/progress.mjs';
import { run } from './process/run.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MODULES = join(ROOT, 'node_modules');
const BINARIES = join(MODULES, '.bin');
const NODE = join(MODULES, 'node', 'bin', 'node');
/** Names the lock file that `node_modules` was installed from; written last, so a broken-off installation has none. */
const STAMP = join(MODULES, '.lock-hash');

/**
 * The first line of every entry point. Where it returns false, another process has
 * done the work and this one has taken over its exit code.
 *
 * @returns {Promise<boolean>} whether to go on in this process
 */
export async function bootstrap() {
	if (!isInstalled()) await withLock(join(ROOT, '.cache', 'install.lock'), install);
	if (isProjectNode()) {
		endWithParent();
		return true;
	}
	process.exitCode = await handOver();
	return false;
}

const lockHash = () =>
	createHash('sha256')
		.update(readFileSync(join(ROOT, 'package-lock.json')))
		.digest('hex');

const isInstalled = () =>
	existsSync(STAMP) && existsSync(NODE) && readFileSync(STAMP, 'utf8').trim() === lockHash();

async function install() {
	if (!isInstalled())
		await withProgress('Installing the development packages (some minutes, once)', installAll);
}

async function installAll() {
	await run('npm', ['ci', '--ignore-scripts'], { cwd: ROOT });
	// The package `node` fetches its binary in its install script, which is the only script we let run.
	await run(process.execPath, ['installArchSpecificPackage.js'], { cwd: join(MODULES, 'node') });
	linkNode();
	writeFileSync(STAMP, lockHash());
}

function linkNode() {
	mkdirSync(BINARIES, { recursive: true });
	const link = join(BINARIES, 'node');
	rmSync(link, { force: true });
	symlinkSync(join('..', 'node', 'bin', 'node'), link);
}

const isProjectNode = () =>
	realpathSync(process.execPath) === realpathSync(NODE) && pathFolders()[0] === BINARIES;

const pathFolders = () => (process.env.PATH ?? '').split(delimiter);

async function handOver() {
	const path = [BINARIES, ...pathFolders().filter((folder) => folder !== BINARIES)].join(delimiter);
	const child = spawn(NODE, process.argv.slice(1), {
		stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
		env: { ...process.env, PATH: path },
	});
	// A Ctrl-C reaches the child by itself; what is sent to us alone is passed on.
	process.on('SIGINT', () => {});
	for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
	const [code, signal] = await once(child, 'exit');
	return code ?? 128 + constants.signals[signal];
}

/** Should the process that handed over to us be killed, nobody would be left to stop us. */
function endWithParent() {
	if (!process.channel) return;
	process.channel.unref();
	process.once('disconnect', () => process.exit(1));
}
