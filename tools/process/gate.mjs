import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/**
 * A port of 127.0.0.1 behind which another server stands, and which can be shut
 * (every connection breaks, new ones are refused) and opened again.
 *
 * @param {{ host: string, port: number }} target
 * @returns {Promise<{ port: number, open(): Promise<void>, shut(): Promise<void> }>}
 */
export async function openGate(target) {
	const sockets = new Set();
	const server = createServer((near) => {
		const far = connect(target);
		for (const [socket, other] of [
			[near, far],
			[far, near],
		]) {
			sockets.add(socket);
			socket.on('error', () => other.destroy());
			socket.on('close', () => sockets.delete(socket) && other.destroy());
			socket.pipe(other);
		}
	});
	const listen = async (port) => {
		server.listen(port, '127.0.0.1');
		await once(server, 'listening');
	};
	await listen(0);
	const { port } = server.address();
	return {
		port,
		open: () => listen(port),
		async shut() {
			if (!server.listening) return;
			server.close();
			for (const socket of sockets) socket.destroy();
			await once(server, 'close');
		},
	};
}
