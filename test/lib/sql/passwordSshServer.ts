import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { AuthContext, Connection } from 'ssh2';
import { Server } from 'ssh2';

export interface PasswordServer {
	readonly port: number;
	close(): Promise<void>;
}

interface Login {
	readonly method: 'password' | 'keyboard-interactive';
	readonly user: string;
	readonly password: string;
}

/** An SSH server on 127.0.0.1 that lets in by a password and forwards connections: OpenSSH knows only the passwords of the machine. */
export async function startPasswordServer(login: Login): Promise<PasswordServer> {
	const { privateKey } = generateKeyPairSync('rsa', {
		modulusLength: 2048,
		privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
		publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
	});
	const clients = new Set<Connection>();
	const server = new Server({ hostKeys: [privateKey] }, (client) => {
		clients.add(client);
		client.on('error', () => {});
		client.on('close', () => clients.delete(client));
		client.on('authentication', (context) => authenticate(context, login));
		client.on('tcpip', (accept, refuse, { destIP, destPort }) => {
			const far = connect(destPort, destIP);
			far.once('error', () => refuse());
			far.once('connect', () => {
				const near = accept();
				far.pipe(near).pipe(far);
			});
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	return {
		port: address !== null && typeof address === 'object' ? address.port : 0,
		async close() {
			for (const client of clients) client.end();
			server.close();
			await once(server, 'close');
		},
	};
}

function authenticate(context: AuthContext, { method, user, password }: Login): void {
	const decide = (given: string | undefined) =>
		context.username === user && given === password ? context.accept() : context.reject();
	if (context.method !== method) context.reject([method]);
	else if (context.method === 'password') decide(context.password);
	else if (context.method === 'keyboard-interactive') {
		context.prompt([{ prompt: 'Password: ', echo: false }], (answers) => decide(answers[0]));
	}
}
