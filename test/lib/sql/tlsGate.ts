import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';

const read = (name: string): string => readFileSync(join(__dirname, 'certificates', name), 'utf8');

/** The certificate of the authority that signed the gate's. */
export const AUTHORITY = read('authority.pem');

export interface TlsGate {
	readonly port: number;
	/** Breaks each open connection off as soon as it is used again, as a firewall does that has forgotten it. */
	forgetConnections(): void;
	close(): Promise<void>;
}

/** A server on 127.0.0.1 that speaks TLS as PostgreSQL does, and hands on what it hears to one that does not. */
export async function openTlsGate(target: {
	readonly host: string;
	readonly port: number;
}): Promise<TlsGate> {
	const sockets = new Set<Socket>();
	const forgotten = new WeakSet<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => {});
		// The client first asks whether the server speaks TLS (SSLRequest), and S means yes.
		socket.once('data', () => {
			socket.write('S');
			const secure = new TLSSocket(socket, {
				isServer: true,
				key: read('server.key'),
				cert: read('server.pem'),
			});
			secure.prependListener('data', () => {
				if (forgotten.has(socket)) socket.resetAndDestroy();
			});
			const plain = connect(target.port, target.host);
			for (const end of [secure, plain])
				end.on('error', () => [secure, plain].forEach((one) => one.destroy()));
			secure.pipe(plain).pipe(secure);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	return {
		port: typeof address === 'object' && address !== null ? address.port : 0,
		forgetConnections: () => sockets.forEach((socket) => forgotten.add(socket)),
		async close() {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}
