import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SqlConnection } from './dialect';
import type { Tunnel } from './sshTunnel';
import { openTunnel } from './sshTunnel';

const CONNECT_TIMEOUT_MS = 15_000;

/** Where a driver has to connect to, to reach a server. */
export interface Route {
	readonly host: string;
	readonly port: number;
	/** Ends every connection that goes through a tunnel. */
	close(): Promise<void>;
}

/**
 * The way to the server: itself, or, where the credential names an SSH host, a port of 127.0.0.1 that leads
 * to it through that host. One for each connection, opened before it and closed after it. The server's name
 * in certificates stays `connection.host`.
 * @throws userError or transientError that tells the SSH host's refusals from the database's
 */
export async function openRoute(connection: SqlConnection): Promise<Route> {
	const { host, port, ssh } = connection;
	if (ssh === undefined) return { host, port, close: async () => {} };
	const tunnel = await openTunnel(ssh, connection.connectTimeoutMs ?? CONNECT_TIMEOUT_MS);
	const connect = async () => await tunnel.connect({ host, port });
	// Made at once, because only here it can be told why the SSH host does not; the first connection gets it.
	const first = await connect().catch((error: unknown) => {
		tunnel.close();
		throw error;
	});
	return await openGate(tunnel, first, connect);
}

async function openGate(tunnel: Tunnel, first: Duplex, connect: () => Promise<Duplex>): Promise<Route> {
	const sockets = new Set<Socket>();
	let waiting: Duplex | undefined = first;
	first.on('error', () => {});
	const gate = createServer((socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
		socket.on('error', () => {});
		const channel = waiting ?? connect();
		waiting = undefined;
		void lead(socket, channel);
	});
	const shut = () => {
		gate.close();
		for (const socket of sockets) socket.destroy();
	};
	tunnel.onceEnded(shut);
	return {
		host: '127.0.0.1',
		port: await listen(gate),
		async close() {
			const ended = gate.listening ? once(gate, 'close') : undefined;
			shut();
			tunnel.close();
			await ended;
		},
	};
}

async function listen(gate: Server): Promise<number> {
	gate.listen(0, '127.0.0.1');
	await once(gate, 'listening');
	const address = gate.address();
	return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Joins both ends; when one is gone, so is the other. */
async function lead(socket: Socket, opening: Duplex | Promise<Duplex>): Promise<void> {
	let channel: Duplex;
	try {
		channel = await opening;
	} catch {
		// The driver sees its connection break and says so.
		socket.destroy();
		return;
	}
	channel.on('error', () => socket.destroy());
	channel.once('close', () => socket.destroy());
	socket.once('close', () => channel.destroy());
	socket.pipe(channel).pipe(socket);
}
