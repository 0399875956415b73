import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { Transform } from 'node:stream';

/**
 * A port of 127.0.0.1 behind which another server stands, and which can be shut
 * (every connection breaks, new ones are refused) and opened again, or break off before an answer comes through.
 *
 * @param {{ host: string, port: number }} target
 * @returns {Promise<import('./gate.mjs').Gate>}
 */
export async function openGate(target) {
	const sockets = new Set();
	let answersLeft = Infinity;
	const isLast = () => {
		const isOver = answersLeft-- <= 0;
		if (isOver) answersLeft = Infinity;
		return isOver;
	};
	const server = createServer({ noDelay: true }, (near) => {
		const far = connect({ ...target, noDelay: true });
		for (const [socket, other] of [
			[near, far],
			[far, near],
		]) {
			sockets.add(socket);
			socket.on('error', () => other.destroy());
			socket.on('close', () => sockets.delete(socket) && other.destroy());
		}
		near.pipe(far);
		far.pipe(throughUntil(isLast, [near, far])).pipe(near);
	});
	const listen = async (port) => {
		server.listen(port, '127.0.0.1');
		await once(server, 'listening');
	};
	await listen(0);
	const { port } = server.address();
	return {
		port,
		cutAfter: (answers) => (answersLeft = answers),
		open: () => listen(port),
		async shut() {
			if (!server.listening) return;
			server.close();
			for (const socket of sockets) socket.destroy();
			await once(server, 'close');
		},
	};
}

/** Lets through what comes until it is to break off: what came last was done, and nobody learns of it. */
function throughUntil(isCut, sockets) {
	return new Transform({
		transform(chunk, _encoding, done) {
			if (!isCut()) return done(null, chunk);
			for (const socket of sockets) socket.destroy();
			done();
		},
	});
}
