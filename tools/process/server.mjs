import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const TETHER = fileURLToPath(new URL('./tether.mjs', import.meta.url));

/** A TCP port of 127.0.0.1 that nobody uses at this moment. */
export const freePort = () => probe(0);

/**
 * The port, or a free one where somebody uses it.
 *
 * @param {number} port
 */
export const portOrFree = (port) => probe(port).catch(freePort);

async function probe(wanted) {
	const server = createServer().listen(wanted, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address();
	server.close();
	await once(server, 'close');
	return port;
}

/**
 * Starts a server that ends when this process ends, whatever ends it.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ log: string, signal?: NodeJS.Signals, cwd?: string, env?: NodeJS.ProcessEnv, user?: { uid: number, gid: number } }} options
 *   `log` receives standard output and errors; `signal` is what makes the server finish its work and end.
 * @returns {Promise<{ pid: number, running(): boolean, ended(): Promise<void>, stop(graceMs?: number): Promise<void>, kill(): Promise<void> }>}
 *   `ended` waits for it to end by itself; `stop` asks with `signal` and insists after `graceMs`; `kill` gives no time at all. Both go by process id.
 */
export async function startServer(command, args, { log, signal = 'SIGTERM', cwd, env, user }) {
	const output = openSync(log, 'a');
	const order = JSON.stringify({ command, args, signal, ...user });
	// Detached: a Ctrl-C in the terminal reaches us alone, and we stop our servers in order.
	const tether = spawn(process.execPath, [TETHER, order], {
		cwd,
		env: env ?? process.env,
		detached: true,
		stdio: ['ignore', output, output, 'ipc'],
	});
	closeSync(output);
	let running = true;
	const exited = once(tether, 'exit').then(() => {
		running = false;
	});
	const [{ pid, error }] = await Promise.race([
		once(tether, 'message'),
		exited.then(() => [{ error: `ended at once; see ${log}` }]),
	]);
	if (error) throw new Error(`${command}: ${error}`);
	tether.unref();
	tether.channel?.unref();

	const send = (name) => running && signalTo(pid, name);
	return {
		pid,
		running: () => running,
		ended: () => settled(tether, exited),
		async stop(graceMs = 15_000) {
			send(signal);
			const insist = setTimeout(() => send('SIGKILL'), graceMs);
			await settled(tether, exited);
			clearTimeout(insist);
		},
		async kill() {
			send('SIGKILL');
			await settled(tether, exited);
		},
	};
}

/** While somebody waits for the end, the event loop has to wait with them. */
async function settled(tether, exited) {
	tether.ref();
	await exited;
}

/** @param {number} pid */
export function isRunning(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

function signalTo(pid, name) {
	try {
		process.kill(pid, name);
	} catch (error) {
		if (error.code !== 'ESRCH') throw error;
	}
}
