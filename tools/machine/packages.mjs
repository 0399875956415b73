import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';

const POLICY = '/usr/sbin/policy-rc.d';

const canInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/**
 * Installs packages of the distribution, where that is ours to do (root, apt).
 *
 * @param {string[]} names
 * @param {string} otherwise what a person has to do where it is not
 */
export function installPackages(names, otherwise) {
	if (!canInstall()) throw new Error(otherwise);
	const options = {
		stdio: ['ignore', 'ignore', 'inherit'],
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
	};
	console.error(`Installing ${names.join(', ')} with apt-get …`);
	execFileSync('apt-get', ['update', '-qq'], options);
	execFileSync(
		'apt-get',
		['-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '-qq', '--no-install-recommends', ...names],
		options,
	);
}

/**
 * The same for packages with a service, which is not started as they are installed: we want the programs alone.
 * The policy that forbids it is Debian's own way (invoke-rc.d(8)); it is taken away again, unless it was there before.
 *
 * @param {string[]} names
 * @param {string} otherwise
 */
export function installWithoutService(names, otherwise) {
	const ours = canInstall() && !existsSync(POLICY);
	if (ours) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
	try {
		installPackages(names, otherwise);
	} finally {
		if (ours) rmSync(POLICY, { force: true });
	}
}
