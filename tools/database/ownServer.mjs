import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { unprivilegedUser } from '../machine/users.mjs';
import { freePort, startServer } from '../process/server.mjs';
import { privateFolder } from './privateFolder.mjs';

const START_TIMEOUT_MS = 60_000;

/**
 * What is different from one kind of server to the next.
 *
 * @typedef {{ folder: string, port: number, user?: { uid: number, gid: number } }} Place `user` is there where we are root
 * @typedef {{
 *   kind: string,
 *   users: string[],
 *   signal: NodeJS.Signals,
 *   prepare(place: Place): void | Promise<void>,
 *   command(place: Place): [string, string[]],
 *   answers(place: Place): Promise<boolean>,
 *   passing?: RegExp,
 * }} Engine `users` are those it may run as instead of root; `prepare` fills the new folder; `signal` makes it end in
 *   order; what it says that matches `passing` as it starts is over in a moment
 */

/**
 * A server of one's own: new, empty, on a free port of 127.0.0.1, gone after `stop()` or with this process.
 *
 * @param {Engine} engine
 * @returns {Promise<{ port: number, stop(): Promise<void>, kill(): Promise<void>, restart(): Promise<void> }>}
 */
export async function startOwnServer(engine) {
	const user = process.getuid?.() === 0 ? unprivilegedUser(engine.users) : undefined;
	const place = { folder: privateFolder(engine.kind, user), port: await freePort(), user };
	await engine.prepare(place);
	let server = await launch(engine, place);
	return {
		port: place.port,
		async stop() {
			await server.stop();
			rmSync(place.folder, { recursive: true, force: true });
		},
		kill: () => server.kill(),
		async restart() {
			await server.kill();
			server = await launch(engine, place);
		},
	};
}

async function launch(engine, place) {
	const log = join(place.folder, 'server.log');
	const options = { log, signal: engine.signal, cwd: place.folder, user: place.user };
	const deadline = Date.now() + START_TIMEOUT_MS;
	for (;;) {
		const server = await startServer(...engine.command(place), options);
		if (await answersBefore(deadline, server, () => engine.answers(place))) return server;
		const said = readFileSync(log, 'utf8');
		if (!engine.passing?.test(said) || Date.now() > deadline) {
			await server.kill();
			throw new Error(`The server (${engine.kind}) did not start:\n${said}`);
		}
		await sleep(100);
	}
}

async function answersBefore(deadline, server, answers) {
	while (server.running() && Date.now() < deadline) {
		if (await answers()) return true;
		await sleep(50);
	}
	return false;
}
