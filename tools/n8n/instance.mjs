import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { run } from '../process/run.mjs';
import { freePort, startServer } from '../process/server.mjs';
import { n8nEnvironment } from './environment.mjs';
import { outputsOf } from './executionData.mjs';
import { signIn } from './session.mjs';

const START_TIMEOUT_MS = 240_000;
const POLL_MS = 100;

/**
 * Starts the real n8n and waits until it answers.
 *
 * @param {string} installation from `installN8n()`
 * @param {{ userFolder: string, port?: number, fileFolders?: string[], variables?: Record<string, string>, nodeArguments?: string[] }} options
 * @returns {Promise<import('../n8n.mjs').N8nInstance>}
 */
export async function startN8n(installation, options) {
	const { userFolder, nodeArguments = [] } = options;
	mkdirSync(userFolder, { recursive: true });
	const env = await n8nEnvironment(options);
	const url = env.N8N_EDITOR_BASE_URL;
	const log = join(userFolder, 'n8n.log');
	const server = await startServer(process.execPath, [...nodeArguments, entry(installation), 'start'], {
		log,
		env,
		cwd: userFolder,
	});
	await healthy(url, server, log);
	return {
		url,
		log,
		userFolder,
		pid: server.pid,
		running: server.running,
		ended: server.ended,
		stop: server.stop,
		kill: server.kill,
		signIn: () => signIn(url),
	};
}

/**
 * Starts a worker of queue mode and waits until it answers. The variables that say where database and queue are have
 * to be those of the n8n it works for, and so has the encryption key.
 *
 * @param {string} installation from `installN8n()`
 * @param {Parameters<typeof startN8n>[1] & { name: string }} options `name` is that of its log
 * @returns {Promise<import('../n8n.mjs').N8nWorker>}
 */
export async function startN8nWorker(installation, { name, ...options }) {
	const { userFolder, variables = {}, nodeArguments = [] } = options;
	const port = await freePort();
	const health = {
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	};
	const env = await n8nEnvironment({ ...options, variables: { ...variables, ...health } });
	const log = join(userFolder, `${name}.log`);
	const server = await startServer(process.execPath, [...nodeArguments, entry(installation), 'worker'], {
		log,
		env,
		cwd: userFolder,
	});
	await healthy(`http://127.0.0.1:${port}`, server, log);
	return { log, pid: server.pid, running: server.running, stop: server.stop, kill: server.kill };
}

/**
 * Runs one of n8n's own commands on the same data, e.g. `['execute', '--id=x', '--rawOutput']`.
 *
 * @param {string} installation
 * @param {Parameters<typeof startN8n>[1]} options
 * @param {string[]} words
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export async function runN8n(installation, options, words) {
	mkdirSync(options.userFolder, { recursive: true });
	const env = await n8nEnvironment(options);
	return run(process.execPath, [entry(installation), ...words], {
		env,
		cwd: options.userFolder,
		allowFailure: true,
	});
}

/**
 * `n8n execute --id`: runs a workflow in a process of its own.
 *
 * @param {string} installation
 * @param {Parameters<typeof startN8n>[1]} options
 * @param {string} id
 * @throws with what n8n said, if the workflow fails
 */
export async function executeByCommand(installation, options, id) {
	const { stdout, stderr } = await runN8n(installation, options, ['execute', `--id=${id}`, '--rawOutput']);
	// Raw as it is called, the output may still follow a line or two of the log.
	const start = stdout.search(/^\{$/m);
	if (start < 0) throw new Error(`n8n execute --id=${id}:\n${(stderr + stdout).slice(-4000)}`);
	return outputsOf(JSON.parse(stdout.slice(start)).data);
}

const entry = (installation) => join(installation, 'node_modules', 'n8n', 'bin', 'n8n');

async function healthy(url, server, log) {
	const deadline = Date.now() + START_TIMEOUT_MS;
	while (server.running() && Date.now() < deadline) {
		const answer = await axios
			.get(`${url}/healthz/readiness`, { validateStatus: null, timeout: 5000 })
			.catch(() => undefined);
		if (answer?.status === 200) return;
		await sleep(POLL_MS);
	}
	await server.kill();
	throw new Error(`n8n did not start; ${log} ends with:\n${readFileSync(log, 'utf8').slice(-3000)}`);
}
