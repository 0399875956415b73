import { existsSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { installPackages } from './packages.mjs';

const DEBIAN = '/usr/lib/postgresql';
const CREATE_CLUSTER = '/etc/postgresql-common/createcluster.conf';

/**
 * The folder with `postgres` and `initdb`: the newest of the distribution's, one
 * on the PATH, or freshly installed from the distribution's packages.
 *
 * @returns {string}
 */
export function findPostgres() {
	const found = fromDistribution() ?? fromPath();
	if (found) return found;
	installWithoutService();
	const installed = fromDistribution();
	if (!installed) throw new Error(`The package postgresql was installed and left nothing in ${DEBIAN}.`);
	return installed;
}

function fromDistribution() {
	const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
	return versions.map((version) => join(DEBIAN, version, 'bin')).find(hasServer);
}

/** Through links: `initdb` looks for its files beside where it really lies. */
function fromPath() {
	const folders = (process.env.PATH ?? '')
		.split(delimiter)
		.filter((folder) => existsSync(join(folder, 'initdb')));
	return folders.map((folder) => dirname(realpathSync(join(folder, 'initdb')))).find(hasServer);
}

const hasServer = (folder) => ['postgres', 'initdb'].every((name) => existsSync(join(folder, name)));

/** Debian's package would start a server on 5432 as it is installed; we want the binaries alone. */
function installWithoutService() {
	if (process.getuid?.() === 0 && !existsSync(CREATE_CLUSTER)) {
		mkdirSync(dirname(CREATE_CLUSTER), { recursive: true });
		writeFileSync(CREATE_CLUSTER, 'create_main_cluster = false\n');
	}
	installPackages(
		['postgresql'],
		'PostgreSQL is needed for the SQL tests. Install it (Debian: sudo apt install postgresql; macOS: brew install postgresql) ' +
			'or set TEST_POSTGRES_URL to a server on which databases may be created.',
	);
}
