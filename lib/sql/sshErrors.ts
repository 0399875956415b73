import { transientError, userError } from '../errors';
import type { SshTunnel } from './dialect';
import { codeOf, CONNECTION_LOST } from './explain';
import type { Target } from './sshTunnel';

/** Where in its work the SSH library failed, as it says itself. */
const levelOf = (error: Error): string =>
	'level' in error && typeof error.level === 'string' ? error.level : '';

/** A key that cannot be read: whoever pasted it has to look at it again. */
export function keyError(error: Error): Error {
	const isLocked = /passphrase|encrypted/i.test(error.message);
	return userError(
		isLocked
			? `The SSH private key is locked, and the passphrase does not open it: ${error.message}`
			: `The SSH private key cannot be read: ${error.message}`,
		isLocked
			? "Check 'SSH Passphrase' in the credential."
			: "Paste the whole file into 'SSH Private Key', from BEGIN to END, with its line ends.",
		'SQL_SSH_KEY',
		error,
	);
}

/**
 * What an error on the way to and into the SSH host means.
 * @param offered the fingerprint of the key that the host showed, where it came so far
 */
export function sshError(error: Error, ssh: SshTunnel, offered: string | undefined): Error {
	if (levelOf(error) === 'client-authentication') return refusedLogin(error, ssh);
	if (/Host denied/.test(error.message)) return wrongHostKey(error, ssh, offered);
	return unreachedHost(error, ssh) ?? brokenOff(error, ssh);
}

function refusedLogin(error: Error, { user, host, privateKey }: SshTunnel): Error {
	const proof = privateKey === undefined ? 'password' : 'private key';
	return userError(
		`The SSH host '${host}' does not accept the user '${user}' with this ${proof}`,
		privateKey === undefined
			? "Check 'SSH User' and 'SSH Password' in the credential; some hosts take keys only."
			: `Check 'SSH User', and that the public half of the key is in the host's authorized_keys.`,
		'SQL_SSH_LOGIN',
		error,
	);
}

function wrongHostKey(error: Error, { host }: SshTunnel, offered: string | undefined): Error {
	return userError(
		`The SSH host '${host}' shows another key than expected: ${offered ?? 'unknown'}`,
		"Ask its administrator which fingerprint is right. If it is this one, put it into 'SSH Host Fingerprint'; if not, somebody may stand between.",
		'SQL_SSH_HOST_KEY',
		error,
	);
}

function unreachedHost(error: Error, { host, port }: SshTunnel): Error | undefined {
	const code = codeOf(error);
	if (/^(ENOTFOUND|EAI_NONAME)$/.test(code)) {
		const hint = "Check 'SSH Host' in the credential: the name alone.";
		return userError(`The SSH host '${host}' was not found`, hint, 'SQL_SSH_HOST', error);
	}
	if (code === 'ECONNREFUSED') {
		const hint = "Check 'SSH Port' in the credential, and that the SSH server runs.";
		return userError(`No SSH server answers at ${host}:${port}`, hint, 'SQL_SSH_PORT', error);
	}
	if (!/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)$/.test(code) && levelOf(error) !== 'client-timeout') {
		return undefined;
	}
	const hint = 'Check the network between n8n and the SSH host: a firewall, a VPN or the allowed addresses.';
	return transientError(
		`The SSH host ${host}:${port} cannot be reached or does not answer`,
		undefined,
		hint,
		'SQL_SSH_UNREACHABLE',
		error,
	);
}

function brokenOff(error: Error, { host, port }: SshTunnel): Error {
	return userError(
		`The SSH connection to ${host}:${port} failed: ${error.message}`,
		"Check that 'SSH Port' is that of an SSH server, and that the host lets n8n in.",
		'SQL_SSH',
		error,
	);
}

/** RFC 4254, section 5.1. */
const PROHIBITED = 1;
const CONNECT_FAILED = 2;

/** What it means that the SSH host made no connection to the database. */
export function channelError(error: Error, ssh: SshTunnel, { host, port }: Target): Error {
	const reason = 'reason' in error ? error.reason : undefined;
	if (reason === PROHIBITED) {
		return userError(
			`The SSH host '${ssh.host}' does not forward connections to ${host}:${port}`,
			'Ask its administrator to allow it: AllowTcpForwarding and PermitOpen in sshd_config.',
			'SQL_SSH_FORWARD',
			error,
		);
	}
	if (reason === CONNECT_FAILED) {
		return userError(
			`The SSH host '${ssh.host}' cannot connect to ${host}:${port}: ${error.message}`,
			"Check 'Host' and 'Port' of the database as the SSH host sees them; on the same machine, the host is localhost.",
			'SQL_PORT',
			error,
		);
	}
	return transientError(
		`The SSH host '${ssh.host}' did not connect to ${host}:${port}: ${error.message}`,
		undefined,
		'The SSH connection broke or is overloaded. It is tried again at the next run.',
		CONNECTION_LOST,
		error,
	);
}
