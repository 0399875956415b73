import { buildSync } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Moves a watermark 1, 2, 3 … without end, and prints each number after it was moved. */
const SCRIPT = `
import { openStore, openWatermarks } from './lib/state';
async function moveOn([path, id]) {
	const watermarks = await openWatermarks(await openStore({ kind: 'sqlite', path }));
	const { hold } = await watermarks.pull(JSON.parse(id)).acquire();
	let from = hold.watermark;
	for (let next = Number(from?.value ?? 0) + 1; ; next += 1) {
		await hold.beginAttempt();
		const to = { value: String(next) };
		if (!(await hold.compareAndSet(from, to))) throw new Error('not moved');
		process.stdout.write(next + '\\n');
		from = to;
	}
}
void moveOn(process.argv.slice(2));`;

/**
 * Runs a pull in a process of its own and ends it with SIGKILL in the middle of its work.
 * @param {string} path the state database
 * @param {import('../../../lib/state/watermarks').PullId} id
 * @returns {Promise<number>} the last number that it said it had moved to
 */
export async function runAndKill(path, id) {
	const folder = mkdtempSync(join(tmpdir(), 'killed-pull-'));
	const script = join(folder, 'pull.cjs');
	const stdin = { contents: SCRIPT, resolveDir: resolve(__dirname, '../../..'), loader: 'ts' };
	buildSync({ stdin, bundle: true, platform: 'node', format: 'cjs', outfile: script });
	const child = spawn(process.execPath, [script, path, JSON.stringify(id)], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const exited = once(child, 'exit');
	let printed = '';
	for await (const text of child.stdout) {
		printed += text;
		if (printed.length > 2000) child.kill('SIGKILL');
	}
	await exited;
	rmSync(folder, { recursive: true });
	return Number(printed.trimEnd().split('\n').at(-1));
}
