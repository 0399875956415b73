import { readFileSync } from 'node:fs';

/**
 * The first of `names` that this machine knows, for servers that must not run as root.
 *
 * @param {string[]} names
 * @returns {{ uid: number, gid: number }}
 */
export function unprivilegedUser(names) {
	const users = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.map((line) => line.split(':'));
	for (const name of names) {
		const user = users.find(([known]) => known === name);
		if (user) return { uid: Number(user[2]), gid: Number(user[3]) };
	}
	throw new Error(`This machine has none of the users ${names.join(', ')}.`);
}
