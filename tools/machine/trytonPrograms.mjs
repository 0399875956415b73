import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installWithoutService } from './packages.mjs';

/** Where Debian's packages have them; the modules belong to Debian's own Python. */
const FOLDER = '/usr/bin';
const PYTHON = '/usr/lib/python3/dist-packages';

/** With the driver for PostgreSQL, and what Tryton writes phone numbers with where it is there. */
const PACKAGES = [
	'tryton-server',
	'tryton-modules-party',
	'tryton-modules-country',
	'python3-psycopg2',
	'python3-phonenumbers',
];

/**
 * Tryton's server and the program that makes its tables, with the modules for parties and countries, freshly
 * installed from the distribution's packages where there are none.
 *
 * @returns {{ server: string, administer: string }}
 */
export function findTryton() {
	const found = onThisMachine();
	if (found) return found;
	installWithoutService(
		PACKAGES,
		'Tryton is needed for the tests of its connector. Install it ' +
			`(Debian: sudo apt install ${PACKAGES.join(' ')}).`,
	);
	const installed = onThisMachine();
	if (!installed) throw new Error('The package tryton-server was installed and left no trytond.');
	return installed;
}

function onThisMachine() {
	const [server, administer] = ['trytond', 'trytond-admin'].map((name) => join(FOLDER, name));
	const parts = ['trytond/modules/party', 'trytond/modules/country', 'psycopg2', 'phonenumbers'];
	const needed = [server, administer, ...parts.map((part) => join(PYTHON, part))];
	return needed.every((path) => existsSync(path)) ? { server, administer } : undefined;
}
