/**
 * Prism in front of a fake CRM: it lets through what the vendor's own OpenAPI document allows, and answers
 * everything else, wrong requests and wrong answers alike, with the violations.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, startServer } from './process/server.mjs';

const START_TIMEOUT_MS = 60_000;

/**
 * @param {string} document the path of the OpenAPI document
 * @param {string} upstream the address of the fake
 * @returns {Promise<{ url: string, stop(): Promise<void> }>}
 */
export async function startPrism(document, upstream) {
	const folder = mkdtempSync(join(tmpdir(), 'customer-import-prism-'));
	const port = await freePort();
	const log = join(folder, 'log');
	const args = [prismCli(), 'proxy', document, upstream, '--errors', '-p', String(port), '-v', 'error'];
	const server = await startServer(process.execPath, args, { log });
	const stop = async () => {
		await server.stop();
		rmSync(folder, { recursive: true, force: true });
	};
	const url = `http://127.0.0.1:${port}`;
	for (const end = Date.now() + START_TIMEOUT_MS; !(await answers(url)); await sleep(100)) {
		if (server.running() && Date.now() < end) continue;
		await stop();
		throw new Error(`Prism did not start with ${document}.`);
	}
	return { url, stop };
}

function prismCli() {
	const require = createRequire(import.meta.url);
	const manifest = require.resolve('@stoplight/prism-cli/package.json');
	return join(dirname(manifest), require(manifest).bin.prism);
}

const answers = (url) =>
	fetch(url).then(
		() => true,
		() => false,
	);
