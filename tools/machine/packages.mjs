import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

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
