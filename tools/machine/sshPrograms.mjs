import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installWithoutService } from './packages.mjs';

/**
 * OpenSSH's server and its maker of keys, freshly installed from the distribution's packages where there is none.
 *
 * @returns {{ sshd: string, keygen: string }}
 */
export function findOpenSsh() {
	const found = onThisMachine();
	if (found) return found;
	installWithoutService(
		['openssh-server', 'openssh-client'],
		'OpenSSH is needed for the tests of SSH tunnels. Install it (Debian: sudo apt install openssh-server; macOS has it).',
	);
	const installed = onThisMachine();
	if (!installed) throw new Error('The package openssh-server was installed and left no sshd.');
	return installed;
}

function onThisMachine() {
	const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin'];
	const find = (name) => folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
	const [sshd, keygen] = [find('sshd'), find('ssh-keygen')];
	return sshd && keygen && { sshd, keygen };
}
