/**
 * A Redis of one's own for tests: empty, in memory alone, on 127.0.0.1, from the
 * machine's binaries, gone after `stop()`.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { startOwnServer } from './database/ownServer.mjs';
import { findRedis } from './machine/redisBinaries.mjs';

/** @returns {Promise<import('./redis.mjs').TestRedis>} */
export async function startRedis() {
	const program = findRedis();
	const password = randomBytes(12).toString('hex');
	const { port, stop, kill } = await startOwnServer({
		kind: 'redis',
		users: ['redis', 'nobody'],
		signal: 'SIGTERM',
		prepare() {},
		command: ({ port: free }) => [program, serverArguments(free, password)],
		answers: ({ port: free }) => answers(free, password),
	});
	return { host: '127.0.0.1', port, password, stop, kill };
}

const serverArguments = (port, password) =>
	['--bind', '127.0.0.1', '--port', port, '--requirepass', password, '--save', '', '--appendonly', 'no'].map(
		String,
	);

async function answers(port, password) {
	const socket = connect(port, '127.0.0.1');
	try {
		await once(socket, 'connect');
		socket.write(`AUTH ${password}\r\n`);
		const [said] = await once(socket, 'data');
		return String(said).startsWith('+OK');
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}
