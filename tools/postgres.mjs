/**
 * A PostgreSQL of one's own for tests: a new empty cluster on 127.0.0.1, from the
 * machine's binaries, gone after `stop()`. `TEST_POSTGRES_URL` names a server to
 * use instead; then a database of one's own is made on it.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { findPostgres } from './machine/postgresBinaries.mjs';
import { unprivilegedUser } from './machine/users.mjs';
import { openGate } from './process/gate.mjs';
import { freePort, isRunning, startServer } from './process/server.mjs';

const CACHE = fileURLToPath(new URL('../.cache/postgres', import.meta.url));
const PREFIX = 'customer-import-postgres-';
const USER = 'importer';
const START_TIMEOUT_MS = 60_000;

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
	const cluster = createCluster(binaries);
	const port = await freePort();
	const login = { host: '127.0.0.1', port, user: USER, password: cluster.password, database: 'postgres' };
	const launch = () => launchCluster(binaries, cluster, login, settings);
	let server = await launch();
	return {
		...login,
		url: urlOf(login),
		async stop() {
			await server.stop();
			rmSync(cluster.folder, { recursive: true, force: true });
		},
		kill: () => server.kill(),
		async restart() {
			await server.kill();
			server = await launch();
		},
	};
}

/** PostgreSQL refuses to run as root; its folder has to belong to whom it runs as. */
function createCluster(binaries) {
	const user = process.getuid?.() === 0 ? unprivilegedUser(['postgres', 'nobody']) : undefined;
	const folder = mkdtempSync(join(swept(folderFor(user)), `${PREFIX}${process.pid}-`));
	const password = randomBytes(12).toString('hex');
	const passwordFile = join(folder, 'password');
	writeFileSync(passwordFile, password);
	if (user) for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid);
	const data = join(folder, 'data');
	const args = [
		'-D',
		data,
		'-U',
		USER,
		'--auth=scram-sha-256',
		`--pwfile=${passwordFile}`,
		'--encoding=UTF8',
		'--locale=C',
		'--no-sync',
	];
	execFileSync(join(binaries, 'initdb'), args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...user });
	return { folder, data, password, user };
}

/** The project's cache, unless the server's user has no way into it (a clone below a private home). */
function folderFor(user) {
	mkdirSync(CACHE, { recursive: true });
	if (!user || canEnter(CACHE, user)) return CACHE;
	return tmpdir();
}

/** Clusters whose test was broken off before it could remove them. */
function swept(folder) {
	for (const name of readdirSync(folder)) {
		const owner = name.startsWith(PREFIX) && Number.parseInt(name.slice(PREFIX.length), 10);
		if (owner && !isRunning(owner)) rmSync(join(folder, name), { recursive: true, force: true });
	}
	return folder;
}

function canEnter(folder, user) {
	try {
		execFileSync('/bin/sh', ['-c', 'cd "$0"', folder], { cwd: '/', stdio: 'ignore', ...user });
		return true;
	} catch {
		return false;
	}
}

async function launchCluster(binaries, cluster, login, settings) {
	const log = join(cluster.folder, 'server.log');
	const all = {
		listen_addresses: login.host,
		port: login.port,
		unix_socket_directories: '',
		// What was committed survives `kill` in the kernel's hands; only a power cut would lose it.
		fsync: 'off',
		full_page_writes: 'off',
		max_connections: 50,
		...settings,
	};
	const args = [
		'-D',
		cluster.data,
		...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
	];
	const options = { log, signal: 'SIGINT', cwd: cluster.folder, user: cluster.user };
	const deadline = Date.now() + START_TIMEOUT_MS;
	for (;;) {
		const server = await startServer(join(binaries, 'postgres'), args, options);
		if (await answers(login, server, deadline)) return server;
		// After a kill, the server processes left behind hold the shared memory for a moment.
		if (!readFileSync(log, 'utf8').includes('pre-existing shared memory') || Date.now() > deadline) {
			await server.kill();
			throw new Error(`PostgreSQL did not start:\n${readFileSync(log, 'utf8')}`);
		}
		await sleep(100);
	}
}

async function answers(login, server, deadline) {
	while (server.running() && Date.now() < deadline) {
		if (await canConnect(login)) return true;
		await sleep(50);
	}
	return false;
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

/** The named server is not ours to stop: a gate in front of it stands for its going down and coming back. */
async function onNamedServer(server, settings) {
	const database = `customer_import_${randomBytes(6).toString('hex')}`;
	await administer(server, [
		`CREATE DATABASE ${database}`,
		...Object.entries(settings).map(([name, value]) => `ALTER DATABASE ${database} SET ${name} = '${value}'`),
	]);
	const gate = await openGate({ host: server.hostname, port: Number(server.port || 5432) });
	const login = {
		host: '127.0.0.1',
		port: gate.port,
		user: decodeURIComponent(server.username),
		password: decodeURIComponent(server.password),
		database,
	};
	return {
		...login,
		url: urlOf(login),
		async stop() {
			await gate.shut();
			await administer(server, [`DROP DATABASE ${database} WITH (FORCE)`]);
		},
		kill: () => gate.shut(),
		async restart() {
			await gate.shut();
			await gate.open();
		},
	};
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

const urlOf = ({ host, port, user, password, database }) =>
	`postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}/${database}`;

/** For a look at it by hand: `node tools/postgres.mjs` prints the address and waits for Ctrl-C. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
	startPostgres().then((server) => {
		console.log(server.url);
		const alive = setInterval(() => {}, 60_000);
		process.once('SIGINT', () => server.stop().then(() => clearInterval(alive)));
	});
}
