/**
 * An OpenSSH server of one's own for tests, on a free port of 127.0.0.1: lets in whoever runs the tests, with a key
 * made for it, and forwards connections. Gone after `stop()`, with its keys.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findOpenSsh } from './machine/sshPrograms.mjs';
import { freePort, startServer } from './process/server.mjs';

const START_TIMEOUT_MS = 15_000;
/** Where sshd locks itself in as root; the service would make it. */
const SEPARATION = '/run/sshd';
const PASSPHRASE = 'open sesame';

/**
 * @param {{ forwarding?: boolean }} [options] `forwarding: false` refuses every connection to hosts behind it
 * @returns {Promise<import('./sshServer.mjs').TestSshServer>}
 */
export async function startSshServer({ forwarding = true } = {}) {
	const { sshd, keygen } = findOpenSsh();
	if (process.getuid?.() === 0 && !existsSync(SEPARATION)) mkdirSync(SEPARATION, { mode: 0o755 });
	const folder = mkdtempSync(join(tmpdir(), 'customer-import-ssh-'));
	const keys = makeKeys(keygen, folder);
	const port = await freePort();
	const config = join(folder, 'sshd_config');
	writeFileSync(config, configuration(folder, port, forwarding));
	// -D keeps it in the foreground, -e lets it write its log to us.
	const log = join(folder, 'sshd.log');
	const server = await startServer(sshd, ['-D', '-e', '-f', config], { log });
	await listening(port, server, log);
	return {
		host: '127.0.0.1',
		port,
		user: userInfo().username,
		...keys,
		log: () => readFileSync(log, 'utf8'),
		kill: () => server.kill(),
		async stop() {
			await server.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

function makeKeys(keygen, folder) {
	const make = (name, ...args) => {
		const file = join(folder, name);
		execFileSync(keygen, ['-q', '-f', file, '-C', name, ...args]);
		return { file, secret: readFileSync(file, 'utf8'), open: readFileSync(`${file}.pub`, 'utf8') };
	};
	const host = make('host', '-t', 'ed25519', '-N', '');
	const key = make('client', '-t', 'ed25519', '-N', '');
	const locked = make('locked', '-t', 'ed25519', '-N', PASSPHRASE);
	const pem = make('pem', '-t', 'rsa', '-b', '2048', '-m', 'PEM', '-N', '');
	const stranger = make('stranger', '-t', 'ed25519', '-N', '');
	writeFileSync(join(folder, 'authorized_keys'), [key, locked, pem].map(({ open }) => open).join(''), {
		mode: 0o600,
	});
	const printed = execFileSync(keygen, ['-l', '-f', `${host.file}.pub`], { encoding: 'utf8' });
	return {
		privateKey: key.secret,
		lockedKey: locked.secret,
		passphrase: PASSPHRASE,
		pemKey: pem.secret,
		strangerKey: stranger.secret,
		fingerprint: printed.split(' ')[1] ?? '',
	};
}

function configuration(folder, port, forwarding) {
	return [
		`Port ${port}`,
		'ListenAddress 127.0.0.1',
		`HostKey ${join(folder, 'host')}`,
		`AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
		`PidFile ${join(folder, 'sshd.pid')}`,
		'PubkeyAuthentication yes',
		'PasswordAuthentication no',
		'KbdInteractiveAuthentication no',
		'PermitRootLogin prohibit-password',
		// The folder is one of /tmp, which everybody may write to.
		'StrictModes no',
		`AllowTcpForwarding ${forwarding ? 'yes' : 'no'}`,
		'',
	].join('\n');
}

async function listening(port, server, log) {
	const deadline = Date.now() + START_TIMEOUT_MS;
	while (server.running() && Date.now() < deadline) {
		if (await answers(port)) return;
		await sleep(50);
	}
	throw new Error(`sshd did not start:\n${readFileSync(log, 'utf8')}`);
}

function answers(port) {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		const end = (answer) => {
			socket.destroy();
			resolve(answer);
		};
		socket.once('connect', () => end(true));
		socket.once('error', () => end(false));
	});
}
