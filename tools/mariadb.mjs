/**
 * A MariaDB of one's own for tests: a new empty server on 127.0.0.1, from the
 * machine's binaries, gone after `stop()`. `TEST_MARIADB_URL` names a server
 * (MariaDB or MySQL) to use instead; then a database of one's own is made on it.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import mysql from 'mysql2/promise';
import { described, keepForLooking, loginOf } from './database/description.mjs';
import { useNamedServer } from './database/namedServer.mjs';
import { startOwnServer } from './database/ownServer.mjs';
import { findMariadb } from './machine/mariadbBinaries.mjs';

const USER = 'importer';
const DATABASE = 'customers';

/**
 * @param {{ settings?: Record<string, string | number> }} [options] `settings` are server variables, e.g. `{ default_time_zone: '+08:00' }`
 * @returns {Promise<import('./database/testDatabase.mjs').TestDatabase>}
 */
export function startMariadb({ settings = {} } = {}) {
	const named = process.env.TEST_MARIADB_URL;
	return named ? onNamedServer(new URL(named), settings) : onOwnServer(settings);
}

async function onOwnServer(settings) {
	const binaries = findMariadb();
	const login = { user: USER, password: randomBytes(12).toString('hex'), database: DATABASE };
	const server = await startOwnServer({
		kind: 'mariadb',
		users: ['mysql', 'nobody'],
		signal: 'SIGTERM',
		prepare: (place) => createData(binaries, place, login),
		command: (place) => [binaries.server, serverArguments(place, settings)],
		answers: ({ port }) => canConnect({ ...login, host: '127.0.0.1', port }),
	});
	return described('mysql', server, login);
}

const pathsOf = (folder) => ({
	data: join(folder, 'data'),
	temporary: join(folder, 'tmp'),
	first: join(folder, 'first.sql'),
});

/** The server refuses to run as root; its folders have to belong to whom it runs as. */
function createData({ server, share }, { folder, user }, login) {
	const { data, temporary, first } = pathsOf(folder);
	for (const path of [data, temporary]) mkdirSync(path);
	writeFileSync(first, firstStatements(login));
	if (user) for (const path of [data, temporary, first]) chownSync(path, user.uid, user.gid);
	const scripts = ['mysql_system_tables', 'mysql_performance_tables', 'mysql_system_tables_data'];
	const input = [
		'CREATE DATABASE mysql;\nUSE mysql;\n',
		...scripts.map((name) => readFileSync(join(share, `${name}.sql`), 'utf8')),
	].join('');
	const args = ['--no-defaults', '--bootstrap', `--datadir=${data}`, `--tmpdir=${temporary}`, ...LEAN];
	execFileSync(server, args, { cwd: folder, input, stdio: ['pipe', 'ignore', 'pipe'], ...user });
}

/** Run at each start: one login for everything, and nobody else. */
const firstStatements = ({ user, password, database }) =>
	[
		`CREATE DATABASE IF NOT EXISTS ${database} CHARACTER SET utf8mb4;`,
		`CREATE USER IF NOT EXISTS '${user}'@'%' IDENTIFIED BY '${password}';`,
		`GRANT ALL ON *.* TO '${user}'@'%' WITH GRANT OPTION;`,
		"DELETE FROM mysql.global_priv WHERE User IN ('', 'root');",
		'FLUSH PRIVILEGES;',
		'',
	].join('\n');

/** What was committed survives `kill` in the kernel's hands; only a power cut would lose it. */
const LEAN = [
	'--innodb-log-file-size=16M',
	'--innodb-buffer-pool-size=64M',
	'--innodb-flush-log-at-trx-commit=2',
	'--aria-pagecache-buffer-size=8M',
	'--key-buffer-size=1M',
];

function serverArguments({ folder, port }, settings) {
	const { data, temporary, first } = pathsOf(folder);
	return [
		'--no-defaults',
		`--datadir=${data}`,
		`--tmpdir=${temporary}`,
		`--init-file=${first}`,
		`--pid-file=${join(folder, 'server.pid')}`,
		`--socket=${join(folder, 'server.sock')}`,
		'--bind-address=127.0.0.1',
		`--port=${port}`,
		'--skip-name-resolve',
		...LEAN,
		...Object.entries(settings).map(([name, value]) => `--${name}=${value}`),
	];
}

async function canConnect(login) {
	try {
		const connection = await mysql.createConnection({ ...login, connectTimeout: 5000 });
		connection.on('error', () => {});
		await connection.query('SELECT 1').finally(() => connection.destroy());
		return true;
	} catch {
		return false;
	}
}

async function onNamedServer(named, settings) {
	const database = `customer_import_${randomBytes(6).toString('hex')}`;
	// Variables of a server that is not ours are left alone.
	if (Object.keys(settings).length > 0) console.error('TEST_MARIADB_URL: runs with its own settings.');
	await administer(named, `CREATE DATABASE ${database} CHARACTER SET utf8mb4`);
	const target = { host: named.hostname, port: Number(named.port || 3306) };
	const leave = () => administer(named, `DROP DATABASE ${database}`);
	return described('mysql', await useNamedServer(target, leave), { ...loginOf(named), database });
}

async function administer(named, statement) {
	const connection = await mysql.createConnection({
		host: named.hostname,
		port: Number(named.port || 3306),
		...loginOf(named),
	});
	await connection.query(statement).finally(() => connection.end());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) keepForLooking(startMariadb);
