import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { Client, ConnectConfig } from 'ssh2';
import { userError } from '../errors';
import type { SshTunnel } from './dialect';
import { checkPort } from './explain';
import { channelError, keyError, sshError } from './sshErrors';

const KEEP_ALIVE_MS = 10_000;
/** Answers that may stay away before the connection counts as dead. */
const KEEP_ALIVE_MISSES = 3;

/** A place as the SSH host sees it. */
export interface Target {
	readonly host: string;
	readonly port: number;
}

/** A login at an SSH host, through which connections are made to hosts behind it. */
export interface Tunnel {
	/** Connects to a host behind. */
	connect(target: Target): Promise<Duplex>;
	/** Calls `listener` once, when the tunnel has ended, by us or by itself. */
	onceEnded(listener: () => void): void;
	close(): void;
}

/**
 * Logs in at the SSH host.
 * @throws userError or transientError (`SQL_SSH_…`) that tells host, port, login, key and host key apart
 */
export async function openTunnel(ssh: SshTunnel, timeoutMs: number): Promise<Tunnel> {
	checkTunnel(ssh);
	const { Client, utils } = await import('ssh2');
	if (ssh.privateKey !== undefined) {
		const parsed = utils.parseKey(ssh.privateKey, ssh.passphrase);
		if (parsed instanceof Error) throw keyError(parsed);
	}
	const client = new Client();
	await logIn(client, ssh, timeoutMs);
	return {
		connect: (target) => forward(client, ssh, target),
		onceEnded: (listener) => void client.once('close', listener),
		close: () => void client.end(),
	};
}

function checkTunnel({ host, port, user, password, privateKey }: SshTunnel): void {
	if (host.trim() === '') throw missing('SSH Host');
	if (user.trim() === '') throw missing('SSH User');
	if (password === undefined && privateKey === undefined) throw missing('SSH Password');
	checkPort(port, 'SSH Port');
}

const missing = (title: string): Error =>
	userError(`'${title}' is empty in the credential`, `Fill in '${title}'.`, 'SQL_SETTING');

function logIn(client: Client, ssh: SshTunnel, timeoutMs: number): Promise<void> {
	let offered: string | undefined;
	return new Promise((resolve, reject) => {
		const fail = (error: Error) => reject(sshError(error, ssh, offered));
		// Stays after the login: without a listener, a connection that breaks would end the process.
		client.on('error', fail);
		client.once('close', () => fail(new Error('the connection was closed')));
		client.once('ready', resolve);
		// Servers whose passwords go through PAM ask for them in a dialogue (RFC 4256).
		client.on('keyboard-interactive', (_name, _instructions, _language, prompts, answer) =>
			answer(prompts.map(() => ssh.password ?? '')),
		);
		client.connect({
			...loginOf(ssh),
			readyTimeout: timeoutMs,
			hostVerifier: (key: Buffer) => {
				offered = fingerprint(key);
				return isExpected(offered, ssh.hostFingerprint);
			},
		});
	});
}

function loginOf({ host, port, user, password, privateKey, passphrase }: SshTunnel): ConnectConfig {
	const proof =
		privateKey === undefined
			? { password: password ?? '', tryKeyboard: true }
			: { privateKey, ...(passphrase === undefined ? {} : { passphrase }) };
	return {
		host,
		port,
		username: user,
		keepaliveInterval: KEEP_ALIVE_MS,
		keepaliveCountMax: KEEP_ALIVE_MISSES,
		...proof,
	};
}

/** As OpenSSH prints it: base64 without padding. */
const fingerprint = (key: Buffer): string =>
	`SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

const isExpected = (offered: string, expected: string | undefined): boolean =>
	expected === undefined || expected.trim().replace(/=+$/, '') === offered;

function forward(client: Client, ssh: SshTunnel, target: Target): Promise<Duplex> {
	return new Promise((resolve, reject) => {
		const fail = (error: Error) => reject(channelError(error, ssh, target));
		try {
			client.forwardOut('127.0.0.1', 0, target.host, target.port, (error, channel) =>
				error === undefined ? resolve(channel) : fail(error),
			);
		} catch (error) {
			fail(error instanceof Error ? error : new Error(String(error)));
		}
	});
}
