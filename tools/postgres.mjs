/**
 * A PostgreSQL of one's own for tests: a new empty cluster on 127.0.0.1, from the
 * machine's binaries, gone after `stop()`. `TEST_POSTGRES_URL` names a server to
 * use instead; then a database of one's own is made on it.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { described, keepForLooking, loginOf } from './database/description.mjs';
import { useNamedServer } from './database/namedServer.mjs';
import { startOwnServer } from './database/ownServer.mjs';
import { findPostgres } from './machine/postgresBinaries.mjs';

const USER = 'importer';

/**
 * @param {{ settings?: Record<string, string | number> }} [options] `settings` are server parameters, e.g. `{ timezone: 'Asia/Shanghai' }`
 * @returns {Promise<import('./postgres.mjs').TestPostgres>}
 */
export function startPostgres({ settings = {} } = {}) {
	const named = process.env.TEST_POSTGRES_URL;
	return named ? onNamedServer(new URL(named), settings) : onOwnServer(settings);
}

async function onOwnServer(settings) {
	const binaries = findPostgres();
	const login = { user: USER, password: randomBytes(12).toString('hex'), database: 'postgres' };
	const server = await startOwnServer({
		kind: 'postgres',
		users: ['postgres', 'nobody'],
		signal: 'SIGINT',
		prepare: (place) => createCluster(binaries, place, login.password),
		command: (place) => [join(binaries, 'postgres'), serverArguments(place, settings)],
		answers: ({ port }) => canConnect({ ...login, host: '127.0.0.1', port }),
		// After a kill, the server processes left behind hold the shared memory for a moment.
		passing: /pre-existing shared memory/,
	});
	return described('postgres', server, login);
}

const dataOf = (folder) => join(folder, 'data');

/** PostgreSQL refuses to run as root; its folder has to belong to whom it runs as. */
function createCluster(binaries, { folder, user }, password) {
	const passwordFile = join(folder, 'password');
	writeFileSync(passwordFile, password);
	if (user) chownSync(passwordFile, user.uid, user.gid);
	const args = [
		'-D',
		dataOf(folder),
		'-U',
		USER,
		'--auth=scram-sha-256',
		`--pwfile=${passwordFile}`,
		'--encoding=UTF8',
		'--locale=C',
		'--no-sync',
	];
	execFileSync(join(binaries, 'initdb'), args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...user });
}

function serverArguments({ folder, port }, settings) {
	const all = {
		listen_addresses: '127.0.0.1',
		port,
		unix_socket_directories: '',
		// What was committed survives `kill` in the kernel's hands; only a power cut would lose it.
		fsync: 'off',
		full_page_writes: 'off',
		max_connections: 50,
		...settings,
	};
	return [
		'-D',
		dataOf(folder),
		...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
	];
}

async function canConnect(login) {
	const client = new pg.Client({ ...login, connectionTimeoutMillis: 5000 });
	client.on('error', () => {});
	try {
		await client.connect();
		await client.query('SELECT 1');
		return true;
	} catch {
		return false;
	} finally {
		await client.end().catch(() => {});
	}
}

async function onNamedServer(named, settings) {
	const database = `customer_import_${randomBytes(6).toString('hex')}`;
	await administer(named, [
		`CREATE DATABASE ${database}`,
		...Object.entries(settings).map(([name, value]) => `ALTER DATABASE ${database} SET ${name} = '${value}'`),
	]);
	const target = { host: named.hostname, port: Number(named.port || 5432) };
	const leave = () => administer(named, [`DROP DATABASE ${database} WITH (FORCE)`]);
	return described('postgres', await useNamedServer(target, leave), { ...loginOf(named), database });
}

async function administer(server, statements) {
	const client = new pg.Client({ connectionString: server.href });
	await client.connect();
	try {
		for (const statement of statements) await client.query(statement);
	} finally {
		await client.end();
	}
}

if (process.argv[1] === fileURLToPath(import.meta.url)) keepForLooking(startPostgres);
