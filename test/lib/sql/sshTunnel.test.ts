import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { SqlConnection, SshTunnel } from '../../../lib/sql/dialect';
import { postgres } from '../../../lib/sql/postgres';
import { openRoute } from '../../../lib/sql/route';
import type { TestSshServer } from '../../../tools/sshServer.mjs';
import { startSshServer } from '../../../tools/sshServer.mjs';
import type { SqlTestServer } from './conformance';
import { errorOf } from './conformance';
import type { PasswordServer } from './passwordSshServer';
import { startPasswordServer } from './passwordSshServer';
import { startTestServer } from './postgresServer';

let database: SqlTestServer;
let sshd: TestSshServer;
let login: SshTunnel;

beforeAll(async () => {
	[database, sshd] = await Promise.all([startTestServer(), startSshServer()]);
	const { host, port, user, privateKey } = sshd;
	login = { host, port, user, privateKey };
}, 120_000);

afterAll(async () => {
	await sshd?.stop();
	await database?.stop();
});

const through = (ssh: Partial<SshTunnel>, changes: Partial<SqlConnection> = {}): SqlConnection => ({
	...database.connection,
	connectTimeoutMs: 5000,
	ssh: { ...login, ...ssh },
	...changes,
});

async function answerThrough(connection: SqlConnection): Promise<unknown> {
	const session = await postgres.connect(connection);
	try {
		return (await session.query({ text: 'SELECT 6 * 7 AS x', values: [] })).rows;
	} finally {
		await session.close();
	}
}

describe('a tunnel through OpenSSH', () => {
	it.each<[string, () => Partial<SshTunnel>]>([
		['a key', () => ({})],
		['a key in PEM form', () => ({ privateKey: sshd.pemKey })],
		['a key and its passphrase', () => ({ privateKey: sshd.lockedKey, passphrase: sshd.passphrase })],
		['the fingerprint that is expected', () => ({ hostFingerprint: sshd.fingerprint })],
	])('leads to the database with %s', async (_title, ssh) => {
		expect(await answerThrough(through(ssh()))).toEqual([[42]]);
	});

	it('reads a whole table page by page, and writes', async () => {
		const connection = through({});
		const writer = await postgres.openWriter?.(connection);
		await writer?.query({
			text: 'CREATE TABLE far AS SELECT n FROM generate_series(1, 20000) n',
			values: [],
		});
		await writer?.close();
		const session = await postgres.connect(connection);
		let rows = 0;
		for await (const page of session.stream({ text: 'SELECT n FROM far', values: [] }, 3000)) {
			rows += page.rows.length;
		}
		await session.close();
		expect(rows).toBe(20_000);
	});

	it('is made again when it broke while nobody used it', async () => {
		const gate = await openGate(sshd.port);
		const session = await postgres.connect(through({ port: gate.port }));
		gate.breakAll();
		expect((await session.query({ text: 'SELECT 1 AS x', values: [] })).rows).toEqual([[1]]);
		await session.close();
		await gate.close();
	});

	it('leaves nothing open when the session is closed', async () => {
		const gate = await openGate(sshd.port);
		const session = await postgres.connect(through({ port: gate.port }));
		expect(gate.open()).toBe(1);
		await session.close();
		await gate.allClosed();
		await gate.close();
	});

	it('takes no more connections once it is closed', async () => {
		const route = await openRoute(through({}));
		await route.close();
		const socket = connect(route.port, route.host);
		const [error] = await once(socket, 'error');
		expect(error).toMatchObject({ code: 'ECONNREFUSED' });
	});

	it.each<[string, () => Partial<SshTunnel>, string, string]>([
		['the host', () => ({ host: 'no-such-host.invalid' }), 'SQL_SSH_HOST', 'no-such-host.invalid'],
		['the port', () => ({ port: 1 }), 'SQL_SSH_PORT', '127.0.0.1:1'],
		['the user', () => ({ user: 'nobody-here' }), 'SQL_SSH_LOGIN', 'nobody-here'],
		['the key', () => ({ privateKey: sshd.strangerKey }), 'SQL_SSH_LOGIN', 'private key'],
		['a locked key', () => ({ privateKey: sshd.lockedKey }), 'SQL_SSH_KEY', 'passphrase'],
		[
			'the passphrase',
			() => ({ privateKey: sshd.lockedKey, passphrase: 'wrong' }),
			'SQL_SSH_KEY',
			'passphrase',
		],
		['a key that is none', () => ({ privateKey: 'ssh-ed25519 AAAA' }), 'SQL_SSH_KEY', 'cannot be read'],
		['the host key', () => ({ hostFingerprint: 'SHA256:other' }), 'SQL_SSH_HOST_KEY', 'SHA256:'],
		['an empty host', () => ({ host: ' ' }), 'SQL_SETTING', 'SSH Host'],
		['an empty user', () => ({ user: '' }), 'SQL_SETTING', 'SSH User'],
		['a port that cannot be', () => ({ port: 0 }), 'SQL_PORT', '0'],
		['a database instead of an SSH host', () => ({ port: database.connection.port }), 'SQL_SSH', '127.0.0.1'],
	])('says that it is %s', async (_title, ssh, code, word) => {
		const error = await errorOf(() => postgres.connect(through(ssh(), { connectTimeoutMs: 2000 })));
		expect(error.code).toBe(code);
		expect(error.message).toContain(word);
		expect(error.hint).toBeTruthy();
	});

	it.each<[string, Partial<SqlConnection>, string]>([
		['the port of the database', { port: 1 }, 'SQL_PORT'],
		['the host of the database', { host: 'no-such-host.invalid' }, 'SQL_PORT'],
		['the password of the database', { password: 'wrong' }, 'SQL_LOGIN'],
		['the name of the database', { database: 'no_such_database' }, 'SQL_DATABASE'],
	])('tells that from %s', async (_title, changes, code) => {
		const error = await errorOf(() => postgres.connect(through({}, changes)));
		expect(error.code).toBe(code);
	});

	it('says that the host does not forward', async () => {
		const closed = await startSshServer({ forwarding: false });
		const { host, port, user, privateKey } = closed;
		const error = await errorOf(() => postgres.connect(through({ host, port, user, privateKey })));
		await closed.stop();
		expect(error.code).toBe('SQL_SSH_FORWARD');
		expect(error.hint).toContain('AllowTcpForwarding');
	});
});

describe('a tunnel with a password', () => {
	let server: PasswordServer;

	afterEach(async () => await server.close());

	it.each(['password', 'keyboard-interactive'] as const)('is let in by %s', async (method) => {
		server = await startPasswordServer({ method, user: 'ewa', password: 'pass-word' });
		const ssh = { host: '127.0.0.1', port: server.port, user: 'ewa', password: 'pass-word' };
		expect(await answerThrough({ ...database.connection, ssh })).toEqual([[42]]);
	});

	it.each(['password', 'keyboard-interactive'] as const)('says that it is wrong (%s)', async (method) => {
		server = await startPasswordServer({ method, user: 'ewa', password: 'pass-word' });
		const ssh = { host: '127.0.0.1', port: server.port, user: 'ewa', password: 'other' };
		const error = await errorOf(() => postgres.connect({ ...database.connection, ssh }));
		expect(error.code).toBe('SQL_SSH_LOGIN');
		expect(error.hint).toContain("'SSH Password'");
		expect(`${error.message} ${error.hint}`).not.toContain('other');
	});
});

it('a host that says nothing is given up after the time for connecting', async () => {
	const silent = createServer(() => {});
	silent.listen(0, '127.0.0.1');
	await once(silent, 'listening');
	const { port } = silent.address() as AddressInfo;
	const error = await errorOf(() => postgres.connect(through({ port }, { connectTimeoutMs: 200 })));
	silent.close();
	expect([error.kind, error.code]).toEqual(['transient', 'SQL_SSH_UNREACHABLE']);
});

/** A way to a port that can be broken and looked at. */
async function openGate(target: number) {
	const sockets = new Set<ReturnType<typeof connect>>();
	const server = createServer((near) => {
		const far = connect(target, '127.0.0.1');
		sockets.add(near);
		near.once('close', () => {
			sockets.delete(near);
			far.destroy();
			server.emit('left');
		});
		far.once('close', () => near.destroy());
		for (const socket of [near, far]) socket.on('error', () => {});
		near.pipe(far).pipe(near);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		open: () => sockets.size,
		breakAll: () => sockets.forEach((socket) => socket.destroy()),
		async allClosed() {
			while (sockets.size > 0) await once(server, 'left');
		},
		async close() {
			server.close();
			await once(server, 'close');
		},
	};
}
