import { buildSync } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Imports customers p0, p1 … into a base in small batches, and prints how many rows are done after each. */
const SCRIPT = `
import { localBase } from './lib/connectors';
import { importCustomers } from './lib/import';
import { openJournal, openStore } from './lib/state';
const [base, journal, count, batchSize, threadFile] = process.argv.slice(2);
const rows = Array.from({ length: Number(count) }, (_, number) => ({
	rowNumber: number + 2,
	issues: [],
	record: { email: 'p' + number + '@example.com', phone: String(48500000000 + number), city: 'Lodz' },
}));
async function* open() {
	for (let start = 0; start < rows.length; start += 50) yield rows.slice(start, start + 50);
}
async function main() {
	const connector = localBase({ path: base, ...(threadFile ? { threadFile } : {}) });
	const small = { ...connector, capabilities: { ...connector.capabilities, batchSize: Number(batchSize) } };
	const settings = { importType: 'addAndModify', identifiers: ['email', 'phone'], duplicates: 'ignore' };
	let done = 0;
	const account = await openJournal(await openStore({ kind: 'sqlite', path: journal }));
	for await (const batch of importCustomers({ open, connector: small, journal: account, settings })) {
		done += batch.length;
		process.stdout.write(done + '\\n');
	}
}
main();`;

/**
 * Runs an import in a process of its own and ends it with SIGKILL when it has said that some rows are done.
 * @param {{ base: string, journal: string, count: number, killAfter: number, batchSize?: number, threadFile?: string }} options
 * @returns {Promise<number>} how many rows it had said were done
 */
export async function importAndKill({ base, journal, count, killAfter, batchSize = 50, threadFile = '' }) {
	const folder = mkdtempSync(join(tmpdir(), 'killed-import-'));
	const script = join(folder, 'import.cjs');
	const stdin = { contents: SCRIPT, resolveDir: resolve(__dirname, '../../..'), loader: 'ts' };
	// Drivers of databases are loaded when they are used, and here they are not; what they are compiled to need not be there.
	const external = ['*.node'];
	buildSync({ stdin, bundle: true, platform: 'node', format: 'cjs', outfile: script, external });
	const child = spawn(
		process.execPath,
		[script, base, journal, String(count), String(batchSize), threadFile],
		{
			stdio: ['ignore', 'pipe', 'inherit'],
		},
	);
	const exited = once(child, 'exit');
	let printed = '';
	for await (const text of child.stdout) {
		printed += text;
		if (lastNumber(printed) >= killAfter) child.kill('SIGKILL');
	}
	await exited;
	rmSync(folder, { recursive: true });
	return lastNumber(printed);
}

function lastNumber(printed) {
	return Number(printed.trimEnd().split('\n').at(-1));
}
