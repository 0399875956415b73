/**
 * A ClickHouse of one's own for tests: a new empty server on 127.0.0.1 that speaks
 * HTTP, from the machine's binaries, gone after `stop()`. `TEST_CLICKHOUSE_URL`
 * names the HTTP address of a server to use instead, where databases and users may
 * be created; then a database of one's own is made on it.
 */
import { createHash, randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { described, keepForLooking, loginOf } from './database/description.mjs';
import { useNamedServer } from './database/namedServer.mjs';
import { startOwnServer } from './database/ownServer.mjs';
import { findClickhouse } from './machine/clickhouseBinaries.mjs';
import { freePort } from './process/server.mjs';

const DATABASE = 'customers';

/**
 * @param {{ timezone?: string }} [options] `timezone` is the server's, e.g. `Asia/Shanghai`
 * @returns {Promise<import('./clickhouse.mjs').TestClickhouse>}
 */
export function startClickhouse({ timezone = 'UTC' } = {}) {
	const named = process.env.TEST_CLICKHOUSE_URL;
	return named ? onNamedServer(new URL(named)) : onOwnServer(timezone);
}

const newLogin = (user) => ({ user, password: randomBytes(12).toString('hex') });

async function onOwnServer(timezone) {
	const { server: program, words } = findClickhouse();
	const login = { ...newLogin('importer'), database: DATABASE };
	const stranger = newLogin('stranger');
	const reader = newLogin('reader');
	const tcpPort = await freePort();
	const server = await startOwnServer({
		kind: 'clickhouse',
		users: ['clickhouse', 'nobody'],
		// Asked to end, it waits many seconds for connections; what it stored is thrown away in any case.
		signal: 'SIGKILL',
		prepare: (place) => writeConfiguration(place, { tcpPort, timezone, logins: { login, stranger, reader } }),
		command: ({ folder }) => [program, [...words, `--config-file=${join(folder, 'config.xml')}`]],
		answers: ({ port }) => canQuery(`http://127.0.0.1:${port}`, login),
	});
	await query(`http://127.0.0.1:${server.port}`, login, `CREATE DATABASE ${DATABASE}`);
	return { ...described('http', server, login), stranger, reader };
}

function writeConfiguration({ folder, port, user }, { tcpPort, timezone, logins }) {
	const data = join(folder, 'data');
	mkdirSync(data);
	const files = {
		'config.xml': configuration(data, port, tcpPort, timezone),
		'users.xml': users(logins),
	};
	for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
	if (user)
		for (const name of ['data', ...Object.keys(files)]) chownSync(join(folder, name), user.uid, user.gid);
}

/** The name of the outermost element is the one that old and new versions know. */
const configuration = (data, port, tcpPort, timezone) => `<?xml version="1.0"?>
<yandex>
	<logger><level>error</level><console>1</console></logger>
	<listen_host>127.0.0.1</listen_host>
	<http_port>${port}</http_port>
	<tcp_port>${tcpPort}</tcp_port>
	<path>${data}/</path>
	<tmp_path>${data}/tmp/</tmp_path>
	<user_files_path>${data}/user_files/</user_files_path>
	<users_config>users.xml</users_config>
	<default_profile>default</default_profile>
	<default_database>default</default_database>
	<timezone>${timezone}</timezone>
	<mark_cache_size>67108864</mark_cache_size>
	<uncompressed_cache_size>8388608</uncompressed_cache_size>
</yandex>
`;

const users = ({ login, stranger, reader }) => `<?xml version="1.0"?>
<yandex>
	<profiles><default/><reading><readonly>1</readonly></reading></profiles>
	<quotas><default/></quotas>
	<users>
		<${login.user}>${userOf(login)}</${login.user}>
		<${stranger.user}>${userOf(stranger)}
			<allow_databases><database>nothing</database></allow_databases>
		</${stranger.user}>
		<${reader.user}>${userOf(reader, 'reading')}</${reader.user}>
	</users>
</yandex>
`;

const userOf = ({ password }, profile = 'default') => `
			<password_sha256_hex>${createHash('sha256').update(password).digest('hex')}</password_sha256_hex>
			<networks><ip>127.0.0.1</ip></networks>
			<profile>${profile}</profile>
			<quota>default</quota>`;

async function query(address, { user, password }, statement) {
	const headers = { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password };
	const answer = await fetch(address, { method: 'POST', headers, body: statement });
	const said = await answer.text();
	if (!answer.ok) throw new Error(`ClickHouse: ${said}`);
	return said;
}

async function canQuery(address, login) {
	try {
		await query(address, login, 'SELECT 1');
		return true;
	} catch {
		return false;
	}
}

async function onNamedServer(named) {
	const login = loginOf(named);
	const database = `customer_import_${randomBytes(6).toString('hex')}`;
	const stranger = newLogin(`stranger_${database}`);
	const reader = newLogin(`reader_${database}`);
	const administer = (statement) => query(named.origin, login, statement);
	await administer(`CREATE DATABASE ${database}`);
	for (const { user, password } of [stranger, reader]) {
		await administer(`CREATE USER ${user} IDENTIFIED BY '${password}'`);
	}
	await administer(`GRANT SELECT ON ${database}.* TO ${reader.user}`);
	await administer(`ALTER USER ${reader.user} SETTINGS readonly = 1`);
	const target = { host: named.hostname, port: Number(named.port || 8123) };
	const server = await useNamedServer(target, async () => {
		await administer(`DROP DATABASE ${database}`);
		await administer(`DROP USER ${stranger.user}, ${reader.user}`);
	});
	return { ...described('http', server, { ...login, database }), stranger, reader };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) keepForLooking(startClickhouse);
