import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findClickhouse } from '../machine/clickhouseBinaries.mjs';
import { findMariadb } from '../machine/mariadbBinaries.mjs';
import { findPostgres } from '../machine/postgresBinaries.mjs';
import { findLibreOffice, findPythonWithOpenpyxl } from '../machine/spreadsheetPrograms.mjs';
import { findTryton } from '../machine/trytonPrograms.mjs';
import { installN8n } from '../n8n.mjs';
import { installOpenApi } from '../openApi.mjs';
import { packPackage } from '../package.mjs';
import { runJest } from './jest.mjs';
import { run } from '../process/run.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const bin = (name) => join(ROOT, 'node_modules', '.bin', name);

const PASSED = { passed: 1, failed: 0, skipped: 0 };

/** A check that either holds or not. */
const check = (title, work) => ({ title, run: async () => (await work(), PASSED) });

const command = (title, name, ...words) =>
	check(title, async () => {
		const { code } = await run(bin(name), words, { cwd: ROOT, show: true, allowFailure: true });
		if (code !== 0) throw new Error(`${name} ended with code ${code}.`);
	});

const jest = (title, project, ...words) => ({ title, run: () => runJest(project, words) });

function installSpreadsheetPrograms() {
	findPythonWithOpenpyxl();
	findLibreOffice();
}

/** Those that no address of a server takes the place of. */
function installDatabaseServers() {
	if (!process.env.TEST_POSTGRES_URL) findPostgres();
	if (!process.env.TEST_MARIADB_URL) findMariadb();
	if (!process.env.TEST_CLICKHOUSE_URL) findClickhouse();
}

/** The CRMs that are tested as they are, and not as fakes. */
const installCrms = check('Install the CRM that the tests run', findTryton);

/** The vendors' own words that the requests of connectors are held against. */
const installContracts = check("Install the vendors' OpenAPI documents", installOpenApi);

/** What a fresh clone is tested by. Nothing here needs more than Node, npm and the distribution's packages. */
export const ALL = [
	command("Lint with n8n's rules", 'n8n-node', 'lint'),
	command('Formatting', 'prettier', '--check', '--log-level', 'warn', '.'),
	command('Types', 'tsc', '-p', '.'),
	// Once, and before tests that run side by side would all begin to install them.
	check('Install the spreadsheet programs that open our files', installSpreadsheetPrograms),
	check('Install the database servers', installDatabaseServers),
	installCrms,
	installContracts,
	jest('Unit and conformance tests', 'unit'),
	check('Build and pack', packPackage),
	jest("Nodes in n8n's own engine", 'engine'),
	check('Install the real n8n', installN8n),
	// One n8n, one browser and two cores: side by side they would only wait for each other.
	jest('End to end in the real n8n', 'e2e', '--runInBand'),
];

export const unitOnly = (words) => [
	check('Install the database servers', installDatabaseServers),
	installCrms,
	installContracts,
	jest('Unit and conformance tests', 'unit', ...words),
];
