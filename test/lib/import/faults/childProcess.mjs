import { buildSync } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Builds the program of `importChild.mjs` once.
 * @returns {import('./childProcess.mjs').ImportProgram}
 */
export function buildImportProgram() {
	const folder = mkdtempSync(join(tmpdir(), 'import-child-'));
	const script = join(folder, 'importChild.cjs');
	bundle(join(__dirname, 'importChild.mjs'), script);
	// With the file of the thread beside it, as in the published package, rows are planned while others are written.
	const writeThread = join(__dirname, '../../../../lib/connectors/localBase/writeThread.ts');
	bundle(writeThread, join(folder, 'localBaseThread.js'));
	return { run: (job) => runJob(script, job), remove: () => rmSync(folder, { recursive: true }) };
}

function bundle(entry, outfile) {
	buildSync({
		entryPoints: [entry],
		bundle: true,
		platform: 'node',
		format: 'cjs',
		outfile,
		// Drivers of databases are loaded when they are used, and here they are not; what they are compiled to need not be there.
		external: ['*.node', '@azure/*'],
		logLevel: 'error',
	});
}

async function runJob(script, job) {
	const child = spawn(process.execPath, [script, JSON.stringify(job)], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const exited = once(child, 'exit');
	let printed = '';
	for await (const text of child.stdout) printed += text;
	const [, signal] = await exited;
	if (signal === 'SIGKILL') return { killed: true };
	return { killed: false, ...JSON.parse(printed) };
}
