/**
 * A Tryton of one's own for tests: a new server on a free port of 127.0.0.1, from the machine's programs, with the
 * module `party` and what it needs, in a database of its own. Gone after `stop()`.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepForLooking } from './database/description.mjs';
import { startOwnServer } from './database/ownServer.mjs';
import { findTryton } from './machine/trytonPrograms.mjs';

const USER = 'admin';

/**
 * @param {{ modules?: readonly string[], postgres?: string }} [options] `modules` are folders of further Tryton
 *   modules; `postgres` is the address of a database to use instead of an own SQLite file
 * @returns {Promise<import('./tryton.mjs').TestTryton>}
 */
export async function startTryton({ modules = [], postgres } = {}) {
	const programs = findTryton();
	const password = randomBytes(12).toString('hex');
	const database = postgres === undefined ? 'crm' : new URL(postgres).pathname.slice(1);
	const names = ['party', ...modules.map((folder) => basename(folder))];
	const { port, stop, restart } = await startOwnServer({
		kind: 'tryton',
		users: ['tryton', 'nobody'],
		signal: 'SIGTERM',
		prepare: (place) => prepare(place, { programs, password, database, names, modules, postgres }),
		command: ({ folder }) => ['/usr/bin/env', [sitePath(folder), programs.server, '-c', configOf(folder)]],
		answers: ({ port: own }) => answers(own),
	});
	const url = `http://127.0.0.1:${port}`;
	return { url, database, userName: USER, password, stop, restart };
}

const configOf = (folder) => join(folder, 'trytond.conf');
const siteOf = (folder) => join(folder, 'site');
const sitePath = (folder) => `PYTHONPATH=${siteOf(folder)}`;

/** Makes the tables and the user. Tryton's own programs run as whom the server runs as. */
function prepare({ folder, port, user }, { programs, password, database, names, modules, postgres }) {
	const passwordFile = join(folder, 'password');
	const data = join(folder, 'data');
	const sqlite = join(data, `${database}.sqlite`);
	mkdirSync(data);
	for (const [file, text] of [
		[passwordFile, `${password}\n`],
		[configOf(folder), configuration(port, data, postgres)],
		[sqlite, ''],
	])
		writeFileSync(file, text);
	if (user) for (const path of [data, passwordFile, sqlite]) chownSync(path, user.uid, user.gid);
	for (const module of modules) addModule(siteOf(folder), module);
	const args = ['-c', configOf(folder), '-d', database, '-u', ...names];
	execFileSync(programs.administer, [...args, '--email', 'admin@example.com', '--activate-dependencies'], {
		cwd: folder,
		stdio: ['ignore', 'ignore', 'pipe'],
		env: { ...process.env, PYTHONPATH: siteOf(folder), TRYTONPASSFILE: passwordFile },
		...user,
	});
}

/** The database's name is not part of the address: it comes with each call. */
function configuration(port, data, postgres) {
	const uri =
		postgres === undefined
			? 'sqlite://'
			: `${postgres.replace(/^postgres:/, 'postgresql:').replace(/[^/]*$/, '')}`;
	return ['[database]', `uri = ${uri}`, `path = ${data}`, '[web]', `listen = 127.0.0.1:${port}`, ''].join(
		'\n',
	);
}

/** Tryton finds further modules by entry points of Python packages, so the folder is made to look like one. */
function addModule(site, folder) {
	const name = basename(folder);
	const info = join(site, `${name}.egg-info`);
	const target = join(site, 'trytond', 'modules', name);
	for (const path of [dirname(target), info]) mkdirSync(path, { recursive: true });
	cpSync(folder, target, { recursive: true });
	writeFileSync(join(info, 'PKG-INFO'), `Metadata-Version: 1.0\nName: ${name}\nVersion: 6.0.0\n`);
	writeFileSync(join(info, 'entry_points.txt'), `[trytond.modules]\n${name} = trytond.modules.${name}\n`);
}

async function answers(port) {
	const body = JSON.stringify({ id: 1, method: 'common.server.version', params: [] });
	const headers = { 'content-type': 'application/json' };
	const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body }).catch(
		() => undefined,
	);
	return response?.ok ?? false;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	keepForLooking(async () => {
		const { url, userName, password, database, stop } = await startTryton({ modules: process.argv.slice(2) });
		return { url: `${url}/${database}/ ${userName} ${password}`, stop };
	});
}
