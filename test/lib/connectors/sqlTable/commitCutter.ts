import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a server on which the connection breaks at a COMMIT. */
export interface CommitCutter {
	readonly port: number;
	/** From now on. */
	arm(): void;
	close(): Promise<void>;
}

/**
 * @param arrives whether the server still gets the COMMIT, and only its answer is lost
 */
export async function startCommitCutter(
	target: { readonly host: string; readonly port: number },
	arrives: boolean,
): Promise<CommitCutter> {
	let armed = false;
	const sockets = new Set<Socket>();
	const server = createServer((near) => {
		const far = connect({ host: target.host, port: target.port });
		let committing = false;
		const end = () => [near, far].forEach((socket) => socket.destroy());
		for (const socket of [near, far]) sockets.add(socket.on('error', end).on('close', end));
		near.on('data', (data) => {
			committing ||= armed && /COMMIT(?!TED)/.test(data.toString('latin1'));
			if (committing && !arrives) end();
			else far.write(data);
		});
		far.on('data', (data) => (committing ? end() : near.write(data)));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	return {
		port: typeof address === 'object' && address !== null ? address.port : 0,
		arm: () => void (armed = true),
		async close() {
			server.close();
			for (const socket of sockets) socket.destroy();
			await once(server, 'close');
		},
	};
}
