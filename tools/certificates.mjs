/**
 * An authority of one's own for tests, and certificates that it signed: for a server at localhost and for clients.
 * Valid for a day, gone with the folder they are made in.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * @param {{ clients?: string[] }} [options] `clients` are the users that client certificates are made for
 * @returns {import('./certificates.mjs').TestCertificates}
 */
export function makeCertificates({ clients = [] } = {}) {
	const folder = mkdtempSync(join(tmpdir(), 'customer-import-certificates-'));
	try {
		makeKey(folder, 'authority');
		openssl(folder, [
			'req',
			'-x509',
			'-key',
			'authority.key',
			'-subj',
			'/CN=Test Authority',
			'-days',
			'1',
			'-out',
			'authority.pem',
		]);
		const sign = (name, subject, extension) => signed(folder, name, subject, extension);
		return {
			authority: readFileSync(join(folder, 'authority.pem'), 'utf8'),
			server: sign('server', '/CN=localhost', 'subjectAltName=DNS:localhost'),
			clients: Object.fromEntries(
				clients.map((user) => [user, sign(user, `/CN=${user}`, 'extendedKeyUsage=clientAuth')]),
			),
		};
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function signed(folder, name, subject, extension) {
	const key = makeKey(folder, name);
	writeFileSync(join(folder, `${name}.ext`), `${extension}\n`);
	openssl(folder, ['req', '-new', '-key', `${name}.key`, '-subj', subject, '-out', `${name}.csr`]);
	const by = [
		'-CA',
		'authority.pem',
		'-CAkey',
		'authority.key',
		'-CAcreateserial',
		'-extfile',
		`${name}.ext`,
	];
	openssl(folder, ['x509', '-req', '-in', `${name}.csr`, ...by, '-days', '1', '-out', `${name}.pem`]);
	return { certificate: readFileSync(join(folder, `${name}.pem`), 'utf8'), key };
}

function makeKey(folder, name) {
	openssl(folder, [
		'genpkey',
		'-algorithm',
		'EC',
		'-pkeyopt',
		'ec_paramgen_curve:P-256',
		'-out',
		`${name}.key`,
	]);
	return readFileSync(join(folder, `${name}.key`), 'utf8');
}

const openssl = (cwd, args) => execFileSync('openssl', args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
